using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>Which by-reference parameters, fields and elements may be one place.</summary>
internal static class ParameterPlaces
{
    private const int MostDepth = 8;

    /// <summary>Where versions are compared, by-reference parameters are variables of their own.</summary>
    /// <exception cref="UnsupportedConstructException">A by-reference parameter may alias what the method touches.</exception>
    public static void Check(IMethodSymbol method, MethodBodies bodies, Shapes shapes)
    {
        var references = method.Parameters.Where(p => p.RefKind != RefKind.None).ToList();
        foreach (var parameter in references)
        {
            if (references.Any(other => !ReferenceEquals(other, parameter) && MayOverlap(parameter.Type, other.Type))
                || bodies.BodyOf(method)!.Descendants().Any(o => MayBe(o, parameter.Type, shapes)))
            {
                throw Refused(parameter);
            }
        }
    }

    public static UnsupportedConstructException Refused(IParameterSymbol parameter) =>
        new($"{parameter.RefKind.ToString().ToLowerInvariant()} parameter that may alias", Lines.Of(parameter.Locations[0]));

    /// <summary>True for two parameters that are one variable, or two: nothing in between. Two that are only read need not be told apart.</summary>
    public static bool MayShare(IParameterSymbol one, IParameterSymbol other) =>
        one.RefKind != RefKind.None && other.RefKind != RefKind.None
        && (one.RefKind is RefKind.Ref or RefKind.Out || other.RefKind is RefKind.Ref or RefKind.Out)
        && one.Ordinal != other.Ordinal && SymbolEqualityComparer.Default.Equals(one.Type, other.Type);

    /// <summary>True where a place of one type may be, or hold, a place of the other: a struct may hold it, and a type parameter stand for it.</summary>
    public static bool MayOverlap(ITypeSymbol one, ITypeSymbol other) =>
        SymbolEqualityComparer.Default.Equals(one, other) || one is ITypeParameterSymbol || other is ITypeParameterSymbol
        || Holds(one, other, 0) || Holds(other, one, 0);

    private static bool Holds(ITypeSymbol whole, ITypeSymbol part, int depth)
    {
        if (depth > MostDepth)
        {
            return true;
        }

        if (whole is not INamedTypeSymbol { TypeKind: TypeKind.Struct } type || whole.SpecialType is not (SpecialType.None or SpecialType.System_Nullable_T))
        {
            return false;
        }

        return type.TypeArguments.Any(a => a is ITypeParameterSymbol)
            || type.TypeArguments.Concat(Shapes.FieldsOf(type).Select(f => f.Type)).Any(t => SymbolEqualityComparer.Default.Equals(t, part) || Holds(t, part, depth + 1));
    }

    private static bool MayBe(IOperation operation, ITypeSymbol type, Shapes shapes) => operation switch
    {
        IFieldReferenceOperation { Field.IsConst: false } or IArrayElementReferenceOperation =>
            SymbolEqualityComparer.Default.Equals(operation.Type, type) || !shapes.Of(operation.Type!).IsScalar || !shapes.Of(type).IsScalar,
        IPropertyReferenceOperation property => property.Property.ContainingType.SpecialType is not (SpecialType.System_String or SpecialType.System_Array)
            && SymbolEqualityComparer.Default.Equals(operation.Type, type),
        IInvocationOperation invocation => ContractCalls.NameOf(invocation.TargetMethod) is null && !KnownMembers.WritesNothing(invocation.TargetMethod),
        IObjectCreationOperation creation => creation.Constructor is { } constructor && !KnownMembers.WritesNothing(constructor),
        _ => false,
    };
}
