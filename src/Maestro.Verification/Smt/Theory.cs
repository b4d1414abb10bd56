using System.Globalization;
using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>How terms are said in SMT-LIB 2. Two theories say the same thing; each is fast where the other is slow.</summary>
internal abstract class Theory
{
    /// <summary><c>bv</c> or <c>int</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True where floating-point arithmetic is left open but for facts about its results: what follows is true, what does not follow may be true all the same.</summary>
    public abstract bool LeavesFloatsOpen { get; }

    /// <summary>False where this theory has no words for the term's own operator.</summary>
    public abstract bool Says(Term term);

    public abstract string SortText(Sort sort);

    /// <summary>The term's text from its arguments' texts.</summary>
    public abstract string Render(Term term, IReadOnlyList<string> arguments, Intervals intervals);

    /// <summary>What holds of the term's value whatever the program does, as SMT-LIB; null where the sort says it all.</summary>
    public abstract string? NaturalFact(Term term, string text, IReadOnlyList<string> arguments, Intervals intervals);

    /// <summary>Definitions that <see cref="Render"/> may use, by the name that it uses.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string>> Definitions { get; }

    protected static string Number(BigInteger value) =>
        value.Sign < 0 ? $"(- {(-value).ToString(CultureInfo.InvariantCulture)})" : value.ToString(CultureInfo.InvariantCulture);

    protected static string Call(string function, IReadOnlyList<string> arguments) => $"({function} {string.Join(" ", arguments)})";

    protected static Interval? NaturalRange(Term term) => term.Op switch
    {
        Operator.ArrayLength => Intervals.ArrayLengths,
        Operator.StringLength => Intervals.StringLengths,
        Operator.Variable or Operator.Bound or Operator.Select or Operator.StringChar or Operator.FloatToInteger or Operator.Function when term.Sort is IntegerSort sort => sort.Range,
        _ => null,
    };

    /// <summary>The words that both theories share; null for those of integers.</summary>
    protected static string? RenderCommon(Term term, IReadOnlyList<string> arguments) => term.Op switch
    {
        Operator.True => "true",
        Operator.False => "false",
        Operator.Not => Call("not", arguments),
        Operator.And => Call("and", arguments),
        Operator.Or => Call("or", arguments),
        Operator.Ite => Call("ite", arguments),
        Operator.Equal => Call("=", arguments),
        Operator.Select => Call("select", arguments),
        Operator.Store => Call("store", arguments),
        Operator.Float => FloatBits.Text(term.Value, (FloatSort)term.Sort),
        Operator.Function => Call(FloatWords.NameOf(term), arguments),
        Operator.ArrayLength => Call("len", arguments),
        Operator.StringLength => Call("strlen", arguments),
        Operator.StringChar => Call("strchar", arguments),
        _ => null,
    };
}
