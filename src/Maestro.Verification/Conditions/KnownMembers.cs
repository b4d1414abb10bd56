using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>
/// The framework members whose behaviour is built in: what they do not write. Their values, where known, are in
/// <see cref="MethodEncoder"/>'s table of known calls.
/// </summary>
internal static class KnownMembers
{
    /// <summary>True when neither the member nor anything that it can call writes what user code can read.</summary>
    public static bool WritesNothing(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.Length > 0 || method.ContainingType is not { } type)
        {
            return false;
        }

        if (method.MethodKind == MethodKind.Constructor && (type.SpecialType == SpecialType.System_Object || IsException(type)))
        {
            return true;
        }

        if (method.MethodKind == MethodKind.Constructor && type.SpecialType is SpecialType.System_ValueType or SpecialType.System_Enum)
        {
            return true;
        }

        if (Shapes.IsPair(type) && (method.MethodKind is MethodKind.Constructor or MethodKind.PropertyGet || method.Name == "Deconstruct"))
        {
            return true;
        }

        if (type.SpecialType == SpecialType.System_Object && method.Name is "GetType" or "ReferenceEquals"
            || IsNamed(type, "System", "Type") && method.Name is "op_Equality" or "op_Inequality")
        {
            return true;
        }

        // What others do with what is unlocked they do when they are let in: at the entry of a lock.
        if (IsNamed(type, "System.Threading", "Monitor") && method.Name == "Exit")
        {
            return true;
        }

        if (type.SpecialType == SpecialType.System_Array && method.Name is "GetLength" or "GetUpperBound" or "GetLowerBound")
        {
            return true;
        }

        // Two calls give two values: not a function of the state.
        if (method.Name is "get_Now" or "get_UtcNow" or "get_Today" or "NewGuid" or "CreateVersion7")
        {
            return false;
        }

        // Text in, a number out; what it gives is not known.
        if (method is { Name: "TryParse", IsStatic: true } && IsPlainValue(type) && method.Parameters.Length == 2
            && method.Parameters[0].Type.SpecialType == SpecialType.System_String && method.Parameters[1] is { RefKind: RefKind.Out, Type: var parsed } && IsPlainValue(parsed))
        {
            return true;
        }

        // Arrays of characters and strings are read.
        if (type.SpecialType == SpecialType.System_String && method.Name != "CopyTo"
            && method.Parameters.All(p => p.RefKind is RefKind.None && (IsPlainValue(p.Type) || p.Type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Char or SpecialType.System_String })))
        {
            return true;
        }

        var values = method.Parameters.All(p => p.RefKind is RefKind.None && IsPlainValue(p.Type));
        if (!values)
        {
            return type.SpecialType == SpecialType.System_Array && method.Name is "get_Length" or "get_LongLength" or "get_Rank"
                || IsNamed(type, "System", "ArgumentNullException") && method.Name == "ThrowIfNull"
                || IsGuard(method);
        }

        return IsPlainValue(type) && (method.IsStatic || method.Name is not ("GetType" or "CopyTo"))
            || IsNamed(type, "System", "Math") || IsNamed(type, "System", "MathF") || IsNamed(type, "System.Numerics", "BitOperations")
            || IsGuard(method)
            || IsNamed(type, "System", "Array") && method.Name is "Empty" or "get_Length" or "get_LongLength"
            || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && method.Name is "get_HasValue" or "get_Value" or "GetValueOrDefault";
    }

    /// <summary>Guards that throw or do nothing.</summary>
    public static bool IsGuard(IMethodSymbol method) =>
        method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && method.IsStatic && method.ContainingType is { } type
        && (IsNamed(type, "System", "ArgumentNullException") || IsNamed(type, "System", "ArgumentException")
            || IsNamed(type, "System", "ArgumentOutOfRangeException") && method.Parameters.Length > 0
                && method.TypeArguments.All(IsPlainValue));

    /// <summary>True for types whose text is made without running anybody's code.</summary>
    public static bool FormatsWithoutCalls(ITypeSymbol type) => IsPlainValue(type);

    public static bool IsNamed(INamedTypeSymbol type, string space, string name) =>
        type.Name == name && type.ContainingNamespace?.ToDisplayString() == space;

    /// <summary>True for a constructor of one of the framework's exceptions.</summary>
    public static bool MakesException(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences.Length: 0 } && IsException(method.ContainingType);

    private static bool IsException(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (IsNamed(t, "System", "Exception"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Immutable framework values: primitives, strings, enums, dates, decimals.</summary>
    private static bool IsPlainValue(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.SpecialType switch
    {
        SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Decimal or SpecialType.System_Double
            or SpecialType.System_Single or SpecialType.System_DateTime => true,
        _ => Shapes.IntegerSortOf(type) is not null || type is INamedTypeSymbol named
            && (IsNamed(named, "System", "TimeSpan") || IsNamed(named, "System", "DateOnly") || IsNamed(named, "System", "TimeOnly") || IsNamed(named, "System", "DateTimeOffset") || IsNamed(named, "System", "Guid")
                || IsNamed(named, "System.Globalization", "CultureInfo") || IsNamed(named, "System", "StringComparison")
                || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && IsPlainValue(named.TypeArguments[0])),
    };
}
