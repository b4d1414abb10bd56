using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <content>Framework functions of numbers and characters.</content>
internal sealed partial class MethodEncoder
{
    private Term SignOf(Term x)
    {
        var zero = _terms.Integer(0, (IntegerSort)x.Sort);
        return _terms.Ite(_terms.Less(x, zero), Int(-1), _terms.Ite(_terms.Equal(x, zero), Int(0), Int(1)));
    }

    /// <summary><c>BitOperations</c> and the like whose value is exact in a few operations; null for others.</summary>
    private Value? BitCounting(IMethodSymbol method, IReadOnlyList<Term> arguments)
    {
        var x = arguments[0];
        var sort = (IntegerSort)x.Sort;
        var zero = _terms.Integer(0, sort);
        switch (method.Name)
        {
            case "IsPow2" when arguments.Count == 1:
                var one = _terms.Integer(1, sort);
                return Scalar(method.ReturnType, _terms.And(
                    _terms.Less(zero, x),
                    _terms.Equal(_terms.BitAnd(x, _terms.Subtract(x, one)), zero)));
            case "RotateLeft" or "RotateRight" when arguments.Count == 2 && sort.Width >= 32 && arguments[1].Sort.Equals(IntegerSort.Int32):
                var unsigned = new IntegerSort(sort.Width, false);
                var bits = _terms.Convert(x, unsigned);
                var back = _terms.Subtract(Int(0), arguments[1]);
                var (left, right) = method.Name == "RotateLeft" ? (arguments[1], back) : (back, arguments[1]);
                return Scalar(method.ReturnType, _terms.Convert(_terms.BitOr(_terms.ShiftLeft(bits, left), _terms.ShiftRight(bits, right)), sort));
            default:
                return null;
        }
    }

    /// <summary>Results of which bounds are known: counts of bits.</summary>
    private Value? BoundedWhole(IMethodSymbol method, IReadOnlyList<Term> arguments)
    {
        if (arguments.Count != 1 || arguments[0].Sort is not IntegerSort { Width: >= 32 } sort || method.Name is not ("PopCount" or "LeadingZeroCount" or "TrailingZeroCount" or "Log2")
            || _shapes.Of(method.ReturnType).Sort is not IntegerSort result || method.Name == "Log2" && sort.Signed)
        {
            return null;
        }

        var x = arguments[0];
        var value = _terms.Function($"{method.Name}_{(sort.Signed ? "s" : "u")}{sort.Width.ToString(System.Globalization.CultureInfo.InvariantCulture)}", result, x);
        var zero = _terms.Integer(0, sort);
        var none = _terms.Integer(0, result);
        var all = _terms.Integer(sort.Width, result);
        var isZero = _terms.Equal(x, zero);
        Know(_terms.LessOrEqual(none, value));
        Know(method.Name switch
        {
            "Log2" => _terms.Less(value, all),
            _ => _terms.LessOrEqual(value, all),
        });
        Know(method.Name switch
        {
            "PopCount" => _terms.Equal(isZero, _terms.Equal(value, none)),
            "Log2" => _terms.Implies(isZero, _terms.Equal(value, none)),
            _ => _terms.Equal(isZero, _terms.Equal(value, all)),
        });
        if (method.Name == "PopCount")
        {
            // One bit is what is gone when the lowest bit is taken away.
            var bits = _terms.Convert(x, new IntegerSort(sort.Width, false));
            var lower = _terms.Subtract(bits, _terms.Integer(1, (IntegerSort)bits.Sort));
            Know(_terms.Implies(_terms.Not(isZero), _terms.Equal(_terms.Equal(value, _terms.Integer(1, result)),
                _terms.Equal(_terms.BitAnd(bits, lower), _terms.Integer(0, (IntegerSort)bits.Sort)))));
        }

        Know(_terms.And(BitPositions(method.Name, x, value, sort).ToList()));
        return Scalar(method.ReturnType, value);
    }

    /// <summary>Where the highest and the lowest bit are, exactly: by comparison with each power of two.</summary>
    private IEnumerable<Term> BitPositions(string name, Term x, Term value, IntegerSort sort)
    {
        var unsigned = new IntegerSort(sort.Width, false);
        var result = (IntegerSort)value.Sort;
        var bits = _terms.Convert(x, unsigned);
        Term Count(int i) => _terms.Integer(i, result);
        for (var i = 0; i < sort.Width; i++)
        {
            var power = _terms.Integer(System.Numerics.BigInteger.One << i, unsigned);
            switch (name)
            {
                case "LeadingZeroCount":
                    yield return _terms.Equal(_terms.LessOrEqual(power, bits), _terms.LessOrEqual(value, Count(sort.Width - 1 - i)));
                    break;
                case "Log2" when i > 0:
                    yield return _terms.Equal(_terms.LessOrEqual(power, bits), _terms.LessOrEqual(Count(i), value));
                    break;
                case "TrailingZeroCount" when i > 0:
                    var low = _terms.BitAnd(bits, _terms.Integer((System.Numerics.BigInteger.One << i) - 1, unsigned));
                    yield return _terms.Equal(_terms.Equal(low, _terms.Integer(0, unsigned)), _terms.LessOrEqual(Count(i), value));
                    break;
            }
        }
    }

