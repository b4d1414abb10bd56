using System.Text;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>A solver that keeps what it was asked and says yes to everything: what a proof asks, without asking anybody.</summary>
internal sealed class AskedQuestions : ISolver
{
    private readonly StringBuilder _asked = new();

    public string Version => "none";

    /// <summary>What was asked since the last time, in order.</summary>
    public string Take()
    {
        var text = _asked.ToString();
        _asked.Clear();
        return text;
    }

    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        _asked.Append(query.Rlimit).Append('\n').Append(query.SmtText).Append('\n');
        var checks = query.SmtText.Split('\n').Count(l => l.StartsWith("(check-sat", StringComparison.Ordinal));
        return new SolverAnswer(SolverStatus.Unsat, checks > 1 ? string.Join("\n", Enumerable.Repeat("unsat", checks)) : "");
    }
}
