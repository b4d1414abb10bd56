using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Maestro.Verification.Solving;

/// <summary>
/// libz3 in this process. Each query has a context of its own, so that an answer depends on nothing asked before.
/// Threads may ask at the same time.
/// </summary>
public sealed class NativeZ3 : ISolver
{
    // The default handler ends the process.
    private static readonly Z3Library.ErrorHandler IgnoreErrors = static (_, _) => { };

    private readonly Z3Library? library;

    /// <summary>Loads libz3, if there is one.</summary>
    /// <param name="location">Where to look.</param>
    /// <param name="watchdog">Wall clock after which a query is interrupted and answered <see cref="SolverStatus.Timeout"/>; null for <see cref="DefaultWatchdog"/>.</param>
    public NativeZ3(Z3Location location, TimeSpan? watchdog = null)
    {
        Watchdog = watchdog ?? DefaultWatchdog;
        library = Z3Library.Load(location, out var failure);
        Unavailability = failure;
        Version = library is null ? "z3 unavailable" : $"z3 {library.FullVersion}";
    }

    /// <summary>The watchdog where none is named: generous, since the budget of a query should have ended it long before.</summary>
    public static TimeSpan DefaultWatchdog { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Wall clock after which a query is interrupted: some queries do not mind their budget.</summary>
    public TimeSpan Watchdog { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <summary>True where libz3 was loaded.</summary>
    public bool IsAvailable => library is not null;

    /// <summary>Where libz3 was looked for, and what to do; empty where it was found.</summary>
    public string Unavailability { get; }

    /// <summary>The file or name that was loaded; empty where none was.</summary>
    public string LibraryPath => library?.Path ?? "";

    /// <summary>Caps what Z3 allocates in this process, in MiB; a query beyond it is answered <see cref="SolverStatus.Error"/>.</summary>
    public void LimitMemory(int mebibytes) =>
        library?.SetGlobal(NullTerminated("memory_max_size"), NullTerminated(mebibytes.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (library is null)
        {
            return new SolverAnswer(SolverStatus.Unavailable, "", Unavailability);
        }

        if (query.SmtText.IndexOf('\0') >= 0)
        {
            return new SolverAnswer(SolverStatus.Error, "", "the script holds a NUL character");
        }

        var context = MakeContext(library);
        try
        {
            using var deadline = new CancellationTokenSource(Watchdog);
            SolverAnswer answer;
            using (deadline.Token.Register(() => library.Interrupt(context)))
            using (cancellation.Register(() => library.Interrupt(context)))
            {
                answer = Ask(library, context, query);
            }

            if (answer.IsReproducible && answer.Status is not (SolverStatus.Sat or SolverStatus.Unsat))
            {
                // An interrupt ends a query with the same word as a used-up budget.
                cancellation.ThrowIfCancellationRequested();
                if (deadline.IsCancellationRequested)
                {
                    return new SolverAnswer(SolverStatus.Timeout, "", "interrupted by the watchdog");
                }
            }

            return answer;
        }
        finally
        {
            library.DeleteContext(context);
        }
    }

    private static IntPtr MakeContext(Z3Library library)
    {
        var config = library.MakeConfig();
        var context = library.MakeContext(config);
        library.DeleteConfig(config);
        library.SetErrorHandler(context, IgnoreErrors);
        return context;
    }

    private static SolverAnswer Ask(Z3Library library, IntPtr context, SolverQuery query)
    {
        var budget = query.Rlimit.ToString(CultureInfo.InvariantCulture);
        var reply = Evaluate(library, context, $"(set-option :rlimit {budget})\n{query.SmtText}\n");
        var used = Z3Reply.ParseUsed(Evaluate(library, context, "(get-info :rlimit)"));
        var checks = Checks(query.SmtText);
        if (checks > 1)
        {
            return Z3Reply.ParseEach(reply, checks) with { Used = used };
        }

        var answer = Z3Reply.Parse(reply) with { Used = used };
        return answer.Status is SolverStatus.Unknown
            ? Z3Reply.WithReason(answer, Evaluate(library, context, "(get-info :reason-unknown)"))
            : answer;
    }

    private static int Checks(string script)
    {
        const string Command = "(check-sat";
        var count = 0;
        for (var at = script.IndexOf(Command, StringComparison.Ordinal); at >= 0; at = script.IndexOf(Command, at + Command.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    private static string Evaluate(Z3Library library, IntPtr context, string script)
    {
        // The string belongs to Z3 and lives until the next call.
        var reply = library.Evaluate(context, NullTerminated(script));
        if (reply == IntPtr.Zero)
        {
            return "";
        }

        var length = 0;
        while (Marshal.ReadByte(reply, length) != 0)
        {
            length++;
        }

        var bytes = new byte[length];
        Marshal.Copy(reply, bytes, 0, length);
        return Encoding.UTF8.GetString(bytes);
    }

    private static byte[] NullTerminated(string text) => Encoding.UTF8.GetBytes(text + "\0");
}
