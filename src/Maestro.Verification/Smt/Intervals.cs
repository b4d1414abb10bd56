using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>
/// Intervals that hold for the values of terms in every execution that satisfies the hypotheses of one query. The
/// integer theory leaves out a wrap where they show that the exact result fits; what they say is true of the execution,
/// so leaving it out changes nothing that the query means.
/// </summary>
internal sealed class Intervals
{
    /// <summary>The longest array that .NET allocates.</summary>
    public static readonly Interval ArrayLengths = new(0, 2147483591);

    /// <summary>The longest string that .NET allocates.</summary>
    public static readonly Interval StringLengths = new(0, 1073741791);

    private readonly IReadOnlyList<Term> _hypotheses = [];
    private readonly Intervals? _outer;
    private readonly Term? _bound;
    private readonly Dictionary<Term, Interval> _known = [];
    private readonly Dictionary<Term, Interval> _refined = [];
    private FloatRanges? _floats;
    private RealRanges? _reals;

    public Intervals(IEnumerable<Term> hypotheses)
    {
        var atoms = hypotheses.ToList();
        _hypotheses = atoms;
        for (var pass = 0; pass < 3; pass++)
        {
            foreach (var atom in atoms)
            {
                Refine(atom, true);
            }

            _known.Clear();
        }
    }

    // What lies deeper is as wide as its type: the compiler's threads have little stack, and how much must not change a verdict.
    internal const int DeepestTerm = 200;
    private int _depth;

    private Intervals(Intervals outer, Term bound)
    {
        _outer = outer;
        _bound = bound;
    }

    /// <summary>Ranges of floating-point terms in the same executions.</summary>
    public FloatRanges Floats
    {
        get
        {
            if (_outer is not null)
            {
                return _outer.Floats;
            }

            if (_floats is null)
            {
                // Each asks the other: it must exist before it learns.
                _floats = new FloatRanges(this);
                _floats.Learn(_hypotheses);
            }

            return _floats;
        }
    }

    /// <summary>Ranges of decimals in the same executions.</summary>
    public RealRanges Reals
    {
        get
        {
            if (_outer is not null)
            {
                return _outer.Reals;
            }

            if (_reals is null)
            {
                _reals = new RealRanges(this);
                _reals.Learn(_hypotheses);
            }

            return _reals;
        }
    }

    /// <summary>Intervals for the body of a quantifier, where only values of <paramref name="bound"/> matter that make all of <paramref name="guards"/> true.</summary>
    public Intervals Inside(Term bound, IEnumerable<Term> guards)
    {
        var inner = new Intervals(this, bound);
        foreach (var guard in guards)
        {
            inner.Refine(guard, true);
        }

        inner._known.Clear();
        return inner;
    }

    public Interval Of(Term term)
    {
        if (_outer is not null && !term.FreeBound.Contains(_bound))
        {
            return _outer.Of(term);
        }

        if (!_known.TryGetValue(term, out var interval))
        {
            if (_depth >= DeepestTerm)
            {
                return ((IntegerSort)term.Sort).Range;
            }

            _depth++;
            interval = Compute(term);
            _depth--;
            if (Refinement(term) is { } refined)
            {
                var both = interval.Intersect(refined);
                interval = both.IsEmpty ? interval : both;
            }

            _known[term] = interval;
        }

        return interval;
    }

    /// <summary>The interval of the exact result of <paramref name="op"/>, before any wrap.</summary>
    public static Interval Exact(Operator op, Interval a, Interval b) => op switch
    {
        Operator.Add or Operator.AddFits => new(a.Low + b.Low, a.High + b.High),
        Operator.Subtract or Operator.SubtractFits => new(a.Low - b.High, a.High - b.Low),
        Operator.Negate => new(-a.High, -a.Low),
        _ => Hull(a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High),
    };

    private static Interval Hull(params BigInteger[] values) => new(values.Min(), values.Max());

    private Interval? Refinement(Term term) =>
        _refined.TryGetValue(term, out var refined) ? refined : _outer is not null ? _outer.Refinement(term) : null;

