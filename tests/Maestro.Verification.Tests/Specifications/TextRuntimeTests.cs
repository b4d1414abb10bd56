using System.Text;
using CsCheck;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Members of <c>string</c> on random texts: what .NET gives is never refuted, anything else never proved, and what .NET refuses is never proved.</summary>
public sealed class TextRuntimeTests
{
    private static readonly Gen<string> Text = Gen.Int[0, 6].Select(k => "ab A\té_"[k]).Array[0, 4].Select(c => new string(c));

    private static readonly (string Code, Func<string, string, char, int, int, object> Run)[] Members =
    [
        ("s.Length", (s, t, c, i, n) => s.Length),
        ("s[i]", (s, t, c, i, n) => s[i]),
        ("s.Substring(i)", (s, t, c, i, n) => s.Substring(i)),
        ("s.Substring(i, n)", (s, t, c, i, n) => s.Substring(i, n)),
        ("s.Remove(i)", (s, t, c, i, n) => s.Remove(i)),
        ("s.Remove(i, n)", (s, t, c, i, n) => s.Remove(i, n)),
        ("s.Insert(i, t)", (s, t, c, i, n) => s.Insert(i, t)),
        ("s + t", (s, t, c, i, n) => s + t),
        ("s + c + i", (s, t, c, i, n) => s + c + (i < 0 ? throw new NotSupportedException() : i)),
        ("$\"{t}{c}{s}\"", (s, t, c, i, n) => $"{t}{c}{s}"),
        ("string.Concat(s, t, s)", (s, t, c, i, n) => string.Concat(s, t, s)),
        ("s.IndexOf(c)", (s, t, c, i, n) => s.IndexOf(c)),
        ("s.IndexOf(c, i)", (s, t, c, i, n) => s.IndexOf(c, i)),
        ("s.IndexOf(c, i, n)", (s, t, c, i, n) => s.IndexOf(c, i, n)),
        ("s.LastIndexOf(c)", (s, t, c, i, n) => s.LastIndexOf(c)),
        ("s.IndexOf(t, StringComparison.Ordinal)", (s, t, c, i, n) => s.IndexOf(t, StringComparison.Ordinal)),
        ("s.Contains(c)", (s, t, c, i, n) => s.Contains(c)),
        ("s.Contains(t)", (s, t, c, i, n) => s.Contains(t)),
        ("s.StartsWith(c)", (s, t, c, i, n) => s.StartsWith(c)),
        ("s.EndsWith(c)", (s, t, c, i, n) => s.EndsWith(c)),
        ("s.StartsWith(t, StringComparison.Ordinal)", (s, t, c, i, n) => s.StartsWith(t, StringComparison.Ordinal)),
        ("s.EndsWith(t, StringComparison.Ordinal)", (s, t, c, i, n) => s.EndsWith(t, StringComparison.Ordinal)),
        ("s == t", (s, t, c, i, n) => s == t),
        ("string.Equals(s, t, StringComparison.OrdinalIgnoreCase)", (s, t, c, i, n) => string.Equals(s, t, StringComparison.OrdinalIgnoreCase)),
        ("Math.Sign(string.CompareOrdinal(s, t))", (s, t, c, i, n) => Math.Sign(string.CompareOrdinal(s, t))),
        ("string.IsNullOrWhiteSpace(s)", (s, t, c, i, n) => string.IsNullOrWhiteSpace(s)),
        ("s.Trim()", (s, t, c, i, n) => s.Trim()),
        ("s.TrimStart()", (s, t, c, i, n) => s.TrimStart()),
        ("s.TrimEnd()", (s, t, c, i, n) => s.TrimEnd()),
        ("s.ToUpperInvariant()", (s, t, c, i, n) => s.ToUpperInvariant()),
        ("s.ToLowerInvariant()", (s, t, c, i, n) => s.ToLowerInvariant()),
        ("s.PadLeft(n, c)", (s, t, c, i, n) => s.PadLeft(n, c)),
        ("s.PadRight(n)", (s, t, c, i, n) => s.PadRight(n)),
        ("s.Replace(c, 'x')", (s, t, c, i, n) => s.Replace(c, 'x')),
        ("new string(c, n)", (s, t, c, i, n) => new string(c, n)),
        ("new string(s.ToCharArray())", (s, t, c, i, n) => new string(s.ToCharArray())),
        ("s[i..]", (s, t, c, i, n) => s[i..]),
        ("s[i..^n]", (s, t, c, i, n) => s[i..^n]),
        ("s[^n]", (s, t, c, i, n) => s[^n]),
    ];

