using System.Numerics;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Inference;

/// <summary>Finds facts of loop heads in stages, cheap ones first. What it returns is inductive: it was proved, never assumed.</summary>
internal sealed class LoopInference(TermFactory terms, IReadOnlyList<LoopCut> cuts, IReadOnlyList<BigInteger> constants, GrowthConstants growth, Prover prover)
{
    private const uint HullBudget = 100_000;
    private const int MostHullQuantities = 12;
    private readonly List<Candidate> _proved = [];
    private readonly Houdini _houdini = new(terms, cuts, prover);

    /// <summary>What is known after each stage, while the caller asks for more.</summary>
    public IEnumerable<IReadOnlyList<Candidate>> Stages()
    {
        yield return Keep(cuts.SelectMany(c => new NumericCandidates(terms, c, constants).Atoms().Concat(Suggested(c, quantified: false))));
        yield return Keep(Hulls());
        yield return Keep(cuts.SelectMany(c => Suggested(c, quantified: true)));
        yield return Keep(cuts.SelectMany(c => Suggested(c, quantified: true, isFarther: true)));
        yield return Keep(cuts.SelectMany(c => new GrowthCandidates(terms, c, growth).Sums()));
        yield return Keep(cuts.SelectMany(c => new GrowthCandidates(terms, c, growth).Rates()));
        yield return Keep(cuts.SelectMany(c => new GrowthCandidates(terms, c, growth).Powers()));
        yield return Keep(cuts.SelectMany(c => new NumericCandidates(terms, c, constants).Later()));
        yield return Keep(cuts.SelectMany(c => new NumericCandidates(terms, c, constants).Weak()));
        yield return Keep(cuts.SelectMany(c => Suggested(c, quantified: true).Concat(Suggested(c, quantified: true, isFarther: true)).Concat(Suggested(c, quantified: false))));
    }

    private IReadOnlyList<Candidate> Keep(IEnumerable<Candidate> candidates)
    {
        var found = _houdini.Inductive(_proved, candidates);
        _proved.AddRange(found);
        return _proved;
    }

    private IEnumerable<Candidate> Suggested(LoopCut cut, bool quantified, bool isFarther = false) => cut.Suggestions
        .Select((s, i) => (Suggestion: s, Candidate: new Candidate(cut, s.Text, site => site.Probes[i], Quantified: s.Quantified)))
        .Where(c => c.Suggestion.Quantified == quantified && c.Suggestion.IsFarther == isFarther).Select(c => c.Candidate).Where(c => !_proved.Any(p => p.Cut == cut && p.At(cut.Head) == c.At(cut.Head)));

    private List<Candidate> Hulls()
    {
        var hulls = cuts.ToDictionary(c => c, c => new AffineHull(c.Quantities.Count));
        if (cuts.Any(c => c.Quantities.Count > MostHullQuantities))
        {
            return [];
        }

        for (var again = true; again;)
        {
            again = false;
            foreach (var (cut, site) in cuts.SelectMany(c => c.Sites.Select(s => (c, s))))
            {
                switch (Widen(hulls, cut, site))
                {
                    case null:
                        return [];
                    case true:
                        again = true;
                        break;
                }
            }
        }

        return cuts.SelectMany(c => Equalities(c, hulls[c])).ToList();
    }

    /// <summary>True when the hull grew; null when the solver gave up.</summary>
    private bool? Widen(Dictionary<LoopCut, AffineHull> hulls, LoopCut cut, CutSite site)
    {
        var grew = false;
        while (true)
        {
            var facts = cuts.ToDictionary(c => c.Mark, c => hulls[c].IsEmpty ? terms.False
                : terms.And(_proved.Where(p => p.Cut == c).Select(p => p.At(c.Head)).Concat(Equalities(c, hulls[c]).Select(e => e.At(c.Head)))));
            var hypotheses = Hypotheses.At(terms, site.Path, site.Knowledge, new LoopFacts(facts));
            var goal = hulls[cut].IsEmpty ? terms.False : terms.And(Equalities(cut, hulls[cut]).Select(e => e.At(site)));
            if (goal.IsTrue || hypotheses.Any(h => h.IsFalse))
            {
                return grew;
            }

            var answer = prover.AskBriefly(hypotheses, goal, terms, site.Values, HullBudget);
            if (answer.Status == SolverStatus.Unsat)
            {
                return grew;
            }

            if (answer.Status != SolverStatus.Sat || SolverValues.Parse(answer.Output) is not { } values || values.Count != site.Values.Count)
            {
                return null;
            }

            hulls[cut].Add(values.Select(IntegerSort.Int64.Wrap).ToList());
            grew = true;
        }
    }

    private IEnumerable<Candidate> Equalities(LoopCut cut, AffineHull hull) => hull.Equalities()
        .Where(e => e.Coefficients.Where((c, i) => !c.IsZero && cut.Quantities[i].Changes).Any())
        .Select(e => new Candidate(cut, AffineHull.TextOf(e.Coefficients, e.Constant, cut.Quantities), s => AffineHull.Holds(terms, e.Coefficients, e.Constant, s.Values)));
}
