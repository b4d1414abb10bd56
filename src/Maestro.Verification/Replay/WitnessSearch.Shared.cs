using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <content>Which arguments may be one object or one variable.</content>
public sealed partial class WitnessSearch
{
    private static IEnumerable<(int First, int Second)> Aliased(IMethodSymbol method)
    {
        var hasReceiver = method is { IsStatic: false, MethodKind: not MethodKind.Constructor, ContainingType.IsReferenceType: true };
        foreach (var parameter in method.Parameters.Where(p => hasReceiver && p.RefKind == RefKind.None
                     && SymbolEqualityComparer.Default.Equals(p.Type.WithNullableAnnotation(NullableAnnotation.None), method.ContainingType.WithNullableAnnotation(NullableAnnotation.None))))
        {
            yield return (InputRecipe.Alias.Receiver, parameter.Ordinal);
        }

        for (var second = 1; second < method.Parameters.Length; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var (a, b) = (method.Parameters[first], method.Parameters[second]);
                if (a.RefKind == RefKind.None && b.RefKind == RefKind.None && (IsShared(a.Type) && SymbolEqualityComparer.Default.Equals(a.Type, b.Type)
                    || MemoryOf(a.Type) is { } memory && SymbolEqualityComparer.Default.Equals(memory, MemoryOf(b.Type))))
                {
                    yield return (first, second);
                }
            }
        }
    }

    /// <summary>By-reference parameters that are one variable, or an element of an array beside them.</summary>
    private static IEnumerable<(int Second, InputRecipe.Variable Recipe)> Referring(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters.Where(p => p.RefKind != RefKind.None))
        {
            foreach (var other in method.Parameters.Where(o => o.Ordinal != parameter.Ordinal))
            {
                if (other.RefKind != RefKind.None && other.Ordinal < parameter.Ordinal && SymbolEqualityComparer.Default.Equals(parameter.Type, other.Type)
                    && (other.RefKind is RefKind.Ref or RefKind.Out || parameter.RefKind is RefKind.Ref or RefKind.Out))
                {
                    yield return (parameter.Ordinal, new InputRecipe.Variable(other.Ordinal, null));
                }

                if (other.RefKind == RefKind.None && MemoryOf(other.Type) is { } element && SymbolEqualityComparer.Default.Equals(parameter.Type, element))
                {
                    yield return (parameter.Ordinal, new InputRecipe.Variable(other.Ordinal, 0));
                    yield return (parameter.Ordinal, new InputRecipe.Variable(other.Ordinal, 1));
                }
            }
        }
    }

    private static bool IsShared(ITypeSymbol type) => type.IsReferenceType && type.SpecialType != SpecialType.System_String;

    /// <summary>The type of the elements that a span or array refers to.</summary>
    private static ITypeSymbol? MemoryOf(ITypeSymbol type) => SpanValue.ElementOf(type) ?? (type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : null);
}
