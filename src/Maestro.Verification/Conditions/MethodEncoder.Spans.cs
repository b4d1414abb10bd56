using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Spans: an object, a position and a length over the map of the elements (semantics.md, 13), so that two of one object overlap as they do in memory.
/// </content>
internal sealed partial class MethodEncoder
{
    private static bool IsSpan(Value value) => Spans.ElementOf(value.Shape.Type) is not null;

    private static Term PartOf(Value span, string name) => span.Get(span.Shape.PartOf(name)!).Term;

    private static Term? TextOf(Value span) => span.Shape.PartOf(Spans.Text) is { } part ? span.Get(part).Term : null;

    private static void RefuseInComparison(bool compares, IOperation operation)
    {
        if (compares)
        {
            throw UnsupportedConstructException.At("span in a comparison", operation);
        }
    }

    /// <summary>Within the object that it refers to; empty where there is none.</summary>
    private void KnowSpan(Value span)
    {
        var (memory, start, length) = (PartOf(span, Spans.Memory), PartOf(span, Spans.Start), PartOf(span, Spans.Length));
        if (span.Leaves.Any(l => l.FreeBound.Count > 0))
        {
            return;
        }

        var isNothing = _terms.Equal(memory, _terms.Null(Sort.Ref));
        var inArray = _terms.LessOrEqual(length, _terms.Subtract(_terms.ArrayLength(memory), start));
        var nothing = _terms.And(_terms.Equal(start, Int(0)), _terms.Equal(length, Int(0)));
        var within = _terms.Ite(isNothing, nothing, _terms.And(_terms.LessOrEqual(start, _terms.ArrayLength(memory)), inArray));
        if (TextOf(span) is { } text)
        {
            var inText = _terms.And([
                isNothing, _terms.LessOrEqual(start, _terms.StringLength(text)), _terms.LessOrEqual(length, _terms.Subtract(_terms.StringLength(text), start))]);
            within = _terms.Ite(_terms.Equal(text, _terms.Null(Sort.Text)), within, inText);
        }

        Know(_terms.And([_terms.LessOrEqual(Int(0), start), _terms.LessOrEqual(Int(0), length), within]));
    }

    private Value MakeSpan(ITypeSymbol type, Term memory, Term? text, Term start, Term length)
    {
        var shape = _shapes.Of(type);
        var value = Default(type).With(shape.PartOf(Spans.Memory)!, new Value(shape.PartOf(Spans.Memory)!.Shape, memory))
            .With(shape.PartOf(Spans.Start)!, new Value(shape.PartOf(Spans.Start)!.Shape, start))
            .With(shape.PartOf(Spans.Length)!, new Value(shape.PartOf(Spans.Length)!.Shape, length));
        return shape.PartOf(Spans.Text) is { } part && text is not null ? value.With(part, new Value(part.Shape, text)) : value;
    }

    /// <summary>The span over all of an array or a string, which is empty where that is null; null for what has none.</summary>
    private Value? SpanConversion(Value value, ITypeSymbol type, IOperation operation)
    {
        if (Spans.ElementOf(type) is not { } element)
        {
            return null;
        }

        RefuseInComparison(_version is not null, operation);
        if (IsSpan(value))
        {
            return _keys.OfElements(Spans.ElementOf(value.Shape.Type)!).SequenceEqual(_keys.OfElements(element))
                ? MakeSpan(type, PartOf(value, Spans.Memory), TextOf(value), PartOf(value, Spans.Start), PartOf(value, Spans.Length)) : null;
        }

        if (value.Shape.IsScalar && value.Sort == Sort.Text && Spans.MayBeText(type))
        {
            return MakeSpan(type, _terms.Null(Sort.Ref), value.Term, Int(0), LengthOrZero(value.Term));
        }

        if (value.Shape.Type is not IArrayTypeSymbol { Rank: 1 })
        {
            return null;
        }

        var isNull = IsNull(value);
        if (type.Name == "Span" && element.IsReferenceType && !_writes.IsExact(element))
        {
            // An array of a derived type has no writable span: ArrayTypeMismatchException.
            if (!IsFreshArray(value.Term))
            {
                throw UnsupportedConstructException.At("span of an array that may be of a derived type", operation);
            }

            Require(ObligationKind.Cast, operation.Syntax.GetLocation(), operation.Syntax.ToString(), _terms.Or(isNull, MadeWithElements(value.Term, element)));
        }

        return MakeSpan(type, value.Term, null, Int(0), _terms.Ite(isNull, Int(0), _terms.ArrayLength(value.Term)));
    }

    private Value Slice(Value span, Term start, Term? length, IOperation operation)
    {
        var whole = PartOf(span, Spans.Length);
        RequireRange(operation, _terms.And([
            _terms.LessOrEqual(Int(0), start), _terms.LessOrEqual(start, whole),
            length is null ? _terms.True : _terms.And(_terms.LessOrEqual(Int(0), length), _terms.LessOrEqual(length, _terms.Subtract(whole, start)))]));
        return MakeSpan(span.Shape.Type, PartOf(span, Spans.Memory), TextOf(span), _terms.Add(PartOf(span, Spans.Start), start), length ?? _terms.Subtract(whole, start));
    }

