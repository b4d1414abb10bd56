using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Maestro.Verification.Inference;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Conditions;

/// <summary>What came of one obligation. <see cref="SmtSha256"/> is empty where it followed without asking.</summary>
internal sealed record Answer(SolverStatus Status, string Output, string Reason, string SmtSha256, string Encoding, long Rlimit)
{
    /// <summary>Who reads the values in <see cref="Output"/>.</summary>
    public ModelReader? Model { get; init; }

    /// <summary>Resource units that all questions about it took; of questions asked together, its share.</summary>
    public long Used { get; init; }
}

/// <summary>
/// Decides obligations: by looking, else by asking the solver in one theory, then in the other. Those of a method may be announced: they are then
/// asked about together and briefly, and only what that leaves open is asked about alone.
/// </summary>
internal sealed class Prover(ISolver solver, uint rlimit, CancellationToken cancellation)
{
    /// <summary>What the core gets: most conditions take a tenth of it, and products of variables can lead it astray.</summary>
    private const uint BriefBudget = 200_000;

    private const uint InstancesBudget = 2_000_000;

    /// <summary>What each of many gets.</summary>
    private const uint SharedBudget = 50_000;

    /// <summary>Of one script: the watchdog's time is for all of them.</summary>
    private const int MostTogether = 24;

    private readonly Dictionary<Pending, Answer> _known = [];

    /// <summary>Resource units that everything asked so far took: how much work the method has been, in a measure that repeats.</summary>
    public long Used { get; private set; }

    /// <summary>
    /// True where the method has been work enough: what is asked beside its obligations, in inference and search, is then left out. About a third of what one
    /// obligation may take, which is some seconds.
    /// </summary>
    public bool IsSpent => Used > 3L * rlimit / 10;

    /// <summary>Asks about all in few scripts, since a script costs more than most of the questions in it.</summary>
    public void Announce(TermFactory terms, IEnumerable<Pending> announced)
    {
        var script = new StringBuilder();
        var asked = new Dictionary<string, List<Pending>>(StringComparer.Ordinal);
        foreach (var pending in announced)
        {
            cancellation.ThrowIfCancellationRequested();
            var hypotheses = Hypotheses.At(terms, pending.Path, pending.Knowledge, LoopFacts.None);
            if (IsPlain(pending.Goal, hypotheses) || IsByInstances(hypotheses.Append(pending.Goal)) || HasFloats(hypotheses.Append(pending.Goal)) || !SmtScript.CanSay(new IntegerTheory(), hypotheses.Append(pending.Goal)))
            {
                continue;
            }

            var text = SmtScript.Print(new IntegerTheory(), hypotheses, terms.Not(pending.Goal), [], SearchMethod.Core, cancellation);
            if (!asked.TryGetValue(text, out var same))
            {
                asked.Add(text, same = []);
                script.Append("(push 1)\n").Append(text).Append("(pop 1)\n");
            }

            same.Add(pending);
            if (asked.Count == MostTogether)
            {
                AskTogether(script.ToString(), asked.Values.ToList());
                script.Clear();
                asked.Clear();
            }
        }

        if (asked.Count > 1)
        {
            AskTogether(script.ToString(), asked.Values.ToList());
        }
    }

