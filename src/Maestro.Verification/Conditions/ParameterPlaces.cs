using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>By-reference parameters are modelled as variables of their own, which holds only where nothing else in the method can be the same place.</summary>
internal static class ParameterPlaces
{
    /// <exception cref="UnsupportedConstructException">A by-reference parameter may alias what the method touches.</exception>
    public static void Check(IMethodSymbol method, MethodBodies bodies, Shapes shapes)
    {
        var references = method.Parameters.Where(p => p.RefKind != RefKind.None).ToList();
        if (references.Count == 0)
        {
            return;
        }

        foreach (var parameter in references)
        {
            if (references.Any(other => !ReferenceEquals(other, parameter) && SymbolEqualityComparer.Default.Equals(other.Type, parameter.Type))
                || bodies.BodyOf(method)!.Descendants().Any(o => MayBe(o, parameter.Type, shapes)))
            {
                throw new UnsupportedConstructException($"{parameter.RefKind.ToString().ToLowerInvariant()} parameter that may alias", Lines.Of(parameter.Locations[0]));
            }
        }
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
