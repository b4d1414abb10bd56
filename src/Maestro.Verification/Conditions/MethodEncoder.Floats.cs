using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Floating point: IEEE 754 with the conversions of .NET 9 and later, and native integers.</content>
internal sealed partial class MethodEncoder
{
    private Term FloatPlain(BinaryOperatorKind kind, Value a, Value b, ITypeSymbol type, IOperation operation)
    {
        var format = (_shapes.Of(type).Sort as FloatSort) ?? Wider(a.Sort as FloatSort, b.Sort as FloatSort);
        var x = AsFloat(a, format, operation);
        var y = AsFloat(b, format, operation);
        return kind switch
        {
            BinaryOperatorKind.Equals => _terms.FloatEqual(x, y),
            BinaryOperatorKind.NotEquals => _terms.Not(_terms.FloatEqual(x, y)),
            BinaryOperatorKind.LessThan => _terms.FloatLess(x, y),
            BinaryOperatorKind.LessThanOrEqual => _terms.FloatLessOrEqual(x, y),
            BinaryOperatorKind.GreaterThan => _terms.FloatLess(y, x),
            BinaryOperatorKind.GreaterThanOrEqual => _terms.FloatLessOrEqual(y, x),
            BinaryOperatorKind.Add => _terms.FloatAdd(x, y),
            BinaryOperatorKind.Subtract => _terms.FloatSubtract(x, y),
            BinaryOperatorKind.Multiply => _terms.FloatMultiply(x, y),
            BinaryOperatorKind.Divide => _terms.FloatDivide(x, y),
            BinaryOperatorKind.Remainder => FloatRemainder(x, y, format),
            _ => throw UnsupportedConstructException.At($"operator {kind}", operation),
        };
    }

    private static FloatSort Wider(FloatSort? a, FloatSort? b) => a is { IsDouble: true } || b is { IsDouble: true } ? FloatSort.Double : FloatSort.Single;

    private Term AsFloat(Value value, FloatSort format, IOperation operation) => value.Sort is FloatSort or IntegerSort && value.Shape.IsScalar
        ? ToFloat(value.Term, format, operation)
        : throw UnsupportedConstructException.At($"operator on {value.Shape.Type.ToDisplayString()}", operation);

    private Term ToFloat(Term value, FloatSort format, IOperation operation) => value.Sort is IntegerSort { Width: 64, Signed: false } && !format.IsDouble
        ? throw UnsupportedConstructException.At("conversion from ulong to float", operation)
        : _terms.ToFloat(value, format);

    /// <summary>C's <c>fmod</c>: the exact remainder with the dividend's sign, of which only bounds are known.</summary>
    private Term FloatRemainder(Term x, Term y, FloatSort format)
    {
        var result = _terms.Function("fmod", format, x, y);
        var isNaN = _terms.FloatIsNaN(result);
        var zero = _terms.Float(0, format);
        Know(_terms.Equal(isNaN, _terms.Or([_terms.FloatIsNaN(x), _terms.FloatIsNaN(y), _terms.FloatIsInfinite(x), _terms.FloatEqual(y, zero)])));
        Know(_terms.Or(isNaN, _terms.And(
            [
                _terms.FloatLessOrEqual(_terms.FloatAbs(result), _terms.FloatAbs(x)),
                _terms.FloatLess(_terms.FloatAbs(result), _terms.FloatAbs(y)),
                _terms.Equal(_terms.FloatIsNegative(result), _terms.FloatIsNegative(x)),
                _terms.Implies(_terms.FloatLess(_terms.FloatAbs(x), _terms.FloatAbs(y)), _terms.FloatEqual(result, x)),
            ])));
        return result;
    }

    /// <summary><c>Equals</c>: NaN equals itself, and the zeros are equal.</summary>
    private Term SameFloat(Term x, Term y) => _terms.Or(_terms.FloatEqual(x, y), _terms.And(_terms.FloatIsNaN(x), _terms.FloatIsNaN(y)));

    /// <summary>A conversion to or from floating point; null for others.</summary>
    private Value? FloatConversion(Value value, Shape shape, IOperation operation, bool isChecked)
    {
        switch (value.Sort, shape.Sort)
        {
            case (IntegerSort or FloatSort, FloatSort format):
                return new Value(shape, ToFloat(value.Term, format, operation));
            case (FloatSort, IntegerSort target):
                return new Value(shape, FloatToInteger(value.Term, target, operation, isChecked));
            default:
                return null;
        }
    }

    private Term FloatToInteger(Term value, IntegerSort target, IOperation operation, bool isChecked)
    {
        var fits = TruncatesInto(value, target);
        if (isChecked)
        {
            Require(ObligationKind.Overflow, operation, fits);
        }
        else if (!SaturatesFloats())
        {
            throw UnsupportedConstructException.At("unchecked conversion from floating point before .NET 9", operation);
        }

        // Narrow types: by way of int, as the runtime does.
        return target.Width >= 32 ? _terms.FloatToInteger(value, target) : _terms.Convert(_terms.FloatToInteger(value, IntegerSort.Int32), target);
    }

    /// <summary>The whole part is in the type's range; false for NaN.</summary>
    private Term TruncatesInto(Term value, IntegerSort target)
    {
        var format = (FloatSort)value.Sort;
        var whole = _terms.FloatRound(value, "RTZ");
        return _terms.And(
            _terms.FloatLessOrEqual(_terms.Float((double)target.Minimum, format), whole),
            _terms.FloatLess(whole, _terms.Float((double)(target.Maximum + 1), format)));
    }

    private bool SaturatesFloats() =>
        _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Identity is { Name: "System.Runtime" or "System.Private.CoreLib" } identity
        && identity.Version.Major >= 9;

    private void TrustNative(ITypeSymbol type)
    {
        if (type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr)
        {
            Trust("native-width", "nint and nuint have 64 bits", 0);
        }
    }
}
