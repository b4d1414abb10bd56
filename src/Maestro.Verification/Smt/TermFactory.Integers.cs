using System.Numerics;

namespace Maestro.Verification.Smt;

internal sealed partial class TermFactory
{
    public Term Less(Term a, Term b)
    {
        if (ReferenceEquals(a, b))
        {
            return False;
        }

        return a.IsInteger && b.IsInteger ? Bool(a.Value < b.Value) : Make(Operator.Less, Sort.Bool, a, b);
    }

    public Term LessOrEqual(Term a, Term b)
    {
        if (ReferenceEquals(a, b))
        {
            return True;
        }

        return a.IsInteger && b.IsInteger ? Bool(a.Value <= b.Value) : Make(Operator.LessOrEqual, Sort.Bool, a, b);
    }

    public Term Add(Term a, Term b)
    {
        if (IsZero(a))
        {
            return b;
        }

        return IsZero(b) ? a : Fold(Operator.Add, a, b, (x, y) => x + y);
    }

    public Term Subtract(Term a, Term b)
    {
        if (IsZero(b))
        {
            return a;
        }

        return ReferenceEquals(a, b) ? Integer(0, Of(a)) : Fold(Operator.Subtract, a, b, (x, y) => x - y);
    }

    public Term Multiply(Term a, Term b)
    {
        if (IsZero(a) || IsOne(b))
        {
            return a;
        }

        if (IsZero(b) || IsOne(a))
        {
            return b;
        }

        // Distributes over a constant summand, which holds modulo 2^n: (r + 1) * c meets r * c + c.
        if (!b.IsInteger && a.Op == Operator.Add && a.Arguments[1].IsInteger)
        {
            return Add(Multiply(a.Arguments[0], b), Multiply(a.Arguments[1], b));
        }

        if (!a.IsInteger && b.Op == Operator.Add && b.Arguments[1].IsInteger)
        {
            return Add(Multiply(a, b.Arguments[0]), Multiply(a, b.Arguments[1]));
        }

        return Fold(Operator.Multiply, a, b, (x, y) => x * y);
    }

    public Term Negate(Term a) => a.IsInteger ? Integer(-a.Value, Of(a)) : Make(Operator.Negate, a.Sort, a);

    /// <summary>Truncating; the smallest value by -1 wraps; by zero anything.</summary>
    public Term Divide(Term a, Term b)
    {
        if (IsOne(b))
        {
            return a;
        }

        return IsZero(b) ? Make(Operator.Divide, a.Sort, a, b) : Fold(Operator.Divide, a, b, BigInteger.Divide);
    }

    /// <summary>Has the sign of the dividend; by zero anything.</summary>
    public Term Remainder(Term a, Term b) =>
        IsZero(b) ? Make(Operator.Remainder, a.Sort, a, b) : Fold(Operator.Remainder, a, b, BigInteger.Remainder);

    public Term BitAnd(Term a, Term b) => Fold(Operator.BitAnd, a, b, (x, y) => x & y);

    public Term BitOr(Term a, Term b) => Fold(Operator.BitOr, a, b, (x, y) => x | y);

    public Term BitXor(Term a, Term b) => Fold(Operator.BitXor, a, b, (x, y) => x ^ y);

    public Term BitNot(Term a) => a.IsInteger ? Integer(-a.Value - 1, Of(a)) : Make(Operator.BitNot, a.Sort, a);

    /// <summary>The count is of sort <c>int</c> and is masked by the width, as C# does for 32 and 64 bits.</summary>
    public Term ShiftLeft(Term a, Term count) =>
        a.IsInteger && count.IsInteger ? Integer(a.Value << Masked(count, a), Of(a)) : Make(Operator.ShiftLeft, a.Sort, a, count);

    /// <summary>Arithmetic for signed sorts, logical for unsigned ones; the count is masked.</summary>
    public Term ShiftRight(Term a, Term count) =>
        a.IsInteger && count.IsInteger ? Integer(a.Value >> Masked(count, a), Of(a)) : Make(Operator.ShiftRight, a.Sort, a, count);

    /// <summary>C#'s unchecked conversion.</summary>
    public Term Convert(Term a, IntegerSort target)
    {
        if (a.Sort.Equals(target))
        {
            return a;
        }

        if (a.IsInteger)
        {
            return Integer(a.Value, target);
        }

        // Widening and narrowing back is the value itself.
        if (a.Op == Operator.Convert && a.Arguments[0].Sort is IntegerSort inner && inner.Equals(target) && inner.Range.Within(Of(a).Range))
        {
            return a.Arguments[0];
        }

        return Make(Operator.Convert, target, a);
    }

    public Term AddFits(Term a, Term b) => Fits(Operator.AddFits, a, b, (x, y) => x + y);

    public Term SubtractFits(Term a, Term b) => Fits(Operator.SubtractFits, a, b, (x, y) => x - y);

    public Term MultiplyFits(Term a, Term b) => Fits(Operator.MultiplyFits, a, b, (x, y) => x * y);

    public Term ConvertFits(Term a, IntegerSort target)
    {
        if (Of(a).Range.Within(target.Range))
        {
            return True;
        }

        return a.IsInteger ? Bool(target.Contains(a.Value)) : Make(Operator.ConvertFits, Sort.Bool, default, "", target, [a]);
    }

    internal static IntegerSort Of(Term a) => (IntegerSort)a.Sort;

    internal static int Masked(Term count, Term shifted) => (int)(count.Value & (Of(shifted).Width - 1));

    private static bool IsZero(Term a) => a.IsInteger && a.Value.IsZero;

    private static bool IsOne(Term a) => a.IsInteger && a.Value.IsOne;

    private Term Fits(Operator op, Term a, Term b, Func<BigInteger, BigInteger, BigInteger> exact) =>
        a.IsInteger && b.IsInteger ? Bool(Of(a).Contains(exact(a.Value, b.Value))) : Make(op, Sort.Bool, a, b);

    private Term Fold(Operator op, Term a, Term b, Func<BigInteger, BigInteger, BigInteger> exact) =>
        a.IsInteger && b.IsInteger ? Integer(exact(a.Value, b.Value), Of(a)) : Make(op, a.Sort, a, b);
}
