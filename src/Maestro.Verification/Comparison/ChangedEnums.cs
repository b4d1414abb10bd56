using System.Globalization;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>
/// Enumerations whose names or numbers changed and that code outside gets to see: <c>ToString</c>, <c>Parse</c> and their kin read the declaration, so that one
/// call with one argument does not give one result.
/// </summary>
internal static class ChangedEnums
{
    /// <summary>The name of the first such type; null where there is none.</summary>
    public static string? Between(MethodVersions versions)
    {
        var shown = Shown(versions.OldContracts, versions.Old).Concat(Shown(versions.NewContracts, versions.New))
            .Select(t => t.GetDocumentationCommentId()).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal);
        return shown.FirstOrDefault(id => Text(versions.OldContracts, id) != Text(versions.NewContracts, id));
    }

    private static IEnumerable<INamedTypeSymbol> Shown(ContractReader contracts, IMethodSymbol method) =>
        ReachedBodies.Operations(contracts, [], [method]).SelectMany(Types).OfType<INamedTypeSymbol>()
            .Select(t => t.OriginalDefinition).Where(t => t.TypeKind == TypeKind.Enum && !t.DeclaringSyntaxReferences.IsEmpty);

    private static IEnumerable<ITypeSymbol?> Types(IOperation operation) => operation switch
    {
        ITypeOfOperation type => [type.TypeOperand],
        // As an object, or as text.
        IConversionOperation { Type.IsReferenceType: true } boxing => [Bare(boxing.Operand.Type)],
        IInterpolationOperation part => [Bare(part.Expression.Type)],
        IBinaryOperation { Type.SpecialType: SpecialType.System_String } text => [Bare(text.LeftOperand.Type), Bare(text.RightOperand.Type)],
        IInvocationOperation call when call.TargetMethod.DeclaringSyntaxReferences.IsEmpty =>
            call.TargetMethod.TypeArguments.Concat(call.TargetMethod.ContainingType.TypeArguments).Select(Bare)
                .Concat(call.Arguments.Select(a => Bare(a.Value.Type))).Append(Bare(call.Instance?.Type)),
        _ => [],
    };

    private static ITypeSymbol? Bare(ITypeSymbol? type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static string Text(ContractReader contracts, string id) => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, contracts.Bodies.Compilation) is INamedTypeSymbol type
        ? string.Join(";", type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue)
            .Select(f => $"{f.Name}={Convert.ToString(f.ConstantValue, CultureInfo.InvariantCulture)}")
            .Concat(type.GetAttributes().Select(a => a.AttributeClass?.Name ?? "?")).Append(type.EnumUnderlyingType?.Name))
        : "";
}
