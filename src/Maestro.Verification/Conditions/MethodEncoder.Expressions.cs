using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Expressions, as the graph has them (lowered) and as clauses and unfolded bodies have them (trees).</content>
internal sealed partial class MethodEncoder
{
    private Value Evaluate(IOperation operation)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        _cancellation.ThrowIfCancellationRequested();
        if (_insteadOf is not null && _insteadOf.TryGetValue(operation, out var other))
        {
            return other;
        }

        if (operation.ConstantValue.HasValue && operation.Type is not null)
        {
            return Constant(operation.ConstantValue.Value, operation.Type, operation);
        }

        switch (operation)
        {
            case IParenthesizedOperation p:
                return Evaluate(p.Operand);
            case IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation
                or IPropertyReferenceOperation or IImplicitIndexerReferenceOperation or IDiscardOperation:
                return Read(PlaceOf(operation), operation);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return _frame.This ?? Now.This ?? throw UnsupportedConstructException.At("this", operation);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } when _patternInputs.Count > 0:
                return _patternInputs.Peek();
            case IFlowCaptureReferenceOperation reference:
                return Now.Captures.TryGetValue(reference.Id, out var capture) ? capture switch
                {
                    Capture.OfValue v => v.Value,
                    Capture.OfVariable v => v.Value,
                    Capture.OfPlace p => Read(p.Place, operation),
                    _ => throw UnsupportedConstructException.At("enumerator as a value", operation),
                } : throw UnsupportedConstructException.At("captured value", operation);
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation unary:
                return Unary(unary);
            case ITupleBinaryOperation tuple:
                return TupleEquality(tuple);
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                return Branch(Evaluate(conditional.Condition).Term, () => Evaluate(conditional.WhenTrue), () => Evaluate(otherwise));
            case ICoalesceOperation coalesce:
                return Coalesce(coalesce);
            case IConditionalAccessOperation access:
                return ConditionalAccess(access);
            case IConditionalAccessInstanceOperation when _accessed.Count > 0:
                return _accessed.Peek();
            case IIsNullOperation isNull:
                return Scalar(operation.Type!, IsNull(Evaluate(isNull.Operand)));
            case IIsTypeOperation isType:
                var ofType = IsOfTypeOrThere(Evaluate(isType.ValueOperand), isType.TypeOperand, isType).Has;
                return Scalar(operation.Type!, isType.IsNegated ? _terms.Not(ofType) : ofType);
            case IIsPatternOperation isPattern:
                return Scalar(operation.Type!, Matches(Evaluate(isPattern.Value), isPattern.Pattern));
            case ISwitchExpressionOperation switched:
                return Switch(switched);
            case ITupleOperation tuple:
                return Tuple(tuple);
            case IDefaultValueOperation:
                return Default(operation.Type!);
            case IAssignmentOperation assignment:
                return Assign(assignment);
            case IIncrementOrDecrementOperation increment:
                return Increment(increment);
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } invocation
                when ReturnedPlace(invocation.TargetMethod, invocation.Instance, invocation.Arguments, invocation) is { } returned:
                return Read(returned, operation);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IAwaitOperation await:
                return Await(await);
            case IObjectCreationOperation creation:
                return Create(creation);
            case IWithOperation with:
                return With(with);
            case IArrayCreationOperation creation:
                return CreateArray(creation);
            case ICollectionExpressionOperation collection:
                return Collect(collection);
            case IInterpolatedStringOperation interpolated:
                return Interpolate(interpolated);
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IDelegateCreationOperation delegateCreation when _frame.Mode == EvaluationMode.Execute:
                return CreateDelegate(delegateCreation);
            case ICaughtExceptionOperation:
                return Now.Caught is { } caught ? caught with { Shape = _shapes.Of(operation.Type!) } : throw UnsupportedConstructException.At("caught exception", operation);
            case ITypeOfOperation typeOf:
                return CanBeTested(typeOf.TypeOperand) ? TypeObject(NumberOf(typeOf.TypeOperand), operation.Type!) : FreshObject(operation.Type!);
            case { Kind: OperationKind.None } unnamed when Spans.ElementOf(unnamed.Type) is not null:
                return StackAllocate(unnamed);
            default:
                throw UnsupportedConstructException.At(NameOf(operation), operation);
        }
    }

    /// <summary>The construct's name as users know it.</summary>
    private static string NameOf(IOperation operation) => operation switch
    {
        IAwaitOperation => "await",
        IFlowAnonymousFunctionOperation or IAnonymousFunctionOperation => "lambda",
        IDelegateCreationOperation => "delegate",
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => "dynamic",
        IInvalidOperation => "code that does not compile",
        _ => operation.Kind == OperationKind.None ? Microsoft.CodeAnalysis.CSharp.CSharpExtensions.Kind(operation.Syntax).ToString() : operation.Kind.ToString(),
    };

    private Value Constant(object? constant, ITypeSymbol type, IOperation operation)
    {
        var shape = _shapes.Of(type);
        switch (constant)
        {
            case null:
                return Default(type);
            case bool b when shape.Sort == Sort.Bool:
                return new Value(shape, _terms.Bool(b));
            case string s when shape.Sort == Sort.Text:
                return new Value(shape, Literal(s));
            case char c when shape.Sort is IntegerSort sort:
                return new Value(shape, _terms.Integer(c, sort));
            case sbyte or byte or short or ushort or int or uint or long or ulong when shape.Sort is IntegerSort integer && shape.IsScalar:
                return new Value(shape, _terms.Integer(BigInteger.Parse(((IFormattable)constant).ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), integer));
            case float or double when shape.Sort is FloatSort format:
                return new Value(shape, _terms.Float(((IConvertible)constant).ToDouble(CultureInfo.InvariantCulture), format));
            case float or double or decimal when shape.IsScalar:
                return new Value(shape, _terms.Variable($"constant {((IFormattable)constant).ToString(null, CultureInfo.InvariantCulture)}", Sort.Opaque));
            default:
                throw UnsupportedConstructException.At($"constant of {type.ToDisplayString()}", operation);
        }
    }

    /// <summary>A string constant: its length, and its characters as far as it is short.</summary>
    private Term Literal(string text)
    {
        const int MostCharacters = 64;
        var term = _terms.Variable($"literal {text}", Sort.Text);
        var facts = new List<Term>
        {
            _terms.Not(_terms.Equal(term, _terms.Null(Sort.Text))),
            _terms.Equal(_terms.StringLength(term), Int(text.Length)),
        };
        for (var i = 0; i < Math.Min(text.Length, MostCharacters); i++)
        {
            facts.Add(_terms.Equal(_terms.StringChar(term, Int(i)), _terms.Integer(text[i], IntegerSort.Char)));
        }

        Know(_terms.And(facts));
        return term;
    }

    private Term Int(int value) => _terms.Integer(value, IntegerSort.Int32);

    private Value Branch(Term condition, Func<Value> then, Func<Value> otherwise)
    {
        if (condition.IsTrue)
        {
            return then();
        }

        if (condition.IsFalse)
        {
            return otherwise();
        }

        var heap = Now.Heap;
        var a = Under(condition, then);
        var b = Under(_terms.Not(condition), otherwise);
        if (!ReferenceEquals(heap, Now.Heap))
        {
            throw new UnsupportedConstructException("write inside a conditional expression", 0);
        }

        return Merge(condition, a, b);
    }

    private Value Coalesce(ICoalesceOperation operation)
    {
        var value = Evaluate(operation.Value);
        var isNull = IsNull(value);
        var unwrapped = value.Shape.PartOf(Shapes.NullableValue) is { } part && !SymbolEqualityComparer.Default.Equals(operation.Type, value.Shape.Type) ? value.Get(part) : value;
        return Branch(isNull, () => Evaluate(operation.WhenNull), () => Convert(unwrapped, operation.Type!, operation));
    }

    private readonly Stack<Value> _accessed = new();

    private Value ConditionalAccess(IConditionalAccessOperation operation)
    {
        var value = Evaluate(operation.Operation);
        var inner = value.Shape.PartOf(Shapes.NullableValue) is { } part ? value.Get(part) : value;
        return Branch(IsNull(value), () => Default(operation.Type!), () =>
        {
            _accessed.Push(inner);
            try
            {
                return Convert(Evaluate(operation.WhenNotNull), operation.Type!, operation);
            }
            finally
            {
                _accessed.Pop();
            }
        });
    }

    private Value Tuple(ITupleOperation operation)
    {
        var shape = _shapes.Of(operation.Type ?? operation.NaturalType!);
        var parts = operation.Elements.Select((e, i) => Convert(Evaluate(e), shape.Parts[i].Shape.Type, e)).ToList();
        return new Value(shape, parts.SelectMany(p => p.Leaves).ToImmutableArray());
    }

    private Value TupleEquality(ITupleBinaryOperation operation)
    {
        var left = Evaluate(operation.LeftOperand);
        var right = Evaluate(operation.RightOperand);
        if (left.Leaves.Length != right.Leaves.Length || left.Leaves.Zip(right.Leaves, (a, b) => !a.Sort.Equals(b.Sort) || a.Sort == Sort.Opaque || a.Sort == Sort.Ref || a.Sort is FloatSort).Any(x => x)
            || left.Shape.Parts.Any(p => !p.Shape.IsScalar))
        {
            throw UnsupportedConstructException.At("tuple equality", operation);
        }

        var equal = _terms.And(left.Leaves.Zip(right.Leaves, _terms.Equal));
        return Scalar(operation.Type!, operation.OperatorKind == BinaryOperatorKind.Equals ? equal : _terms.Not(equal));
    }

    private Value Switch(ISwitchExpressionOperation operation)
    {
        var value = Evaluate(operation.Value);
        return Arm(0);

        Value Arm(int index)
        {
            if (index == operation.Arms.Length)
            {
                Require(ObligationKind.Unmatched, operation, _terms.False);
                return Unknown("unmatched", operation.Type!);
            }

            var arm = operation.Arms[index];
            var matches = Matches(value, arm.Pattern);
            var taken = arm.Guard is null ? matches : _terms.And(matches, Under(matches, () => Evaluate(arm.Guard).Term));
            return Branch(taken, () => Convert(Evaluate(arm.Value), operation.Type!, arm), () => Arm(index + 1));
        }
    }

    private Value Interpolate(IInterpolatedStringOperation operation)
    {
        foreach (var part in operation.Parts.OfType<IInterpolationOperation>())
        {
            var type = part.Expression is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand.Type : part.Expression.Type;
            Evaluate(part.Expression);
            if (type is null || !KnownMembers.FormatsWithoutCalls(type))
            {
                RunUnknownCode();
            }
        }

        return FreshText(operation.Type!);
    }

    private Value FreshText(ITypeSymbol type)
    {
        var text = Unknown("text", type);
        Know(_terms.Not(IsNull(text)));
        return text;
    }

    private Value FreshObject(ITypeSymbol type)
    {
        var value = Havoced("object", type);
        Know(_terms.Not(IsNull(value)));
        return value;
    }
}
