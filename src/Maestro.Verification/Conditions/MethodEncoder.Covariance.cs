using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Stores into arrays that may be of a derived type (semantics.md, 13): what certainly fits.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>Null, and what was in the same array, fit whatever the array's own element type is; so does everything where that is known.</summary>
    private bool FitsAnywhere(Value value, Term array, IOperation operation) =>
        value.Leaves.All(l => l.Op == Operator.Null || ReferenceEquals(l, DefaultOf(l.Sort)) || IsElementOf(l, array)) || IsExactArray(operation);

    private static bool IsElementOf(Term value, Term array) => value.Op switch
    {
        Operator.Ite => IsElementOf(value.Arguments[1], array) && IsElementOf(value.Arguments[2], array),
        Operator.Select => value.Arguments[0] is { Op: Operator.Select } elements && ReferenceEquals(elements.Arguments[1], array),
        _ => false,
    };

    /// <summary>The array of a private field for which only arrays of the declared type are made.</summary>
    private bool IsExactArray(IOperation operation)
    {
        var target = operation is IAssignmentOperation assignment ? assignment.Target : operation;
        return target is IArrayElementReferenceOperation { ArrayReference: IFieldReferenceOperation { Field: var field } } && _reader.Owned.HoldsExactArrays(field);
    }
}