    /// <summary>The framework throws ArgumentOutOfRangeException, or ArgumentException: where somebody may catch it, it is behaviour.</summary>
    private void RequireRange(IOperation operation, Term goal)
    {
        if (_frame.Mode == EvaluationMode.Execute && !goal.IsTrue && _walk is { HasHandlers: true })
        {
            throw UnsupportedConstructException.At("range that may be wrong under a handler", operation);
        }

        Require(ObligationKind.Range, operation.Syntax.GetLocation(), operation.Syntax.ToString(), goal);
    }

    private Place SpanElement(Value span, Term index)
    {
        var element = Spans.ElementOf(span.Shape.Type)!;
        var at = _terms.Add(PartOf(span, Spans.Start), index);
        var inMemory = new Place.Element(PartOf(span, Spans.Memory), at, _shapes.Of(element)) { IsExact = true };
        if (TextOf(span) is not { } text)
        {
            return inMemory;
        }

        var inText = Scalar(element, _terms.StringChar(text, at));
        return Hold(Merge(_terms.Equal(text, _terms.Null(Sort.Text)), ReadElement(inMemory.Array, at, element), inText));
    }

    private Place SpanProperty(IPropertyReferenceOperation operation)
    {
        RefuseInComparison(_version is not null, operation);
        if (operation.Instance is not { } instance)
        {
            return Hold(Default(operation.Type!));
        }

        var span = Evaluate(instance);
        var length = PartOf(span, Spans.Length);
        return operation.Property.Name switch
        {
            "Length" => Hold(Scalar(operation.Type!, length)),
            "IsEmpty" => Hold(Scalar(operation.Type!, _terms.Equal(length, Int(0)))),
            _ when operation.Property.IsIndexer => SpanElement(span, IndexFrom(operation.Arguments[0].Value, length, operation)),
            _ => throw UnsupportedConstructException.At(operation.Property.Name, operation),
        };
    }

    /// <summary><c>span[^1]</c> and <c>span[a..b]</c>.</summary>
    private Place SpanIndexer(IImplicitIndexerReferenceOperation operation)
    {
        if (Spans.ElementOf(operation.Instance.Type) is null)
        {
            throw UnsupportedConstructException.At(NameOf(operation), operation);
        }

        RefuseInComparison(_version is not null, operation);
        var span = Evaluate(operation.Instance);
        var length = PartOf(span, Spans.Length);
        if (operation.Argument is not IRangeOperation range)
        {
            return SpanElement(span, IndexFrom(operation.Argument, length, operation));
        }

        var (start, end) = Bounds(range, length);
        return Hold(Slice(span, start, _terms.Subtract(end, start), operation));
    }

    /// <summary>The ends of a range, from the start; that they fit is not shown yet.</summary>
    private (Term Start, Term End) Bounds(IRangeOperation range, Term length)
    {
        var start = range.LeftOperand is null ? Int(0) : OffsetOf(range.LeftOperand, length);
        return (start, range.RightOperand is null ? length : OffsetOf(range.RightOperand, length));
    }

    private Term OffsetOf(IOperation index, Term length)
    {
        // An int that becomes an Index must not be negative; where it is, the range is wrong anyway: from the start it is below 0.
        var plain = index is IConversionOperation { Operand: { Type.SpecialType: SpecialType.System_Int32 } number } ? number : index;
        if (plain is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat && hat.Operand.Type?.SpecialType == SpecialType.System_Int32)
        {
            return _terms.Subtract(length, Evaluate(hat.Operand).Term);
        }

        return plain.Type?.SpecialType == SpecialType.System_Int32 ? Evaluate(plain).Term : throw UnsupportedConstructException.At("index value", index);
    }

