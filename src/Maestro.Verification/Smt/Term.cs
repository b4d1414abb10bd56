using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>What a term does. Integer operators have C#'s unchecked meaning at the term's own sort.</summary>
internal enum Operator
{
    Variable,

    /// <summary>A variable that quantifiers may bind; where nothing binds it, a constant.</summary>
    Bound,
    True,
    False,
    Integer,
    Null,
    Not,
    And,
    Or,
    Ite,
    Equal,
    Less,
    LessOrEqual,
    Add,
    Subtract,
    Multiply,
    Negate,
    Divide,
    Remainder,
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    ShiftLeft,
    ShiftRight,
    Convert,

    /// <summary>The mathematical result is in the range of the operands' sort (of the target sort for <see cref="ConvertFits"/>).</summary>
    AddFits,
    SubtractFits,
    MultiplyFits,
    ConvertFits,

    /// <summary>A floating-point constant; <see cref="Term.Value"/> is its bits.</summary>
    Float,
    FloatAdd,
    FloatSubtract,
    FloatMultiply,
    FloatDivide,
    FloatNegate,
    FloatAbs,
    FloatSqrt,

    /// <summary>To a whole number; <see cref="Term.Name"/> is SMT-LIB's rounding mode.</summary>
    FloatRound,

    /// <summary>IEEE comparison: false on NaN, and the zeros are equal.</summary>
    FloatLess,
    FloatLessOrEqual,
    FloatEqual,
    FloatIsNaN,
    FloatIsInfinite,
    FloatIsNegative,

    /// <summary>From an integer or another format, to the nearest, ties to even.</summary>
    ToFloat,

    /// <summary>Truncates and saturates; NaN is 0.</summary>
    FloatToInteger,

    /// <summary>A real number; <see cref="Term.Value"/> counts units of 10^-28, and <see cref="Term.Name"/> is how it was written.</summary>
    Real,
    RealAdd,
    RealSubtract,
    RealMultiply,
    RealDivide,
    RealLess,
    RealLessOrEqual,
    RealFloor,
    ToReal,
    RealToInteger,

    /// <summary>A function of which only facts are known; <see cref="Term.Name"/> says which.</summary>
    Function,
    Select,
    Store,

    /// <summary>The map that is the argument everywhere.</summary>
    Everywhere,
    ArrayLength,
    StringLength,
    StringChar,

    /// <summary>Order of references by age: allocation hands out growing numbers.</summary>
    Older,
    Successor,
    ForAll,
    Exists,
}

/// <summary>A node of a hash-consed DAG: within one <see cref="TermFactory"/> equal terms are the same object.</summary>
internal sealed class Term
{
    internal Term(int id, Operator op, Sort sort, Term[] arguments, BigInteger value, string name, Sort? extra)
    {
        Id = id;
        Op = op;
        Sort = sort;
        Arguments = arguments;
        Value = value;
        Name = name;
        Extra = extra;
        Depth = arguments.Length == 0 ? 0 : arguments.Max(a => a.Depth) + 1;
        FreeBound = FindFreeBound();
    }

    /// <summary>Order of creation: smaller for arguments than for the term itself.</summary>
    public int Id { get; }

    public Operator Op { get; }

    public Sort Sort { get; }

    public IReadOnlyList<Term> Arguments { get; }

    /// <summary>Of an <see cref="Operator.Integer"/>.</summary>
    public BigInteger Value { get; }

    /// <summary>Of a <see cref="Operator.Variable"/>: unique within a factory, never printed; of a function or rounding, which one; of a decimal, its digits.</summary>
    public string Name { get; }

    /// <summary>The target sort of <see cref="Operator.ConvertFits"/>.</summary>
    public Sort? Extra { get; }

    /// <summary>Length of the longest path to a leaf.</summary>
    public int Depth { get; }

    /// <summary>The <see cref="Operator.Bound"/> variables that no quantifier inside this term binds, by age.</summary>
    public IReadOnlyList<Term> FreeBound { get; }

    public bool IsTrue => Op == Operator.True;

    public bool IsFalse => Op == Operator.False;

    public bool IsInteger => Op == Operator.Integer;

    public bool IsFloat => Op == Operator.Float;

    /// <summary>True where bit-blasting gets dear.</summary>
    public bool IsFloatArithmetic => Op is Operator.FloatAdd or Operator.FloatSubtract or Operator.FloatMultiply or Operator.FloatDivide or Operator.FloatSqrt;

    public override string ToString() => Op switch
    {
        Operator.Variable or Operator.Bound => Name,
        Operator.Integer => Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when Arguments.Count == 0 => Op.ToString(),
        _ => $"{Op}({string.Join(", ", Arguments)})",
    };

    private IReadOnlyList<Term> FindFreeBound()
    {
        if (Op == Operator.Bound)
        {
            return [this];
        }

        if (Arguments.All(a => a.FreeBound.Count == 0))
        {
            return [];
        }

        var all = Arguments.SelectMany(a => a.FreeBound).Distinct();
        return (Op is Operator.ForAll or Operator.Exists ? all.Where(b => !ReferenceEquals(b, Arguments[0])) : all).OrderBy(b => b.Id).ToArray();
    }
}
