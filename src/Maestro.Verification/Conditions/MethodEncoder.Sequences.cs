using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>New arrays made of elements of others: copies, ranges, collection expressions.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>A part of a new array: by leaf and position, what to put there; and how many.</summary>
    private sealed record Segment(Func<int, Term, Term> Read, Term Length);

    private Segment SegmentOf(Value sequence) => new(Reader(sequence), LengthOf(sequence));

    /// <summary>The element at an index as its map would hold it, read now; for several reads at once, also under a quantifier.</summary>
    private Func<int, Term, Term> Reader(Value sequence)
    {
        var type = ElementTypeOf(sequence);
        var before = Now;
        return (leaf, index) =>
        {
            var now = _state;
            _state = before with { Knowledge = now.Knowledge, Path = now.Path };
            var value = ElementOf(sequence, index);
            _state = now with { Knowledge = _state.Knowledge };
            return Stored(_keys.OfElements(type)[leaf], value.Leaves[leaf]);
        };
    }

    private ITypeSymbol ElementTypeOf(Value sequence) => sequence.Sort == Sort.Text && sequence.Shape.IsScalar
        ? _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Char)
        : Spans.ElementOf(sequence.Shape.Type) ?? (sequence.Shape.Type as IArrayTypeSymbol)?.ElementType
            ?? (_reader.Specifications.EnumerationOf(sequence.Shape.Type) is not null && sequence.Shape.Type is INamedTypeSymbol { TypeArguments: [var element] } ? element
                : throw new UnsupportedConstructException("elements of this collection", 0));

    private Term Stored(MapKey key, Term value) => HeapKeys.AsElement(_terms, value, ((Sort.Map)((Sort.Map)key.Sort).Element).Element);

    /// <summary>A new array of the segments, one after another; where it is empty, the framework may give an array that others have too.</summary>
    private Value Copied(IReadOnlyList<Segment> segments, IArrayTypeSymbol type, bool isAlwaysNew = false)
    {
        var length = Int(0);
        var starts = new List<Term>();
        foreach (var segment in segments)
        {
            starts.Add(length);
            // A longer one is out of memory, which is no behaviour of the program.
            Know(_terms.AddFits(length, segment.Length));
            length = _terms.Add(length, segment.Length);
        }

        var made = Allocate(_shapes.Of(type));
        Know(_terms.Equal(_terms.ArrayLength(made.Term), length));
        var keys = _keys.OfElements(type.ElementType);
        for (var leaf = 0; leaf < keys.Count; leaf++)
        {
            var elements = _terms.Fresh("copied", (Sort.Map)((Sort.Map)keys[leaf].Sort).Element);
            for (var i = 0; i < segments.Count; i++)
            {
                if (segments[i].Length.IsInteger && segments[i].Length.Value == 1)
                {
                    Know(_terms.Equal(_terms.Select(elements, starts[i]), segments[i].Read(leaf, Int(0))));
                    continue;
                }

                var bound = _terms.FreshBound("k", IntegerSort.Int32);
                var inside = _terms.And(_terms.LessOrEqual(starts[i], bound), _terms.Less(bound, _terms.Add(starts[i], segments[i].Length)));
                var value = segments[i].Read(leaf, _terms.Subtract(bound, starts[i]));
                Know(_terms.ForAll(bound, _terms.Or([_terms.Not(inside), _terms.Equal(_terms.Select(elements, bound), value)])));
            }

            SetMap(keys[leaf], _terms.Store(MapOf(keys[leaf]), made.Term, elements));
        }

        return isAlwaysNew ? made : OrShared(made, length);
    }

    /// <summary>An array that was made just now; where it is empty, perhaps one that others have too.</summary>
    private Value OrShared(Value made, Term length)
    {
        if (length.IsInteger && length.Value != 0)
        {
            return made;
        }

        var given = FreshObject(made.Shape.Type);
        Know(_terms.And(_terms.Equal(_terms.ArrayLength(given.Term), length), _terms.Or(_terms.Equal(length, Int(0)), _terms.Equal(given.Term, made.Term))));
        return given;
    }

    /// <summary><c>xs[a..b]</c>: a copy.</summary>
    private Place ArrayRange(IArrayElementReferenceOperation operation, IRangeOperation range)
    {
        RefuseInComparison(_version is not null, operation);
        var array = Evaluate(operation.ArrayReference);
        NonNull(array, operation);
        var length = _terms.ArrayLength(array.Term);
        var (start, end) = Bounds(range, length);
        RequireRange(operation, _terms.And([_terms.LessOrEqual(Int(0), start), _terms.LessOrEqual(start, end), _terms.LessOrEqual(end, length)]));
        var read = Reader(array);
        return Hold(Copied([new Segment((leaf, index) => read(leaf, _terms.Add(start, index)), _terms.Subtract(end, start))], (IArrayTypeSymbol)operation.Type!));
    }

    /// <summary><c>[a, b, ..c]</c> as an array or a span.</summary>
    private Value Collect(ICollectionExpressionOperation operation)
    {
        if ((Spans.ElementOf(operation.Type) ?? (operation.Type as IArrayTypeSymbol)?.ElementType) is not { } element || operation.Type is IArrayTypeSymbol { Rank: not 1 }
            || _frame.Mode == EvaluationMode.Clause)
        {
            throw UnsupportedConstructException.At($"collection expression of {operation.Type?.ToDisplayString()}", operation);
        }

        RefuseInComparison(_version is not null, operation);
        var segments = new List<Segment>();
        foreach (var part in operation.Elements)
        {
            if (part is not ISpreadOperation spread)
            {
                var value = Convert(Evaluate(part), element, part);
                segments.Add(new Segment((leaf, _) => Stored(_keys.OfElements(element)[leaf], value.Leaves[leaf]), Int(1)));
                continue;
            }

            var sequence = Evaluate(Uncast(spread.Operand));
            if (!IsSequence(sequence.Shape.Type) || !SymbolEqualityComparer.Default.Equals(ElementTypeOf(sequence), element))
            {
                throw UnsupportedConstructException.At("spread of another collection", part);
            }

            if (!IsSpan(sequence))
            {
                NonNull(sequence, spread);
            }

            segments.Add(SegmentOf(sequence));
        }

        var type = operation.Type as IArrayTypeSymbol ?? _reader.Bodies.Compilation.CreateArrayTypeSymbol(element);
        var array = Copied(segments, type);
        return operation.Type is IArrayTypeSymbol ? array : MakeSpan(operation.Type!, array.Term, null, Int(0), _terms.ArrayLength(array.Term));
    }

    /// <summary><c>Array.Resize</c>: another array of the length, with as many of the old elements as fit; the same one where its length is right.</summary>
    private Value? Resize(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        if (method is not { Name: "Resize", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Array } || _version is not null || _frame.Mode != EvaluationMode.Execute)
        {
            return null;
        }

        var place = ReferencePlace(operation.Arguments.Single(a => a.Parameter!.Ordinal == 0).Value);
        var size = Evaluate(operation.Arguments.Single(a => a.Parameter!.Ordinal == 1).Value).Term;
        RequireRange(operation, _terms.LessOrEqual(Int(0), size));
        var old = Read(place, operation);
        var type = (IArrayTypeSymbol)place.Shape.Type;
        var length = _terms.Ite(IsNull(old), Int(0), _terms.ArrayLength(old.Term));
        var kept = _terms.Ite(_terms.Less(length, size), length, size);
        var initial = Default(type.ElementType);
        var made = Copied(
            [new Segment(Reader(old), kept), new Segment((leaf, _) => Stored(_keys.OfElements(type.ElementType)[leaf], initial.Leaves[leaf]), _terms.Subtract(size, kept))],
            type,
            isAlwaysNew: true);
        var isRight = _terms.And(_terms.Not(IsNull(old)), _terms.Equal(length, size));
        Write(place, Merge(isRight, old, made), operation);
        return Nothing;
    }
}
