using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Nullable values: what operators make of null (C# specification, 12.4.8 and 12.13.5).</content>
internal sealed partial class MethodEncoder
{
    /// <summary><c>&amp;</c> and <c>|</c> of <c>bool?</c>: false, or true, decides alone.</summary>
    private Value ThreeValued(BinaryOperatorKind kind, Value a, Value b, ITypeSymbol type)
    {
        var (hasA, valueA) = Unwrap(a);
        var (hasB, valueB) = Unwrap(b);
        var isAnd = kind == BinaryOperatorKind.And;
        Term Decides(Term has, Term value) => _terms.And(has, isAnd ? _terms.Not(value) : value);
        var decided = _terms.Or(Decides(hasA, valueA.Term), Decides(hasB, valueB.Term));
        var has = _terms.Or(decided, _terms.And(hasA, hasB));

        // Where nothing decides, both are the neutral value.
        return new Value(_shapes.Of(type), [has, isAnd ? _terms.Not(decided) : decided]);
    }

    /// <summary>A unary operator of a nullable value; null stays null.</summary>
    private Value LiftedUnary(IUnaryOperation operation)
    {
        var (has, value) = Unwrap(Evaluate(operation.Operand));
        var shape = _shapes.Of(operation.Type!);
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method) || shape.PartOf(Shapes.NullableValue) is not { Shape: { IsScalar: true } underlying })
        {
            throw UnsupportedConstructException.At("lifted operator", operation);
        }

        return new Value(shape, [has, Under(has, () => PlainUnary(operation, value, underlying.Type)).Term]);
    }

    /// <summary><c>x++</c> of a nullable value.</summary>
    private Value LiftedIncrement(IIncrementOrDecrementOperation operation, Place place, Value old)
    {
        var (has, value) = Unwrap(old);
        if (value.Sort is not IntegerSort sort || !value.Shape.IsScalar || old.Shape.PartOf(Shapes.NullableValue) is null || operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            throw UnsupportedConstructException.At(NameOf(operation), operation);
        }

        var up = operation.Kind == OperationKind.Increment;
        var one = _terms.Integer(1, sort);
        var moved = Under(has, () =>
        {
            RequireFits(operation.IsChecked, () => up ? _terms.AddFits(value.Term, one) : _terms.SubtractFits(value.Term, one), operation);
            return up ? _terms.Add(value.Term, one) : _terms.Subtract(value.Term, one);
        });
        var result = old with { Leaves = [has, _terms.Ite(has, moved, value.Term)] };
        Write(place, result, operation);
        return operation.IsPostfix ? old : result;
    }

    /// <summary><c>CompareTo</c> of numbers, characters and truth values; null for others. The narrow ones give the difference, as the framework does.</summary>
    private Value? Compared(IMethodSymbol method, Value? receiver, System.Collections.Immutable.ImmutableArray<Value> arguments)
    {
        if (method is not { Name: "CompareTo", IsStatic: false } || receiver is not { Shape.IsScalar: true } || arguments is not [{ Shape.IsScalar: true } other]
            || !receiver.Sort.Equals(other.Sort) || method.ContainingType.SpecialType == SpecialType.None
            || !SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, method.ContainingType))
        {
            return null;
        }

        var (x, y) = (receiver.Term, other.Term);
        switch (receiver.Sort)
        {
            case IntegerSort { Width: < 32 }:
                return Scalar(method.ReturnType, _terms.Subtract(_terms.Convert(x, IntegerSort.Int32), _terms.Convert(y, IntegerSort.Int32)));
            case IntegerSort:
                return Scalar(method.ReturnType, Order(_terms.Less(x, y), _terms.Less(y, x)));
            case Sort.Truth:
                return Scalar(method.ReturnType, Order(_terms.And(_terms.Not(x), y), _terms.And(x, _terms.Not(y))));
            case FloatSort:
                // NaN comes first, and is equal to itself.
                var (xIsNumber, yIsNumber) = (_terms.FloatEqual(x, x), _terms.FloatEqual(y, y));
                return Scalar(method.ReturnType, Order(
                    _terms.Or(_terms.FloatLess(x, y), _terms.And(_terms.Not(xIsNumber), yIsNumber)),
                    _terms.Or(_terms.FloatLess(y, x), _terms.And(xIsNumber, _terms.Not(yIsNumber)))));
            default:
                return null;
        }

        Term Order(Term less, Term greater) => _terms.Ite(less, Int(-1), _terms.Ite(greater, Int(1), Int(0)));
    }

    /// <summary><c>value.HasFlag(flag)</c> of one enum; null for all other calls.</summary>
    private Value? HasFlag(IInvocationOperation operation)
    {
        if (operation is not { TargetMethod: { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum }, Instance: { } instance, Arguments: [{ Value: IConversionOperation { Operand: { } flag } }] }
            || Unboxed(instance) is not { Type: { TypeKind: TypeKind.Enum } type } value || !SymbolEqualityComparer.Default.Equals(type, flag.Type))
        {
            return null;
        }

        var x = Evaluate(value).Term;
        var y = Evaluate(flag).Term;
        return Scalar(operation.Type!, _terms.Equal(_terms.BitAnd(x, y), y));
    }

    private static IOperation Unboxed(IOperation operation) => operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } boxing ? boxing.Operand : operation;
}
