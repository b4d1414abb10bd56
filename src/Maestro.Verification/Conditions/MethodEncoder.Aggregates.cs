using System.Numerics;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Counts and sums: a map from each length to the sum of so many elements from the first, known by its start and its step. The same elements have the
/// same map wherever they are summed, so that a loop's sum of the part that is done meets a clause's sum of all.
/// </content>
internal sealed partial class MethodEncoder
{
    private const int MostSpelledOut = 16;
    private const int MostBounds = 8;
    private readonly Dictionary<(Term Summand, Term All), Term> _prefixes = [];
    private readonly Dictionary<(bool Least, Term Element, Term Keeps, Term Length), Term> _extremes = [];
    private Term? _index;
    private bool _sums;

    /// <summary>The variable over which every summand is written, so that equal summands are one term.</summary>
    private Term SummandIndex => _index ??= _terms.FreshBound("element", IntegerSort.Int32);

    private static IntegerSort SumSort(IntegerSort element) => element.Width <= 32 ? IntegerSort.Int64 : new IntegerSort(128, true);

    /// <summary>How many take part.</summary>
    private Term CountOf(Sequence source)
    {
        if (source.Keeps is not { } keeps)
        {
            return source.Length;
        }

        var one = _terms.Integer(1, IntegerSort.Int64);
        var zero = _terms.Integer(0, IntegerSort.Int64);
        if (Unrolled(source, k => _terms.Ite(keeps(k), one, zero), IntegerSort.Int64) is { } few)
        {
            return few;
        }

        var counted = Summand(source, () => one, IntegerSort.Int64);
        var prefix = Prefix(counted, source.All, 0, 1);
        var sum = _terms.Select(prefix, source.Length);

        if (_infers)
        {
            // A loop that counts needs the step only.
            return sum;
        }

        // None counts, or all do, exactly where the count says so.
        var bound = SummandIndex;
        var outside = _terms.Or(_terms.Less(bound, Int(0)), _terms.LessOrEqual(source.Length, bound));
        Know(_terms.Implies(IsLength(source), _terms.And(
            _terms.Equal(_terms.Equal(sum, zero), _terms.ForAll(bound, _terms.Or([outside, _terms.Equal(counted, zero)]))),
            _terms.Equal(_terms.Equal(sum, Wide(source.Length)), _terms.ForAll(bound, _terms.Or(outside, _terms.Equal(counted, one)))))));
        return sum;
    }

    private Value SumOf(Sequence source, ITypeSymbol type, IInvocationOperation operation)
    {
        if (_shapes.Of(type).Sort is not IntegerSort { Width: 32 or 64, Signed: true } result)
        {
            throw UnsupportedConstructException.At($"sum of {type.ToDisplayString()}", operation);
        }

        // The selector's value, before it is widened to what Sum adds up.
        var sort = SumSort(result);
        if (Unrolled(source, k => Part(source, k, sort), sort) is { } few)
        {
            RequireSumFits(
                Unrolled(source, k => Part(source, k, sort, positive: true), sort)!, Unrolled(source, k => Part(source, k, sort, positive: false), sort)!, result, operation);
            return Scalar(type, _terms.Convert(few, result));
        }

        var summand = Summand(source, () => _terms.Convert(source.At(SummandIndex).Term, sort), sort);
        var range = RangeOf(summand, result);
        var sums = Prefix(summand, source.All, range.Low, range.High);
        var sum = _terms.Select(sums, source.Length);
        if (range.Low * int.MaxValue >= result.Minimum && range.High * int.MaxValue <= result.Maximum)
        {
            return Scalar(type, _terms.Convert(sum, result));
        }

        // Elements may be added in another order than theirs: none overflows where the positive ones alone and the negative ones alone do not.
        var zero = _terms.Integer(0, sort);
        var gains = Summand(() => _terms.Ite(_terms.Less(summand, zero), zero, summand));
        var losses = Summand(() => _terms.Ite(_terms.Less(summand, zero), summand, zero));
        var gained = Prefix(gains, source.All, 0, BigInteger.Max(range.High, 0));
        var lost = Prefix(losses, source.All, BigInteger.Min(range.Low, 0), 0);
        KnowParts(source, _terms.Select(sums, SummandIndex), _terms.Select(gained, SummandIndex), _terms.Select(lost, SummandIndex));
        KnowBounds(source, summand, gained, lost, sort);
        RequireSumFits(_terms.Select(gained, source.Length), _terms.Select(lost, source.Length), result, operation);
        return Scalar(type, _terms.Convert(sum, result));
    }

    /// <summary>Each sum is what was gained and lost so far.</summary>
    private void KnowParts(Sequence source, Term sum, Term gained, Term lost) => Know(_terms.ForAll(
        SummandIndex,
        _terms.Or(_terms.Less(SummandIndex, Int(0)), _terms.Less(source.All, SummandIndex), _terms.Equal(sum, _terms.Add(gained, lost))),
        sum));

