using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>Which members of <c>Array</c>, <c>List</c> and <c>MemoryExtensions</c> are known as what they do to all elements.</summary>
internal static class WholeCalls
{
    private static readonly string[] Reading = ["Exists", "TrueForAll", "IndexOf", "ToArray", "Clone", "Contains", "SequenceEqual"];

    public static bool IsKnown(IInvocationOperation call, Func<ITypeSymbol?, bool> isSource)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (!call.Arguments.Select((a, i) => a.Parameter?.Ordinal == i).All(inOrder => inOrder))
        {
            return false;
        }

        if (KnownMembers.IsNamed(type, "System", "MemoryExtensions"))
        {
            return call.Arguments.Length == 2 && IsArray(call.Arguments[0].Value) && method.TypeArguments.All(FrameworkSpecifications.HasPlainEquality)
                && (method.Name is "Contains" or "IndexOf" || method.Name == "SequenceEqual" && IsArray(call.Arguments[1].Value));
        }

        if (KnownMembers.IsNamed(type, "System", "Array"))
        {
            return (method.Name, call.Arguments.Length, method.IsStatic) switch
            {
                ("Exists" or "TrueForAll", 2, true) => true,
                ("IndexOf" or "Fill", 2, true) => method.TypeArguments.Length == 1 && FrameworkSpecifications.HasPlainEquality(method.TypeArguments[0]),
                ("Reverse" or "Sort", 1, true) => method.TypeArguments.Length == 1 && IsArray(call.Arguments[0].Value) && method.TypeArguments[0].IsValueType,
                ("Clone", 0, false) => call.Instance is { Type: IArrayTypeSymbol { Rank: 1, ElementType: var element } } && (element.IsValueType || element.SpecialType == SpecialType.System_String),
                _ => false,
            };
        }

        return KnownMembers.IsNamed(type, "System.Collections.Generic", "List") && type.DeclaringSyntaxReferences.IsEmpty && isSource(call.Instance?.Type)
            && (method.Name, call.Arguments.Length) switch
            {
                ("Exists" or "TrueForAll" or "RemoveAll", 1) => true,
                ("IndexOf", 1) => FrameworkSpecifications.HasPlainEquality(type.TypeArguments[0]),
                ("ToArray" or "Reverse" or "Sort", 0) => method.Name != "Sort" || type.TypeArguments[0].IsValueType,
                ("AddRange", 1) => IsDifferent(call) && (isSource(Sequence.Uncast(call.Arguments[0].Value).Type) || Sequence.IsStage(Sequence.Uncast(call.Arguments[0].Value), isSource)),
                _ => false,
            };
    }

    /// <summary>True for those that write nothing.</summary>
    public static bool OnlyReads(IInvocationOperation call) => Reading.Contains(call.TargetMethod.Name);

    /// <summary>The collection.</summary>
    public static IOperation Receiver(IInvocationOperation call) => call.Instance ?? call.Arguments[0].Value;

    /// <summary>True for a cast of an array's copy to the type of that array.</summary>
    public static bool IsCastClone(IConversionOperation operation) => operation.Operand is IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array } } clone
        && SymbolEqualityComparer.Default.Equals(clone.Instance?.Type, operation.Type);

    // A list that is added to itself is read while it grows.
    private static bool IsDifferent(IInvocationOperation call) => Sequence.Uncast(call.Arguments[0].Value) is { } added && added.Type is IArrayTypeSymbol;

    private static bool IsArray(IOperation operation) => Sequence.Uncast(operation).Type is IArrayTypeSymbol { Rank: 1 };
}