    /// <summary>Functions of floating-point numbers; null for what is not known.</summary>
    private Value? FloatCall(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, IOperation operation)
    {
        var type = method.ContainingType;
        var isNumber = type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;
        if (receiver is not null)
        {
            return isNumber && method.Name == "Equals" && arguments.Length == 1 && arguments[0].Shape.IsScalar && arguments[0].Sort.Equals(receiver.Sort)
                ? Scalar(method.ReturnType, SameFloat(receiver.Term, arguments[0].Term)) : null;
        }

        if (arguments.Length == 0 || !(isNumber || KnownMembers.IsNamed(type, "System", "Math") || KnownMembers.IsNamed(type, "System", "MathF"))
            || arguments.Any(a => !a.Shape.IsScalar || a.Sort is not FloatSort) || arguments.Any(a => !a.Sort.Equals(arguments[0].Sort)))
        {
            return null;
        }

        var terms = arguments.Select(a => a.Term).ToList();
        return (arguments.Length, _shapes.Of(method.ReturnType).Sort) switch
        {
            (1, Sort.Truth) when FloatTest(method.Name, terms[0]) is { } test => Scalar(method.ReturnType, test),
            (1, FloatSort) when FloatFunction(method.Name, terms[0]) is { } result => Scalar(method.ReturnType, result),
            (2, FloatSort) when FloatChoice(method.Name, terms[0], terms[1]) is { } result => Scalar(method.ReturnType, result),
            (1, IntegerSort) when method.Name == "Sign" => FloatSign(method, terms[0], operation),
            (3, FloatSort) when method.Name == "Clamp" => FloatClamp(method, terms, operation),
            _ => null,
        };
    }

    private Term? FloatTest(string name, Term x)
    {
        var zero = _terms.Float(0, (FloatSort)x.Sort);
        return name switch
        {
            "IsNaN" => _terms.FloatIsNaN(x),
            "IsInfinity" => _terms.FloatIsInfinite(x),
            "IsFinite" => _terms.Not(_terms.Or(_terms.FloatIsNaN(x), _terms.FloatIsInfinite(x))),
            "IsPositiveInfinity" => _terms.And(_terms.FloatIsInfinite(x), _terms.FloatLess(zero, x)),
            "IsNegativeInfinity" => _terms.And(_terms.FloatIsInfinite(x), _terms.FloatLess(x, zero)),
            _ => null,
        };
    }

    private Term? FloatFunction(string name, Term x)
    {
        var sort = (FloatSort)x.Sort;
        switch (name)
        {
            case "Abs":
                return _terms.FloatAbs(x);
            case "Floor":
                return _terms.FloatRound(x, "RTN");
            case "Ceiling":
                return _terms.FloatRound(x, "RTP");
            case "Truncate":
                return _terms.FloatRound(x, "RTZ");
            case "Round":
                return _terms.FloatRound(x, "RNE");
            case "Sqrt":
                return _terms.FloatSqrt(x);
            case "Sin" or "Cos":
                var wave = _terms.Function(name, sort, x);
                Know(_terms.Equal(_terms.FloatIsNaN(wave), _terms.Or(_terms.FloatIsNaN(x), _terms.FloatIsInfinite(x))));
                Know(_terms.Or(_terms.FloatIsNaN(wave), _terms.And(
                    _terms.FloatLessOrEqual(_terms.Float(-1, sort), wave), _terms.FloatLessOrEqual(wave, _terms.Float(1, sort)))));
                return wave;
            case "Exp":
                var power = _terms.Function(name, sort, x);
                Know(_terms.Equal(_terms.FloatIsNaN(power), _terms.FloatIsNaN(x)));
                Know(_terms.Or(_terms.FloatIsNaN(power), _terms.FloatLessOrEqual(_terms.Float(0, sort), power)));
                return power;
            default:
                return null;
        }
    }

    /// <summary><c>Min</c> and <c>Max</c>: NaN wins, and the negative zero is less.</summary>
    private Term? FloatChoice(string name, Term x, Term y)
    {
        switch (name)
        {
            case "Min" or "Max":
                var takesX = name == "Min" ? _terms.FloatLess(x, y) : _terms.FloatLess(y, x);
                var ofZeros = name == "Min" ? _terms.FloatIsNegative(x) : _terms.Not(_terms.FloatIsNegative(x));
                return _terms.Ite(_terms.FloatIsNaN(x), x, _terms.Ite(_terms.Or(takesX, _terms.And(_terms.FloatEqual(x, y), ofZeros)), x, y));
            case "CopySign":
                // NaN's sign is not modelled.
                var magnitude = _terms.FloatAbs(x);
                return _terms.Ite(_terms.FloatIsNaN(y), _terms.Function("copysign", (FloatSort)x.Sort, x, y), _terms.Ite(_terms.FloatIsNegative(y), _terms.FloatNegate(magnitude), magnitude));
            default:
                return null;
        }
    }

