using Maestro.Verification.Comparison;
using Maestro.Verification.Contracts;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Comparison;

/// <summary>Pairs of versions: refactorings are the same, changes are different with an input that was run on both.</summary>
public sealed class BehaviourComparisonTests
{
    private const string Common = """
        int f; static int s; readonly int limit = 10; int[] items = new int[4];
        static int Twice(int n) => n * 2;
        static void Note(int n) { s = n; }
        int Get(int i) { if (i < 0) throw new ArgumentOutOfRangeException(nameof(i)); return items[i]; }
        """;

    public static TheoryData<string, string, string> Refactorings { get; } = new()
    {
        { "explaining variable", "public static int M(int a, int b) { return (a + b) * (a + b); }", "public static int M(int a, int b) { var t = a + b; return t * t; }" },
        { "invert if", "public static int M(int a) { if (a > 3) { return 1; } else { return 2; } }", "public static int M(int a) { if (a <= 3) { return 2; } return 1; }" },
        { "De Morgan", "public static bool M(bool a, bool b) => !(a && b);", "public static bool M(bool a, bool b) => !a || !b;" },
        { "extract method", "public static int M(int a) { var x = a * 3; if (x > 7) x -= 7; return x; }", "public static int M(int a) { var x = a * 3; return Reduce(x); } static int Reduce(int x) { if (x > 7) { return x - 7; } return x; }" },
        { "inline", "public static int M(int a) => Add(a, 4); static int Add(int x, int y) { return x + y; }", "public static int M(int a) => a + 4;" },
        { "extract local function", "public static int M(int a) { return a < 0 ? -a : a; }", "public static int M(int a) { return Abs(); int Abs() => a < 0 ? -a : a; }" },
        { "reorder independent statements", "public void M(int a) { f = a; s = a + 1; }", "public void M(int a) { s = a + 1; f = a; }" },
        { "switch to pattern", "public static int M(int a) { switch (a) { case 1: return 10; case 2: return 20; default: return 0; } }", "public static int M(int a) => a switch { 1 => 10, 2 => 20, _ => 0 };" },
        { "for to while", "public static int M(int[] a) { int t = 0; for (int i = 0; i < a.Length; i++) { t += a[i]; } return t; }", "public static int M(int[] a) { int t = 0; int i = 0; while (i < a.Length) { t += a[i]; i++; } return t; }" },
        { "for to foreach", "public static int M(int[] a) { int t = 0; for (int i = 0; i < a.Length; i++) { t += a[i]; } return t; }", "public static int M(int[] a) { int t = 0; foreach (var x in a) { t += x; } return t; }" },
        { "loop writes an array", "public static void M(int[] a) { for (int i = 0; i < a.Length; i++) { a[i] = a[i] + 1; } }", "public static void M(int[] a) { int k = 0; while (k < a.Length) { var old = a[k]; a[k] = 1 + old; k = k + 1; } }" },
        { "unchanged callee", "public static int M(int a) { var x = Twice(a); return x + 1; }", "public static int M(int a) => Twice(a) + 1;" },
        { "unchanged callee that writes", "public static int M(int a) { Note(a); return s; }", "public static int M(int b) { Note(b); var t = s; return t; }" },
        { "unchanged callee that throws", "public int M(int i) { try { return Get(i); } catch (ArgumentOutOfRangeException) { return -1; } }", "public int M(int i) { int r; try { r = Get(i); } catch (ArgumentOutOfRangeException) { r = -1; } return r; }" },
        { "guard to helper", "public static int M(int n) { if (n < 0) throw new ArgumentOutOfRangeException(nameof(n)); return n; }", "public static int M(int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); return n; }" },
        { "division that throws alike", "public static int M(int a, int b) { return a / b + 1; }", "public static int M(int a, int b) { var q = a / b; return 1 + q; }" },
        { "constant folded", "public static int M(int a) => a + 2 * 3;", "public static int M(int a) => a + 6;" },
        { "early return in a loop", "public static int M(int[] a, int k) { for (int i = 0; i < a.Length; i++) { if (a[i] == k) return i; } return -1; }", "public static int M(int[] a, int k) { int at = -1; for (int i = 0; i < a.Length; i++) { if (a[i] == k) { at = i; break; } } return at; }" },
        { "a new array", "public static int[] M(int n) { return new int[3] { n, n + 1, 0 }; }", "public static int[] M(int n) { var r = new int[3]; r[0] = n; r[1] = n + 1; return r; }" },
        { "loops that start one apart", "public static int M(int n) { int i = 0; int x = 0; while (i <= n) { x = x + i; i++; } return x; }", "public static int M(int n) { int j = 1; int x = 0; while (j <= n) { x = x + j; j++; } return x; }" },
        { "a loop of a known number of rounds", "public static int M(int a) { int c = 0; for (int i = 1; i <= 5; i++) { c += a; } return c; }", "public static int M(int a) => a * 5;" },
        { "rounds that a guard bounds", "public static int M(int n) { if (n < 0 || n > 4) return 0; int c = 0; for (int i = 0; i < n; i++) { c += i; } return c; }", "public static int M(int n) { if (n < 0 || n > 4) return 0; return n * (n - 1) / 2; }" },
        { "nested loops of known numbers", "public static int M(int a) { int c = 0; for (int i = 0; i < 3; i++) { for (int j = 0; j < 2; j++) { c += a; } } return c; }", "public static int M(int a) { int c = 0; for (int i = 0; i < 6; i++) { c += a; } return c; }" },
        { "early exit from a loop of a known number of rounds", "public static int M(int a) { for (int i = 0; i < 4; i++) { if (i == a) return i * 2; } return -1; }", "public static int M(int a) => a >= 0 && a < 4 ? a + a : -1;" },
        { "recursion to a loop, bounded", "public static int M(int n) { if (n < 0 || n > 3) return 0; return Sum(n); } static int Sum(int n) { if (n <= 0) return 0; return n + Sum(n - 1); }", "public static int M(int n) { if (n < 0 || n > 3) return 0; int s = 0; while (n > 0) { s += n; n--; } return s; }" },
        { "tuple swap", "public static int M(int a, int b) { var t = a; a = b; b = t; return a - b; }", "public static int M(int a, int b) { (a, b) = (b, a); return a - b; }" },
    };

