using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Primary constructors, and those of their parameters that members use: of a class that assigns it nowhere, such a parameter is a read-only field
/// that has no symbol. Thread-safe.
/// </summary>
internal sealed class PrimaryConstructors(ContractReader reader)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableHashSet<ISymbol>> _changed = new(SymbolEqualityComparer.Default);

    /// <summary>True for a constructor whose parameters stand behind the name of its type.</summary>
    public static bool IsPrimary(IMethodSymbol? method) => method is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false }
        && method.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null });

    /// <summary>The parameters of a record's primary constructor that are properties too, each with the field behind; empty for other constructors.</summary>
    public static IEnumerable<(IParameterSymbol Parameter, IFieldSymbol Field)> PositionalFields(IMethodSymbol constructor)
    {
        if (!constructor.ContainingType.IsRecord || !IsPrimary(constructor))
        {
            yield break;
        }

        foreach (var parameter in constructor.Parameters)
        {
            if (constructor.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.AssociatedSymbol is IPropertySymbol property && property.Name == parameter.Name
                    && property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax)) is { } field)
            {
                yield return (parameter, field);
            }
        }
    }

    /// <summary>True for a parameter that members of a class may use, and that has one value for the whole life of the object.</summary>
    public bool IsFixed(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { ContainingType: { TypeKind: TypeKind.Class, IsRecord: false } } constructor } && IsPrimary(constructor)
        && KeepsItsValue(parameter.Type) && !Changed(constructor).Contains(parameter.OriginalDefinition);

    /// <summary>The fixed ones of the class that a method stands in, by name.</summary>
    public IEnumerable<IParameterSymbol> FixedIn(INamedTypeSymbol type) =>
        type.InstanceConstructors.Where(IsPrimary).SelectMany(c => c.Parameters).Where(IsFixed).OrderBy(p => p.Name, StringComparer.Ordinal);

    // Methods of other structs may change them in place.
    private static bool KeepsItsValue(ITypeSymbol type) =>
        type.IsReferenceType || type.TypeKind == TypeKind.Enum || type.SpecialType is not (SpecialType.None or SpecialType.System_Nullable_T) || type is INamedTypeSymbol { IsReadOnly: true };

    private ImmutableHashSet<ISymbol> Changed(IMethodSymbol constructor) => _changed.GetOrAdd(constructor.OriginalDefinition, c =>
    {
        var parameters = c.Parameters.ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        return reader.Owned.CodeOf(c.ContainingType).Concat(reader.Bodies.BaseCallOf(c) is { } call ? [call.OriginalOperation] : []).SelectMany(body => body.DescendantsAndSelf()).OfType<IParameterReferenceOperation>()
            .Where(p => parameters.Contains(p.Parameter) && MayChange(p)).Select(p => (ISymbol)p.Parameter).ToImmutableHashSet(SymbolEqualityComparer.Default);
    });

    private static bool MayChange(IOperation place) => place.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, place) || assignment is ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation or IAddressOfOperation => true,
        IArgumentOperation argument => argument.Parameter is not { RefKind: RefKind.None or RefKind.In },
        // `(lo, hi) = …`, and `ref var r = ref lo`.
        ITupleOperation tuple => tuple.Parent is IDeconstructionAssignmentOperation deconstruction && ReferenceEquals(deconstruction.Target, tuple) || tuple.Parent is ITupleOperation,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        IReturnOperation => place.SemanticModel?.GetEnclosingSymbol(place.Syntax.SpanStart) is not IMethodSymbol { ReturnsByRef: false, ReturnsByRefReadonly: false },
        IParenthesizedOperation parenthesized => MayChange(parenthesized),
        IConditionalOperation { IsRef: true } => true,
        _ => false,
    };
}