    private Interval Compute(Term term)
    {
        var range = ((IntegerSort)term.Sort).Range;
        return term.Op switch
        {
            Operator.Integer => new(term.Value, term.Value),
            Operator.ArrayLength => ArrayLengths,
            Operator.StringLength => StringLengths,
            Operator.Ite => Of(term.Arguments[1]).Union(Of(term.Arguments[2])),
            Operator.Convert => Fitting(Of(term.Arguments[0]), range),
            Operator.Add or Operator.Subtract or Operator.Multiply => Fitting(Exact(term.Op, Of(term.Arguments[0]), Of(term.Arguments[1])), range),
            Operator.Negate => Fitting(Exact(term.Op, Of(term.Arguments[0]), default), range),
            Operator.Divide => Fitting(Quotient(Of(term.Arguments[0]), Of(term.Arguments[1]), range), range),
            Operator.Remainder => RemainderOf(Of(term.Arguments[0]), Of(term.Arguments[1])).Intersect(range),
            Operator.BitAnd => Masked(Of(term.Arguments[0]), Of(term.Arguments[1]), range),
            Operator.FloatToInteger => OfFloat(Floats.Of(term.Arguments[0]), range),
            Operator.ShiftRight when term.Arguments[1].IsInteger => Shifted(Of(term.Arguments[0]), TermFactory.Masked(term.Arguments[1], term)),
            _ => range,
        };
    }

    private static Interval OfFloat(FloatRange range, Interval target)
    {
        if (!range.IsFinite)
        {
            return target;
        }

        var whole = new Interval(new BigInteger(Math.Truncate(range.Low)), new BigInteger(Math.Truncate(range.High)));
        whole = new(BigInteger.Max(target.Low, BigInteger.Min(target.High, whole.Low)), BigInteger.Max(target.Low, BigInteger.Min(target.High, whole.High)));
        return range.MayBeNaN ? whole.Union(new(0, 0)) : whole;
    }

    private static Interval Fitting(Interval exact, Interval range) => exact.Within(range) ? exact : range;

    private static Interval Shifted(Interval a, int count) => new(a.Low >> count, a.High >> count);

    // With a zero divisor the value is arbitrary, but no execution gets past the obligation.
    private static Interval Quotient(Interval a, Interval b, Interval range)
    {
        if (b.Contains(0))
        {
            return range;
        }

        return Hull(BigInteger.Divide(a.Low, b.Low), BigInteger.Divide(a.Low, b.High), BigInteger.Divide(a.High, b.Low), BigInteger.Divide(a.High, b.High));
    }

    private static Interval RemainderOf(Interval a, Interval b)
    {
        if (b.Contains(0))
        {
            return a.Union(new(0, 0)).Union(new(-BigInteger.Max(BigInteger.Abs(a.Low), BigInteger.Abs(a.High)), BigInteger.Max(BigInteger.Abs(a.Low), BigInteger.Abs(a.High))));
        }

        var most = BigInteger.Max(BigInteger.Abs(b.Low), BigInteger.Abs(b.High)) - 1;
        return new(a.Low.Sign < 0 ? -BigInteger.Min(most, -a.Low) : 0, a.High.Sign > 0 ? BigInteger.Min(most, a.High) : 0);
    }

    private static Interval Masked(Interval a, Interval b, Interval range)
    {
        if (a.Low.Sign >= 0 && b.Low.Sign >= 0)
        {
            return new(0, BigInteger.Min(a.High, b.High));
        }

        return a.Low.Sign >= 0 ? new(0, a.High) : b.Low.Sign >= 0 ? new(0, b.High) : range;
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
            case Operator.Less when atom.Arguments[0].Sort is IntegerSort:
                Order(atom.Arguments[holds ? 0 : 1], atom.Arguments[holds ? 1 : 0], holds ? 1 : 0);
                break;
            case Operator.LessOrEqual when atom.Arguments[0].Sort is IntegerSort:
                Order(atom.Arguments[holds ? 0 : 1], atom.Arguments[holds ? 1 : 0], holds ? 0 : 1);
                break;
            case Operator.Equal when holds && atom.Arguments[0].Sort is IntegerSort:
                Order(atom.Arguments[0], atom.Arguments[1], 0);
                Order(atom.Arguments[1], atom.Arguments[0], 0);
                break;
            case Operator.AddFits or Operator.SubtractFits or Operator.MultiplyFits or Operator.ConvertFits:
                break;
        }
    }

    /// <summary>Notes <c>small + gap ≤ large</c>.</summary>
    private void Order(Term small, Term large, int gap)
    {
        Narrow(small, new(((IntegerSort)small.Sort).Minimum, Of(large).High - gap));
        Narrow(large, new(Of(small).Low + gap, ((IntegerSort)large.Sort).Maximum));
    }

    private void Narrow(Term term, Interval to)
    {
        // A free occurrence of a bindable variable says nothing of the bound ones.
        var here = _outer is null ? term.FreeBound.Count == 0 : term.FreeBound.Contains(_bound);
        if (!here || term.IsInteger)
        {
            return;
        }

        var now = Of(term);
        var next = now.Intersect(to);
        if (!next.IsEmpty && next != now)
        {
            _refined[term] = next;
            _known.Remove(term);
        }
    }
}
