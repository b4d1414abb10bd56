using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Flow captures: which are values, which are places.</content>
internal sealed partial class MethodEncoder
{
    private sealed partial class GraphWalk
    {
        private void Note(IOperation operation)
        {
            if (operation is IFlowCaptureOperation capture)
            {
                if (_captured.ContainsKey(capture.Id))
                {
                    // Captured on several paths: a value, never one place.
                    _captured[capture.Id] = capture;
                }
                else
                {
                    _captured.Add(capture.Id, capture.Value);
                }
            }

            if (operation is IFlowCaptureReferenceOperation reference && IsWritten(reference))
            {
                _places.Add(reference.Id);
            }
            else if (operation is IFlowCaptureReferenceOperation receiver && IsReceiver(receiver))
            {
                _receivers[receiver.Id] = receiver.Syntax;
            }
        }

        private static bool IsWritten(IFlowCaptureReferenceOperation reference) => reference.Parent switch
        {
            IAssignmentOperation assignment => ReferenceEquals(assignment.Target, reference),
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            ITupleOperation { Parent: IDeconstructionAssignmentOperation } => true,
            _ => false,
        };

        private static bool IsReceiver(IFlowCaptureReferenceOperation reference) => reference.Type is { IsValueType: true } && reference.Parent switch
        {
            IInvocationOperation invocation => ReferenceEquals(invocation.Instance, reference),
            IMemberReferenceOperation member => ReferenceEquals(member.Instance, reference),
            _ => false,
        };

        /// <summary>
        /// True for a receiver that is kept while the arguments are evaluated: the variable itself. A branch of a conditional expression is a value, unless it is chosen by reference.
        /// </summary>
        private bool KeepsReceiver(IFlowCaptureOperation capture)
        {
            if (!_receivers.TryGetValue(capture.Id, out var receiver))
            {
                return false;
            }

            if (capture.Value.Syntax.Parent is RefExpressionSyntax)
            {
                throw UnsupportedConstructException.At("choice of a reference", capture.Value);
            }

            return capture.Value is IObjectCreationOperation or IWithOperation || Bare(receiver) == Bare(capture.Value.Syntax);
        }

        private static SyntaxNode Bare(SyntaxNode syntax) => syntax is ParenthesizedExpressionSyntax inner ? Bare(inner.Expression) : syntax;
    }

    private void Capture(IFlowCaptureOperation operation, bool isPlace, bool isReceiver)
    {
        Capture capture;
        if (operation.Value is IInvocationOperation call && EnumeratedBy(call) is { } collection)
        {
            if (_version is not null && collection.Type is not (IArrayTypeSymbol or { SpecialType: SpecialType.System_String }))
            {
                throw UnsupportedConstructException.At("enumeration of a collection in a comparison", collection);
            }

            var value = Evaluate(collection);
            if (!IsSpan(value))
            {
                NonNull(value, collection);
                KnowElements(value);
            }

            capture = new Capture.OfEnumerator(value, Int(-1), VersionOf(value));
        }
        else
        {
            var names = operation.Value is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
                or IArrayElementReferenceOperation or IPropertyReferenceOperation or IInstanceReferenceOperation;
            capture = Records.IsCopied(operation.Value) ? new Capture.OfVariable(Evaluate(operation.Value))
                : isPlace && names ? new Capture.OfPlace(PlaceForWriting(operation.Value))
                : isReceiver && operation.Value is not IFlowCaptureReferenceOperation && IsVariable(operation.Value) ? new Capture.OfPlace(PlaceOf(operation.Value))
                : (isPlace || isReceiver) && operation.Value is IObjectCreationOperation { Type.IsValueType: true } or IWithOperation { Type.IsValueType: true }
                ? new Capture.OfVariable(Evaluate(operation.Value))
                : new Capture.OfValue(Evaluate(operation.Value));
        }

        _state = Now with { Captures = Now.Captures.SetItem(operation.Id, capture) };
    }
}