    private void RequireSumFits(Term gained, Term lost, IntegerSort result, IInvocationOperation operation)
    {
        var sort = (IntegerSort)gained.Sort;
        var fits = _terms.And(_terms.LessOrEqual(gained, _terms.Integer(result.Maximum, sort)), _terms.LessOrEqual(_terms.Integer(result.Minimum, sort), lost));
        RequireThrown(ObligationKind.Overflow, "System.OverflowException", operation, fits);
    }

    /// <summary>Where no element exceeds a constant that the method names, no part of the sum exceeds so many times that.</summary>
    private void KnowBounds(Sequence source, Term summand, Term gains, Term losses, IntegerSort sort)
    {
        var bound = SummandIndex;
        var outside = _terms.Or(_terms.Less(bound, Int(0)), _terms.LessOrEqual(source.All, bound));
        var within = _terms.And(_terms.LessOrEqual(Int(0), bound), _terms.LessOrEqual(bound, source.All));
        var width = _terms.Convert(bound, sort);
        foreach (var constant in ConstantsNamed().SelectMany(c => new[] { c, c - c.Sign }).Append(0).Distinct().OrderBy(c => c).Take(MostBounds))
        {
            var limit = _terms.Integer(constant, sort);
            var (high, low) = (_terms.Select(gains, bound), _terms.Select(losses, bound));
            if (constant.Sign >= 0)
            {
                Know(_terms.Implies(
                    _terms.ForAll(bound, _terms.Or(outside, _terms.LessOrEqual(summand, limit))),
                    _terms.ForAll(bound, _terms.Implies(within, _terms.LessOrEqual(high, _terms.Multiply(limit, width))), high)));
            }

            if (constant.Sign <= 0)
            {
                Know(_terms.Implies(
                    _terms.ForAll(bound, _terms.Or(outside, _terms.LessOrEqual(limit, summand))),
                    _terms.ForAll(bound, _terms.Implies(within, _terms.LessOrEqual(_terms.Multiply(limit, width), low)), low)));
            }
        }
    }

    private IEnumerable<BigInteger> ConstantsNamed() => _contract.Clauses.SelectMany(c => c.Condition.DescendantsAndSelf())
        .Select(o => o.ConstantValue is { HasValue: true, Value: int value } ? (BigInteger?)value : null).OfType<BigInteger>();

    private Term IsLength(Sequence source) => _terms.And(_terms.LessOrEqual(Int(0), source.Length), _terms.LessOrEqual(source.Length, source.All));

    /// <summary>What an element adds, over <see cref="SummandIndex"/>: nothing where it does not take part.</summary>
    private Term Summand(Sequence source, Func<Term> adds, IntegerSort sort) => Summand(() =>
    {
        var (guard, value) = AtElement(source, SummandIndex, adds);
        return guard.Count == 2 ? value : _terms.Ite(guard[2], value, _terms.Integer(0, sort));
    });

    private Term Summand(Func<Term> evaluate)
    {
        if (_sums)
        {
            throw new UnsupportedConstructException("sum within a sum", 0);
        }

        _sums = true;
        try
        {
            var summand = evaluate();
            return summand.FreeBound.All(b => ReferenceEquals(b, SummandIndex)) ? summand : throw new UnsupportedConstructException("sum under a quantifier", 0);
        }
        finally
        {
            _sums = false;
        }
    }

    /// <summary>The map from lengths to sums, by what is known of it.</summary>
    private Term Prefix(Term summand, Term all, BigInteger low, BigInteger high)
    {
        var sort = (IntegerSort)summand.Sort;
        var bound = SummandIndex;
        if (all.FreeBound.Count > 0)
        {
            throw new UnsupportedConstructException("sum under a quantifier", 0);
        }

        if (!_prefixes.TryGetValue((summand, all), out var prefix))
        {
            prefix = _terms.Fresh("prefix", new Sort.Map(IntegerSort.Int32, sort));
            _prefixes.Add((summand, all), prefix);
        }

        var zero = _terms.Integer(0, sort);
        var here = _terms.Select(prefix, bound);
        var width = _terms.Convert(bound, sort);
        var within = _terms.And(_terms.LessOrEqual(Int(0), bound), _terms.LessOrEqual(bound, all));
        // The bounds are said again, as numbers, so that nobody has to ask whether the step wraps.
        var (least, most) = (_terms.Integer(low * int.MaxValue, sort), _terms.Integer(high * int.MaxValue, sort));
        Know(_terms.Equal(_terms.Select(prefix, Int(0)), zero));
        Know(_terms.ForAll(
            bound,
            _terms.Or(
                _terms.Or(_terms.Less(bound, Int(0)), _terms.LessOrEqual(all, bound)),
                _terms.Or(_terms.Less(here, least), _terms.Less(most, here)),
                _terms.Equal(_terms.Select(prefix, _terms.Add(bound, Int(1))), _terms.Add(here, summand))),
            ReadsOf(summand) is { } read ? read : here));
        Know(_terms.ForAll(
            bound,
            _terms.Or(_terms.Not(within), _terms.And(
                _terms.LessOrEqual(_terms.Multiply(_terms.Integer(low, sort), width), here), _terms.LessOrEqual(here, _terms.Multiply(_terms.Integer(high, sort), width)))),
            here));
        if (low.Sign >= 0)
        {
            // What is still to come adds no less than nothing.
            var whole = _terms.Select(prefix, all);
            Know(_terms.ForAll(bound, _terms.Or(_terms.Not(within), _terms.LessOrEqual(here, whole)), here));
        }

        return prefix;
    }