    /// <summary>Decides one obligation.</summary>
    /// <param name="terms">Who made its terms.</param>
    /// <param name="pending">The obligation.</param>
    /// <param name="watched">Terms whose values are wanted where it does not follow.</param>
    /// <param name="most">Budget at most.</param>
    /// <param name="facts">What was found out about loops.</param>
    public Answer Ask(TermFactory terms, Pending pending, IReadOnlyList<Term> watched, uint most = uint.MaxValue, LoopFacts? facts = null)
    {
        if (facts is null && _known.TryGetValue(pending, out var known) && (known.Status == SolverStatus.Unsat || watched.Count == 0))
        {
            return known;
        }

        var hypotheses = Hypotheses.At(terms, pending.Path, pending.Knowledge, facts ?? LoopFacts.None);
        if (IsPlain(pending.Goal, hypotheses))
        {
            return new Answer(SolverStatus.Unsat, "", "", "", "", 0);
        }

        Answer? best = null;
        Answer? weak = null;
        var before = Used;
        foreach (var attempt in Order(hypotheses, pending.Goal, Math.Min(rlimit, most)))
        {
            var answer = Ask(terms, attempt, hypotheses, pending.Goal, watched);
            if (answer.Status == SolverStatus.Unsat)
            {
                return answer with { Used = Used - before };
            }

            if (attempt.Theory.LeavesFloatsOpen)
            {
                // What does not follow from facts about rounding may follow from rounding itself.
                weak = answer;
                continue;
            }

            best = best is null || best.Status != SolverStatus.Sat && answer.Status == SolverStatus.Sat ? answer : best;
            if (!attempt.IsPlain && answer.Status is SolverStatus.Sat or SolverStatus.Unavailable or SolverStatus.Error or SolverStatus.Timeout)
            {
                break;
            }
        }

        // A candidate is only tried: better a doubtful one than none.
        return (best is null || best.Status is not (SolverStatus.Sat or SolverStatus.Unavailable or SolverStatus.Error) && weak?.Status == SolverStatus.Sat ? weak! : best) with { Used = Used - before };
    }

    /// <summary>Whether the goal follows, asked once and of the core alone.</summary>
    public Answer AskBriefly(IReadOnlyList<Term> hypotheses, Term goal, TermFactory terms, IReadOnlyList<Term> watched, uint budget)
    {
        if (IsPlain(goal, hypotheses))
        {
            return new Answer(SolverStatus.Unsat, "", "", "", "", 0);
        }

        if (IsSpent)
        {
            return new Answer(SolverStatus.Rlimit, "", "the method's budget is used up", "", "", 0);
        }

        var integers = new IntegerTheory();
        var attempt = SmtScript.CanSay(integers, hypotheses.Append(goal).Concat(watched))
            ? IsByInstances(hypotheses) && watched.Count == 0 ? new Attempt(integers, SearchMethod.Instances, Math.Min(rlimit, 4 * budget))
            : new Attempt(integers, SearchMethod.Core, Math.Min(rlimit, budget)) { IsPlain = true }
            : new Attempt(new BitVectorTheory(), SearchMethod.Portfolio, Math.Min(rlimit, budget));
        return Ask(terms, attempt, hypotheses, goal, watched);
    }

    private static bool IsPlain(Term goal, IReadOnlyList<Term> hypotheses) =>
        goal.IsTrue || hypotheses.Contains(goal) || hypotheses.Any(h => h.IsFalse);

    private void AskTogether(string text, IReadOnlyList<List<Pending>> asked)
    {
        var budget = Math.Min(rlimit, SharedBudget);
        var reply = solver.Check(new SolverQuery(text, budget), cancellation);
        Used += reply.Used;
        var statuses = reply.Each(asked.Count);
        for (var i = 0; i < statuses.Count; i++)
        {
            if (statuses[i] is SolverStatus.Unsat or SolverStatus.Sat)
            {
                var answer = new Answer(statuses[i], "", "", Digest(text), new IntegerTheory().Name, budget) { Used = reply.Used / asked.Count };
                foreach (var pending in asked[i])
                {
                    _known[pending] = answer;
                }
            }
        }
    }

    private Answer Ask(TermFactory terms, Attempt attempt, IReadOnlyList<Term> hypotheses, Term goal, IReadOnlyList<Term> watched)
    {
        cancellation.ThrowIfCancellationRequested();
        hypotheses = attempt.IsPlain ? hypotheses.Where(h => !IsByInstances([h])).ToList() : hypotheses;
        var text = SmtScript.Print(attempt.Theory, hypotheses, terms.Not(goal), watched, attempt.Method, cancellation);
        var reply = solver.Check(new SolverQuery(text, attempt.Budget), cancellation);
        Used += reply.Used;
        return new Answer(reply.Status, reply.Output, reply.Reason, Digest(text), attempt.Theory.Name, attempt.Budget) { Used = reply.Used };
    }

