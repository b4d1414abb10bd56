using System.Globalization;
using System.Numerics;
using Maestro.Verification.Smt;

namespace Maestro.Verification.Inference;

/// <summary>How far a quantity can have come since another counted: at a constant rate, by a constant factor, or on account of a third that falls.</summary>
internal sealed class GrowthCandidates(TermFactory terms, LoopCut cut, GrowthConstants constants)
{
    private const int MostRates = 360;
    private const int MostSums = 60;
    private static readonly BigInteger LargestPower = BigInteger.One << 61;

    private IEnumerable<int> Changing => Enumerable.Range(0, cut.Quantities.Count).Where(i => cut.Quantities[i].Changes);

    /// <summary><c>v - v₀ &lt;= rate · (w - w₀)</c> and the same downwards.</summary>
    public IReadOnlyList<Candidate> Rates() => Counted().SelectMany(p => constants.Rates.SelectMany(rate => Rates(p.V, p.W, rate))).Take(MostRates).ToList();

    /// <summary><c>v = factorʷ</c>, or below it, as long as the power fits.</summary>
    public IReadOnlyList<Candidate> Powers() => Counted().SelectMany(p => constants.Factors.SelectMany(factor => Powers(p.V, p.W, factor))).ToList();

    /// <summary>The sum of two is at most what one of them was before the loop, or what the loop does not change.</summary>
    public IReadOnlyList<Candidate> Sums()
    {
        var result = new List<Candidate>();
        foreach (var v in Changing)
        {
            foreach (var w in Changing.Where(w => w > v))
            {
                foreach (var u in Enumerable.Range(0, cut.Quantities.Count).Where(u => !cut.Quantities[u].Changes))
                {
                    result.Add(new Candidate(cut, Text(v, w, "<=", u), s => terms.LessOrEqual(terms.Add(s.Values[v], s.Values[w]), s.Values[u])));
                    result.Add(new Candidate(cut, Text(v, w, ">=", u), s => terms.LessOrEqual(s.Values[u], terms.Add(s.Values[v], s.Values[w]))));
                }
            }
        }

        return result.Take(MostSums).ToList();
    }

    /// <summary>Pairs of which the second may be a counter: narrow, and with a known start or the place of a <c>foreach</c>.</summary>
    private IEnumerable<(int V, int W)> Counted() => Changing.Where(v => cut.Quantities[v].Start >= 0)
        .SelectMany(v => Changing.Where(w => w != v && !cut.Quantities[w].IsWide).Select(w => (v, w)));

    private IEnumerable<Candidate> Rates(int v, int w, BigInteger rate)
    {
        var (name, counter) = (cut.Quantities[v].Text, cut.Quantities[w].Text);
        var (start, from) = (TextOfStart(v), TextOfStart(w));
        var isPlain = start == "0" && from == "0" && name.Length > 0 && counter.Length > 0;
        var factor = rate.IsZero ? "0" : rate.IsOne ? counter : $"{rate.ToString(CultureInfo.InvariantCulture)}{(rate > int.MaxValue / 1024 ? "L" : "")} * {counter}";

        // That the counter has not fallen makes the smaller rate say more than the greater one.
        yield return new Candidate(
            cut, isPlain ? $"{name} <= {factor}" : "", s => terms.And(Grown(s, w), terms.LessOrEqual(Since(s, v), terms.Multiply(Constant(rate), Steps(s, w)))), $"{v}<={w}·", -(long)rate);
        yield return new Candidate(
            cut, isPlain ? $"{name} >= {(rate.IsZero ? "" : "-")}{factor}" : "", s => terms.And(Grown(s, w), terms.LessOrEqual(terms.Multiply(Constant(-rate), Steps(s, w)), Since(s, v))), $"{v}>={w}·", -(long)rate);
    }

    private IEnumerable<Candidate> Powers(int v, int w, BigInteger factor)
    {
        var powers = new List<BigInteger> { BigInteger.One };
        while (powers[powers.Count - 1] * factor < LargestPower)
        {
            powers.Add(powers[powers.Count - 1] * factor);
        }

        yield return new Candidate(cut, "", s => Each(s, p => terms.Equal(s.Values[v], Constant(p))));
        yield return new Candidate(cut, "", s => Each(s, p => terms.And(terms.LessOrEqual(Constant(0), s.Values[v]), terms.LessOrEqual(s.Values[v], Constant(p)))));
        yield return new Candidate(cut, "", s => Each(s, p => terms.And(terms.LessOrEqual(Constant(0), s.Values[v]), terms.LessOrEqual(s.Values[v], Constant(p - 1)))));

        Term Each(CutSite site, Func<BigInteger, Term> holds) =>
            terms.And(powers.Select((p, e) => terms.Or(terms.Not(terms.Equal(Steps(site, w), Constant(e))), holds(p))).Append(Grown(site, w)));
    }

    private Term Grown(CutSite site, int counter) => terms.LessOrEqual(Constant(0), Steps(site, counter));

    private Term Since(CutSite site, int quantity) => terms.Subtract(site.Values[quantity], site.Values[cut.Quantities[quantity].Start]);

    /// <summary>How far a counter has come; the place of a <c>foreach</c> starts before the first element.</summary>
    private Term Steps(CutSite site, int counter) =>
        cut.Quantities[counter].Start >= 0 ? Since(site, counter) : terms.Add(site.Values[counter], Constant(1));

    private string TextOfStart(int quantity) => cut.Quantities[quantity].Start is >= 0 and var start ? cut.Quantities[start].Text : "";

    private string Text(int v, int w, string comparison, int u) =>
        cut.Quantities[v].Text is { Length: > 0 } a && cut.Quantities[w].Text is { Length: > 0 } b && cut.Quantities[u].Text is { Length: > 0 } c ? $"{a} + {b} {comparison} {c}" : "";

    private Term Constant(BigInteger value) => terms.Integer(value, IntegerSort.Int64);
}

/// <summary>Numbers that a body grows its variables by.</summary>
/// <param name="Rates">What one step may add at most.</param>
/// <param name="Factors">What one step may multiply by.</param>
internal sealed record GrowthConstants(IReadOnlyList<BigInteger> Rates, IReadOnlyList<BigInteger> Factors);
