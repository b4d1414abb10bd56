using System.Collections.Concurrent;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Frames;

/// <summary>The fixed point.</summary>
internal sealed partial class WriteSets
{
    /// <summary>The least sets of the method and of what it leads to: whoever calls a method whose set grew is looked at again.</summary>
    private Dictionary<IMethodSymbol, WriteSet> Solve(IMethodSymbol method)
    {
        var sets = new Dictionary<IMethodSymbol, WriteSet>(SymbolEqualityComparer.Default) { [method] = WriteSet.Nothing };
        var callers = new Dictionary<IMethodSymbol, HashSet<IMethodSymbol>>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        var waiting = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        Look(method);
        while (pending.Count > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            var member = pending.Pop();
            waiting.Remove(member);
            var next = Infer(member, callee => Read(member, callee));
            if (next.Everything != sets[member].Everything || !next.Writes.SetEquals(sets[member].Writes))
            {
                sets[member] = next;
                foreach (var caller in callers.TryGetValue(member, out var known) ? known : [])
                {
                    Look(caller);
                }
            }
        }

        return sets;

        void Look(IMethodSymbol member)
        {
            if (waiting.Add(member))
            {
                pending.Push(member);
            }
        }

        WriteSet Read(IMethodSymbol caller, IMethodSymbol callee)
        {
            if (_shared.Final.TryGetValue(callee, out var final))
            {
                return final;
            }

            if (!callers.TryGetValue(callee, out var known))
            {
                callers.Add(callee, known = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default));
            }

            known.Add(caller);
            if (!sets.TryGetValue(callee, out var set))
            {
                sets.Add(callee, set = WriteSet.Nothing);
                Look(callee);
            }

            return set;
        }
    }

    /// <summary>What was found out, once a compilation.</summary>
    private sealed class Found(MethodBodies bodies)
    {
        public ConcurrentDictionary<IMethodSymbol, WriteSet> Final { get; } = new(SymbolEqualityComparer.Default);

        public ConcurrentDictionary<IMethodSymbol, IReadOnlyCollection<ISymbol>> Assigned { get; } = new(SymbolEqualityComparer.Default);

        public ConcurrentDictionary<IAssemblySymbol, bool> Friends { get; } = new(SymbolEqualityComparer.Default);

        public Lazy<HashSet<ISymbol>> DerivedFrom { get; } = new(() => FindDerived(bodies));

        public Recursion Calls { get; } = new(bodies);
    }
}
