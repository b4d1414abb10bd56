using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Frames;

/// <summary>Whose field or elements are written, seen from a method's caller.</summary>
internal abstract record Root
{
    /// <summary>Any object of the type.</summary>
    internal sealed record Anything : Root
    {
        public static Anything Instance { get; } = new();
    }

    /// <summary>An object that did not exist before: no caller can see the write.</summary>
    internal sealed record Fresh : Root
    {
        public static Fresh Instance { get; } = new();
    }

    internal sealed record This : Root
    {
        public static This Instance { get; } = new();
    }

    internal sealed record Parameter(int Ordinal) : Root;

    /// <summary>A local of the code that is looked at; in the write set of a method there are none.</summary>
    internal sealed record Local(ILocalSymbol Symbol) : Root;

    /// <summary>What a field of <paramref name="Owner"/> referred to before.</summary>
    internal sealed record FieldOf(Root Owner, IFieldSymbol Field) : Root;
}

/// <summary>
/// One write: of a field (<paramref name="Field"/> set), or of the elements of an array (<paramref name="Element"/> set); neither for private
/// state of another assembly, which this one sees through calls only.
/// </summary>
internal sealed record HeapWrite(IFieldSymbol? Field, ITypeSymbol? Element, Root Root)
{
    /// <summary>The number of dimensions of the array whose elements are written.</summary>
    public int Rank { get; init; } = 1;
}

/// <summary>What a call may change (semantics.md, 4 and 5).</summary>
/// <param name="Everything">Whatever has escaped, and every static.</param>
/// <param name="Writes">Otherwise, what exactly.</param>
internal sealed record WriteSet(bool Everything, ImmutableHashSet<HeapWrite> Writes)
{
    public static WriteSet Nothing { get; } = new(false, ImmutableHashSet<HeapWrite>.Empty);

    public static WriteSet All { get; } = new(true, ImmutableHashSet<HeapWrite>.Empty);

    /// <summary>Private fields of objects of another assembly.</summary>
    public static WriteSet Hidden { get; } = new(false, [new HeapWrite(null, null, Root.Anything.Instance)]);

    public bool IsNothing => !Everything && Writes.IsEmpty;
}
