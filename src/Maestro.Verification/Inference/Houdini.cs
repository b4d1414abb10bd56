using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Inference;

/// <summary>
/// Drops candidates until those left hold on entry and are kept together (Flanagan and Leino 2001). One question a place and round: the
/// solver's model says which of them fail there.
/// </summary>
internal sealed class Houdini(TermFactory terms, IReadOnlyList<LoopCut> cuts, Prover prover)
{
    private const uint Budget = 200_000;
    private const uint SingleBudget = 100_000;
    private const int MostQuestions = 320;
    private const int MostQuestionsOfStage = 100;

    // The count of questions stands for time, which is no bound that repeats: those in bits, and those that use up their budget, take longer.
    private const int CostOfGivingUp = 12;
    private const int CostOfBits = 2;

    /// <summary>Of a method: all stages share them.</summary>
    private int _leftOfAll = MostQuestions;
    private int _left;

    /// <summary>The candidates that are inductive beside what is proved already; none when the questions are used up.</summary>
    public IReadOnlyList<Candidate> Inductive(IReadOnlyList<Candidate> proved, IEnumerable<Candidate> candidates)
    {
        var live = candidates.ToList();
        var most = _left = Math.Min(MostQuestionsOfStage, _leftOfAll);
        var found = Live(proved, live);
        _leftOfAll -= most - Math.Max(0, _left);
        return found;
    }

    private List<Candidate> Live(IReadOnlyList<Candidate> proved, List<Candidate> live)
    {
        for (var changed = true; changed && live.Count > 0;)
        {
            changed = false;
            foreach (var (cut, site) in cuts.SelectMany(c => c.Sites.Select(s => (c, s))))
            {
                while (Failing(proved, live, cut, site) is { Count: > 0 } failing)
                {
                    live.RemoveAll(failing.Contains);
                    changed = true;
                }

                if (_left <= 0)
                {
                    return [];
                }
            }
        }

        return Strongest(live);
    }

    private HashSet<Candidate> Failing(IReadOnlyList<Candidate> proved, List<Candidate> live, LoopCut cut, CutSite site)
    {
        var hypotheses = Hypotheses.At(terms, site.Path, site.Knowledge, LoopFacts.From(terms, proved.Concat(live)));
        var here = live.Where(c => c.Cut == cut).Select(c => (Candidate: c, Goal: c.At(site)))
            .Where(c => !c.Goal.IsTrue && !hypotheses.Contains(c.Goal)).ToList();
        var failing = new HashSet<Candidate>(here.Where(h => h.Goal.IsFalse).Select(h => h.Candidate));
        if (failing.Count > 0)
        {
            return failing;
        }

        var plain = here.Where(h => !h.Candidate.Quantified).ToList();
        if (plain.Count > 0 && _left-- > 0)
        {
            var goals = plain.Select(h => h.Goal).Distinct().ToList();
            var answer = Ask(hypotheses, terms.And(goals), goals, Budget);
            if (answer.Status == SolverStatus.Sat && SolverValues.Parse(answer.Output) is { } values && values.Count == goals.Count)
            {
                var wrong = new HashSet<Term>(goals.Where((_, i) => values[i].IsZero));
                failing.UnionWith(plain.Where(h => wrong.Contains(h.Goal)).Select(h => h.Candidate));
            }

            if (failing.Count > 0)
            {
                return failing;
            }

            if (answer.Status != SolverStatus.Unsat)
            {
                failing.UnionWith(Singly(hypotheses, plain));
            }
        }

        failing.UnionWith(Singly(hypotheses, here.Where(h => h.Candidate.Quantified)));
        return failing;
    }

    private IEnumerable<Candidate> Singly(IReadOnlyList<Term> hypotheses, IEnumerable<(Candidate Candidate, Term Goal)> asked) =>
        asked.Where(h => _left-- <= 0 || Ask(hypotheses, h.Goal, [], SingleBudget).Status != SolverStatus.Unsat).Select(h => h.Candidate).ToList();

    private Answer Ask(IReadOnlyList<Term> hypotheses, Term goal, IReadOnlyList<Term> watched, uint budget)
    {
        var answer = prover.AskBriefly(hypotheses, goal, terms, watched, budget);
        _left -= answer.Status is SolverStatus.Rlimit or SolverStatus.Unknown or SolverStatus.Timeout ? CostOfGivingUp - 1
            : answer.Encoding == BitVectorTheory.Word ? CostOfBits - 1 : 0;
        return answer;
    }

    private static List<Candidate> Strongest(List<Candidate> live)
    {
        // Every member of a family was inductive with the others; the strongest implies them, so that it is inductive without.
        var best = live.Where(c => c.Family.Length > 0).GroupBy(c => (c.Cut, c.Family)).ToDictionary(g => g.Key, g => g.Max(c => c.Strength));
        return live.Where(c => c.Family.Length == 0 || c.Strength == best[(c.Cut, c.Family)]).ToList();
    }
}
