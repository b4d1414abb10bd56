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

            if (operation is IFlowCaptureReferenceOperation reference && UseOf(reference) is not CaptureUse.Value and var use)
            {
                _uses[reference.Id] = (use, reference.Syntax);
            }
        }

        private static CaptureUse UseOf(IFlowCaptureReferenceOperation reference) => reference.Parent switch
        {
            ICompoundAssignmentOperation compound when ReferenceEquals(compound.Target, reference) => CaptureUse.Compound,
            IAssignmentOperation assignment when ReferenceEquals(assignment.Target, reference) => CaptureUse.Stored,
            IIncrementOrDecrementOperation => CaptureUse.Referred,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => CaptureUse.Referred,
            ITupleOperation { Parent: IDeconstructionAssignmentOperation } => CaptureUse.Part,
            IArgumentOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => CaptureUse.Read,
            IInvocationOperation invocation when ReferenceEquals(invocation.Instance, reference) && reference.Type is { IsValueType: true } => CaptureUse.Receiver,
            IMemberReferenceOperation member when ReferenceEquals(member.Instance, reference) && reference.Type is { IsValueType: true } => CaptureUse.Receiver,
            _ => CaptureUse.Value,
        };

        private CaptureUse UseOf(IFlowCaptureOperation capture) => !_uses.TryGetValue(capture.Id, out var found) ? CaptureUse.Value
            : found.Use is CaptureUse.Receiver or CaptureUse.Read && !Keeps(capture, found.Syntax) ? CaptureUse.Value : found.Use;

        /// <summary>
        /// True for a receiver, or an argument by reference, that is kept while other arguments are evaluated: the variable itself. A branch of a conditional expression is a value, unless it is chosen by reference.
        /// </summary>
        private static bool Keeps(IFlowCaptureOperation capture, SyntaxNode use)
        {
            if (capture.Value.Syntax.Parent is RefExpressionSyntax)
            {
                throw UnsupportedConstructException.At("choice of a reference", capture.Value);
            }

            return capture.Value is IObjectCreationOperation or IWithOperation || Bare(use) == Bare(capture.Value.Syntax);
        }

        private static SyntaxNode Bare(SyntaxNode syntax) => syntax is ParenthesizedExpressionSyntax inner ? Bare(inner.Expression) : syntax;
    }

    private void Capture(IFlowCaptureOperation operation, CaptureUse use)
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
                : names && PlaceOf(operation.Value, use) is { } place ? new Capture.OfPlace(place)
                : use == CaptureUse.Receiver && operation.Value is not IFlowCaptureReferenceOperation && IsVariable(operation.Value) ? new Capture.OfPlace(PlaceOf(operation.Value))
                : use == CaptureUse.Read && IsPlace(operation.Value) && operation.Value is not IFlowCaptureReferenceOperation ? new Capture.OfPlace(PlaceOf(operation.Value))
                : use != CaptureUse.Value && operation.Value is IObjectCreationOperation { Type.IsValueType: true } or IWithOperation { Type.IsValueType: true }
                ? new Capture.OfVariable(Evaluate(operation.Value))
                : new Capture.OfValue(Evaluate(operation.Value));
        }

        _state = Now with { Captures = Now.Captures.SetItem(operation.Id, capture) };
    }

    private Place? PlaceOf(IOperation operation, CaptureUse use) => use switch
    {
        CaptureUse.Stored => PlaceForStoring(operation, PlaceForWriting),
        CaptureUse.Part => PlaceInTuple(operation),
        CaptureUse.Referred => PlaceForWriting(operation),
        CaptureUse.Compound when PlaceForWriting(operation) is var place => new ReadBefore(place, Read(place, operation)),
        _ => null,
    };

    /// <summary>What a capture is taken for.</summary>
    private enum CaptureUse
    {
        Value,
        Stored,
        Part,
        Compound,
        Referred,
        Read,
        Receiver,
    }
}
