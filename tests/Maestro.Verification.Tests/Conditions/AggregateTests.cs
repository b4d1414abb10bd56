using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Records, structs under construction, deconstruction and list patterns, in twins: the right one is proved, the wrong one refuted by an execution.</summary>
public sealed class AggregateTests
{
    private const string Types = """
        public sealed record Point(int X, int Y);
        public record Open(int X) { public int Z { get; init; } }
        public readonly record struct Pair(int A, int B);
        public struct Mutable { public int A; public int B; }
        public sealed class Cut { public int P = 1; public void Deconstruct(out int a, out int b) { Contract.Ensures(Contract.ValueAtReturn(out a) == P); a = P; b = 2; } }
        public sealed record Bounded { public int N { get; init; } [ContractInvariantMethod] void I() { Contract.Invariant(N >= 0); } }
        """;

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "with copies what it does not set",
            "public static void M(Point p) { var q = p with { X = 3 }; Contract.Assert(q.X == 3 && q.Y == p.Y); }",
            "public static void M(Point p) { var q = p with { X = 3 }; Contract.Assert(p.X == 3); }",
            "assert"
        },
        {
            "with makes another object",
            "public static void M(Point p) { var q = p with { }; Contract.Assert(!ReferenceEquals(p, q) && p == q); }",
            "public static void M(Point p) { var q = p with { X = 1 }; Contract.Assert(p != q); }",
            "assert"
        },
        {
            "with on null is a dereference",
            "public static int M(Point? p) { Contract.Requires(p != null); return (p with { X = 1 }).X; }",
            "\n#pragma warning disable CS8602\npublic static int M(Point? p) { return (p with { X = 1 }).X; }",
            "null"
        },
        {
            "records compare by members",
            "public static void M(int a) { var (p, q) = (new Point(a, 2), new Point(a, 2)); Contract.Assert(p == q); }",
            "public static void M(int a, int b) { var (p, q) = (new Point(a, 2), new Point(b, 2)); Contract.Assert(p != q); }",
            "assert"
        },
        {
            "equal records have equal members",
            "public static void M(Open a, Open b) { Contract.Requires(a == b); Contract.Assert(a.X == b.X && a.Z == b.Z); }",
            "public static void M(Open a, Open b) { Contract.Requires(a.Z == b.Z); Contract.Assert(a == b); }",
            "assert"
        },
        {
            "record structs compare by members",
            "public static void M(Pair a) { Contract.Assert(a == new Pair(a.A, a.B)); }",
            "public static void M(Pair a) { Contract.Assert(a == new Pair(a.B, a.A)); }",
            "assert"
        },
        {
            "with on a struct leaves the original",
            "public static void M(Mutable m) { var n = m with { A = 7 }; Contract.Assert(n.A == 7 && n.B == m.B); }",
            "public static void M(Mutable m) { var n = m with { A = 7 }; Contract.Assert(n.A == m.A); }",
            "assert"
        },
        {
            "with on a struct in parentheses leaves the original too",
            "public static void M(Mutable[] m) { Contract.Requires(m.Length > 0 && m[0].A == 3); var n = (m[0]) with { A = 7 }; Contract.Assert(n.A == 7 && m[0].A == 3); }",
            "public static void M(Mutable[] m) { Contract.Requires(m.Length > 0); var n = (m[0]) with { A = 7 }; Contract.Assert(m[0].A == 7); }",
            "assert"
        },
        {
            "a struct initialiser sets its members and no other",
            "public static void M(int a) { var m = new Mutable { A = a }; Contract.Assert(m.A == a && m.B == 0); }",
            "public static void M(int a) { var m = new Mutable { A = a }; Contract.Assert(m.B == a); }",
            "assert"
        },
        {
            "a record deconstructs into its parameters",
            "public static void M(Point p) { var (x, y) = p; Contract.Assert(x == p.X && y == p.Y); }",
            "public static void M(Point p) { var (x, y) = p; Contract.Assert(x == p.Y); }",
            "assert"
        },
        {
            "a Deconstruct of one's own is a call",
            "public static void M(Cut c) { Contract.Requires(c.P == 1); var (a, _) = c; Contract.Assert(a == 1); }",
            "public static void M(Cut c) { var (a, _) = c; Contract.Assert(a == 5); }",
            "assert"
        },
        {
            "a positional pattern",
            "public static int M(Point p) { Contract.Ensures(Contract.Result<int>() >= 0); return p switch { (0, var y) when y > 0 => y, ( > 0, _) => p.X, _ => 0 }; }",
            "public static int M(Point p) { Contract.Ensures(Contract.Result<int>() >= 0); return p switch { (0, var y) => y, _ => 0 }; }",
            "post"
        },
        {
            "a list pattern knows length and elements",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() >= 0); return a is [> 0 and var first, .., _] ? first + (a.Length - a.Length) : 0; }",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() >= 0); return a is [_, .., var last] ? last : 0; }",
            "post"
        },
        {
            "a list pattern matches from both ends",
            "public static void M(int[] a) { if (a is [1, .., 2]) { Contract.Assert(a.Length >= 2 && a[0] == 1 && a[^1] == 2); } }",
            "public static void M(int[] a) { if (a is [1, ..]) { Contract.Assert(a.Length >= 2); } }",
            "assert"
        },
        {
            "a list pattern over a string",
            "public static void M(string s) { if (s is ['a', 'b']) { Contract.Assert(s.Length == 2 && s[1] == 'b'); } }",
            "public static void M(string s) { if (s is ['a', ..]) { Contract.Assert(s.Length == 1); } }",
            "assert"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved(string name, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(right));

        Assert.True(report.Word == "proved", $"{name} ({kind}, {wrong.Length}): {report.Reason} {string.Join("; ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved))}");
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_wrong_one_is_refuted(string name, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(wrong));

        Assert.True(report.Word == "refuted", $"{name} ({right.Length}): {report.Word} {report.Reason} {string.Join("; ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved))}");
        Assert.Contains(kind, report.Obligations.Where(o => o.Verdict is Verdict.Refuted).Select(o => ObligationKinds.Word(o.Kind)));
    }

    [Theory]
    [InlineData("public record R(double D); public class C { public static void M(R a) { Contract.Assert(a == a with { }); } }")]
    [InlineData("public record R(int X) { protected R(R other) { X = 0; } } public class C { public static void M(R a) { Contract.Assert((a with { }).X == a.X); } }")]
    [InlineData("public record R(int X) { public virtual bool Equals(R? other) => false; public override int GetHashCode() => 0; } public class C { public static void M(R a) { Contract.Assert(a == new R(a.X)); } }")]
    [InlineData("public record R(int X); public record D(int X, int Y) : R(X) { public virtual bool Equals(D? other) => false; public override int GetHashCode() => 0; } public class C { public static void M(R a, R b) { Contract.Requires(a.X == b.X && a.GetType() == b.GetType()); Contract.Assert(a == b); } }")]
    public void What_somebody_wrote_by_hand_is_not_taken_for_the_compilers(string source)
    {
        Assert.NotEqual("proved", Proving.One(source).Word);
    }

    [Fact]
    public void With_re_establishes_the_invariant()
    {
        var right = Proving.One(Wrap("public static Bounded M(Bounded b) => b with { N = 4 };"));
        var wrong = Proving.One(Wrap("public static Bounded M(Bounded b) => b with { N = -4 };"));

        Assert.Equal("proved", right.Word);
        Assert.Equal(["objinv"], Proving.Open(wrong));
    }

    private static string Wrap(string member) => $"{Types}\npublic class C {{ {member} }}";
}
