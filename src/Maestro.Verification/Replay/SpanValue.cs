using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>A span: a part of an array, which others may hold too; of nothing where <paramref name="memory"/> is null. Never changes itself.</summary>
internal sealed class SpanValue(ITypeSymbol elementType, ArrayValue? memory, int start, int length)
{
    public ITypeSymbol ElementType { get; } = elementType;

    public ArrayValue? Memory { get; } = memory;

    public int Start { get; } = start;

    public int Length { get; } = length;

    /// <summary>The element type of a span type; null for every other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, Arity: 1, Name: "Span" or "ReadOnlySpan", ContainingType: null, DeclaringSyntaxReferences.IsEmpty: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } span
            ? span.TypeArguments[0] : null;

    /// <summary>All of an array; of null, nothing.</summary>
    public static SpanValue Of(ITypeSymbol elementType, ArrayValue? array) => new(elementType, array, 0, array?.Items.Length ?? 0);

    /// <summary>The characters of a string, which nobody can write.</summary>
    public static SpanValue Of(ITypeSymbol elementType, string? text) =>
        Of(elementType, text is null ? null : new ArrayValue(elementType, text.Select(c => (object?)c).ToArray()));

    /// <summary>The place of an element that exists.</summary>
    public Location At(int index) => new Slot(Memory!.Items, Start + index);

    public SpanValue Slice(int start, int length) => new(ElementType, Memory, Start + start, length);

    /// <summary>The same part of another array.</summary>
    public SpanValue Over(ArrayValue? memory) => new(ElementType, memory, Start, Length);
}
