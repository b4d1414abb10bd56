using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <content>Interfaces and delegates, which others implement.</content>
internal sealed partial class CandidateInputs
{
    /// <summary>
    /// Implementations that record, where an implementation may lie outside: the interface is public, or nothing here implements it. Where a contract speaks of
    /// its members, a recorder might break that.
    /// </summary>
    private IEnumerable<InputRecipe> Recorders(INamedTypeSymbol type) =>
        WithRecorders && type is { TypeKind: TypeKind.Interface, IsGenericType: false }
        && (IsVisible(type) || !Derived(type).Any())
        && type.AllInterfaces.Prepend(type).SelectMany(i => i.GetMembers().OfType<IMethodSymbol>()).All(m => !m.IsStatic && !_contracts.Of(m).Clauses.Any())
            ? Enumerable.Range(0, RecordedCalls.Seeds).Select(seed => (InputRecipe)new InputRecipe.Recorder(type, seed))
            : [];

    private ImmutableArray<InputRecipe> Functions(INamedTypeSymbol type, int depth)
    {
        if (depth > 1 || type.DelegateInvokeMethod is not { ReturnsByRef: false, ReturnsByRefReadonly: false } invoke || invoke.Parameters.Any(p => p.RefKind != RefKind.None))
        {
            return ImmutableArray<InputRecipe>.Empty;
        }

        var mayBeNull = invoke.ReturnType.IsValueType || invoke.ReturnType.NullableAnnotation != NullableAnnotation.NotAnnotated;
        return (invoke.ReturnsVoid ? [null] : OfType(invoke.ReturnType, depth + 1).Where(r => mayBeNull || r is not InputRecipe.Literal { Value: null }).Take(4).Cast<InputRecipe?>())
            .Select(r => (InputRecipe)new InputRecipe.Function(type, r, Throws: false))
            .Append(new InputRecipe.Function(type, null, Throws: true)).ToImmutableArray();
    }

    private static bool IsVisible(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.ContainingType)
        {
            if (t.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }
}
