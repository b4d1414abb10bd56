using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Conditions;

/// <summary>What came of one obligation. <see cref="SmtSha256"/> is empty where it followed without asking.</summary>
internal sealed record Answer(SolverStatus Status, string Output, string Reason, string SmtSha256, string Encoding, long Rlimit)
{
    /// <summary>Who reads the values in <see cref="Output"/>.</summary>
    public ModelReader? Model { get; init; }
}

/// <summary>Decides obligations: by looking, else by asking the solver in one theory, then in the other.</summary>
internal sealed class Prover(ISolver solver, uint rlimit, CancellationToken cancellation)
{
    /// <summary>What the core gets: most conditions take a tenth of it, and products of variables can lead it astray.</summary>
    private const uint BriefBudget = 200_000;

    public Answer Ask(TermFactory terms, Pending pending, IReadOnlyList<Term> watched)
    {
        var hypotheses = Hypotheses.At(terms, pending.Path, pending.Knowledge);
        if (pending.Goal.IsTrue || hypotheses.Contains(pending.Goal) || hypotheses.Any(h => h.IsFalse))
        {
            return new Answer(SolverStatus.Unsat, "", "", "", "", 0);
        }

        Answer? best = null;
        foreach (var attempt in Order(hypotheses, pending.Goal))
        {
            var answer = Ask(terms, attempt, hypotheses, pending.Goal, watched);
            if (answer.Status == SolverStatus.Unsat)
            {
                return answer;
            }

            best = best is null || best.Status != SolverStatus.Sat && answer.Status == SolverStatus.Sat ? answer : best;
            if (answer.Status is SolverStatus.Sat or SolverStatus.Unavailable or SolverStatus.Error or SolverStatus.Timeout)
            {
                break;
            }
        }

        return best!;
    }

    private Answer Ask(TermFactory terms, Attempt attempt, IReadOnlyList<Term> hypotheses, Term goal, IReadOnlyList<Term> watched)
    {
        var text = SmtScript.Print(attempt.Theory, hypotheses, terms.Not(goal), watched, attempt.Method);
        var reply = solver.Check(new SolverQuery(text, attempt.Budget), cancellation);
        return new Answer(reply.Status, reply.Output, reply.Reason, Digest(text), attempt.Theory.Name, attempt.Budget);
    }

    /// <summary>Integers first, unless the query is about bits; a product of variables is tried briefly as bits too.</summary>
    private IEnumerable<Attempt> Order(IReadOnlyList<Term> hypotheses, Term goal)
    {
        var integers = new IntegerTheory();
        var bits = new BitVectorTheory();
        if (!SmtScript.CanSay(integers, hypotheses.Append(goal)))
        {
            return [new(bits, SearchMethod.Portfolio, rlimit)];
        }

        return
        [
            new(integers, SearchMethod.Core, Math.Min(rlimit, BriefBudget)),
            new(integers, SearchMethod.Portfolio, rlimit / 4),
            new(bits, SearchMethod.Portfolio, rlimit / 4),
            new(integers, SearchMethod.Portfolio, rlimit),
        ];
    }

    private static string Digest(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(System.Text.Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private readonly record struct Attempt(Theory Theory, SearchMethod Method, uint Budget);
}
