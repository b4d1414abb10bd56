using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>One map of the heap: a leaf of a field of all objects, of the elements of all arrays of a kind, or of a static.</summary>
/// <param name="Id">Unique and the same in every run.</param>
/// <param name="Sort">The sort of the whole map (of a static, of its value).</param>
/// <param name="IsReadOnly">No call changes it, once the object is made.</param>
internal sealed record MapKey(string Id, Sort Sort, bool IsReadOnly)
{
    public bool Equals(MapKey? other) => other is not null && string.Equals(Id, other.Id, StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);
}

/// <summary>What maps are that nobody has touched since everything was havoced: at one point in time, or at the meeting of two.</summary>
internal abstract record Epoch
{
    internal sealed record Fresh(string Name) : Epoch;

    internal sealed record Either(Term Condition, Epoch Then, Epoch Otherwise) : Epoch;
}

/// <summary>What is known at a point: a chain that shares its past. <see cref="Guard"/> is the path under which <see cref="Fact"/> was learnt.</summary>
internal sealed record Knowledge(ImmutableArray<Knowledge> Past, ImmutableList<Term> Guard, Term? Fact)
{
    public static Knowledge None { get; } = new(ImmutableArray<Knowledge>.Empty, ImmutableList<Term>.Empty, null);

    /// <summary>Everything known, oldest first, each once.</summary>
    public IReadOnlyList<Knowledge> All()
    {
        var result = new List<Knowledge>();
        var seen = new HashSet<Knowledge>(ReferenceComparer.Instance);
        var pending = new Stack<(Knowledge Node, bool Done)>();
        pending.Push((this, false));
        while (pending.Count > 0)
        {
            var (node, done) = pending.Pop();
            if (done)
            {
                if (node.Fact is not null)
                {
                    result.Add(node);
                }

                continue;
            }

            if (!seen.Add(node))
            {
                continue;
            }

            pending.Push((node, true));
            for (var i = node.Past.Length - 1; i >= 0; i--)
            {
                pending.Push((node.Past[i], false));
            }
        }

        return result;
    }

    private sealed class ReferenceComparer : IEqualityComparer<Knowledge>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(Knowledge? x, Knowledge? y) => ReferenceEquals(x, y);

        public int GetHashCode(Knowledge node) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(node);
    }
}

/// <summary>A flow capture: a value, a place to write to, or the position of a <c>foreach</c>.</summary>
internal abstract record Capture
{
    internal sealed record OfValue(Value Value) : Capture;

    /// <summary>A struct that an initialiser is about to fill.</summary>
    internal sealed record OfVariable(Value Value) : Capture;

    internal sealed record OfPlace(Place Place) : Capture;

    /// <summary><paramref name="Index"/> is that of the current element; -1 before the first.</summary>
    internal sealed record OfEnumerator(Value Collection, Term Index, Term? Version) : Capture;
}

/// <summary>The symbolic state at a point of the graph; <c>Caught</c> is the exception that a handler or filter was entered with.</summary>
internal sealed record State(
    ImmutableDictionary<ISymbol, Value> Locals,
    ImmutableDictionary<CaptureId, Capture> Captures,
    ImmutableDictionary<MapKey, Term> Heap,
    Epoch Epoch,
    Term Allocation,
    ImmutableList<Term> Path,
    Knowledge Knowledge,
    Value? This,
    Value? Result,
    Value? Caught = null)
{
    /// <summary>What each <c>ref</c> local refers to.</summary>
    public ImmutableDictionary<ISymbol, Place> References { get; init; } = ImmutableDictionary.Create<ISymbol, Place>(SymbolEqualityComparer.Default);

    /// <summary>Types whose static initialisers have run.</summary>
    public ImmutableHashSet<ISymbol> Started { get; init; } = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);
}
