using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// <c>decimal</c> by value. A result is the nearest number of at most 96 bits and 28 digits after the point: the exact one where that is such a number.
/// Hence rounding is monotone, every bound that is itself a decimal survives it, and it is off by 10^-28 of the value at most. Overflow is always owed.
/// </content>
internal sealed partial class MethodEncoder
{
    private readonly Dictionary<Term, Term> _decimalFacts = [];

    /// <summary>What a rounded result was before, where there is one, and to how many digits it was rounded: null for as many as there are.</summary>
    private readonly Dictionary<Term, (Term Exact, Term IsThere, int? Digits)> _rounded = [];

    private Term DecimalConstant(decimal value) =>
        _version is null ? _terms.Real(value) : _terms.Variable($"constant {value.ToString(CultureInfo.InvariantCulture)}", Sort.Decimal);

    private Term DecimalPlain(BinaryOperatorKind kind, Value a, Value b, IOperation operation)
    {
        if (_version is not null || a.Sort is not Sort.Exact || b.Sort is not Sort.Exact)
        {
            throw UnsupportedConstructException.At("operator on decimal", operation);
        }

        var (x, y) = (a.Term, b.Term);
        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual)
        {
            KnowRounding(x, y);
            KnowRounding(y, x);
        }

        return kind switch
        {
            BinaryOperatorKind.Equals => _terms.Equal(x, y),
            BinaryOperatorKind.NotEquals => _terms.Not(_terms.Equal(x, y)),
            BinaryOperatorKind.LessThan => _terms.RealLess(x, y),
            BinaryOperatorKind.LessThanOrEqual => _terms.RealLessOrEqual(x, y),
            BinaryOperatorKind.GreaterThan => _terms.RealLess(y, x),
            BinaryOperatorKind.GreaterThanOrEqual => _terms.RealLessOrEqual(y, x),
            BinaryOperatorKind.Add => DecimalSum(x, y, isDifference: false, operation),
            BinaryOperatorKind.Subtract => DecimalSum(x, y, isDifference: true, operation),
            BinaryOperatorKind.Multiply => DecimalProduct(x, y, operation),
            BinaryOperatorKind.Divide => DecimalQuotient(x, y, operation),
            BinaryOperatorKind.Remainder => DecimalRemainder(x, y, operation),
            _ => throw UnsupportedConstructException.At($"operator {kind}", operation),
        };
    }

    /// <summary>A rounded result with what holds of it where it does not throw: in a clause that somebody else answers for it may.</summary>
    private Term DecimalFunction(string name, IReadOnlyList<Term> arguments, Term returns, IOperation operation, Func<Term, IEnumerable<Term>> facts)
    {
        var made = _terms.Function(name, Sort.Decimal, arguments.ToArray());
        if (made.FreeBound.Count > 0)
        {
            throw UnsupportedConstructException.At("arithmetic on decimal under a quantifier", operation);
        }

        if (!_decimalFacts.TryGetValue(made, out var known))
        {
            known = _terms.Implies(returns, _terms.And(facts(made).ToList()));
            _decimalFacts.Add(made, known);
        }

        Know(known);
        return made;
    }

    /// <summary>Rounding does not cross a decimal (of few enough digits).</summary>
    private void KnowRounding(Term rounded, Term other)
    {
        if (rounded.Op == Operator.Ite)
        {
            KnowRounding(rounded.Arguments[1], other);
            KnowRounding(rounded.Arguments[2], other);
        }
        else if (other.FreeBound.Count == 0 && _rounded.TryGetValue(rounded, out var from) && (from.Digits is not { } digits || DigitsOf(other) <= digits))
        {
            Know(_terms.Implies(from.IsThere, _terms.And(
                _terms.Implies(AtMost(other, from.Exact), AtMost(other, rounded)),
                _terms.Implies(AtMost(from.Exact, other), AtMost(rounded, other)))));
        }
    }

    private static decimal Power(int exponent) => (decimal)BigInteger.Pow(10, exponent);

    private Term Zero => _terms.Real(0m);

    private Term Magnitude(Term x) => _terms.Ite(_terms.RealLess(x, Zero), _terms.RealNegate(x), x);

    private Term AtMost(Term x, Term y) => _terms.RealLessOrEqual(x, y);

    /// <summary>The exact result does not round to one beyond the largest decimal.</summary>
    private Term RequireDecimal(Term exact, IOperation operation)
    {
        var fits = IsDecimal(exact, _terms.Real(1m));
        Require(ObligationKind.Overflow, operation, fits);
        return fits;
    }

    private Term IsDecimal(Term numerator, Term denominator)
    {
        var limit = _terms.RealAdd(_terms.Real(decimal.MaxValue), _terms.Real(0.5m));
        return _terms.RealLess(Magnitude(numerator), _terms.RealMultiply(limit, Magnitude(denominator)));
    }

    private Term DecimalSum(Term x, Term y, bool isDifference, IOperation operation)
    {
        var exact = isDifference ? _terms.RealSubtract(x, y) : _terms.RealAdd(x, y);
        var fits = RequireDecimal(exact, operation);
        return DecimalFunction(isDifference ? "decimal_subtract" : "decimal_add", [x, y], fits, operation, r =>
        {
            var added = isDifference ? _terms.RealNegate(y) : y;
            return Rounded(r, exact, fits, DigitsOf(x) is { } a && DigitsOf(y) is { } b ? Math.Max(a, b) : null, _terms.Real(0m))
                .Concat(NotBelow(r, x, added)).Concat(NotBelow(r, added, x)).ToList();
        });
    }

    /// <summary>What is added moves the sum in its own direction.</summary>
    private IEnumerable<Term> NotBelow(Term sum, Term x, Term added) =>
        [_terms.Implies(AtMost(Zero, added), AtMost(x, sum)), _terms.Implies(AtMost(added, Zero), AtMost(sum, x))];

    /// <summary>What rounding leaves of an exact result that is linear in what is known.</summary>
    private IEnumerable<Term> Rounded(Term r, Term exact, Term fits, int? digits, Term underflow)
    {
        var unit = _terms.Real(new decimal(1, 0, 0, false, RealWords.MostDigits));
        var slack = _terms.RealAdd(_terms.RealMultiply(Magnitude(exact), unit), underflow);
        yield return AtMost(r, _terms.RealAdd(exact, slack));
        yield return AtMost(_terms.RealSubtract(exact, slack), r);
        foreach (var fact in Sign(r, exact))
        {
            yield return fact;
        }

        if (digits is <= RealWords.MostDigits and var known)
        {
            yield return _terms.Implies(IsShort(exact, known), _terms.Equal(r, exact));
        }

        _rounded[r] = (exact, fits, null);
    }

    /// <summary>With so many digits after the point it fits 96 bits.</summary>
    private Term IsShort(Term exact, int digits) => AtMost(Magnitude(exact), _terms.Real(decimal.MaxValue / Power(digits)));

    private IEnumerable<Term> Sign(Term r, Term exact) =>
        [_terms.Implies(AtMost(Zero, exact), AtMost(Zero, r)), _terms.Implies(AtMost(exact, Zero), AtMost(r, Zero))];

    private Term DecimalProduct(Term x, Term y, IOperation operation)
    {
        var exact = _terms.RealMultiply(x, y);
        var fits = RequireDecimal(exact, operation);
        return DecimalFunction("decimal_multiply", [x, y], fits, operation, r =>
        {
            var digits = DigitsOf(x) is { } a && DigitsOf(y) is { } b ? a + b : (int?)null;
            var facts = new List<Term>(SignOfProduct(r, x, y)) { _terms.Implies(_terms.Or(_terms.Equal(x, Zero), _terms.Equal(y, Zero)), _terms.Equal(r, Zero)) };
            facts.AddRange(Scaled(r, x, y));
            facts.AddRange(Scaled(r, y, x));
            if (x.Op == Operator.Real || y.Op == Operator.Real)
            {
                facts.AddRange(Rounded(r, exact, fits, digits, _terms.Real(new decimal(1, 0, 0, false, RealWords.MostDigits))));
            }
            else if (digits is <= RealWords.MostDigits and var known)
            {
                facts.Add(_terms.Implies(IsShort(exact, known), _terms.Equal(r, exact)));
            }

            return facts;
        });
    }

    private IEnumerable<Term> SignOfProduct(Term r, Term x, Term y)
    {
        Term Positive(Term t) => AtMost(Zero, t);
        Term Negative(Term t) => AtMost(t, Zero);
        yield return _terms.Implies(_terms.Or(_terms.And(Positive(x), Positive(y)), _terms.And(Negative(x), Negative(y))), Positive(r));
        yield return _terms.Implies(_terms.Or(_terms.And(Positive(x), Negative(y)), _terms.And(Negative(x), Positive(y))), Negative(r));
    }

    /// <summary>A factor between zero and one takes the other towards zero, one above takes it away.</summary>
    private IEnumerable<Term> Scaled(Term r, Term x, Term factor)
    {
        var one = _terms.Real(1m);
        var shrinks = _terms.And(AtMost(Zero, factor), AtMost(factor, one));
        var grows = AtMost(one, factor);
        yield return _terms.Implies(AtMost(Zero, x), _terms.And(_terms.Implies(shrinks, AtMost(r, x)), _terms.Implies(grows, AtMost(x, r))));
        yield return _terms.Implies(AtMost(x, Zero), _terms.And(_terms.Implies(shrinks, AtMost(x, r)), _terms.Implies(grows, AtMost(r, x))));
    }

    private Term DecimalQuotient(Term x, Term y, IOperation operation)
    {
        Require(ObligationKind.DivideByZero, operation, _terms.Not(_terms.Equal(y, Zero)));
        var fits = _terms.Or(_terms.Equal(y, Zero), IsDecimal(x, y));
        Require(ObligationKind.Overflow, operation, fits);
        var returns = _terms.And(_terms.Not(_terms.Equal(y, Zero)), fits);
        return DecimalFunction("decimal_divide", [x, y], returns, operation, r =>
        {
            var one = _terms.Real(1m);
            var facts = new List<Term>(SignOfProduct(r, x, y));
            facts.Add(_terms.Implies(AtMost(one, y), _terms.And(
                _terms.Implies(AtMost(Zero, x), AtMost(r, x)), _terms.Implies(AtMost(x, Zero), AtMost(x, r)))));
            facts.Add(_terms.Implies(_terms.And(_terms.RealLess(Zero, y), AtMost(y, one)), _terms.And(
                _terms.Implies(AtMost(Zero, x), AtMost(x, r)), _terms.Implies(AtMost(x, Zero), AtMost(r, x)))));
            facts.Add(_terms.Implies(_terms.RealLess(Zero, y), _terms.And(
                _terms.Implies(AtMost(x, y), AtMost(r, one)), _terms.Implies(AtMost(y, x), AtMost(one, r)))));
            if (y is { Op: Operator.Real, Value.IsZero: false })
            {
                facts.AddRange(Rounded(r, _terms.RealDivide(x, y), returns, null, _terms.Real(new decimal(1, 0, 0, false, RealWords.MostDigits))));
            }

            return facts;
        });
    }

    /// <summary>It has the sign of the dividend, and less than the divisor's magnitude.</summary>
    private Term DecimalRemainder(Term x, Term y, IOperation operation)
    {
        Require(ObligationKind.DivideByZero, operation, _terms.Not(_terms.Equal(y, Zero)));
        return DecimalFunction("decimal_remainder", [x, y], _terms.Not(_terms.Equal(y, Zero)), operation, r => Sign(r, x).Concat(
        [
            AtMost(Magnitude(r), Magnitude(x)),
            _terms.Implies(_terms.RealLess(Magnitude(x), Magnitude(y)), _terms.Equal(r, x)),
            _terms.RealLess(Magnitude(r), Magnitude(y)),
        ]));
    }

    /// <summary>So many digits after the point are enough for every value of the term; null where that is not seen.</summary>
    private static int? DigitsOf(Term term)
    {
        switch (term.Op)
        {
            case Operator.ToReal or Operator.RealFloor:
                return 0;
            case Operator.Real:
                var digits = RealWords.MostDigits;
                for (var units = term.Value; digits > 0 && (units % 10).IsZero; units /= 10)
                {
                    digits--;
                }

                return digits;
            case Operator.Ite:
                return DigitsOf(term.Arguments[1]) is { } then && DigitsOf(term.Arguments[2]) is { } otherwise ? Math.Max(then, otherwise) : null;
            case Operator.RealSubtract or Operator.RealAdd:
                return DigitsOf(term.Arguments[0]) is { } left && DigitsOf(term.Arguments[1]) is { } right ? Math.Max(left, right) : null;

            // Rounding takes digits away, if anything.
            case Operator.Function when term.Name is "decimal_add" or "decimal_subtract":
                return DigitsOf(term.Arguments[0]) is { } a && DigitsOf(term.Arguments[1]) is { } b ? Math.Max(a, b) : null;
            case Operator.Function when term.Name is "decimal_multiply":
                return DigitsOf(term.Arguments[0]) is { } c && DigitsOf(term.Arguments[1]) is { } d && c + d <= RealWords.MostDigits ? c + d : null;
            case Operator.Function when term.Name.StartsWith("decimal_round_", StringComparison.Ordinal):
                return int.Parse(term.Name.Substring("decimal_round_".Length), CultureInfo.InvariantCulture);
            default:
                return null;
        }
    }
}
