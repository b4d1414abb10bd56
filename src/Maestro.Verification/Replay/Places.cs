using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Variables, fields and elements: reading them, and locating them for writing or passing by reference.</summary>
internal sealed class Places(Execution run)
{
    public static bool IsPlace(IOperation operation) => operation is ILocalReferenceOperation or IParameterReferenceOperation
        or IFieldReferenceOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation or IImplicitIndexerReferenceOperation
        or IFlowCaptureReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation;

    public static ISymbol SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => throw new InvalidOperationException(operation.Kind.ToString()),
    };

    public Location Variable(IOperation operation, Frame frame)
    {
        var symbol = SymbolOf(operation);
        if (frame.Variables.TryGetValue(symbol, out var found))
        {
            return found;
        }

        if (symbol is IParameterSymbol parameter)
        {
            // A member that captures a parameter of its type's primary constructor.
            return (frame.This as ObjectValue)?.Captured is { } captured && captured.TryGetValue(parameter, out var outer)
                ? outer
                : throw run.Unsupported("parameter of a primary constructor", operation);
        }

        // A variable that a clause declares (out, pattern) has no region.
        return frame.Variables[symbol] = new Cell(run.Types.DefaultOf(run.Resolve(operation.Type!, frame)));
    }

    public object? Read(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Variable(operation, frame).Get();
            case IFieldReferenceOperation { Instance: { } instance } field:
                return Field(field.Field, run.Evaluator.Raw(instance, frame), field, frame).Get();
            case IFieldReferenceOperation field:
                return run.Statics.Of(field.Field, field, frame).Get();
            case IArrayElementReferenceOperation element:
                var array = run.Evaluator.Raw(element.ArrayReference, frame);
                if (element.Indices.Length != 1)
                {
                    return run.Grids.Element(array, element, frame).Get();
                }

                return Element(array, run.Evaluator.Evaluate(element.Indices[0], frame), element, frame);
            default:
                throw run.Unsupported(operation.Kind.ToString(), operation);
        }
    }

    /// <summary>
    /// Where an operation's value lives. What C# checks only when the place is used (the target of a simple assignment) is checked then;
    /// with <paramref name="eager"/>, at once (compound assignment, ref).
    /// </summary>
    public Location Of(IOperation operation, Frame frame, bool eager)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return Variable(operation, frame);
            case IFieldReferenceOperation { Instance: null } field:
                return run.Statics.Of(field.Field, field, frame);
            case IFieldReferenceOperation field:
                var holder = run.Evaluator.Raw(field.Instance!, frame);
                return holder is not null || eager
                    ? Field(field.Field, holder, field, frame)
                    : new Accessor(() => Field(field.Field, holder, field, frame).Get(), v => Field(field.Field, holder, field, frame).Set(v));
            case IArrayElementReferenceOperation { Indices.Length: > 1 } cell:
                return run.Grids.Element(run.Evaluator.Raw(cell.ArrayReference, frame), cell, frame, eager);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                var array = run.Evaluator.Raw(element.ArrayReference, frame);
                var index = run.Evaluator.Evaluate(element.Indices[0], frame);
                if (eager)
                {
                    Check(array, index, element, frame);
                }

                return new Accessor(() => Element(array, index, element, frame), v => Store(array, index, v, element, frame));
            case IPropertyReferenceOperation property:
                return run.Calls.PropertyPlace(property, frame);
            case IImplicitIndexerReferenceOperation indexer:
                return ReadImplicitIndexer(indexer, frame) is var found && found is Location spanned ? spanned : new Cell(found);
            case IFlowCaptureReferenceOperation capture:
                return frame.Captures.TryGetValue(capture.Id, out var captured) && captured is Location location ? location : new Cell(captured);
            case IDiscardOperation:
                return new Cell(null);
            case IDeclarationExpressionOperation declaration:
                return Of(declaration.Expression, frame, eager);
            case IInstanceReferenceOperation when frame.This is StructValue self:
                return new Accessor(() => self, v => self.Overwrite((StructValue)v!));
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call:
                return run.Calls.InvokeForPlace(call, frame);
            default:
                // A value passed to an `in` parameter gets a place of its own.
                return new Cell(run.Evaluator.Evaluate(operation, frame));
        }
    }

    public Location Field(IFieldSymbol field, object? holder, IOperation site, Frame frame)
    {
        switch (holder)
        {
            case null:
                throw run.Fault(ObligationKind.Null, site, frame, "the receiver is null");
            case ObjectValue o when run.Types.SlotOf(field) is >= 0 and var slot && slot < o.Fields.Length:
                return new Slot(o.Fields, slot);
            case StructValue s when run.Types.SlotOf(field) is >= 0 and var slot && slot < s.Fields.Length:
                return new Slot(s.Fields, slot);
            default:
                throw run.Unsupported(field.ToDisplayString(), site);
        }
    }

    public object? ReadImplicitIndexer(IImplicitIndexerReferenceOperation indexer, Frame frame)
    {
        var receiver = run.Evaluator.Raw(indexer.Instance, frame);
        var argument = run.Evaluator.Evaluate(indexer.Argument, frame);
        switch (receiver)
        {
            case null:
                throw run.Fault(ObligationKind.Null, indexer, frame, "the receiver is null");
            case string text when argument is RangeValue range:
                var (start, count) = Bounds(range, text.Length, indexer, frame);
                return text.Substring(start, count);
            case string text when argument is IndexValue index:
                return CharAt(text, index.OffsetIn(text.Length), indexer, frame);
            case SpanValue span when argument is RangeValue range:
                var (from, many) = Bounds(range, span.Length, indexer, frame);
                return span.Slice(from, many);
            case SpanValue span when argument is IndexValue index:
                return span.At(CheckIndex(index.OffsetIn(span.Length), span.Length, indexer, frame));
            case ListValue list when argument is IndexValue index:
                return StructValue.CopyOf(list.Items[run.Framework.Lists.IndexOf(index.OffsetIn(list.Items.Count), list, indexer, frame)]);
            default:
                throw run.Unsupported("indexer", indexer);
        }
    }

    public object CharAt(string text, int index, IOperation site, Frame frame) => text[CheckIndex(index, text.Length, site, frame)];

    /// <summary>An index known to be in range.</summary>
    public int CheckIndex(long index, int length, IOperation site, Frame frame) =>
        index >= 0 && index < length
            ? (int)index
            : throw run.Fault(ObligationKind.Index, site, frame, System.FormattableString.Invariant($"index {index} is outside 0..{(long)length - 1}"));

    private int Check(object? array, object? index, IOperation site, Frame frame)
    {
        if (array is not ArrayValue values)
        {
            throw array is null ? run.Fault(ObligationKind.Null, site, frame, "the array is null") : run.Unsupported("array", site);
        }

        return index switch
        {
            IndexValue i => CheckIndex(i.OffsetIn(values.Items.Length), values.Items.Length, site, frame),
            ulong and > int.MaxValue => CheckIndex(long.MaxValue, values.Items.Length, site, frame),
            UIntPtr u when u.ToUInt64() > int.MaxValue => CheckIndex(long.MaxValue, values.Items.Length, site, frame),
            null => throw run.Unsupported("index", site),
            _ => CheckIndex(Numbers.ToInt64(index), values.Items.Length, site, frame),
        };
    }

    private object? Element(object? array, object? index, IOperation site, Frame frame)
    {
        if (index is RangeValue range && array is ArrayValue source)
        {
            var (start, count) = Bounds(range, source.Items.Length, site, frame);
            return new ArrayValue(source.ElementType, source.Items.Skip(start).Take(count).Select(StructValue.CopyOf).ToArray()) { MayBeShared = true };
        }

        return ((ArrayValue)CheckedArray(array, site, frame)).Items[Check(array, index, site, frame)];
    }

    private object CheckedArray(object? array, IOperation site, Frame frame) => array switch
    {
        ArrayValue => array,
        null => throw run.Fault(ObligationKind.Null, site, frame, "the array is null"),
        _ => throw run.Unsupported("array", site),
    };

    private void Store(object? array, object? index, object? value, IOperation site, Frame frame)
    {
        var values = (ArrayValue)CheckedArray(array, site, frame);
        var position = Check(array, index, site, frame);
        if (value is not null && values.ElementType.IsReferenceType && !SymbolEqualityComparer.Default.Equals(values.ElementType, site.Type)
            && run.Types.TypeOf(value) is { } type && !run.Types.IsInstance(type, values.ElementType))
        {
            throw run.Fault(ObligationKind.Cast, site, frame, "the value's type does not fit the array's element type");
        }

        values.Items[position] = StructValue.Stored(values.Items[position], value);
    }

    private (int Start, int Count) Bounds(RangeValue range, int length, IOperation site, Frame frame)
    {
        var start = range.Start.OffsetIn(length);
        var end = range.End.OffsetIn(length);
        return start >= 0 && end <= length && start <= end
            ? (start, end - start)
            : throw run.Fault(run.ClauseDepth > 0 ? ObligationKind.Index : ObligationKind.Range, site, frame, System.FormattableString.Invariant($"range {start}..{end} is outside 0..{length}"));
    }
}

/// <summary>A <c>List&lt;T&gt;</c>.</summary>
internal sealed class ListValue(INamedTypeSymbol type, List<object?> items)
{
    public INamedTypeSymbol Type { get; } = type;

    public List<object?> Items { get; } = items;

    /// <summary>Counts changes: an enumeration does not outlive one.</summary>
    public int Version { get; set; }
}
