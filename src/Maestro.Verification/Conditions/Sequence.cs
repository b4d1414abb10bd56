using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>What a query runs over.</summary>
/// <param name="All">How many elements there are at their source.</param>
/// <param name="Length">How many of them, from the first, the query sees.</param>
/// <param name="At">The element at an index.</param>
/// <param name="Keeps">Which elements take part; null for all.</param>
internal sealed record Sequence(Term All, Term Length, Func<Term, Value> At, Func<Term, Term>? Keeps)
{
    private static readonly string[] Consumers =
    [
        "All", "Any", "Contains", "Count", "LongCount", "Sum", "Min", "Max", "First", "FirstOrDefault", "Last", "LastOrDefault", "ElementAt", "SequenceEqual", "ToArray", "ToList",
    ];

    private static readonly string[] Stages = ["Where", "Select", "Take", "Skip", "Reverse", "AsEnumerable"];

    /// <summary>True for members of <c>Enumerable</c>.</summary>
    public static bool IsQuery(IMethodSymbol method) => KnownMembers.IsNamed(method.ContainingType, "System.Linq", "Enumerable");

    /// <summary>True for a query that is consumed at once over an array, a string or a collection of the framework: it runs no code but its lambdas.</summary>
    public static bool IsConsumed(IInvocationOperation call, Func<ITypeSymbol?, bool> isSource) =>
        IsQuery(call.TargetMethod) && Consumers.Contains(call.TargetMethod.Name) && HasPlainArguments(call) && IsSource(call.Arguments[0].Value, isSource)
        && (call.TargetMethod.Name != "SequenceEqual" || IsSource(call.Arguments[1].Value, isSource));

    /// <summary>True for one that is composed of lazy stages.</summary>
    public static bool IsStage(IOperation operation, Func<ITypeSymbol?, bool> isSource) => operation is IInvocationOperation call
        && IsQuery(call.TargetMethod) && Stages.Contains(call.TargetMethod.Name) && HasPlainArguments(call) && IsSource(call.Arguments[0].Value, isSource);

    private static bool IsSource(IOperation operation, Func<ITypeSymbol?, bool> isSource)
    {
        operation = Uncast(operation);
        return isSource(operation.Type) || IsStage(operation, isSource);
    }

    // In their order, and functions of one argument: with an index or a comparer a query is another.
    private static bool HasPlainArguments(IInvocationOperation call) =>
        call.Arguments.Length is 1 or 2 && call.Arguments.Select((a, i) => a.Parameter?.Ordinal == i).All(inOrder => inOrder)
        && (call.Arguments.Length == 1 || TakesPlain(call.TargetMethod.Name, call.Arguments[1].Parameter!.Type));

    private static bool TakesPlain(string name, ITypeSymbol type) => type is INamedTypeSymbol { DelegateInvokeMethod: { } function } ? function.Parameters.Length == 1
        : name switch
        {
            "Take" or "Skip" or "ElementAt" => type.SpecialType == SpecialType.System_Int32,
            "Contains" or "SequenceEqual" => true,
            _ => false,
        };

    public static IOperation Uncast(IOperation operation) => operation is IConversionOperation { OperatorMethod: null, IsImplicit: true } c ? Uncast(c.Operand) : operation;
}
