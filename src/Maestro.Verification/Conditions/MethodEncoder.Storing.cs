using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Targets of assignments: that the receiver is null or the index out of range is found out when the value is stored, after it was evaluated
/// (C# specification, 12.21.2), but by a compound assignment when the old value is read, before.
/// </content>
internal sealed partial class MethodEncoder
{
    private IOperation? _target;
    private ImmutableArray<Action>.Builder? _whenStored;

    /// <summary>A place of which nothing is checked before the value is stored.</summary>
    private sealed record Unchecked(Place Target, ImmutableArray<Action> Checks) : Place(Target.Shape);

    /// <summary>The target of a compound assignment, whose old value was read before the operand was evaluated.</summary>
    private sealed record ReadBefore(Place Target, Value Old) : Place(Target.Shape);

    private Place PlaceForStoring(IOperation target, Func<IOperation, Place> placeOf)
    {
        var bare = Bare(target);
        if (_frame.Mode != EvaluationMode.Execute || bare is not (IFieldReferenceOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation))
        {
            return placeOf(target);
        }

        var (outer, checks) = (_target, _whenStored);
        (_target, _whenStored) = (bare, ImmutableArray.CreateBuilder<Action>());
        try
        {
            var place = placeOf(target);
            return _whenStored.Count == 0 ? place : new Unchecked(place, _whenStored.ToImmutable());
        }
        finally
        {
            (_target, _whenStored) = (outer, checks);
        }
    }

    /// <summary>A target among several: the compiler takes a reference to an element at once.</summary>
    private Place PlaceInTuple(IOperation target) => Bare(target) is IArrayElementReferenceOperation ? PlaceForWriting(target) : PlaceForStoring(target, PlaceForWriting);

    private static IOperation Bare(IOperation operation) => operation is IParenthesizedOperation inner ? Bare(inner.Operand) : operation;

    private void Check(Unchecked place)
    {
        foreach (var check in place.Checks)
        {
            check();
        }
    }

    private Term NonNullWhenStored(Value value, IOperation operation)
    {
        if (!ReferenceEquals(operation, _target) || value.Sort is not Sort.Reference || !value.Shape.IsScalar)
        {
            return NonNull(value, operation);
        }

        _whenStored!.Add(() => NonNull(value, operation));
        return value.Term;
    }

    private void RequireWhenStored(ObligationKind kind, IOperation operation, Term goal)
    {
        // An element of a span is a reference, which is taken at once.
        if (ReferenceEquals(operation, _target) && operation is IArrayElementReferenceOperation)
        {
            _whenStored!.Add(() => Require(kind, operation, goal));
        }
        else
        {
            Require(kind, operation, goal);
        }
    }
}
