using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>Which types are spans, and what their members do to the memory that they refer to.</summary>
internal static class Spans
{
    /// <summary>The part that is the object with the elements.</summary>
    public const string Memory = "Memory";

    /// <summary>The part that is the string behind a read-only span of characters; null where the elements are an array's.</summary>
    public const string Text = "Text";

    /// <summary>The part that is the position of the first element.</summary>
    public const string Start = "Start";

    /// <summary>The part that is the length.</summary>
    public const string Length = "Length";

    /// <summary>The element type of a <c>Span&lt;T&gt;</c> or <c>ReadOnlySpan&lt;T&gt;</c>; null for every other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, Arity: 1, Name: "Span" or "ReadOnlySpan", ContainingType: null, DeclaringSyntaxReferences.IsEmpty: true } span
        && IsSystem(span.ContainingNamespace) && span.GetMembers("Length").OfType<IPropertySymbol>().Any() ? span.TypeArguments[0] : null;

    /// <summary>True for a <c>ReadOnlySpan&lt;char&gt;</c>, which may be a part of a string.</summary>
    public static bool MayBeText(ITypeSymbol type) => type.Name == "ReadOnlySpan" && ElementOf(type) is { SpecialType: SpecialType.System_Char };

    /// <summary>True for members that make or read a span and write nothing.</summary>
    public static bool OnlyReads(IMethodSymbol method) => ElementOf(method.ContainingType) is not null
        ? method.Name is "get_Length" or "get_IsEmpty" or "get_Item" or "get_Empty" or "Slice" or "ToArray" or "op_Implicit" or "op_Equality" or "op_Inequality"
            || method.MethodKind == MethodKind.Constructor
        : IsAsSpan(method) || method is { Name: "op_Implicit", ContainingType.SpecialType: SpecialType.System_String } || IsExtension(method, "SequenceEqual") && IsPlain(method);

    /// <summary>True for members that write elements of the receiver, or of their first argument, and nothing else.</summary>
    public static bool Writes(IMethodSymbol method) =>
        ElementOf(method.ContainingType) is not null && method.Name is "Fill" or "Clear" or "CopyTo" or "TryCopyTo";

    /// <summary>True for <c>MemoryExtensions.AsSpan</c> of an array or string.</summary>
    public static bool IsAsSpan(IMethodSymbol method) => IsExtension(method, "AsSpan") && method.Parameters.Length > 0
        && method.Parameters[0].Type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String };

    /// <summary>True for a member of <c>MemoryExtensions</c> of this name.</summary>
    public static bool IsExtension(IMethodSymbol method, string name) =>
        method.Name == name && method.IsStatic && method.ContainingType is { Name: "MemoryExtensions", DeclaringSyntaxReferences.IsEmpty: true } type && IsSystem(type.ContainingNamespace);

    // Equality of other elements may be anybody's code.
    private static bool IsPlain(IMethodSymbol method) =>
        method.Parameters.Length == 2 && method.TypeArguments is [var element] && (element.SpecialType is SpecialType.System_Boolean or SpecialType.System_String || Shapes.IntegerSortOf(element) is not null);

    private static bool IsSystem(INamespaceSymbol? space) => space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
