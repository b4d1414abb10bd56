using System.Globalization;

namespace Maestro.Verification.Solving;

/// <summary>
/// Reads what Z3 prints for a script with one <c>(check-sat)</c>. Z3 goes on after an error, so that a script whose declaration failed may
/// still end in <c>unsat</c>: whatever is printed before the status makes the whole reply an error.
/// </summary>
internal static class Z3Reply
{
    private const string ErrorStart = "(error ";

    internal static SolverAnswer Parse(string reply)
    {
        var text = reply.Replace("\r\n", "\n").Trim();
        var end = text.IndexOf('\n');
        var (word, rest) = end < 0 ? (text, "") : (text.Substring(0, end).TrimEnd(), text.Substring(end + 1).Trim());
        return word switch
        {
            // Values are asked for in the same script; without a model Z3 says so.
            "unsat" => IsEmptyOrNoModel(rest) ? new SolverAnswer(SolverStatus.Unsat, "") : Error(rest),
            "sat" => HasError(rest) || HasStatus(rest) ? Error(rest) : new SolverAnswer(SolverStatus.Sat, rest),
            "unknown" when HasStatus(rest) => Error(rest),
            "unknown" when IsEmptyOrNoModel(rest) => new SolverAnswer(SolverStatus.Unknown, ""),
            "unknown" => HasError(rest) ? Error(rest) : new SolverAnswer(SolverStatus.Unknown, rest),
            "" => new SolverAnswer(SolverStatus.Error, "", "the solver printed nothing: the script has no (check-sat)"),
            _ => Error(text),
        };
    }

    /// <summary>Reads the reply to a script with several checks: as many words, and not a line more, since any other line would shift them.</summary>
    internal static SolverAnswer ParseEach(string reply, int checks)
    {
        var words = reply.Replace("\r\n", "\n").Trim().Split('\n');
        var statuses = words.Select(SolverAnswer.StatusOf).ToList();
        return words.Length != checks || statuses.Contains(null) ? Error(words.FirstOrDefault(w => SolverAnswer.StatusOf(w) is null) ?? "")
            : statuses.All(s => s == SolverStatus.Unsat) ? new SolverAnswer(SolverStatus.Unsat, string.Join("\n", words))
            : new SolverAnswer(SolverStatus.Unknown, string.Join("\n", words), "not all checks are unsat");
    }

    /// <summary>Sorts an unknown by the reply to <c>(get-info :reason-unknown)</c>.</summary>
    internal static SolverAnswer WithReason(SolverAnswer answer, string reply)
    {
        var open = reply.IndexOf('"');
        var close = reply.LastIndexOf('"');
        var reason = open >= 0 && close > open ? reply.Substring(open + 1, close - open - 1) : FirstLine(reply);
        var status = Holds(reason, "memout") || Holds(reason, "memory") ? SolverStatus.Error
            : Holds(reason, "resource") || Holds(reason, "cancel") ? SolverStatus.Rlimit
            : Holds(reason, "timeout") ? SolverStatus.Timeout
            : SolverStatus.Unknown;
        return answer with { Status = status, Output = status is SolverStatus.Error or SolverStatus.Timeout ? "" : answer.Output, Reason = reason };
    }

    /// <summary>Reads the reply to <c>(get-info :rlimit)</c>: <c>(:rlimit 1234)</c>.</summary>
    internal static long ParseUsed(string reply)
    {
        const string start = "(:rlimit ";
        var text = reply.Trim();
        return text.StartsWith(start, StringComparison.Ordinal)
            && long.TryParse(text.Substring(start.Length).TrimEnd(')'), NumberStyles.None, CultureInfo.InvariantCulture, out var used) ? used : 0;
    }

    private static bool IsEmptyOrNoModel(string rest) =>
        rest.Split('\n').All(line => line.Length == 0 || line.StartsWith(ErrorStart, StringComparison.Ordinal) && Holds(line, "model is not available"));

    private static bool HasError(string rest) => rest.Split('\n').Any(line => line.StartsWith(ErrorStart, StringComparison.Ordinal));

    private static bool HasStatus(string rest) => rest.Split('\n').Any(line => line.Trim() is "sat" or "unsat" or "unknown");

    private static bool Holds(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static SolverAnswer Error(string text) => new(SolverStatus.Error, "", FirstLine(text));

    private static string FirstLine(string text)
    {
        var line = text.Trim().Split('\n')[0].Trim();
        return line.Length == 0 ? "the reply is malformed" : line;
    }
}
