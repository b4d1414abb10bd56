using System.Collections.Immutable;
using Maestro.Verification.Smt;

namespace Maestro.Verification.Conditions;

/// <summary>Path conditions as lists of literals, so that what branches share is seen when they meet.</summary>
internal static class Paths
{
    /// <summary>Literals in the paths that meet at one place: thousands of arms of one switch make millions.</summary>
    private const int MostLiterals = 400_000;

    public static ImmutableList<Term> Add(ImmutableList<Term> path, Term condition)
    {
        foreach (var part in condition.Op == Operator.And ? condition.Arguments : [condition])
        {
            path = part.IsTrue || path.Contains(part) ? path : path.Add(part);
        }

        return path;
    }

    /// <summary>The condition of any of the paths, and what of each is not shared by all.</summary>
    /// <exception cref="UnsupportedConstructException">They are too many.</exception>
    public static (ImmutableList<Term> Path, IReadOnlyList<Term> Selectors) Join(TermFactory terms, IReadOnlyList<ImmutableList<Term>> paths, int line = 0)
    {
        var shared = 0;
        while (paths.All(p => p.Count > shared && ReferenceEquals(p[shared], paths[0][shared])))
        {
            shared++;
        }

        if (paths.Sum(p => (long)p.Count - shared) > MostLiterals)
        {
            throw new UnsupportedConstructException("branches of this number", line);
        }

        var prefix = paths[0].GetRange(0, shared);
        var rests = paths.Select(p => p.GetRange(shared, p.Count - shared)).ToList();

        var selectors = rests.Select(terms.And).ToList();
        var open = Simplify(terms, rests);
        return (open.Any(r => r.Count == 0) ? prefix : Add(prefix, terms.Or(open.Select(terms.And))), selectors);
    }

    /// <summary>Two paths that differ in the sign of their last literal only are one path without it.</summary>
    private static List<ImmutableList<Term>> Simplify(TermFactory terms, List<ImmutableList<Term>> rests)
    {
        var open = new List<ImmutableList<Term>>(rests);
        while (Pair(terms, open) is var (i, j))
        {
            terms.Look();
            open[i] = open[i].RemoveAt(open[i].Count - 1);
            open.RemoveAt(j);
        }

        return open;
    }

    /// <summary>The first two that can be one, looked for among those of one length.</summary>
    private static (int, int)? Pair(TermFactory terms, List<ImmutableList<Term>> open)
    {
        var byLength = Enumerable.Range(0, open.Count).ToLookup(i => open[i].Count);
        for (var i = 0; i < open.Count; i++)
        {
            foreach (var j in byLength[open[i].Count])
            {
                if (j > i && Complementary(terms, open[i], open[j]))
                {
                    return (i, j);
                }
            }
        }

        return null;
    }

    private static bool Complementary(TermFactory terms, ImmutableList<Term> a, ImmutableList<Term> b) =>
        a.Count > 0 && a.Count == b.Count
        && ReferenceEquals(a[a.Count - 1], terms.Not(b[b.Count - 1]))
        && a.Take(a.Count - 1).SequenceEqual(b.Take(b.Count - 1));
}