    /// <summary>A read of an element in a summand: where the program reads that element, its step of the sum matters.</summary>
    private Term? ReadsOf(Term summand)
    {
        var pending = new Queue<Term>();
        pending.Enqueue(summand);
        while (pending.Count > 0)
        {
            var term = pending.Dequeue();
            if (term.Op is Operator.Select or Operator.StringChar && ReferenceEquals(term.Arguments[1], SummandIndex) && term.Arguments[0].FreeBound.Count == 0)
            {
                return term;
            }

            foreach (var argument in term.Arguments.Where(a => a.FreeBound.Count > 0))
            {
                pending.Enqueue(argument);
            }
        }

        return null;
    }

    private static (BigInteger Low, BigInteger High) RangeOf(Term summand, IntegerSort result)
    {
        switch (summand.Op)
        {
            case Operator.Integer:
                return (summand.Value, summand.Value);
            case Operator.Convert when summand.Arguments[0].Sort is IntegerSort inner && ((IntegerSort)summand.Sort).Contains(inner.Minimum) && ((IntegerSort)summand.Sort).Contains(inner.Maximum):
                var narrow = RangeOf(summand.Arguments[0], inner);
                return (BigInteger.Max(narrow.Low, inner.Minimum), BigInteger.Min(narrow.High, inner.Maximum));
            case Operator.Ite:
                var (then, otherwise) = (RangeOf(summand.Arguments[1], result), RangeOf(summand.Arguments[2], result));
                return (BigInteger.Min(then.Low, otherwise.Low), BigInteger.Max(then.High, otherwise.High));
            default:
                return (result.Minimum, result.Maximum);
        }
    }

    /// <summary>The sum of a few elements whose number is known, element by element; null where it is not.</summary>
    private Term? Unrolled(Sequence source, Func<Term, Term> part, IntegerSort sort) =>
        source.Length.IsInteger && source.Length.Value >= 0 && source.Length.Value <= MostSpelledOut
            ? Enumerable.Range(0, (int)source.Length.Value).Aggregate(_terms.Integer(0, sort), (sum, k) => _terms.Add(sum, part(Int(k)))) : null;

    private Term Part(Sequence source, Term index, IntegerSort sort, bool? positive = null)
    {
        var zero = _terms.Integer(0, sort);
        var value = _terms.Convert(source.At(index).Term, sort);
        value = positive switch
        {
            true => _terms.Ite(_terms.Less(value, zero), zero, value),
            false => _terms.Ite(_terms.Less(value, zero), value, zero),
            null => value,
        };
        return source.Keeps is { } keeps ? _terms.Ite(keeps(index), value, zero) : value;
    }

    /// <summary>The least or greatest element.</summary>
    private Value Extreme(Sequence source, bool least, ITypeSymbol type, IInvocationOperation operation)
    {
        if (_shapes.Of(type) is not { IsScalar: true, Sort: IntegerSort sort })
        {
            throw UnsupportedConstructException.At($"{operation.TargetMethod.Name} of {type.ToDisplayString()}", operation);
        }

        RequireThrown(ObligationKind.PreCaller, InvalidOperation, operation, source.Keeps is null ? _terms.Less(Int(0), source.Length) : OfSome(source, _ => _terms.True));
        var keeps = _terms.True;
        var element = Summand(() =>
        {
            var (guard, value) = AtElement(source, SummandIndex, () => source.At(SummandIndex).Term);
            keeps = guard.Count == 2 ? keeps : guard[2];
            return value;
        });
        ForbidBound(source.Length, operation);
        if (!_extremes.TryGetValue((least, element, keeps, source.Length), out var found))
        {
            found = _terms.Fresh(least ? "least" : "greatest", sort);
            _extremes.Add((least, element, keeps, source.Length), found);
        }

        var takesPart = _terms.And(_terms.LessOrEqual(Int(0), SummandIndex), _terms.Less(SummandIndex, source.Length), keeps);
        var exists = _terms.Exists(SummandIndex, takesPart);
        Know(_terms.Implies(exists, _terms.And(
            _terms.Exists(SummandIndex, _terms.And(takesPart, _terms.Equal(found, element))),
            _terms.ForAll(SummandIndex, _terms.Or(_terms.Not(takesPart), least ? _terms.LessOrEqual(found, element) : _terms.LessOrEqual(element, found))))));
        return Scalar(type, found);
    }
}
