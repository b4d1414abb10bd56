using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Arrays of more than one dimension.</summary>
internal sealed class Grids(Execution run)
{
    /// <summary>The place of an element; array and indices are evaluated here, and checked now or when it is used.</summary>
    public Location Element(object? array, IArrayElementReferenceOperation operation, Frame frame, bool eager = true)
    {
        var indices = operation.Indices.Select(i => run.Evaluator.Evaluate(i, frame)).ToList();
        return eager ? Checked(array, indices, operation, frame)
            : new Accessor(() => Checked(array, indices, operation, frame).Get(), v => Checked(array, indices, operation, frame).Set(v));
    }

    private Slot Checked(object? array, List<object?> indices, IArrayElementReferenceOperation operation, Frame frame)
    {
        if (array is not ArrayValue { Lengths: { } lengths } grid)
        {
            throw array is null ? run.Fault(ObligationKind.Null, operation, frame, "the array is null") : run.Unsupported("array", operation);
        }

        var position = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            var index = run.Places.CheckIndex(Numbers.ToInt64(indices[i] ?? throw run.Unsupported("index", operation)), lengths[i], operation, frame);
            position = (position * lengths[i]) + index;
        }

        return new Slot(grid.Items, position);
    }

    public object Create(IArrayTypeSymbol type, IArrayCreationOperation creation, Frame frame)
    {
        var lengths = creation.DimensionSizes.Select(s => run.Evaluator.Evaluate(s, frame) is int length ? length : throw run.Unsupported("array size", creation)).ToArray();
        if (lengths.Any(l => l < 0))
        {
            throw run.Fault(ObligationKind.ArraySize, creation, frame, System.FormattableString.Invariant($"the array size is {lengths.Min()}"));
        }

        var total = lengths.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue));
        run.CheckLength((int)total);
        var array = new ArrayValue(type.ElementType, run.Construction.NewArray(type.ElementType, (int)total).Items) { Lengths = lengths };
        if (creation.Initializer is { } initializer)
        {
            var position = 0;
            Fill(array, initializer, frame, ref position);
        }

        return array;
    }

    private void Fill(ArrayValue array, IOperation value, Frame frame, ref int position)
    {
        if (value is IArrayInitializerOperation row)
        {
            foreach (var element in row.ElementValues)
            {
                Fill(array, element, frame, ref position);
            }

            return;
        }

        array.Items[position++] = run.Evaluator.Evaluate(value, frame);
    }
}
