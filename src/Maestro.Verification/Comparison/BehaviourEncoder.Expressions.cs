using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Expressions.</content>
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
            case IIsTypeOperation { IsNegated: false } test:
                return Scalar(operation.Type!, IsOfType(Evaluate(test.ValueOperand), test.TypeOperand, test));
            case IInterpolatedStringOperation text:
                return Interpolated(text);
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
            (FloatSort format, double d) => Scalar(type, _terms.Float(d, format)),
            (FloatSort format, float f) => Scalar(type, _terms.Float(f, format)),
            _ => throw Unsupported($"constant of {type.ToDisplayString()}", operation),
        };
    }

    /// <summary>Different for different texts, without characters that a script could take for its own.</summary>
    private static string SmtName(string text) => string.Concat(text.Select(c => ((int)c).ToString("x4", CultureInfo.InvariantCulture)));

    private void Capture(IFlowCaptureOperation operation, bool isPlace, bool isReadFirst)
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
            held = isPlace ? TargetOf(operation.Value) is var target && isReadFirst ? new Held.Place(target) { Old = Read(target) } : new Held.Place(target) : new Held.Of(Evaluate(operation.Value));
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
}