    public static TheoryData<string, string, string> Changes { get; } = new()
    {
        { "boundary", "public static bool M(int a) => a < 10;", "public static bool M(int a) => a <= 10;" },
        { "order of effects", "public void M(int a) { s = a; f = s; }", "public void M(int a) { f = s; s = a; }" },
        { "exception type", "public static int M(int a) { if (a < 0) throw new ArgumentException(); return a; }", "public static int M(int a) { if (a < 0) throw new InvalidOperationException(); return a; }" },
        { "guard removed", "public static int M(int a) { if (a < 0) throw new ArgumentException(); return a; }", "public static int M(int a) { return a; }" },
        { "array length", "public static int[] M(int n) { return new int[3]; }", "public static int[] M(int n) { return new int[4]; }" },
        { "callee changed", "public static int M(int a) => Other(a); static int Other(int a) { return a + 1; }", "public static int M(int a) => Other(a); static int Other(int a) { return a + 2; }" },
        { "overflow checked", "public static int M(int a) => a + 1;", "public static int M(int a) => checked(a + 1);" },
        { "off by one in a loop", "public static int M(int[] a) { int t = 0; for (int i = 0; i < a.Length; i++) { t += a[i]; } return t; }", "public static int M(int[] a) { int t = 0; for (int i = 1; i < a.Length; i++) { t += a[i]; } return t; }" },
        { "argument written", "public static void M(int[] a) { if (a.Length > 1) a[0] = a[1]; }", "public static void M(int[] a) { if (a.Length > 1) a[1] = a[0]; }" },
        { "initialiser changed", "static readonly int Max = 10; public static bool M(int a) { return a < Max; }", "static readonly int Max = 11; public static bool M(int b) { return b < Max; }" },
        { "exception swallowed by a callee that throws", "public static int M(int[] a) { return Half(a) * 0; } static int Half(int[] a) => a[0];", "public static int M(int[] a) { return 0; }" },
        { "loop over nothing", "public static int M(int n) { int r = 1; if (n > 5) { while (r < n) { r *= 2; } } return r; }", "public static int M(int n) { int r = 1; if (n > 5) { while (r <= n) { r *= 2; } } return r; }" },
    };

