using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>What may relate the states of two versions at the head of corresponding loops: equal variables, variables one apart, equal maps, counters that are not negative.</summary>
internal static class LoopGuesses
{
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

        foreach (var place in before.Where(p => p.Sort is IntegerSort { Signed: true }))
        {
            yield return (x, _) => place.In(x) is { } p ? terms.LessOrEqual(terms.Integer(0, (IntegerSort)place.Sort), p) : null;
            var start = place.In(old.Entry);
            yield return (x, _) => place.In(x) is { } p && start is not null ? terms.LessOrEqual(start, p) : null;
        }

        foreach (var place in after.Where(p => p.Sort is IntegerSort { Signed: true }))
        {
            yield return (_, y) => place.In(y) is { } p ? terms.LessOrEqual(terms.Integer(0, (IntegerSort)place.Sort), p) : null;
            var start = place.In(now.Entry);
            yield return (_, y) => place.In(y) is { } p && start is not null ? terms.LessOrEqual(start, p) : null;
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