    /// <summary>Members of spans, and what makes spans; null for every other call.</summary>
    private Value? SpanCall(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, IOperation operation)
    {
        if (Spans.IsAsSpan(method) && arguments.Skip(1).All(a => a.Shape.Type.SpecialType == SpecialType.System_Int32))
        {
            RefuseInComparison(_version is not null, operation);
            var whole = SpanConversion(arguments[0], method.ReturnType, operation);
            return whole is null || arguments.Length == 1 ? whole : Slice(whole, arguments[1].Term, arguments.Length > 2 ? arguments[2].Term : null, operation);
        }

        if (Spans.IsExtension(method, "SequenceEqual") && Spans.OnlyReads(method) && arguments.All(IsSpan))
        {
            RefuseInComparison(_version is not null, operation);
            return Scalar(method.ReturnType, SameElements(arguments[0], arguments[1]));
        }

        if (receiver is null || !IsSpan(receiver) || Spans.ElementOf(method.ContainingType) is not { } element)
        {
            return null;
        }

        RefuseInComparison(_version is not null, operation);
        switch (method.Name)
        {
            case "Slice":
                return Slice(receiver, arguments[0].Term, arguments.Length > 1 ? arguments[1].Term : null, operation);
            case "ToArray" when method.Parameters.IsEmpty:
                return Copied([SegmentOf(receiver)], (IArrayTypeSymbol)method.ReturnType);
            case "Fill" or "Clear" when _frame.Mode == EvaluationMode.Execute:
                var filling = method.Name == "Fill" ? arguments[0] : Default(element);
                Overwrite(receiver, (leaf, _) => filling.Leaves[leaf]);
                return Default(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32));
            case "CopyTo" when _frame.Mode == EvaluationMode.Execute && arguments is [var target] && IsSpan(target):
                var length = PartOf(receiver, Spans.Length);
                RequireRange(operation, _terms.LessOrEqual(length, PartOf(target, Spans.Length)));
                CopyElements(receiver, MakeSpan(target.Shape.Type, PartOf(target, Spans.Memory), null, PartOf(target, Spans.Start), length));
                return Default(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32));
            default:
                return null;
        }
    }

    private Value CreateSpan(INamedTypeSymbol type, IMethodSymbol constructor, ImmutableArray<Value> arguments, IOperation operation)
    {
        if (arguments.IsEmpty)
        {
            return Default(type);
        }

        if (constructor.Parameters[0].Type is not IArrayTypeSymbol || SpanConversion(arguments[0], type, operation) is not { } whole)
        {
            throw UnsupportedConstructException.At("span of a variable", operation);
        }

        return arguments.Length == 1 ? whole : Slice(whole, arguments[1].Term, arguments[2].Term, operation);
    }

    private void CopyElements(Value source, Value target)
    {
        // All of the source is read before anything is written, so that overlapping ones copy right.
        var read = Reader(source);
        Overwrite(target, (leaf, index) => read(leaf, index));
    }

    /// <summary>Gives the elements of a span new values, by leaf and position within the span.</summary>
    private void Overwrite(Value span, Func<int, Term, Term> value)
    {
        var (memory, start, length) = (PartOf(span, Spans.Memory), PartOf(span, Spans.Start), PartOf(span, Spans.Length));
        CheckReferents(null, Spans.ElementOf(span.Shape.Type)!, writes: true);
        var keys = _keys.OfElements(Spans.ElementOf(span.Shape.Type)!);
        var made = new List<(MapKey Key, Term Elements)>();
        for (var leaf = 0; leaf < keys.Count; leaf++)
        {
            var old = _terms.Select(MapOf(keys[leaf]), memory);
            var elements = _terms.Fresh("overwritten", (Sort.Map)((Sort.Map)keys[leaf].Sort).Element);
            var bound = _terms.FreshBound("k", IntegerSort.Int32);
            var inside = _terms.And(_terms.LessOrEqual(start, bound), _terms.Less(bound, _terms.Add(start, length)));
            var now = _terms.Ite(inside, Stored(keys[leaf], value(leaf, _terms.Subtract(bound, start))), _terms.Select(old, bound));
            Know(_terms.ForAll(bound, _terms.Equal(_terms.Select(elements, bound), now)));
            made.Add((keys[leaf], elements));
        }

        foreach (var (key, elements) in made)
        {
            SetMap(key, _terms.Store(MapOf(key), memory, elements));
        }
    }

    private Term SameElements(Value a, Value b)
    {
        var (x, y) = (Reader(a), Reader(b));
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        return _terms.And(_terms.Equal(LengthOf(a), LengthOf(b)), _terms.ForAll(bound, _terms.Or([
            _terms.Less(bound, Int(0)), _terms.LessOrEqual(LengthOf(a), bound), _terms.Equal(x(0, bound), y(0, bound))])));
    }

    /// <summary><c>stackalloc T[n]</c> as a span: elements are zero, unless the method may leave that out.</summary>
    private Value StackAllocate(IOperation operation)
    {
        var type = operation.Type!;
        var children = operation.ChildOperations.ToList();
        if (Spans.ElementOf(type) is not { } element || operation.Syntax is not (StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax)
            || children.Count != 1 || children[0].Type?.SpecialType != SpecialType.System_Int32 || ((operation.Syntax as StackAllocArrayCreationExpressionSyntax)?.Initializer is not null))
        {
            throw UnsupportedConstructException.At("stackalloc", operation);
        }

        RefuseInComparison(_version is not null, operation);
        var size = Evaluate(children[0]).Term;
        Require(ObligationKind.ArraySize, operation, _terms.LessOrEqual(Int(0), size));
        var memory = Allocate(_shapes.Of(_reader.Bodies.Compilation.CreateArrayTypeSymbol(element)));
        Know(_terms.Implies(_terms.LessOrEqual(Int(0), size), _terms.Equal(_terms.ArrayLength(memory.Term), size)));
        var isZero = _reader.Bodies.Compilation.Options is Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions { AllowUnsafe: false };
        foreach (var key in _keys.OfElements(element))
        {
            var elements = (Sort.Map)((Sort.Map)key.Sort).Element;
            SetMap(key, _terms.Store(MapOf(key), memory.Term, isZero ? DefaultOf(elements) : _terms.Fresh("stack", elements)));
        }

        return MakeSpan(type, memory.Term, null, Int(0), size);
    }
}
