using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>
/// By-reference parameters are modelled as variables of their own, which holds only where nothing else in the method can be the same place;
/// two of one type may be one variable, which a condition of its own says.
/// </summary>
internal static class ParameterPlaces
{
    /// <exception cref="UnsupportedConstructException">A by-reference parameter may alias what the method touches.</exception>
    public static void Check(IMethodSymbol method, MethodBodies bodies, Shapes shapes, bool mayShare)
    {
        var references = method.Parameters.Where(p => p.RefKind != RefKind.None).ToList();
        if (references.Count == 0)
        {
            return;
        }

        foreach (var parameter in references)
        {
            if (references.Any(other => !ReferenceEquals(other, parameter) && MayOverlap(parameter, other, shapes) && !(mayShare && MayShare(parameter, other)))
                || bodies.BodyOf(method)!.Descendants().Any(o => MayBe(o, parameter.Type, shapes)))
            {
                throw new UnsupportedConstructException($"{parameter.RefKind.ToString().ToLowerInvariant()} parameter that may alias", Lines.Of(parameter.Locations[0]));
            }
        }
    }

    /// <summary>True for two parameters that are one variable, or two: nothing in between.</summary>
    public static bool MayShare(IParameterSymbol one, IParameterSymbol other) =>
        one.RefKind is RefKind.Ref or RefKind.Out && other.RefKind is RefKind.Ref or RefKind.Out
        && one.Ordinal != other.Ordinal && SymbolEqualityComparer.Default.Equals(one.Type, other.Type);

    // A struct may hold the other, and a type parameter stand for its type.
    private static bool MayOverlap(IParameterSymbol one, IParameterSymbol other, Shapes shapes) =>
        SymbolEqualityComparer.Default.Equals(one.Type, other.Type)
        || one.Type is ITypeParameterSymbol || other.Type is ITypeParameterSymbol
        || !shapes.Of(one.Type).IsScalar || !shapes.Of(other.Type).IsScalar;

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