    [Theory]
    [MemberData(nameof(Refactorings))]
    public void A_refactoring_is_the_same(string kind, string old, string now)
    {
        _ = kind;
        var verdict = Compare(old, now);

        Assert.True(verdict.Relation == BehaviourRelation.Same, $"{verdict.Relation} {verdict.Reason} {verdict.Witness}");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_different_with_an_input_that_shows_it(string kind, string old, string now)
    {
        _ = kind;
        var verdict = Compare(old, now);

        Assert.True(verdict.Relation == BehaviourRelation.Different, $"{verdict.Relation} {verdict.Reason}");
        Assert.NotEqual(verdict.Witness!.Old, verdict.Witness.New);
    }

    [Theory]
    [InlineData("public static int[] M(Action a) { a(); return new int[3]; }", "public static int[] M(Action a) { a(); return new int[4]; }")]
    [InlineData("public static void M(Action a, Action b) { a(); b(); }", "public static void M(Action a, Action b) { b(); a(); }")]
    [InlineData("public static int M(int n, Action a) { if (n == 123456789) a(); return 1; }", "public static int M(int n, Action a) { return 1; }")]
    [InlineData("public static object M(Action a) { a(); return new object(); }", "public static object M(Action a) { var o = new object(); a(); return o; }")]
    [InlineData("public static int M(int n, Func<int> g) { int i = 0; while (i < n) { i += g(); } return i; }", "public static int M(int n, Func<int> g) { int i = 0; while (i < n) { i += g(); g(); } return i; }")]
    [InlineData("public static int M(int n, Func<int> g) { int i = g(); if (n == 7) { while (i != 5) { i++; } } return g(); }", "public static int M(int n, Func<int> g) { int i = g(); if (n == 7) { while (i != 6) { i++; } } return g(); }")]
    [InlineData("public static int M(int n) { int c = 0; for (int i = 0; i < n; i++) { c++; if (c == 900) c = 0; } return c; }", "public static int M(int n) { int c = 0; int i = 0; while (n > i) { i++; c++; if (c > 900) c = 0; } return c; }")]
    [InlineData("public static int M(int n) { int i = 0; while (i <= n) { i++; } return 0; }", "public static int M(int n) { return 0; }")]
    [InlineData("public static int M(int n) { if (n > 40) return 0; return Sum(n); } static int Sum(int n) { if (n <= 0) return 0; return n + Sum(n - 1); }", "public static int M(int n) { if (n > 40) return 0; int s = 0; while (n > 0) { s += n == 33 ? 0 : n; n--; } return s; }")]
    public void Nobody_calls_them_the_same(string old, string now) => Assert.NotEqual(BehaviourRelation.Same, Compare(old, now).Relation);

    [Fact]
    public void Where_the_proof_fails_executions_up_to_a_number_of_rounds_are_compared()
    {
        var verdict = Compare(
            "public static int M(int n) { int s = 0; for (int i = 0; i < n; i++) { s += i; } return s; }",
            "public static int M(int n) { int s = 0; if (n > 0) { s = n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n; } return s; }");

        Assert.True(verdict.Relation == BehaviourRelation.Bounded, $"{verdict.Relation} {verdict.Reason}");
        Assert.StartsWith("alike in all executions in which no loop goes round more than 6 times", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_the_base_allowed_is_compared()
    {
        var verdict = Compare(
            "public static int M(int n) { Contract.Requires(n > 0); return n; }",
            "public static int M(int n) { Contract.Requires(n > 0); return n < 0 ? 0 : n; }");

        Assert.Equal(BehaviourRelation.Same, verdict.Relation);
    }

    private static BehaviourVerdict Compare(string old, string now)
    {
        var (before, after) = (Read(old), Read(now));
        var unchanged = new UnchangedMethods(before, after);
        return BehaviourComparison.Compare(
            new MethodVersions(before, Method(before), after, Method(after)), unchanged.IsSame, Proving.Solver, new VerifierOptions(), TestContext.Current.CancellationToken);
    }

    private static ContractReader Read(string member) => new(new MethodBodies(Proving.Compile($"public class C {{ {Common} {member} }}")));

    private static IMethodSymbol Method(ContractReader reader) => reader.Bodies.Compilation.GetTypeByMetadataName("C")!.GetMembers("M").OfType<IMethodSymbol>().Single();
}
