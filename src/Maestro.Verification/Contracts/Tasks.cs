using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>Which types are tasks, and what their completion gives: contracts of asynchronous methods speak of that (semantics.md, 15).</summary>
internal static class Tasks
{
    /// <summary>True for <c>Task</c>, <c>Task&lt;T&gt;</c>, <c>ValueTask</c> and <c>ValueTask&lt;T&gt;</c>.</summary>
    public static bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 or 1, DeclaringSyntaxReferences.IsEmpty: true } named
        && named.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks";

    /// <summary>The type of the result that a task completes with; null where there is none.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol? type) => IsTask(type) && type is INamedTypeSymbol { TypeArguments: [var result] } ? result : null;

    /// <summary>The type of what a body returns: of an asynchronous one, what its task completes with; null for nothing.</summary>
    public static ITypeSymbol? ReturnedBy(IMethodSymbol method) =>
        method.ReturnsVoid ? null : method.IsAsync && IsTask(method.ReturnType) ? ResultOf(method.ReturnType) : method.ReturnType;

    /// <summary>True where <c>Contract.Result&lt;T&gt;</c> may have this type argument.</summary>
    public static bool MayBeResult(IMethodSymbol method, ITypeSymbol type)
    {
        var completed = ResultOf(method.ReturnType);
        return completed is not null && SymbolEqualityComparer.Default.Equals(completed, type)
            || !(method.IsAsync && IsTask(method.ReturnType)) && SymbolEqualityComparer.Default.Equals(method.ReturnType, type);
    }

    /// <summary>True for a clause that speaks of a result of this type.</summary>
    public static bool SpeaksOf(Clause clause, Func<ITypeSymbol, bool> isMeant) => clause.Condition.DescendantsAndSelf().OfType<IInvocationOperation>()
        .Any(c => ContractCalls.IsResult(c.TargetMethod) && isMeant(c.TargetMethod.TypeArguments[0]));

    /// <summary>What is awaited, without what only says where to go on.</summary>
    public static IOperation Awaited(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "ConfigureAwait" } configure, Instance: { } task } when IsTask(configure.ContainingType) => Awaited(task),
        IConversionOperation { OperatorMethod: null, IsImplicit: true } conversion => Awaited(conversion.Operand),
        IParenthesizedOperation parenthesized => Awaited(parenthesized.Operand),
        _ => operation,
    };

    /// <summary>The value that an already completed task was made of; null for every other operation.</summary>
    public static IOperation? CompletedFrom(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "FromResult", IsStatic: true } from, Arguments: [var argument] } when IsTask(from.ContainingType) => argument.Value,
        IObjectCreationOperation { Constructor: { Parameters: [{ Name: "result" }] }, Arguments: [var argument] } creation when ResultOf(creation.Type) is not null => argument.Value,
        _ => null,
    };

    /// <summary>True for <c>Task.Yield()</c>.</summary>
    public static bool IsYield(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "Yield", IsStatic: true } yield } && IsTask(yield.ContainingType);

    /// <summary>True for a task without result that is completed.</summary>
    public static bool IsCompleted(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "CompletedTask", IsStatic: true } property } => IsTask(property.ContainingType),
        IDefaultValueOperation { Type: INamedTypeSymbol { Name: "ValueTask", Arity: 0 } type } => IsTask(type),
        _ => false,
    };

    /// <summary>
    /// What a condition reads of state that others may change, outside of <c>OldValue</c>; null where there is nothing. Of an asynchronous method's end such a clause holds at
    /// completion only, and nobody is there to see it: who awaits goes on later.
    /// </summary>
    public static IOperation? SharedState(IOperation condition) => condition switch
    {
        IInvocationOperation { TargetMethod: var method } when ContractCalls.IsOldValue(method) => null,
        IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false } field, Instance: var instance } when !(instance?.Type is { IsValueType: true } && !field.IsStatic) => condition,
        IArrayElementReferenceOperation => condition,
        IPropertyReferenceOperation { Property: { ContainingType: { IsValueType: false, SpecialType: not (SpecialType.System_String or SpecialType.System_Array) } } property }
            when property.SetMethod is not (null or { IsInitOnly: true }) || property.IsIndexer || property.DeclaringSyntaxReferences.IsEmpty => condition,
        _ => condition.ChildOperations.Select(SharedState).FirstOrDefault(o => o is not null),
    };
}
