using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Inference;

/// <summary>A quantity at two points of which the second comes after the first.</summary>
/// <param name="Key">Which quantity, and in which direction it is to move.</param>
/// <param name="Moves">Its value has moved in that direction.</param>
/// <param name="Rests">It is what it was.</param>
internal sealed record Step(string Key, Term Moves, Term Rests);

/// <summary>
/// Shows that a loop ends: quantities, read lexicographically, of which one moves in its direction each time the head is reached again and those before it never
/// move against theirs (Bradley, Manna and Sipma 2005). Values of machine integers are finitely many, so that no bound has to be found.
/// </summary>
internal sealed class Ranking(TermFactory terms, Prover prover)
{
    private const uint Budget = 200_000;
    private const uint SingleBudget = 60_000;
    private const int MostRounds = 3;
    private const int MostQuestions = 60;
    private int _left = MostQuestions;

    /// <summary>The texts of the quantities that show it, in order; null where none are found. Relies on what is known at the head and on <paramref name="facts"/>.</summary>
    public IReadOnlyList<string>? Of(LoopCut cut, LoopFacts facts)
    {
        var sites = cut.Back.Select(b => (Hypotheses: (IReadOnlyList<Term>)Hypotheses.At(terms, b.Path, b.Knowledge, facts).ToList(), Steps: Steps(cut, b)))
            .Where(s => !s.Hypotheses.Any(h => h.IsFalse)).ToList();
        if (sites.Count == 0)
        {
            return [];
        }

        var open = sites[0].Steps.Keys.Where(k => sites.All(s => s.Steps.ContainsKey(k))).ToList();
        var chosen = new List<string>();
        for (var round = 0; round < MostRounds; round++)
        {
            var strict = Everywhere(sites, chosen, open, s => s.Moves);
            if (strict.Count > 0)
            {
                return chosen.Append(strict[0]).ToList();
            }

            var weak = Everywhere(sites, chosen, open, s => terms.Or(s.Moves, s.Rests)).Where(k => !Everywhere(sites, chosen, [k], s => s.Rests).Any()).ToList();
            if (weak.Count == 0)
            {
                return null;
            }

            chosen.AddRange(weak);
            open.RemoveAll(weak.Contains);
            if (sites.All(s => Follows(Under(s, chosen), terms.False)))
            {
                return chosen;
            }
        }

        return null;
    }

    /// <summary>The goals that follow.</summary>
    public IReadOnlyList<Term> Following(IReadOnlyList<Term> hypotheses, IEnumerable<Term> goals)
    {
        var live = goals.Where(g => !g.IsFalse).Distinct().ToList();
        while (live.Count > 0 && _left-- > 0)
        {
            var answer = prover.AskBriefly(hypotheses, terms.And(live), terms, live, Budget);
            if (answer.Status == SolverStatus.Unsat)
            {
                return live;
            }

            var wrong = answer.Status == SolverStatus.Sat && SolverValues.Parse(answer.Output) is { } values && values.Count == live.Count
                ? live.Where((_, i) => values[i].IsZero).ToList() : [];
            if (wrong.Count == 0)
            {
                return live.Where(g => _left-- > 0 && Follows(hypotheses, g)).ToList();
            }

            live.RemoveAll(wrong.Contains);
        }

        return [];
    }

    private bool Follows(IReadOnlyList<Term> hypotheses, Term goal) => prover.AskBriefly(hypotheses, goal, terms, [], SingleBudget).Status == SolverStatus.Unsat;

    private List<string> Everywhere(
        IReadOnlyList<(IReadOnlyList<Term> Hypotheses, Dictionary<string, Step> Steps)> sites, IReadOnlyList<string> chosen, List<string> keys, Func<Step, Term> goal)
    {
        var left = keys;
        foreach (var site in sites.Where(_ => left.Count > 0))
        {
            var following = new HashSet<Term>(Following(Under(site, chosen), left.Select(k => goal(site.Steps[k]))));
            left = left.Where(k => goal(site.Steps[k]).IsTrue || following.Contains(goal(site.Steps[k]))).ToList();
        }

        return left;
    }

    /// <summary>Where those chosen before have not moved.</summary>
    private static IReadOnlyList<Term> Under((IReadOnlyList<Term> Hypotheses, Dictionary<string, Step> Steps) site, IReadOnlyList<string> chosen) =>
        chosen.Count == 0 ? site.Hypotheses : site.Hypotheses.Concat(chosen.Select(k => site.Steps[k].Rests)).ToList();

    private Dictionary<string, Step> Steps(LoopCut cut, CutSite back)
    {
        var steps = new Dictionary<string, Step>(StringComparer.Ordinal);
        for (var i = 0; i < cut.Measures.Count; i++)
        {
            if (cut.Head.Measures[i] is { } before && back.Measures[i] is { } after && before.Sort.Equals(after.Sort))
            {
                foreach (var step in Both(terms, cut.Measures[i], before, after))
                {
                    if (!steps.ContainsKey(step.Key))
                    {
                        steps.Add(step.Key, step);
                    }
                }
            }
        }

        return steps;
    }

    /// <summary>A quantity that is to fall, and the same that is to rise.</summary>
    public static IEnumerable<Step> Both(TermFactory terms, string text, Term before, Term after)
    {
        yield return new Step(text, terms.Less(after, before), terms.Equal(after, before));
        yield return new Step($"-({text})", terms.Less(before, after), terms.Equal(after, before));
    }
}
