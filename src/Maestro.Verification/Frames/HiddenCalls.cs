using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>Operations that call user code without an invocation in their tree: <c>Deconstruct</c>, list patterns, indices from the end, tuple operators, builders of collections.</summary>
internal static class HiddenCalls
{
    /// <summary>True when code may run that no child operation shows.</summary>
    public static bool In(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation deconstruction => Deconstructs(deconstruction.Target, deconstruction.Value.Type),
        IForEachLoopOperation { LoopControlVariable: not IVariableDeclaratorOperation } loop => Deconstructs(loop.LoopControlVariable, ElementOf(loop.Collection)),
        IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol method } => !GivesProperties(method),
        IListPatternOperation list => !IsBuiltIn(list.InputType),
        IImplicitIndexerReferenceOperation indexer => !IsBuiltIn(indexer.Instance.Type),
        ITupleBinaryOperation tuple => !HasPlainElements(tuple.LeftOperand.Type) || !HasPlainElements(tuple.RightOperand.Type),
        ICollectionExpressionOperation collection => collection.Type is not IArrayTypeSymbol && Spans.ElementOf(collection.Type) is null
            || collection.Elements.OfType<ISpreadOperation>().Any(s => s.Operand.Type is not IArrayTypeSymbol && Spans.ElementOf(s.Operand.Type) is null),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr, OperatorMethod: not null } => true,
        ICompoundAssignmentOperation compound => compound.InConversion.IsUserDefined || compound.OutConversion.IsUserDefined,
        _ => false,
    };

    /// <summary>True for a <c>foreach</c> over an array or a string, which runs no code but its own.</summary>
    public static bool Enumerates(IForEachLoopOperation loop) =>
        IsBuiltIn(loop.Collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand.Type : loop.Collection.Type) && !In(loop);

    /// <summary>True for collections whose enumeration by <c>foreach</c> writes nothing but the enumerator.</summary>
    public static bool IsSequence(ITypeSymbol? type) => IsBuiltIn(type) || CollectionInterface.ElementOf(type) is not null
        || type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true } named && named.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic"
            && named.Name is "List" or "Dictionary" or "HashSet";

    private static bool Deconstructs(IOperation target, ITypeSymbol? type) => target switch
    {
        IDeclarationExpressionOperation declaration => Deconstructs(declaration.Expression, type),
        IConversionOperation conversion => Deconstructs(conversion.Operand, type),
        ITupleOperation { Elements.Length: 2 } pair when Shapes.IsDeconstructed(type) => pair.Elements.Where((e, i) => Deconstructs(e, ((INamedTypeSymbol)type!).TypeArguments[i])).Any(),
        ITupleOperation tuple => type is not INamedTypeSymbol { IsTupleType: true } parts || parts.TupleElements.Length != tuple.Elements.Length
            || tuple.Elements.Where((e, i) => Deconstructs(e, parts.TupleElements[i].Type)).Any(),
        _ => false,
    };

    // The Deconstruct of a record whose properties are its own reads them.
    private static bool GivesProperties(IMethodSymbol method) =>
        method.Parameters.All(p => Records.Deconstructed(method, p) is { IsVirtual: false, IsOverride: false } property
            && property.DeclaringSyntaxReferences.All(r => r.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax));

    private static ITypeSymbol? ElementOf(IOperation collection)
    {
        var type = collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand.Type : collection.Type;
        return (type as IArrayTypeSymbol)?.ElementType;
    }

    private static bool IsBuiltIn(ITypeSymbol? type) => type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String } || Spans.ElementOf(type) is not null;

    private static bool HasPlainElements(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(e => KnownMembers.FormatsWithoutCalls(e.Type) || HasPlainElements(e.Type));
}
