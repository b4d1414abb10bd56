using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>
/// What may relate the states of two versions at the head of corresponding loops: equal variables, variables one apart, counters that move at fixed rates, equal
/// maps, counters that stay on one side of zero or of their start.
/// </summary>
internal static class LoopGuesses
{
    private const int MostStep = 64;

    /// <summary>The guesses; each gives its term in two states, or null where it says nothing there.</summary>
    public static IEnumerable<Func<State, State, Term?>> Of(TermFactory terms, VersionLoop old, VersionLoop now, Func<Epoch, MapKey, Term> initial)
    {
        var before = Places(old).ToList();
        var after = Places(now).ToList();
        foreach (var a in before)
        {
            foreach (var b in after.Where(b => b.Sort.Equals(a.Sort)))
            {
                yield return (x, y) => a.In(x) is { } p && b.In(y) is { } q ? terms.Equal(p, q) : null;
                if (a.Sort is IntegerSort integer)
                {
                    var one = terms.Integer(1, integer);
                    yield return (x, y) => a.In(x) is { } p && b.In(y) is { } q ? terms.Equal(terms.Add(p, one), q) : null;
                    yield return (x, y) => a.In(x) is { } p && b.In(y) is { } q ? terms.Equal(p, terms.Add(q, one)) : null;
                }
            }
        }

        foreach (var bound in before.SelectMany(p => Bounds(terms, p, old)))
        {
            yield return (x, _) => bound(x);
        }

        foreach (var bound in after.SelectMany(p => Bounds(terms, p, now)))
        {
            yield return (_, y) => bound(y);
        }

        foreach (var linear in Linear(terms, [.. Counters(terms, before, old, isOld: true), .. Counters(terms, after, now, isOld: false)]))
        {
            yield return linear;
        }

        foreach (var key in old.Head.Heap.Keys.Union(now.Head.Heap.Keys).OrderBy(k => k.Id, StringComparer.Ordinal))
        {
            Term Map(State state) => state.Heap.TryGetValue(key, out var map) ? map : initial(state.Epoch, key);
            if (!ReferenceEquals(Map(old.Head), Map(now.Head)))
            {
                yield return (x, y) => terms.Equal(Map(x), Map(y));
            }
        }

        if (!ReferenceEquals(old.Head.Allocation, now.Head.Allocation))
        {
            yield return (x, y) => terms.Equal(x.Allocation, y.Allocation);
        }
    }

    private static IEnumerable<Func<State, Term?>> Bounds(TermFactory terms, Place place, VersionLoop loop)
    {
        if (place.Sort is not IntegerSort { Signed: true } sort)
        {
            yield break;
        }

        var zero = terms.Integer(0, sort);
        yield return s => place.In(s) is { } p ? terms.LessOrEqual(zero, p) : null;
        if (place.In(loop.Entry) is { } start)
        {
            yield return s => place.In(s) is { } p ? terms.LessOrEqual(start, p) : null;
            yield return s => place.In(s) is { } p ? terms.LessOrEqual(p, start) : null;
            yield return s => place.In(s) is { } p ? terms.Or(terms.LessOrEqual(zero, p), terms.LessOrEqual(start, p)) : null;
        }
    }

    /// <summary>A variable that each round moves by the same number.</summary>
    private sealed record Counter(IntegerSort Sort, System.Numerics.BigInteger Step, Term Start, Func<State, State, Term?> In);

    private static IEnumerable<Counter> Counters(TermFactory terms, IEnumerable<Place> places, VersionLoop loop, bool isOld)
    {
        foreach (var place in places)
        {
            if (place.Sort is IntegerSort sort && place.In(loop.Entry) is { } start && place.In(loop.Head) is { } head
                && loop.Back.Select(b => place.In(b) is { } next ? StepOf(head, next) : null).Distinct().ToList() is [{ } step])
            {
                yield return new Counter(sort, step, start, (x, y) => place.In(isOld ? x : y));
            }
        }
    }

    private static System.Numerics.BigInteger? StepOf(Term head, Term next)
    {
        if (next.Arguments.Count != 2 || next.Op is not (Operator.Add or Operator.Subtract))
        {
            return null;
        }

        var (a, b) = (next.Arguments[0], next.Arguments[1]);
        return ReferenceEquals(a, head) && b.IsInteger ? (next.Op == Operator.Add ? b.Value : -b.Value)
            : ReferenceEquals(b, head) && a.IsInteger && next.Op == Operator.Add ? a.Value
            : null;
    }

    /// <summary>Two counters are as far apart as they were, each counted in steps of the other.</summary>
    private static IEnumerable<Func<State, State, Term?>> Linear(TermFactory terms, IReadOnlyList<Counter> counters)
    {
        for (var i = 0; i < counters.Count; i++)
        {
            for (var j = i + 1; j < counters.Count; j++)
            {
                var (p, q) = (counters[i], counters[j]);
                if (!p.Sort.Equals(q.Sort) || System.Numerics.BigInteger.Max(System.Numerics.BigInteger.Abs(p.Step), System.Numerics.BigInteger.Abs(q.Step)) > MostStep)
                {
                    continue;
                }

                Term Apart(Term a, Term b) => terms.Subtract(terms.Multiply(Number(q.Step, p.Sort), a), terms.Multiply(Number(p.Step, p.Sort), b));
                var start = Apart(p.Start, q.Start);
                yield return (x, y) => p.In(x, y) is { } a && q.In(x, y) is { } b ? terms.Equal(Apart(a, b), start) : null;
            }
        }

        Term Number(System.Numerics.BigInteger value, IntegerSort sort) => value.Sign < 0 ? terms.Negate(terms.Integer(-value, sort)) : terms.Integer(value, sort);
    }

    private sealed record Place(Sort Sort, Func<State, Term?> In);

    private static IEnumerable<Place> Places(VersionLoop loop)
    {
        foreach (var symbol in loop.Changed)
        {
            var value = loop.Head.Locals[symbol];
            for (var i = 0; i < value.Leaves.Length; i++)
            {
                var leaf = i;
                yield return new Place(value.Leaves[i].Sort, s => s.Locals.TryGetValue(symbol, out var v) && leaf < v.Leaves.Length ? v.Leaves[leaf] : null);
            }
        }

        foreach (var pair in loop.Head.Captures.Where(c => c.Value is Capture.OfEnumerator).OrderBy(c => c.Key.GetHashCode()))
        {
            var id = pair.Key;
            yield return new Place(IntegerSort.Int32, s => s.Captures.TryGetValue(id, out var c) && c is Capture.OfEnumerator e ? e.Index : null);
        }
    }
}
