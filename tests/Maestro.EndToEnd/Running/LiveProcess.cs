using System.Diagnostics;
using System.Threading.Channels;

namespace Maestro.EndToEnd.Running;

/// <summary>A program that does not end by itself: its lines are waited for, and it is ended, with its children, when the test is over.</summary>
public sealed class LiveProcess : IAsyncDisposable
{
    /// <summary>How long a line may be in coming on a machine that is busy with other things.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly List<string> _seen = [];
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private int _openStreams = 2;

    private LiveProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <param name="environment">Changes to this process's own; null removes.</param>
    public static LiveProcess Start(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(new Process { StartInfo = start });
    }

    /// <summary>The next line that holds this text, on either stream.</summary>
    public async Task<string> LineAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                _seen.Add(line);
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no line with '{text}' within {Limit}:\n{string.Join('\n', _seen)}");
        }

        throw new InvalidOperationException($"the program ended before a line with '{text}':\n{string.Join('\n', _seen)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    // A stream's end comes as null.
    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Writer.TryWrite(line);
        }
        else if (Interlocked.Decrement(ref _openStreams) == 0)
        {
            _lines.Writer.TryComplete();
        }
    }
}
