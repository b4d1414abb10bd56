using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <content>What callees write, in terms of the caller.</content>
internal sealed partial class WriteCollector
{
    private void GetProperty(IPropertyReferenceOperation reference)
    {
        if (reference.Property.GetMethod is { } getter && (bodies.FieldBehind(reference.Property) is null || getter.IsVirtual || getter.IsAbstract || getter.IsOverride))
        {
            Invoke(getter, reference.Instance, reference.Arguments, getter.IsVirtual || getter.IsAbstract || getter.IsOverride);
        }
    }

    private void CallOperator(IMethodSymbol? method, IOperation operation)
    {
        if (method is not null)
        {
            Apply(callee(method), Root.Anything.Instance, ImmutableArray<IArgumentOperation>.Empty);
        }
    }

    private void Format(IBinaryOperation binary)
    {
        if (binary is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String })
        {
            _everything |= new[] { binary.LeftOperand, binary.RightOperand }.Any(o => Unboxed(o) is { } t && !KnownMembers.FormatsWithoutCalls(t));
        }
    }

    private void Invoke(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, bool isVirtual)
    {
        if (IsEnumerator(method, instance))
        {
            return;
        }

        if (Spans.Writes(method))
        {
            Add(new HeapWrite(null, Spans.ElementOf(method.ContainingType)!, RootOf(method.Name.EndsWith("CopyTo", StringComparison.Ordinal) ? arguments[0].Value : instance)));
            return;
        }

        if (Sequence.IsQuery(method) && arguments.Length > 0 && arguments[0].Parent is IInvocationOperation query
            && (Sequence.IsConsumed(query, HiddenCalls.IsSequence) || Sequence.IsStage(query, HiddenCalls.IsSequence))
            || arguments.Length > 0 && arguments[0].Parent is IInvocationOperation whole && (WholeCalls.IsKnown(whole, HiddenCalls.IsSequence) && WholeCalls.OnlyReads(whole))
            || arguments.Length > 0 && arguments[0].Parent is IInvocationOperation lookup && MethodEncoder.IsValueOrDefault(lookup))
        {
            // Its lambdas are among its children; of a method by name there is none.
            foreach (var named in arguments.SelectMany(a => a.Value.DescendantsAndSelf()).OfType<IMethodReferenceOperation>())
            {
                Apply(callee(named.Method), Root.Anything.Instance, ImmutableArray<IArgumentOperation>.Empty);
            }

            return;
        }

        if (instance is { Type.IsValueType: true } && !method.IsReadOnly && !method.ContainingType.IsReadOnly && !KnownMembers.WritesNothing(method)
            && instance is not (IInvocationOperation { TargetMethod.ReturnsByRef: false } or IObjectCreationOperation or IPropertyReferenceOperation { Property.ReturnsByRef: false }
                or IConversionOperation or IDefaultValueOperation))
        {
            WriteTo(instance);
        }

        Apply(callee(method), RootOf(instance), arguments);
    }

    /// <summary><c>foreach</c> over an array or string: the enumerator belongs to the loop.</summary>
    private bool IsEnumerator(IMethodSymbol method, IOperation? instance) => method.Name switch
    {
        "GetEnumerator" => instance is not null && HiddenCalls.IsSequence(Unboxed(instance)),
        "MoveNext" or "get_Current" or "Dispose" => instance is IFlowCaptureReferenceOperation or IConversionOperation { Operand: IFlowCaptureReferenceOperation }
            && Origin(instance) is IInvocationOperation { TargetMethod.Name: "GetEnumerator" } call && IsEnumerator(call.TargetMethod, call.Instance),
        _ => false,
    };

    private IOperation? Origin(IOperation? operation) => operation switch
    {
        IConversionOperation c => Origin(c.Operand),
        IFlowCaptureReferenceOperation r => Origin(captured(r.Id)),
        _ => operation,
    };

    private void Apply(WriteSet set, Root receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        _everything |= set.Everything;
        foreach (var write in set.Writes)
        {
            Add(write with { Root = Translate(write.Root, receiver, arguments) });
        }
    }

    private Root Translate(Root root, Root receiver, ImmutableArray<IArgumentOperation> arguments) => root switch
    {
        Root.This => receiver,
        Root.Parameter p => RootOf(arguments.FirstOrDefault(a => a.Parameter?.Ordinal == p.Ordinal)?.Value),
        Root.FieldOf f => Through(Translate(f.Owner, receiver, arguments), f.Field),
        _ => Root.Anything.Instance,
    };
}
