using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Inference;

/// <summary>
/// Of the facts that inference found, some that suffice: each counterexample without them asks for one that it contradicts, and those asked for have to be inductive in
/// turn. What reads as C# is preferred.
/// </summary>
internal sealed class NeededFacts(TermFactory terms, IReadOnlyList<LoopCut> cuts, IReadOnlyList<Candidate> found, Prover prover)
{
    private const uint Budget = 200_000;
    private const int MostQuestions = 60;
    private readonly List<Candidate> _needed = [];
    private int _left = MostQuestions;

    /// <summary>Facts from which the obligations follow, in the order of the loops; null where too many questions would have to be asked.</summary>
    public IReadOnlyList<Candidate>? For(IReadOnlyList<Pending> proved)
    {
        foreach (var pending in proved)
        {
            if (!Suffices(pending.Path, pending.Knowledge, pending.Goal))
            {
                return null;
            }
        }

        for (var i = 0; i < _needed.Count; i++)
        {
            var fact = _needed[i];
            if (fact.Cut.Sites.Any(site => !Suffices(site.Path, site.Knowledge, fact.At(site))))
            {
                return null;
            }
        }

        // A solver's model may be wrong about quantified facts: too many were asked for.
        foreach (var doubtful in _needed.Where(f => f.Quantified).Reverse().ToList())
        {
            var rest = _needed.Where(f => f != doubtful).ToList();
            if (proved.All(p => Follows(rest, p.Path, p.Knowledge, p.Goal)) && rest.All(f => f.Cut.Sites.All(s => Follows(rest, s.Path, s.Knowledge, f.At(s)))))
            {
                _needed.Remove(doubtful);
            }
        }

        return _needed.OrderBy(f => IndexOf(f.Cut)).ThenBy(f => found.TakeWhile(o => o != f).Count()).ToList();
    }

    private bool Follows(IReadOnlyList<Candidate> facts, System.Collections.Immutable.ImmutableList<Term> path, Knowledge knowledge, Term goal) =>
        _left-- > 0 && prover.AskBriefly(Hypotheses.At(terms, path, knowledge, LoopFacts.From(terms, facts)), goal, terms, [], Budget).Status == SolverStatus.Unsat;

    private int IndexOf(LoopCut cut) => cuts.TakeWhile(c => c != cut).Count();

    private bool Suffices(System.Collections.Immutable.ImmutableList<Term> path, Knowledge knowledge, Term goal)
    {
        while (_left-- > 0)
        {
            var open = found.Where(f => !_needed.Contains(f)).OrderBy(f => f.Text.Length == 0).ThenBy(f => f.Quantified).ToList();
            var hypotheses = Hypotheses.At(terms, path, knowledge, LoopFacts.From(terms, _needed));
            var watched = open.Select(f => f.At(f.Cut.Head)).ToList();
            var answer = prover.AskBriefly(hypotheses, goal, terms, watched, Budget);
            if (answer.Status == SolverStatus.Unsat)
            {
                return true;
            }

            if (open.Count == 0)
            {
                return false;
            }

            var values = answer.Status == SolverStatus.Sat ? SolverValues.Parse(answer.Output) : null;
            var next = values is not null && values.Count == open.Count ? open.Where((_, i) => values[i].IsZero).FirstOrDefault() : null;
            _needed.Add(next ?? open.FirstOrDefault(f => f.Quantified) ?? open[0]);
        }

        return false;
    }
}