    /// <summary>It throws for NaN.</summary>
    private Value FloatSign(IMethodSymbol method, Term x, IOperation operation)
    {
        RequireOfMember("System.ArithmeticException", _terms.Not(_terms.FloatIsNaN(x)), operation);
        var zero = _terms.Float(0, (FloatSort)x.Sort);
        return Scalar(method.ReturnType, _terms.Ite(_terms.FloatLess(x, zero), Int(-1), _terms.Ite(_terms.FloatEqual(x, zero), Int(0), Int(1))));
    }

    /// <summary>It throws when the bounds cross, and gives NaN for NaN; a bound that is NaN does not bound.</summary>
    private Value FloatClamp(IMethodSymbol method, IReadOnlyList<Term> arguments, IOperation operation)
    {
        var (x, low, high) = (arguments[0], arguments[1], arguments[2]);
        RequireOfMember("System.ArgumentException", _terms.Not(_terms.FloatLess(high, low)), operation);
        return Scalar(method.ReturnType, _terms.Ite(_terms.FloatLess(x, low), low, _terms.Ite(_terms.FloatLess(high, x), high, x)));
    }

    /// <summary>Tests of characters: exact where they are about ASCII, bounded where they are about Unicode.</summary>
    private Value? CharacterCall(IMethodSymbol method, ImmutableArray<Value> arguments)
    {
        if (method.ContainingType.SpecialType != SpecialType.System_Char || !method.IsStatic || arguments.Length != 1 || !arguments[0].Sort.Equals(IntegerSort.Char))
        {
            return null;
        }

        var c = arguments[0].Term;
        Term Between(char low, char high) => _terms.And(_terms.LessOrEqual(Character(low), c), _terms.LessOrEqual(c, Character(high)));
        var isAscii = _terms.LessOrEqual(c, Character('\u007f'));
        var digit = Between('0', '9');
        var upper = Between('A', 'Z');
        var lower = Between('a', 'z');
        switch (method.Name)
        {
            case "IsAscii":
                return Scalar(method.ReturnType, isAscii);
            case "IsAsciiDigit":
                return Scalar(method.ReturnType, digit);
            case "IsAsciiLetter":
                return Scalar(method.ReturnType, _terms.Or(upper, lower));
            case "IsAsciiLetterUpper":
                return Scalar(method.ReturnType, upper);
            case "IsAsciiLetterLower":
                return Scalar(method.ReturnType, lower);
            case "IsAsciiLetterOrDigit":
                return Scalar(method.ReturnType, _terms.Or([upper, lower, digit]));
            case "IsAsciiHexDigit":
                return Scalar(method.ReturnType, _terms.Or([digit, Between('A', 'F'), Between('a', 'f')]));
            case "IsDigit":
                return Unicode(digit);
            case "IsLetter":
                return Unicode(_terms.Or(upper, lower));
            case "IsLetterOrDigit":
                return Unicode(_terms.Or([upper, lower, digit]));
            case "IsUpper":
                return Unicode(upper);
            case "IsLower":
                return Unicode(lower);
            case "IsWhiteSpace":
                return Scalar(method.ReturnType, IsWhiteSpace(c));
            case "ToUpperInvariant":
                return Cased(lower, -32);
            case "ToLowerInvariant":
                return Cased(upper, 32);
            default:
                return null;
        }

        // Outside of ASCII it is some function of the character.
        Term Otherwise(Sort sort) => _terms.Function(method.Name, sort, c);
        Value Unicode(Term inAscii) => Scalar(method.ReturnType, _terms.Ite(isAscii, inAscii, Otherwise(Sort.Bool)));
        Value Cased(Term changes, int by) => Scalar(method.ReturnType, _terms.Ite(
            isAscii,
            _terms.Ite(changes, _terms.Add(c, _terms.Integer(by, IntegerSort.Char)), c),
            Otherwise(IntegerSort.Char)));
    }

    /// <summary>Exact in ASCII; beyond, some function of the character.</summary>
    private Term IsWhiteSpace(Term c) => _terms.Ite(
        _terms.LessOrEqual(c, Character('\u007f')),
        _terms.Or(_terms.And(_terms.LessOrEqual(Character('\t'), c), _terms.LessOrEqual(c, Character('\r'))), _terms.Equal(c, Character(' '))),
        _terms.Function("IsWhiteSpace", Sort.Bool, c));

    private Term Character(char c) => _terms.Integer(c, IntegerSort.Char);
}