    /// <summary>Integers first, unless the query is about bits; a product of variables is tried briefly as bits too.</summary>
    private IEnumerable<Attempt> Order(IReadOnlyList<Term> hypotheses, Term goal, uint budget)
    {
        var integers = new IntegerTheory();
        var bits = new BitVectorTheory();
        if (HasFloats(hypotheses.Append(goal)))
        {
            return WithFloats(hypotheses, goal, budget);
        }

        if (!SmtScript.CanSay(integers, hypotheses.Append(goal)))
        {
            return [new(bits, SearchMethod.Portfolio, budget)];
        }

        if (IsByInstances(hypotheses.Append(goal)))
        {
            // A model of what is plain is a candidate, though the definitions may rule it out.
            return [new(integers, SearchMethod.Core, Math.Min(budget, BriefBudget)) { IsPlain = true }, new(integers, SearchMethod.Instances, Math.Min(budget, InstancesBudget))];
        }

        return
        [
            new(integers, SearchMethod.Core, Math.Min(budget, BriefBudget)),
            new(integers, SearchMethod.Portfolio, budget / 4),
            new(bits, SearchMethod.Portfolio, budget / 4),
            new(integers, SearchMethod.Portfolio, budget),
        ];
    }

    /// <summary>Bit-blasting of floating-point arithmetic is dear: facts about its results first.</summary>
    private static IEnumerable<Attempt> WithFloats(IReadOnlyList<Term> hypotheses, Term goal, uint budget)
    {
        var open = new IntegerTheory(leavesFloatsOpen: true);
        var openBits = new BitVectorTheory(leavesFloatsOpen: true);
        var all = hypotheses.Append(goal).ToList();
        yield return SmtScript.CanSay(open, all)
            ? new(open, SearchMethod.Core, Math.Min(budget, BriefBudget))
            : new(openBits, SearchMethod.Portfolio, budget / 4);
        if (Uses(all, t => t.Op is Operator.FloatDivide or Operator.FloatSqrt && t.Sort is FloatSort { IsDouble: true }))
        {
            // The bits of a 53-bit quotient or root take minutes.
            yield break;
        }

        yield return new(SmtScript.CanSay(new IntegerTheory(), all) ? new IntegerTheory() : new BitVectorTheory(), SearchMethod.Portfolio, budget);
    }

    /// <summary>True where definitions say at which terms they are to be instantiated: the solver's own search for models of them does not end.</summary>
    private static bool IsByInstances(IEnumerable<Term> roots) => Uses(roots, t => t.Op == Operator.ForAll && t.Arguments.Count > 2);

    private static bool HasFloats(IEnumerable<Term> roots) =>
        Uses(roots, t => t.IsFloatArithmetic || t.Op is Operator.ToFloat or Operator.FloatToInteger);

    private static bool Uses(IEnumerable<Term> roots, Func<Term, bool> what)
    {
        var seen = new HashSet<Term>();
        var pending = new Stack<Term>(roots);
        while (pending.Count > 0)
        {
            var term = pending.Pop();
            if (seen.Add(term))
            {
                if (what(term))
                {
                    return true;
                }

                foreach (var argument in term.Arguments)
                {
                    pending.Push(argument);
                }
            }
        }

        return false;
    }

    private static string Digest(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(System.Text.Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private readonly record struct Attempt(Theory Theory, SearchMethod Method, uint Budget)
    {
        /// <summary>True where definitions by instances are left out: what follows follows all the same.</summary>
        public bool IsPlain { get; init; }
    }
}
