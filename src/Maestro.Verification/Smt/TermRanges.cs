namespace Maestro.Verification.Smt;

/// <summary>Ranges of the terms of one kind in every execution that satisfies the hypotheses of one query.</summary>
internal abstract class TermRanges<TRange>
    where TRange : struct
{
    private readonly Dictionary<Term, TRange> _known = [];
    private readonly Dictionary<Term, TRange> _refined = [];
    private int _depth;

    /// <summary>What is known of a term of which nothing is known.</summary>
    protected abstract TRange Widest { get; }

    /// <summary>Takes what the hypotheses say.</summary>
    public void Learn(IReadOnlyList<Term> hypotheses)
    {
        for (var pass = 0; pass < 3; pass++)
        {
            foreach (var hypothesis in hypotheses)
            {
                Refine(hypothesis, true);
            }

            _known.Clear();
        }
    }

    public TRange Of(Term term)
    {
        if (!_known.TryGetValue(term, out var range))
        {
            if (_depth >= Intervals.DeepestTerm)
            {
                return Widest;
            }

            _depth++;
            range = Compute(term);
            _depth--;
            if (_refined.TryGetValue(term, out var refined))
            {
                range = Meet(range, refined);
            }

            _known[term] = range;
        }

        return range;
    }

    protected abstract TRange Compute(Term term);

    /// <summary>What is in both; the first where nothing is.</summary>
    protected abstract TRange Meet(TRange a, TRange b);

    /// <summary>True for a literal, which needs no narrowing.</summary>
    protected abstract bool IsLiteral(Term term);

    /// <summary>Takes what a comparison says that holds, or does not.</summary>
    protected abstract void RefineComparison(Term atom, bool holds);

    protected void Narrow(Term term, TRange to)
    {
        if (term.FreeBound.Count > 0 || IsLiteral(term))
        {
            return;
        }

        _refined[term] = _refined.TryGetValue(term, out var now) ? Meet(now, to) : to;
        _known.Remove(term);
    }

    private void Refine(Term atom, bool holds)
    {
        switch (atom.Op)
        {
            case Operator.Not:
                Refine(atom.Arguments[0], !holds);
                break;
            case Operator.And when holds:
            case Operator.Or when !holds:
                foreach (var part in atom.Arguments)
                {
                    Refine(part, holds);
                }

                break;
            default:
                RefineComparison(atom, holds);
                break;
        }
    }
}
