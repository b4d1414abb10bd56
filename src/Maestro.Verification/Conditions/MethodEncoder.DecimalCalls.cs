using System.Collections.Immutable;
using System.Numerics;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Conversions and framework functions of <c>decimal</c>.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>A conversion to or from <c>decimal</c>; null for others.</summary>
    private Value? DecimalConversion(Value value, Shape shape, IOperation operation)
    {
        if (_version is not null || value.Sort is not Sort.Exact && shape.Sort is not Sort.Exact)
        {
            return null;
        }

        switch (value.Sort, shape.Sort)
        {
            case (IntegerSort, Sort.Exact):
                TrustNative(value.Shape.Type);
                return new Value(shape, _terms.ToReal(value.Term));
            case (Sort.Exact, Sort.Exact):
                return new Value(shape, value.Term);
            case (Sort.Exact, IntegerSort target):
                TrustNative(shape.Type);
                Require(ObligationKind.Overflow, operation, _terms.And(
                    _terms.RealLess(Whole(target.Minimum - 1), value.Term), _terms.RealLess(value.Term, Whole(target.Maximum + 1))));
                return new Value(shape, _terms.RealToInteger(value.Term, target));
            case (Sort.Exact, FloatSort format) when value.Term.FreeBound.Count == 0:
                // A negative zero is one there: no function of the value.
                var real = Unknown("real", shape.Type);
                var zero = _terms.Float(0, format);
                Know(_terms.Not(_terms.Or(_terms.FloatIsNaN(real.Term), _terms.FloatIsInfinite(real.Term))));
                Know(_terms.Implies(AtMost(Zero, value.Term), _terms.FloatLessOrEqual(zero, real.Term)));
                Know(_terms.Implies(AtMost(value.Term, Zero), _terms.FloatLessOrEqual(real.Term, zero)));
                return real;
            default:
                throw UnsupportedConstructException.At($"conversion from {value.Shape.Type.ToDisplayString()} to {shape.Type.ToDisplayString()}", operation);
        }
    }

    private Term Whole(BigInteger value) => _terms.Real((decimal)value);

    /// <summary>Functions of decimals; null for what is not known.</summary>
    private Value? DecimalCall(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, IOperation operation)
    {
        var type = method.ContainingType;
        var isDecimal = type.SpecialType == SpecialType.System_Decimal;
        if (_version is not null || !isDecimal && !KnownMembers.IsNamed(type, "System", "Math") || arguments.Any(a => !a.Shape.IsScalar))
        {
            return null;
        }

        if (receiver is not null)
        {
            return !isDecimal || arguments.Length != 1 || arguments[0].Sort is not Sort.Exact ? null
                : method.Name switch
                {
                    "Equals" => Scalar(method.ReturnType, _terms.Equal(receiver.Term, arguments[0].Term)),
                    "CompareTo" => DecimalOrder(method, receiver.Term, arguments[0].Term),
                    _ => null,
                };
        }

        if (arguments.Length == 0 || arguments[0].Sort is not Sort.Exact)
        {
            return null;
        }

        if (method.Name == "Round")
        {
            return DecimalRounding(method, arguments, operation);
        }

        if (arguments.Any(a => a.Sort is not Sort.Exact))
        {
            return null;
        }

        var x = arguments[0].Term;
        var y = arguments.Length > 1 ? arguments[1].Term : x;
        Value Of(BinaryOperatorKind kind) => Scalar(method.ReturnType, DecimalPlain(kind, arguments[0], arguments[1], operation));
        switch (method.Name, arguments.Length)
        {
            case ("Add", 2):
                return Of(BinaryOperatorKind.Add);
            case ("Subtract", 2):
                return Of(BinaryOperatorKind.Subtract);
            case ("Multiply", 2):
                return Of(BinaryOperatorKind.Multiply);
            case ("Divide", 2):
                return Of(BinaryOperatorKind.Divide);
            case ("Remainder", 2):
                return Of(BinaryOperatorKind.Remainder);
            case ("Equals", 2):
                return Of(BinaryOperatorKind.Equals);
            case ("Compare", 2):
                return DecimalOrder(method, x, y);
            case ("Negate", 1):
                return Scalar(method.ReturnType, _terms.RealNegate(x));
            case ("Abs", 1):
                return Scalar(method.ReturnType, Magnitude(x));
            case ("Sign", 1):
                return Scalar(method.ReturnType, _terms.Ite(_terms.RealLess(x, Zero), Int(-1), _terms.Ite(_terms.Equal(x, Zero), Int(0), Int(1))));
            case ("Min", 2):
                return Scalar(method.ReturnType, _terms.Ite(_terms.RealLess(x, y), x, y));
            case ("Max", 2):
                return Scalar(method.ReturnType, _terms.Ite(_terms.RealLess(x, y), y, x));
            case ("Floor", 1):
                return Scalar(method.ReturnType, _terms.RealFloor(x));
            case ("Ceiling", 1):
                return Scalar(method.ReturnType, _terms.RealNegate(_terms.RealFloor(_terms.RealNegate(x))));
            case ("Truncate", 1):
                return Scalar(method.ReturnType, _terms.Ite(_terms.RealLess(x, Zero), _terms.RealNegate(_terms.RealFloor(_terms.RealNegate(x))), _terms.RealFloor(x)));
            case ("Clamp", 3):
                var high = arguments[2].Term;
                RequireOfMember("System.ArgumentException", AtMost(y, high), operation);
                return Scalar(method.ReturnType, _terms.Ite(_terms.RealLess(x, y), y, _terms.Ite(_terms.RealLess(high, x), high, x)));
            default:
                return null;
        }
    }

    private Value? DecimalOrder(IMethodSymbol method, Term x, Term y)
    {
        if (x.FreeBound.Count + y.FreeBound.Count > 0)
        {
            return null;
        }

        var order = Unknown("order", method.ReturnType);
        Know(_terms.Equal(_terms.Less(order.Term, Int(0)), _terms.RealLess(x, y)));
        Know(_terms.Equal(_terms.Less(Int(0), order.Term), _terms.RealLess(y, x)));
        return order;
    }

    /// <summary><c>Round(x)</c>, <c>Round(x, digits)</c>, each with a mode: a multiple of the unit, less than one away, at most a half for the modes to the nearest.</summary>
    private Value? DecimalRounding(IMethodSymbol method, ImmutableArray<Value> arguments, IOperation operation)
    {
        var digits = 0;
        var isNearest = true;
        for (var i = 1; i < arguments.Length; i++)
        {
            if (arguments[i].Term is not { IsInteger: true } constant)
            {
                throw UnsupportedConstructException.At("rounding that is not constant", operation);
            }

            if (arguments[i].Shape.Type.SpecialType == SpecialType.System_Int32)
            {
                digits = (int)constant.Value;
            }
            else
            {
                isNearest = constant.Value >= 0 && constant.Value <= 1;
            }
        }

        if (digits is < 0 or > RealWords.MostDigits)
        {
            throw UnsupportedConstructException.At("rounding to so many digits", operation);
        }

        var x = arguments[0].Term;
        var scale = _terms.Real(Power(digits));
        var unit = _terms.Real(new decimal(1, 0, 0, false, (byte)digits));
        var name = FormattableString.Invariant($"decimal_round_{digits}");
        var mode = arguments.Length > 1 ? arguments[arguments.Length - 1] : null;
        var which = mode is { Shape.Type.TypeKind: TypeKind.Enum } ? [x, mode.Term] : new[] { x, Int(0) };
        return Scalar(method.ReturnType, DecimalFunction(name, which, _terms.True, operation, r =>
        {
            var scaled = _terms.RealMultiply(x, scale);
            _rounded[r] = (x, _terms.True, digits);
            var distance = Magnitude(_terms.RealSubtract(r, x));
            return
            [
                _terms.Equal(_terms.RealMultiply(r, scale), _terms.RealFloor(_terms.RealMultiply(r, scale))),
                _terms.Implies(_terms.Equal(scaled, _terms.RealFloor(scaled)), _terms.Equal(r, x)),
                isNearest ? AtMost(_terms.RealAdd(distance, distance), unit) : _terms.RealLess(distance, unit),
            ];
        }));
    }
}
