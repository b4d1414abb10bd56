using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Hashing;

/// <summary>Members that an operation uses though none of its children names them: enumerators, awaiters, <c>Deconstruct</c>, <c>Dispose</c>, builders.</summary>
internal static class HiddenUses
{
    public static IEnumerable<ISymbol> Of(IOperation operation) => Found(operation).OfType<ISymbol>();

    private static IEnumerable<ISymbol?> Found(IOperation operation) => operation switch
    {
        IForEachLoopOperation { SemanticModel: { } model, Syntax: CommonForEachStatementSyntax syntax } => Enumeration(model, syntax),
        IAwaitOperation { SemanticModel: { } model, Syntax: AwaitExpressionSyntax syntax } => Awaiting(model.GetAwaitExpressionInfo(syntax)),
        IDeconstructionAssignmentOperation { SemanticModel: { } model, Syntax: AssignmentExpressionSyntax syntax } => Deconstruction(model.GetDeconstructionInfo(syntax)),
        IRecursivePatternOperation pattern => [pattern.DeconstructSymbol, pattern.MatchedType],
        IListPatternOperation pattern => [pattern.LengthSymbol, pattern.IndexerSymbol],
        ISlicePatternOperation pattern => [pattern.SliceSymbol],
        IImplicitIndexerReferenceOperation indexer => [indexer.LengthSymbol, indexer.IndexerSymbol],
        ICollectionExpressionOperation collection => [collection.ConstructMethod],
        IWithOperation with => [with.CloneMethod],
        IUsingOperation or IUsingDeclarationOperation => operation.Descendants().Select(o => o.Type).OfType<INamedTypeSymbol>()
            .SelectMany(t => t.GetMembers("Dispose").Concat(t.GetMembers("DisposeAsync"))).Distinct(SymbolEqualityComparer.Default),
        IEventReferenceOperation reference => [reference.Event],
        _ => [],
    };

    private static IEnumerable<ISymbol?> Enumeration(SemanticModel model, CommonForEachStatementSyntax syntax)
    {
        var info = model.GetForEachStatementInfo(syntax);
        var deconstruction = syntax is ForEachVariableStatementSyntax variables ? Deconstruction(model.GetDeconstructionInfo(variables)) : [];
        return [info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty, info.DisposeMethod, info.ElementConversion.MethodSymbol, info.CurrentConversion.MethodSymbol,
            .. deconstruction];
    }

    private static IEnumerable<ISymbol?> Awaiting(AwaitExpressionInfo info) => [info.GetAwaiterMethod, info.IsCompletedProperty, info.GetResultMethod];

    private static IEnumerable<ISymbol?> Deconstruction(DeconstructionInfo info)
    {
        yield return info.Method;
        yield return info.Conversion?.MethodSymbol;
        foreach (var nested in info.Nested.IsDefault ? [] : info.Nested.SelectMany(Deconstruction))
        {
            yield return nested;
        }
    }
}
