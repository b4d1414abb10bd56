using System.Globalization;
using System.Numerics;

namespace Maestro.Verification.Smt;

/// <content>Values of <c>decimal</c>, and exact arithmetic on them. A constant keeps its scale: two of one value are two terms, since a callee may tell them apart.</content>
internal sealed partial class TermFactory
{
    public Term Real(decimal value) => Make(Operator.Real, Sort.Decimal, RealWords.UnitsOf(value), value.ToString(CultureInfo.InvariantCulture), null, []);

    public Term RealAdd(Term a, Term b) => Make(Operator.RealAdd, Sort.Decimal, a, b);

    public Term RealSubtract(Term a, Term b) => Make(Operator.RealSubtract, Sort.Decimal, a, b);

    public Term RealMultiply(Term a, Term b) => Make(Operator.RealMultiply, Sort.Decimal, a, b);

    /// <summary>By zero anything.</summary>
    public Term RealDivide(Term a, Term b) => Make(Operator.RealDivide, Sort.Decimal, a, b);

    public Term RealNegate(Term a) => RealSubtract(Real(0m), a);

    public Term RealLess(Term a, Term b) => AreReal(a, b) ? Bool(a.Value < b.Value) : Make(Operator.RealLess, Sort.Bool, a, b);

    public Term RealLessOrEqual(Term a, Term b) => AreReal(a, b) ? Bool(a.Value <= b.Value) : Make(Operator.RealLessOrEqual, Sort.Bool, a, b);

    /// <summary>The largest whole number that is not greater.</summary>
    public Term RealFloor(Term a) => Make(Operator.RealFloor, Sort.Decimal, a);

    public Term ToReal(Term a) => Make(Operator.ToReal, Sort.Decimal, a);

    /// <summary>Truncates; zero where that is out of range.</summary>
    public Term RealToInteger(Term a, IntegerSort target) => Make(Operator.RealToInteger, target, a);

    private static bool AreReal(Term a, Term b) => a.Op == Operator.Real && b.Op == Operator.Real;
}
