using System.Globalization;
using System.Numerics;
using Maestro.Verification.Smt;

namespace Maestro.Verification.Inference;

/// <summary>Templates over a loop's quantities: bounds by the method's constants, differences, remainders, and the same "or nothing has happened yet".</summary>
internal sealed class NumericCandidates(TermFactory terms, LoopCut cut, IReadOnlyList<BigInteger> constants)
{
    private const int MostPairs = 160;
    private const int MostWeak = 240;
    private const int LargestGap = 8;

    private IEnumerable<int> Changing => Enumerable.Range(0, cut.Quantities.Count).Where(i => cut.Quantities[i].Changes);

    /// <summary>Bounds and differences.</summary>
    public IReadOnlyList<Candidate> Atoms() => Bounds(Thresholds().ToList()).Concat(Differences()).ToList();

    private IEnumerable<Candidate> Bounds(IReadOnlyList<BigInteger> thresholds)
    {
        foreach (var v in Changing)
        {
            foreach (var constant in thresholds)
            {
                yield return Make($"{Name(v)} >= {Text(constant)}", s => terms.LessOrEqual(Constant(constant), s.Values[v]), $"{v}>=", (long)constant);
                yield return Make($"{Name(v)} <= {Text(constant)}", s => terms.LessOrEqual(s.Values[v], Constant(constant)), $"{v}<=", -(long)constant);
            }
        }
    }

    /// <summary>Remainders and sums.</summary>
    public IReadOnlyList<Candidate> Weak()
    {
        var result = new List<Candidate>();
        foreach (var v in Changing)
        {
            foreach (var modulus in Moduli())
            {
                for (var rest = 0; rest < modulus; rest++)
                {
                    var wanted = rest;
                    result.Add(Make($"{Name(v)} % {Text(modulus)} == {Text(wanted)}", s => terms.Equal(terms.Remainder(s.Values[v], Constant(modulus)), Constant(wanted))));
                }
            }
        }

        foreach (var (v, w) in Pairs().Where(p => !cut.Quantities[p.V].IsWide && !cut.Quantities[p.W].IsWide))
        {
            foreach (var constant in Thresholds())
            {
                result.Add(Make($"{Name(v)} + {Name(w)} >= {Text(constant)}", s => terms.LessOrEqual(Constant(constant), terms.Add(s.Values[v], s.Values[w])), $"{v}+{w}>=", (long)constant));
                result.Add(Make($"{Name(v)} + {Name(w)} <= {Text(constant)}", s => terms.LessOrEqual(terms.Add(s.Values[v], s.Values[w]), Constant(constant)), $"{v}+{w}<=", -(long)constant));
            }
        }

        return result.Take(MostWeak).ToList();
    }

    /// <summary>Bounds and differences that hold from the first iteration on, or from where a quantity first changes.</summary>
    public IReadOnlyList<Candidate> Later()
    {
        var starting = Changing.Where(v => cut.Quantities[v].Start >= 0).ToList();
        var result = new List<Candidate>();
        foreach (var atom in Bounds(Thresholds().ToList()).Concat(Differences().Where(d => Math.Abs(d.Strength) <= 1)))
        {
            result.Add(atom with { Text = "", Family = $"!{atom.Family}", At = s => terms.Or(Untouched(s), atom.At(s)) });
            foreach (var v in starting)
            {
                result.Add(atom with { Text = "", Family = $"{v}!{atom.Family}", At = s => terms.Or(terms.Equal(s.Values[v], s.Values[cut.Quantities[v].Start]), atom.At(s)) });
            }
        }

        return result.Take(MostWeak).ToList();
    }

    private Term Untouched(CutSite site) => terms.And(Changing.Where(v => cut.Quantities[v].Start >= 0)
        .Select(v => terms.Equal(site.Values[v], site.Values[cut.Quantities[v].Start])));

    private IEnumerable<(int V, int W)> Pairs() => Changing.SelectMany(v => Enumerable.Range(0, cut.Quantities.Count)
        .Where(w => w != v && !(cut.Quantities[w].Changes && w < v) && !cut.Head.Values[w].IsInteger)
        .Select(w => (v, w))).Take(MostPairs);

    private IEnumerable<Candidate> Differences()
    {
        foreach (var (v, w) in Pairs())
        {
            var wide = cut.Quantities[v].IsWide || cut.Quantities[w].IsWide;
            foreach (var gap in wide ? [0] : Gaps())
            {
                yield return Make($"{Name(v)} <= {Name(w)}{Plus(gap)}", s => terms.LessOrEqual(s.Values[v], terms.Add(s.Values[w], Constant(gap))), $"{v}<={w}", -gap);
                yield return Make($"{Name(w)} <= {Name(v)}{Plus(gap)}", s => terms.LessOrEqual(s.Values[w], terms.Add(s.Values[v], Constant(gap))), $"{w}<={v}", -gap);
            }
        }
    }

    private IEnumerable<BigInteger> Thresholds() => constants.Concat(constants.Select(c => c + 1)).Concat(constants.Select(c => c - 1))
        .Where(c => c >= int.MinValue && c <= int.MaxValue).Distinct().OrderBy(c => c);

    private IEnumerable<int> Gaps() => constants.Where(c => BigInteger.Abs(c) <= LargestGap).SelectMany(c => new[] { c, -c, c + 1, -c - 1 }).Select(c => (int)c).Distinct().OrderBy(c => c);

    private IEnumerable<int> Moduli() => constants.Where(c => c > 1 && c <= 6).Select(c => (int)c).Append(2).Distinct().OrderBy(c => c);

    private Candidate Make(string text, Func<CutSite, Term> at, string family = "", long strength = 0) =>
        new(cut, text.StartsWith("?", StringComparison.Ordinal) || text.IndexOf(" ?", StringComparison.Ordinal) >= 0 ? "" : text, at, family, strength);

    private string Name(int quantity) => cut.Quantities[quantity].Text is { Length: > 0 } text ? text : "?";

    private Term Constant(BigInteger value) => terms.Integer(value, IntegerSort.Int64);

    private static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Plus(int gap) => gap == 0 ? "" : gap > 0 ? $" + {Text(gap)}" : $" - {Text(-gap)}";
}
