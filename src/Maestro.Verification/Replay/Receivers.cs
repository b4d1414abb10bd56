using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>What a method is called on: an object, a variable that holds a struct, or the copy that the compiler makes of a read-only one.</summary>
internal sealed class Receivers(Execution run)
{
    /// <summary>The receiver's place; it is read when the arguments have been evaluated.</summary>
    public Location Of(IOperation instance, IMethodSymbol? method, Frame frame)
    {
        if (instance.Type is not ({ IsValueType: true } or ITypeParameterSymbol { IsReferenceType: false }) || !IsAddressable(instance, frame))
        {
            return new Held(run.Evaluator.Raw(instance, frame));
        }

        return IsReadOnly(instance, frame) && method is not { IsReadOnly: true }
            ? new Held(run.Evaluator.Evaluate(instance, frame))
            : run.Places.Of(instance, frame, eager: true);
    }

    /// <summary>True for an expression that names a variable.</summary>
    public static bool IsAddressable(IOperation instance) => instance switch
    {
        { ConstantValue.HasValue: true } => false,
        IParenthesizedOperation p => IsAddressable(p.Operand),
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } holder } => IsAddressable(holder) || holder is IFlowCaptureReferenceOperation,
        IFieldReferenceOperation => true,
        IArrayElementReferenceOperation element => element.Indices.All(i => i.Type?.Name != "Range"),
        IPropertyReferenceOperation { Property: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } => true,
        IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } => true,
        IImplicitIndexerReferenceOperation { Argument: not IRangeOperation, Instance.Type: { } type } => SpanValue.ElementOf(type) is not null,
        _ => false,
    };

    private static bool IsAddressable(IOperation instance, Frame frame) => instance is IFlowCaptureReferenceOperation captured
        ? frame.Captures.TryGetValue(captured.Id, out var value) && value is Location
        : IsAddressable(instance);

    private static bool IsReadOnly(IOperation instance, Frame frame) => instance switch
    {
        IParenthesizedOperation p => IsReadOnly(p.Operand, frame),
        ILocalReferenceOperation local => local.Local.RefKind == RefKind.RefReadOnly,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        IFieldReferenceOperation { Field.IsReadOnly: true } field when !IsBeingMade(field, frame) => true,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } holder } => IsReadOnly(holder, frame),
        IInstanceReferenceOperation => frame.Method is { IsReadOnly: true },
        IPropertyReferenceOperation property => property.Property.ReturnsByRefReadonly,
        IInvocationOperation call => call.TargetMethod.ReturnsByRefReadonly,
        IImplicitIndexerReferenceOperation indexer => indexer.Instance.Type is { Name: "ReadOnlySpan" },
        _ => false,
    };

    // The frame of a lambda or local function of a constructor is that function's.
    private static bool IsBeingMade(IFieldReferenceOperation reference, Frame frame) => reference.Field.IsStatic
        ? frame.Method is { MethodKind: MethodKind.StaticConstructor } or null
        : reference.Instance is IInstanceReferenceOperation && frame.Method is { MethodKind: MethodKind.Constructor } or { IsInitOnly: true };

    /// <summary>Whether a flow capture keeps the variable that a method is about to be called on, rather than its value.</summary>
    public static bool Keeps(IOperation value, SyntaxNode receiver) => value.Syntax.Parent is RefExpressionSyntax || Bare(value.Syntax) == Bare(receiver) && IsAddressable(value);

    private static SyntaxNode Bare(SyntaxNode syntax) => syntax is ParenthesizedExpressionSyntax inner ? Bare(inner.Expression) : syntax;

    /// <summary>A value as it was when it was evaluated; a struct is not copied.</summary>
    private sealed class Held(object? value) : Location
    {
        public override object? Get() => value;

        public override void Set(object? value) => throw new InvalidOperationException("a value");
    }
}
