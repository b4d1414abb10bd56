using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>Parameters whose type says non-null and that a method tests for null all the same: null is an input that it handles.</summary>
internal static class NullTests
{
    /// <summary>Positions of the parameters.</summary>
    public static ISet<int> Of(IMethodSymbol method, ContractReader contracts)
    {
        var tested = new HashSet<int>();
        foreach (var operation in contracts.Bodies.BodyOf(method)?.Descendants() ?? [])
        {
            if (operation is IParameterReferenceOperation reference && IsTested(reference))
            {
                tested.Add(reference.Parameter.Ordinal);
            }
        }

        return tested;
    }

    private static bool IsTested(IOperation operation) => operation.Parent switch
    {
        IConversionOperation conversion => IsTested(conversion),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary =>
            new[] { binary.LeftOperand, binary.RightOperand }.Any(o => o.ConstantValue is { HasValue: true, Value: null }),
        IIsPatternOperation or ICoalesceOperation or IConditionalAccessOperation => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } target } } => target.Name.StartsWith("ThrowIfNull", StringComparison.Ordinal) || target.Name.StartsWith("IsNullOr", StringComparison.Ordinal),
        _ => false,
    };
}
