using Maestro.Verification.Frames;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Inference;

/// <summary>What one method's proof says of its end, taken alone.</summary>
/// <param name="Ends">Everything asked of it is proved and each of its loops ends, provided that what it calls returns.</param>
/// <param name="Calls">What it calls.</param>
internal sealed record MethodTermination(bool Ends, IReadOnlyList<CallEdge> Calls)
{
    public static MethodTermination Unknown { get; } = new(false, []);
}

/// <summary>A call of a method known by its contract.</summary>
/// <param name="Method">The callee's definition.</param>
/// <param name="Moves">Quantities that never move against their direction in this call; true for those that certainly move in it.</param>
/// <param name="IsMeasured">True where the written measures of both decrease.</param>
internal sealed record CallEdge(IMethodSymbol Method, IReadOnlyDictionary<string, bool> Moves, bool IsMeasured);

/// <summary>
/// Whether methods return, cycle by cycle (semantics.md, 18): every callee does, and in a cycle of calls quantities that all of its methods have descend
/// lexicographically (after Lee, Jones and Ben-Amram 2001).
/// </summary>
internal sealed class CallTermination(Totality totality, Func<IMethodSymbol, MethodTermination> termination)
{
    /// <summary>More than these are not looked into: the answer is then that it was not shown.</summary>
    private const int MostMethods = 48;

    /// <summary>True when the method returns or throws for every admissible input.</summary>
    public bool IsTotal(IMethodSymbol method)
    {
        var methods = new Dictionary<IMethodSymbol, IReadOnlyList<CallEdge>>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        pending.Push(method.OriginalDefinition);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (methods.ContainsKey(next))
            {
                continue;
            }

            if (methods.Count == MostMethods || !totality.StartsQuietly(next) || termination(next) is not { Ends: true } known)
            {
                return false;
            }

            methods.Add(next, known.Calls.Where(c => !totality.Returns(c.Method)).ToList());
            foreach (var call in methods[next])
            {
                if (!totality.IsOwnCode(call.Method))
                {
                    return false;
                }

                pending.Push(call.Method);
            }
        }

        return Cycles(methods).All(Descends);
    }

    /// <summary>Removes, quantity by quantity, the calls in which it moves, as long as no other call of the cycle moves it back.</summary>
    private static bool Descends(IReadOnlyList<(IMethodSymbol Caller, CallEdge Edge)> cycle)
    {
        var left = cycle.Where(c => !c.Edge.IsMeasured).ToList();
        if (left.Count > 0 && left.Count < cycle.Count)
        {
            // Written measures and found ones are not of one order.
            left = cycle.ToList();
        }

        foreach (var _ in cycle.Where(_ => left.Count > 0))
        {
            var key = left[0].Edge.Moves.Keys.OrderBy(k => k, StringComparer.Ordinal)
                .FirstOrDefault(k => left.All(c => c.Edge.Moves.ContainsKey(k)) && left.Any(c => c.Edge.Moves[k]));
            if (key is null)
            {
                return false;
            }

            left.RemoveAll(c => c.Edge.Moves[key]);
        }

        return left.Count == 0;
    }

    /// <summary>The calls within each set of methods that can all reach each other.</summary>
    private static IEnumerable<IReadOnlyList<(IMethodSymbol Caller, CallEdge Edge)>> Cycles(Dictionary<IMethodSymbol, IReadOnlyList<CallEdge>> methods)
    {
        var reach = methods.Keys.ToDictionary(m => m, m => ReachedFrom(m, methods), (IEqualityComparer<IMethodSymbol>)SymbolEqualityComparer.Default);
        var done = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var method in methods.Keys.Where(m => reach[m].Contains(m)))
        {
            if (!done.Contains(method))
            {
                var members = reach[method].Where(m => reach[m].Contains(method)).ToList();
                done.UnionWith(members);
                yield return members.SelectMany(m => methods[m].Where(e => members.Contains(e.Method, SymbolEqualityComparer.Default)).Select(e => (m, e))).ToList();
            }
        }
    }

    private static HashSet<IMethodSymbol> ReachedFrom(IMethodSymbol method, Dictionary<IMethodSymbol, IReadOnlyList<CallEdge>> methods)
    {
        var reached = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>(methods[method].Select(e => e.Method));
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (reached.Add(next))
            {
                foreach (var edge in methods[next])
                {
                    pending.Push(edge.Method);
                }
            }
        }

        return reached;
    }
}