    [Fact]
    public void Texts_behave_as_the_framework_has_them() => Gen.Select(Text, Text, Gen.Int[0, 2].Select(k => "a é"[k]), Gen.Int[-1, 4], Gen.Int[-1, 4]).Sample(
        (s, t, c, i, n) =>
        {
            var code = new StringBuilder();
            var said = new List<(string Name, string Expected, string What)>();
            for (var m = 0; m < Members.Length; m++)
            {
                var (member, run) = Members[m];
                object? value;
                try
                {
                    value = run(s, t, c, i, n);
                }
                catch (NotSupportedException)
                {
                    continue;
                }
                catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException)
                {
                    value = null;
                }

                Add(FormattableString.Invariant($"R{m}"), value is null ? "" : $"Contract.Assert(({member}) == {Literal(value)});", value is null ? "refused" : "true");
                if (value is not null)
                {
                    Add(FormattableString.Invariant($"W{m}"), $"Contract.Assert(({member}) == {Literal(Other(value))});", "false");
                }

                void Add(string name, string claim, string expected)
                {
                    code.Append(FormattableString.Invariant(
                        $"public static void {name}(string s, string t, char c, int i, int n) {{ Contract.Requires(s == {Literal(s)} && t == {Literal(t)} && c == {Literal(c)} && i == {i} && n == {n}); var value = {member}; {claim} }}\n"));
                    said.Add((name, expected, member));
                }
            }

            var reports = Proving.All($"public static class C {{ {code} }}");
            var undecided = new List<string>();
            foreach (var (name, expected, what) in said)
            {
                var report = reports[name];
                var told = $"{what} of {Literal(s)} {Literal(t)} {Literal(c)} {i} {n} is {expected}: {report.Word} {report.Reason}";
                Assert.True(report.Word != (expected == "true" ? "refuted" : "proved"), told);
                Assert.True(report.Word == "proved" || expected != "true" || !IsExact(what), told);
                if (report.Word == "unknown")
                {
                    undecided.Add(told);
                }
            }

            Assert.True(undecided.Count * 5 <= said.Count, string.Join("\n", undecided));
        },
        iter: 6,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    /// <summary>True for members of which everything is known: a wrong fact would lose the proof.</summary>
    private static bool IsExact(string member) =>
        member is "s.Length" or "s[i]" or "s + t" or "s.Substring(i)" or "s.Substring(i, n)" or "s.Remove(i)" or "s.Remove(i, n)" or "s.Insert(i, t)" or "s.IndexOf(c)" or "s.IndexOf(c, i)"
            or "s.LastIndexOf(c)" or "s == t" or "s[i..]" or "s[^n]" or "new string(c, n)" or "s.Replace(c, 'x')" or "s.StartsWith(c)" or "s.EndsWith(c)";

    private static object Other(object value) => value switch
    {
        int i => i + 1,
        bool b => !b,
        char c => (char)(c + 1),
        string text => text.Length == 0 ? "a" : text.Substring(1) + (text[0] == 'z' ? "y" : "z"),
        _ => throw new InvalidOperationException(),
    };

    private static string Literal(object value) => value is bool b ? (b ? "true" : "false") : SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!;
}
