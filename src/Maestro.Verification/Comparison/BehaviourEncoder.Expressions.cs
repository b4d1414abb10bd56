using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Expressions. Floating point is a set of functions that say nothing but that equal arguments give equal results.</content>
internal sealed partial class BehaviourEncoder
{
    private Term Int(int value) => _terms.Integer(value, IntegerSort.Int32);

    private Value Scalar(ITypeSymbol type, Term term) => new(_shapes.Of(type), term);

    private static UnsupportedConstructException Unsupported(string what, IOperation operation) => UnsupportedConstructException.At(what, operation);

    private Value Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation.Type is not null)
        {
            return Constant(constant, operation.Type, operation);
        }

        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IFlowCaptureReferenceOperation reference:
                return _now.Captures.TryGetValue(reference.Id, out var held) ? held switch
                {
                    Held.Of of => of.Value,
                    Held.Place place => Read(place.Target),
                    _ => throw Unsupported("enumerator as a value", operation),
                }
                : throw Unsupported("capture", operation);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return Active.This ?? throw Unsupported("this", operation);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation or IDiscardOperation:
                return Read(TargetOf(operation));
            case IPropertyReferenceOperation property:
                return Property(property);
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return Assign(assignment.Target, () => Evaluate(assignment.Value), assignment);
            case ICompoundAssignmentOperation { OperatorMethod: null } compound:
                return Compound(compound);
            case IIncrementOrDecrementOperation { OperatorMethod: null } increment:
                return Increment(increment);
            case IDeconstructionAssignmentOperation { Target: ITupleOperation target } deconstruction:
                return Deconstruct(target, deconstruction);
            case ITupleOperation tuple:
                var elements = tuple.Elements.Select(Evaluate).ToList();
                var shape = _shapes.Of(tuple.Type!);
                return shape.IsScalar ? throw Unsupported("tuple", operation) : new Value(shape, elements.SelectMany(e => e.Leaves).ToImmutableArray());
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation { OperatorMethod: null } unary:
                return Unary(unary);
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IIsNullOperation isNull:
                return Scalar(operation.Type!, IsNull(Evaluate(isNull.Operand), operation));
            case IIsPatternOperation pattern:
                return Scalar(operation.Type!, Matches(Evaluate(pattern.Value), pattern.Pattern));
            case IDefaultValueOperation:
                return Default(operation.Type!);
            case IArrayCreationOperation creation:
                return CreateArray(creation);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            default:
                throw Unsupported(operation.Kind.ToString(), operation);
        }
    }

    private Value Constant(object? constant, ITypeSymbol type, IOperation operation)
    {
        var shape = _shapes.Of(type);
        if (constant is null)
        {
            return Default(type);
        }

        return (shape.Sort, constant) switch
        {
            (Sort.Truth, bool b) => Scalar(type, _terms.Bool(b)),
            (IntegerSort integer, char c) => Scalar(type, _terms.Integer(c, integer)),
            (IntegerSort integer, ulong u) => Scalar(type, _terms.Integer(u, integer)),
            (IntegerSort integer, IConvertible n) => Scalar(type, _terms.Integer(n.ToInt64(CultureInfo.InvariantCulture), integer)),
            (Sort.Str, string s) => Scalar(type, _terms.Variable("text " + SmtName(s), Sort.Text)),
            (Sort.Blob, double d) => Scalar(type, d.Equals(0.0) && BitConverter.DoubleToInt64Bits(d) == 0 ? DefaultOf(Sort.Opaque) : _terms.Variable("constant " + BitConverter.DoubleToInt64Bits(d).ToString("x16", CultureInfo.InvariantCulture), Sort.Opaque)),
            _ => throw Unsupported($"constant of {type.ToDisplayString()}", operation),
        };
    }

    /// <summary>Different for different texts, without characters that a script could take for its own.</summary>
    private static string SmtName(string text) => string.Concat(text.Select(c => ((int)c).ToString("x4", CultureInfo.InvariantCulture)));

    private void Capture(IFlowCaptureOperation operation, bool isPlace)
    {
        Held held;
        if (operation.Value is IInvocationOperation { TargetMethod.Name: "GetEnumerator", IsImplicit: true, Instance: { } instance })
        {
            while (instance is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            {
                instance = conversion.Operand;
            }

            if (instance.Type is not (IArrayTypeSymbol { Rank: 1 } or { SpecialType: SpecialType.System_String }))
            {
                throw Unsupported("foreach over a collection", operation);
            }

            var collection = Evaluate(instance);
            ThrowIfNull(collection, operation);
            held = new Held.Walk(collection, Int(0));
        }
        else
        {
            held = isPlace ? new Held.Place(TargetOf(operation.Value)) : new Held.Of(Evaluate(operation.Value));
        }

        _now = _now with { Captures = _now.Captures.SetItem(operation.Id, held) };
    }

    private void Throw(IOperation exception)
    {
        while (exception is IConversionOperation { OperatorMethod: null } conversion)
        {
            exception = conversion.Operand;
        }

        // Messages are not compared, so what makes them is not run; it must be unable to do anything else.
        if (exception is not IObjectCreationOperation { Initializer: null } creation || creation.Type is not INamedTypeSymbol type
            || !type.DeclaringSyntaxReferences.IsEmpty
            || !creation.Arguments.All(a => a.Value.DescendantsAndSelf().All(o => o is ILiteralOperation or INameOfOperation or IConversionOperation { OperatorMethod: null, IsChecked: false }
                or IParameterReferenceOperation or ILocalReferenceOperation or IDefaultValueOperation or IFieldReferenceOperation { Field.IsConst: true } || o.ConstantValue.HasValue)))
        {
            throw Unsupported("throw of this exception", exception);
        }

        ThrowWhen(_terms.True, type.ToDisplayString());
    }

    private void ThrowIfNull(Value value, IOperation operation) => ThrowWhen(IsNull(value, operation), "System.NullReferenceException");

    private Term IsNull(Value value, IOperation operation)
    {
        if (value.Shape.PartOf(Shapes.HasValue) is { } has)
        {
            return _terms.Not(value.Get(has).Term);
        }

        if (!value.Shape.IsScalar || value.Sort is not (Sort.Reference or Sort.Str))
        {
            throw Unsupported($"null test of {value.Shape.Type.ToDisplayString()}", operation);
        }

        return NullTest(value.Term);
    }

    /// <summary>What was made here is not null, and neither is <c>this</c>.</summary>
    private Term NullTest(Term term) => term.Op switch
    {
        Smt.Operator.Null => _terms.True,
        Smt.Operator.Ite => _terms.Ite(term.Arguments[0], NullTest(term.Arguments[1]), NullTest(term.Arguments[2])),
        Smt.Operator.Variable when term.Name.StartsWith("made ", StringComparison.Ordinal) || term.Name.StartsWith("text ", StringComparison.Ordinal) || term.Name == "this." => _terms.False,
        _ => _terms.Equal(term, _terms.Null(term.Sort)),
    };

    private Target TargetOf(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { Local: { IsRef: false } local }:
                return new Target.Variable(local, _shapes.Of(local.Type));
            case IParameterReferenceOperation parameter:
                return new Target.Variable(parameter.Parameter, _shapes.Of(parameter.Parameter.Type));
            case IDiscardOperation:
                return new Target.Nowhere(_shapes.Of(operation.Type!));
            case IDeclarationExpressionOperation declaration:
                return TargetOf(declaration.Expression);
            case IFlowCaptureReferenceOperation reference when _now.Captures.TryGetValue(reference.Id, out var held) && held is Held.Place place:
                return place.Target;
            case IFieldReferenceOperation { Field: { IsVolatile: false } field } reference:
                return FieldTarget(field, reference.Instance, operation);
            case IPropertyReferenceOperation { Property: { IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false } property } reference
                when _reader.Bodies.FieldBehind(property) is { } field && property.SetMethod is not null:
                return FieldTarget(field, reference.Instance, operation);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when element.ArrayReference.Type is IArrayTypeSymbol { Rank: 1 } type:
                var array = Evaluate(element.ArrayReference);
                var index = Evaluate(element.Indices[0]);
                if (index.Sort is not IntegerSort)
                {
                    throw Unsupported("index of this type", operation);
                }

                return new Target.Element(array.Term, index.Term, type.ElementType, _shapes.Of(type.ElementType));
            default:
                throw Unsupported($"place {operation.Kind}", operation);
        }
    }

    private Target FieldTarget(IFieldSymbol field, IOperation? instance, IOperation operation)
    {
        if (field.ContainingType.IsValueType && !field.IsStatic || field.IsStatic && (field.IsReadOnly || field.ContainingType.StaticConstructors.Any()))
        {
            throw Unsupported($"field {field.Name}", operation);
        }

        if (field.IsStatic)
        {
            return new Target.Field(field, null, _shapes.Of(field.Type));
        }

        var receiver = Evaluate(instance!);
        return new Target.Field(field, receiver.Term, _shapes.Of(field.Type));
    }

    /// <summary>What reading or writing a place throws, when it is read or written, not when it is named.</summary>
    private void Reach(Target target)
    {
        switch (target)
        {
            case Target.Field { Receiver: { } receiver }:
                ThrowWhen(NullTest(receiver), "System.NullReferenceException");
                break;
            case Target.Element element:
                ThrowWhen(NullTest(element.Array), "System.NullReferenceException");
                var sort = (IntegerSort)element.Index.Sort;
                var wide = IntegerSort.Int64;
                if (sort.Width == 64 && !sort.Signed)
                {
                    throw new UnsupportedConstructException("index of 64 bits", 0);
                }

                var index = _terms.Convert(element.Index, wide);
                ThrowWhen(
                    _terms.Not(_terms.And(_terms.LessOrEqual(_terms.Integer(0, wide), index), _terms.Less(index, _terms.Convert(Length(element.Array), wide)))),
                    "System.IndexOutOfRangeException");
                break;
        }
    }

    private Value Read(Target target)
    {
        Reach(target);
        switch (target)
        {
            case Target.Variable variable:
                return _now.Variables.TryGetValue(variable.Symbol, out var value) ? value : throw new UnsupportedConstructException($"variable {variable.Symbol.Name}", 0);
            case Target.Field field:
                return new Value(target.Shape, _keys.OfField(field.Symbol)
                    .Select(k => field.Receiver is null ? MapOf(_now.Heap, k) : _terms.Select(MapOf(_now.Heap, k), field.Receiver)).ToImmutableArray());
            case Target.Element element:
                var index = _terms.Convert(element.Index, IntegerSort.Int32);
                return new Value(target.Shape, _keys.OfElements(element.Type).Zip(target.Shape.Leaves, (k, l) =>
                    HeapKeys.AsElement(_terms, _terms.Select(_terms.Select(MapOf(_now.Heap, k), element.Array), index), l.Sort)).ToImmutableArray());
            default:
                throw new UnsupportedConstructException("discard as a value", 0);
        }
    }

    private void Write(Target target, Value value)
    {
        Reach(target);
        switch (target)
        {
            case Target.Variable variable:
                Set(variable.Symbol, value with { Shape = target.Shape });
                break;
            case Target.Field field:
                Store(_keys.OfField(field.Symbol), (map, leaf) => field.Receiver is null ? leaf : _terms.Store(map, field.Receiver, leaf), value);
                break;
            case Target.Element element:
                if (element.Type.IsReferenceType && element.Type is not { IsSealed: true })
                {
                    throw new UnsupportedConstructException("store into an array of references", 0);
                }

                var index = _terms.Convert(element.Index, IntegerSort.Int32);
                Store(_keys.OfElements(element.Type), (map, leaf) => _terms.Store(map, element.Array, _terms.Store(_terms.Select(map, element.Array), index, leaf)), value);
                break;
        }
    }

    private void Store(IReadOnlyList<MapKey> keys, Func<Term, Term, Term> store, Value value)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var map = MapOf(_now.Heap, keys[i]);
            var leaf = map.Sort is Sort.Map { Element: Sort.Map { Element: var element } } ? HeapKeys.AsElement(_terms, value.Leaves[i], element) : value.Leaves[i];
            _now = _now with { Heap = _now.Heap with { Maps = _now.Heap.Maps.SetItem(keys[i], store(map, leaf)) } };
        }
    }

    private Value Assign(IOperation to, Func<Value> evaluate, IOperation operation)
    {
        if (to is IPropertyReferenceOperation { Property: { } property } && _reader.Bodies.FieldBehind(property) is null)
        {
            throw Unsupported("property setter", operation);
        }

        var target = TargetOf(to);
        var value = Converted(evaluate(), target is Target.Nowhere ? to.Type! : target.Shape.Type, operation);
        Write(target, value);
        return value;
    }

    private Value Compound(ICompoundAssignmentOperation operation)
    {
        if (operation.IsLifted || operation.Target is IPropertyReferenceOperation)
        {
            throw Unsupported("compound assignment", operation);
        }

        var target = TargetOf(operation.Target);
        var old = Read(target);
        var right = Evaluate(operation.Value);
        // The left operand is promoted to the type that the operator works in.
        var type = operation.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
            ? Promoted(old.Shape.Type)
            : right.Shape.Type.SpecialType == SpecialType.System_String || old.Shape.Type.SpecialType == SpecialType.System_String ? operation.Type!
            : old.Sort is IntegerSort && right.Sort is IntegerSort ? (((IntegerSort)right.Sort).Width >= 32 ? right.Shape.Type : Promoted(old.Shape.Type)) : right.Shape.Type;
        var left = ConvertTo(old, type, isChecked: false, operation);
        var result = Operator(operation.OperatorKind, left, right, type, operation.IsChecked, operation);
        var converted = ConvertTo(Scalar(type, result), target.Shape.Type, operation.IsChecked, operation);
        Write(target, converted);
        return converted;
    }

    private ITypeSymbol Promoted(ITypeSymbol type) =>
        Shapes.IntegerSortOf(type) is { Width: < 32 } ? _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32) : type;

    private Value Increment(IIncrementOrDecrementOperation operation)
    {
        if (operation.IsLifted || operation.Target is IPropertyReferenceOperation)
        {
            throw Unsupported("increment", operation);
        }

        var target = TargetOf(operation.Target);
        var old = Read(target);
        if (old.Sort is not IntegerSort sort)
        {
            throw Unsupported("increment of this type", operation);
        }

        var one = _terms.Integer(1, sort);
        var up = operation.Kind == OperationKind.Increment;
        if (operation.IsChecked)
        {
            ThrowWhen(_terms.Not(up ? _terms.AddFits(old.Term, one) : _terms.SubtractFits(old.Term, one)), "System.OverflowException");
        }

        var value = new Value(old.Shape, up ? _terms.Add(old.Term, one) : _terms.Subtract(old.Term, one));
        Write(target, value);
        return operation.IsPostfix ? old : value;
    }

    private Value Deconstruct(ITupleOperation target, IDeconstructionAssignmentOperation operation)
    {
        var places = target.Elements.Select(TargetOf).ToList();
        var right = operation.Value;
        while (right is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            right = conversion.Operand;
        }

        if (right is not ITupleOperation values || values.Elements.Length != places.Count)
        {
            throw Unsupported("deconstruction", operation);
        }

        var evaluated = values.Elements.Select((v, i) => Converted(Evaluate(v), places[i].Shape.Type, operation)).ToList();
        for (var i = 0; i < places.Count; i++)
        {
            Write(places[i], evaluated[i]);
        }

        return evaluated[0];
    }

    private Value Property(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        if (IsLength(operation))
        {
            var collection = Evaluate(operation.Instance!);
            ThrowIfNull(collection, operation);
            var length = collection.Sort == Sort.Text ? _terms.StringLength(collection.Term) : Length(collection.Term);
            return Scalar(operation.Type!, property.Name == "LongLength" ? _terms.Convert(length, IntegerSort.Int64) : length);
        }

        if (operation is { IsImplicit: true, Property.Name: "Current", Instance: { } enumerator } && WalkOf(enumerator) is { } walk)
        {
            var at = _terms.Subtract(walk.Next, Int(1));
            return walk.Collection.Sort == Sort.Text
                ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Char), _terms.StringChar(walk.Collection.Term, at))
                : ElementAt(walk.Collection, at);
        }

        if (operation.Instance?.Type is { SpecialType: SpecialType.System_String } && property.IsIndexer)
        {
            var text = Evaluate(operation.Instance);
            var at = Evaluate(operation.Arguments[0].Value).Term;
            ThrowIfNull(text, operation);
            ThrowWhen(_terms.Not(_terms.And(_terms.LessOrEqual(Int(0), at), _terms.Less(at, _terms.StringLength(text.Term)))), "System.IndexOutOfRangeException");
            return Scalar(operation.Type!, _terms.StringChar(text.Term, at));
        }

        if (operation.Instance is { Type: { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } nullable)
        {
            var value = Evaluate(nullable);
            if (value.Shape.PartOf(Shapes.HasValue) is { } has)
            {
                if (property.Name == "HasValue")
                {
                    return Scalar(operation.Type!, value.Get(has).Term);
                }

                ThrowWhen(_terms.Not(value.Get(has).Term), "System.InvalidOperationException");
                return value.Get(value.Shape.PartOf(Shapes.NullableValue)!);
            }
        }

        if (property is { IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false } && _reader.Bodies.FieldBehind(property) is { } field)
        {
            return Read(FieldTarget(field, operation.Instance, operation));
        }

        var receiver = operation.Instance is { } instance ? Evaluate(instance) : null;
        var arguments = operation.Arguments.Select(a => Converted(Evaluate(a.Value), a.Parameter!.Type, a)).ToList();
        return Call(property.GetMethod ?? throw Unsupported("property", operation), receiver, arguments, operation);
    }

    private Held.Walk? WalkOf(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation is IFlowCaptureReferenceOperation reference && _now.Captures.TryGetValue(reference.Id, out var held) ? held as Held.Walk : null;
    }

    /// <summary>An element that is known to be there.</summary>
    private Value ElementAt(Value array, Term index)
    {
        var type = ((IArrayTypeSymbol)array.Shape.Type).ElementType;
        var shape = _shapes.Of(type);
        return new Value(shape, _keys.OfElements(type).Zip(shape.Leaves, (k, l) =>
            HeapKeys.AsElement(_terms, _terms.Select(_terms.Select(MapOf(_now.Heap, k), array.Term), index), l.Sort)).ToImmutableArray());
    }

    private static bool IsLength(IPropertyReferenceOperation operation) =>
        operation is { Property.Name: "Length" or "LongLength", Instance.Type: IArrayTypeSymbol { Rank: 1 } }
        || operation is { Property.Name: "Length", Instance.Type.SpecialType: SpecialType.System_String };

    private readonly Dictionary<Term, Term> _lengths = [];

    private Term Length(Term array) => array.Op switch
    {
        Smt.Operator.Ite => _terms.Ite(array.Arguments[0], Length(array.Arguments[1]), Length(array.Arguments[2])),
        _ => _lengths.TryGetValue(array, out var known) ? known : _terms.ArrayLength(array),
    };

    private Value CreateArray(IArrayCreationOperation operation)
    {
        if (operation.Type is not IArrayTypeSymbol { Rank: 1 } type)
        {
            throw Unsupported("array of more than one dimension", operation);
        }

        var size = Evaluate(operation.DimensionSizes[0]);
        if (size.Sort is not IntegerSort { Width: 32, Signed: true } sort)
        {
            throw Unsupported("array size of this type", operation);
        }

        ThrowWhen(_terms.Less(size.Term, _terms.Integer(0, sort)), "System.OverflowException");
        // Its name says all that is fixed of it: of another type or size it is another object.
        var made = _terms.Variable($"made {Text(_made++)} {type.ToDisplayString()} {Text(size.Term.Id)}", Sort.Ref);
        _lengths[made] = size.Term;
        foreach (var key in _keys.OfElements(type.ElementType))
        {
            var map = MapOf(_now.Heap, key);
            _now = _now with { Heap = _now.Heap with { Maps = _now.Heap.Maps.SetItem(key, _terms.Store(map, made, DefaultOf((Sort.Map)((Sort.Map)key.Sort).Element))) } };
        }

        var array = Scalar(type, made);
        var values = operation.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty;
        for (var i = 0; i < values.Length; i++)
        {
            Write(new Target.Element(made, Int(i), type.ElementType, _shapes.Of(type.ElementType)), Converted(Evaluate(values[i]), type.ElementType, values[i]));
        }

        return array;
    }
}
