using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Replay;

/// <summary>Spans, references, grids, ranges and tasks: the interpreter against .NET itself, on random code over shared memory.</summary>
public sealed class MemoryDifferentialTests
{
    private static readonly string[] Statements =
    [
        "s = s.Slice(#i, #j);", "t = s[#i..#j];", "t = s[#i..];", "t = xs.AsSpan(#i, #j);", "s = xs;", "s[#i] = #v;", "t[^#j] = #v;", "s.Slice(#i).CopyTo(t);", "t.CopyTo(s);", "t.Fill(#v);", "s.Clear();",
        "r = #v;", "r = ref xs[#i];", "r = ref s[#i];", "r = ref g[#i, #j];", "acc += r;", "Swap(ref xs[#i], ref xs[#j]);", "Swap(ref r, ref s[#j]);", "At(xs, #i) = #v;", "acc += At(xs, #i);",
        "ys = [..xs, #v, ..t];", "ys = xs[#i..^#j];", "ys = t.ToArray();", "Array.Resize(ref ys, #i);", "xs = [..s];", "g[#i, #j] = #v;", "acc += g[#i, #j] * g.GetLength(1) + g.Length;",
        "foreach (ref var x in t) { x += #v; }", "foreach (var x in s) { acc += x; }", "acc += s.SequenceEqual(t) ? 1 : 2;", "acc += Up(#v, #i).Result;", "{ Span<int> u = stackalloc int[#j + zero]; acc += u.Length; if (u.Length > 0) { u[0] = #v; acc += u[^1]; } }",
        "{ ref var p = ref pairs[#i & 1]; p.X = #v; acc += pairs[0].X; }", "{ ReadOnlySpan<int> q = t; acc += q.Length; }", "acc += s.IsEmpty ? 3 : s[^1];",
    ];

    [Theory]
    [InlineData(21, 500)]
    public void Memory_is_shared_as_NET_shares_it(int seed, int count)
    {
        var random = new Random(seed);
        var bodies = Enumerable.Range(0, count).Select(_ => string.Join(" ", Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Statement(random)))).ToList();
        var program = ProgramUnderTest.Of(
            """
            public struct Pair { public int X, Y; }
            public static class C {
            static void Swap(ref int a, ref int b) { int t = a; a = b; b = t; }
            static ref int At(int[] a, int i) => ref a[i];
            static async System.Threading.Tasks.Task<int> Up(int n, int k) { await System.Threading.Tasks.Task.CompletedTask; return n + await System.Threading.Tasks.Task.FromResult(k); }

            """ + string.Join("\n", bodies.Select((b, i) => $$"""
            public static int M{{i}}(int[] xs) {
                int acc = 0; int zero = 0; int[] ys = xs; Span<int> s = xs; Span<int> t = xs.AsSpan(1); var g = new int[2, 3]; var pairs = new Pair[2]; ref int r = ref xs[0];
                {{b}}
                foreach (var x in xs) { acc = acc * 31 + x; }
                foreach (var x in ys) { acc = acc * 31 + x; }
                foreach (var x in s) { acc = acc * 31 + x; }
                foreach (var x in t) { acc = acc * 31 + x; }
                return acc + g[0, 1] + 7 * g[1, 2] + r;
            }
            """)) + "\n}");
        var real = program.Load().GetType("C")!;

        var differences = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var xs = Enumerable.Range(0, 4).Select(_ => random.Next(-5, 6)).ToArray();
            var method = program.Method("C", $"M{i.ToString(CultureInfo.InvariantCulture)}");
            var items = xs.Select(x => (InputRecipe)new InputRecipe.Literal(x, ((IArrayTypeSymbol)method.Parameters[0].Type).ElementType)).ToImmutableArray();
            var ours = program.Interpreter.Run(method, new MethodInputs(null, [new InputRecipe.Array(((IArrayTypeSymbol)method.Parameters[0].Type).ElementType, items)]), cancellation: TestContext.Current.CancellationToken);
            var expected = Real(real.GetMethod(method.Name)!, xs);
            // What fails in a callee is no fault of the method, and ends the run without a verdict.
            if (Word(ours) != expected && ours is not Outcome.Discarded)
            {
                differences.Add($"{bodies[i]}: .NET {expected}, interpreter {ours}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n" + string.Join("\n", differences.Take(8)));
    }

