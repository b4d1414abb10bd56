using System.Diagnostics;

namespace Maestro.Cli.Commands;

/// <summary>
/// What a command says. Results go to standard output; progress and errors to standard error, so that <c>--json</c> stays clean.
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool interactive, TimeProvider clock)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private string _last = "";
    private int _width;

    public static Terminal ForConsole() => new(Console.Out, Console.Error, !Console.IsErrorRedirected, TimeProvider.System);

    public TextWriter Output => output;

    /// <summary>For what belongs beside a result that a program reads.</summary>
    public TextWriter Error => error;

    /// <summary>One line that says what is wrong, where, and what to do.</summary>
    public void Problem(Maestro.Evidence.Problem problem)
    {
        Clear();
        error.WriteLine(problem.ToString());
    }

    /// <summary>Shows what is going on once a second has passed; overwrites itself on a terminal, a line a step elsewhere.</summary>
    public void Progress(string step, string detail = "")
    {
        lock (_gate)
        {
            if (clock.GetElapsedTime(_start) < Quiet)
            {
                return;
            }

            if (interactive)
            {
                var line = detail.Length == 0 ? step : $"{step} {detail}";
                error.Write("\r" + line.PadRight(_width));
                _width = line.Length;
            }
            else if (step != _last)
            {
                error.WriteLine(step);
            }

            _last = step;
        }
    }

    /// <summary>Wipes an overwritten progress line.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (interactive && _width > 0)
            {
                error.Write("\r" + new string(' ', _width) + "\r");
                _width = 0;
            }
        }
    }
}
