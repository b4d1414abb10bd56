using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Specifications;

/// <summary>The framework's points and spans of time: values of a number, and of what clock it is.</summary>
internal static class TimeTypes
{
    /// <summary>True for one of them.</summary>
    public static bool Contains(ITypeSymbol? type) => type is { IsValueType: true, DeclaringSyntaxReferences.IsEmpty: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name is "TimeSpan" or "DateTime" or "DateOnly" or "TimeOnly";

    /// <summary>The ghost fields by name, with their types; the first is what comparisons are about.</summary>
    public static IEnumerable<(string Name, ITypeSymbol Type)> FieldsOf(ITypeSymbol type)
    {
        yield return type.Name == "DateOnly" ? ("dayNumber", TypeOf(type, "DayNumber")) : ("ticks", TypeOf(type, "Ticks"));
        if (type.Name == "DateTime")
        {
            yield return ("kind", TypeOf(type, "Year"));
        }
    }

    /// <summary>True for a member that throws nothing but what is said of it, specified or not.</summary>
    public static bool MayBeLeftOpen(IMethodSymbol method) =>
        method.MethodKind == MethodKind.PropertyGet || method.Name is "ToString" or "GetHashCode" or "Equals" or "ToUniversalTime" or "ToLocalTime" or "SpecifyKind" or "op_Division";

    private static ITypeSymbol TypeOf(ITypeSymbol type, string property) => type.GetMembers(property).OfType<IPropertySymbol>().First().Type;
}