    /// <summary>What .NET computes for one input is never refuted as a postcondition, and its opposite is never proved.</summary>
    [Theory]
    [InlineData(22, 20)]
    public void Nothing_is_proved_that_NET_does_not_do(int seed, int count)
    {
        var random = new Random(seed);
        var straight = Statements.Where(s => !s.Contains("foreach", StringComparison.Ordinal) && !s.Contains(".Result", StringComparison.Ordinal)).ToArray();
        var inputs = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 4).Select(_ => random.Next(-5, 6)).ToArray()).ToList();
        var bodies = Enumerable.Range(0, count).Select(_ => string.Join(" ", Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Statement(random, straight)))).ToList();
        var real = ProgramUnderTest.Of(Source(bodies, (_, _) => "")).Load().GetType("C")!;
        var results = inputs.Select((xs, i) => Real(real.GetMethod($"M{i.ToString(CultureInfo.InvariantCulture)}")!, [.. xs])).ToList();
        var asked = ProgramUnderTest.Of(Source(bodies, (i, _) => int.TryParse(results[i], out var result)
            ? FormattableString.Invariant($"Contract.Requires(xs != null && xs.Length == 4 && xs[0] == {inputs[i][0]} && xs[1] == {inputs[i][1]} && xs[2] == {inputs[i][2]} && xs[3] == {inputs[i][3]}); Contract.Ensures(Contract.Result<int>() == {result});\nContract.Ensures(Contract.Result<int>() != {result});")
            : ""));
        var verifier = new Verifier(asked.Contracts, Conditions.Proving.Solver, new VerifierOptions(VerifyScope.Contracts), new WitnessSearch(asked.Contracts, maxRuns: 50));

        var wrong = new List<string>();
        var decided = 0;
        for (var i = 0; i < count; i++)
        {
            if (!int.TryParse(results[i], out _))
            {
                continue;
            }

            var report = verifier.Verify(asked.Method("C", $"M{i.ToString(CultureInfo.InvariantCulture)}"), TestContext.Current.CancellationToken);
            var posts = report.Obligations.Where(o => o.Kind == ObligationKind.Post).Select(o => o.Verdict).ToList();
            decided += posts is [Verdict.Proved, ..] ? 1 : 0;
            if (report.Word == "proved" || posts is [Verdict.Refuted, ..] or [_, Verdict.Proved])
            {
                wrong.Add($"{bodies[i]} on {string.Join(", ", inputs[i])} gives {results[i]}: {report.Word}, {string.Join(", ", posts)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(decided > count / 5, $"only {decided} of {count} are proved");
    }

    private static string Source(IReadOnlyList<string> bodies, Func<int, string, string> contract) =>
        """
        public struct Pair { public int X, Y; }
        public static class C {
        static void Swap(ref int a, ref int b) { Contract.Ensures(a == Contract.OldValue(b) && b == Contract.OldValue(a)); int t = a; a = b; b = t; }
        static ref int At(int[] a, int i) => ref a[i];

        """ + string.Join("\n", bodies.Select((b, i) => $$"""
        public static int M{{i}}(int[] xs) {
            {{contract(i, b)}}
            int acc = 0; int zero = 0; int[] ys = xs; Span<int> s = xs; Span<int> t = xs.AsSpan(1); var g = new int[2, 3]; var pairs = new Pair[2]; ref int r = ref xs[0];
            {{b}}
            return acc + xs.Length + ys.Length * 3 + s.Length * 5 + t.Length * 7 + g[0, 1] + r * 11 + (xs.Length > 2 ? xs[2] * 13 : 0) + (ys.Length > 1 ? ys[1] * 17 : 0)
                + (s.Length > 0 ? s[0] * 19 : 0) + (t.Length > 1 ? t[1] * 23 : 0) + pairs[1].X;
        }
        """)) + "\n}";

    private static string Statement(Random random, string[]? among = null)
    {
        among ??= Statements;
        var text = among[random.Next(among.Length)];
        return text.Replace("#i", random.Next(-1, 5).ToString(CultureInfo.InvariantCulture).Replace("-1", random.Next(4) == 0 ? "(0 - 1)" : "1"), StringComparison.Ordinal)
            .Replace("#j", random.Next(0, 4).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("#v", random.Next(-9, 10).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Real(MethodInfo method, int[] xs)
    {
        try
        {
            return ((int)method.Invoke(null, [xs])!).ToString(CultureInfo.InvariantCulture);
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException switch
            {
                IndexOutOfRangeException => "index",
                ArgumentException => "range",
                OverflowException => "array-size",
                var other => other!.GetType().Name,
            };
        }
    }

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Normal normal => normal.Result,
        Outcome.Violation violation => ObligationKinds.Word(violation.Kind),
        Outcome.Threw { ExceptionType: "System.ArgumentOutOfRangeException" } => "range",
        _ => outcome.ToString(),
    };
}
