namespace Maestro.Verification.Tests.Conditions;

/// <summary>Operators of nullable values, comparisons, flags, list patterns, local functions by reference and locks, in twins.</summary>
public sealed class NullableAndFlagTests
{
    private const string Members = """
        int f; int Set(int v) { Contract.Ensures(f == v && Contract.Result<int>() == v); f = v; return v; }
        """;

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "false decides alone",
            "public bool? M(bool? a) { Contract.Ensures(Contract.Result<bool?>() == false); return a & false; }",
            "public bool? M(bool? a) { Contract.Ensures(Contract.Result<bool?>() == a); return a & false; }",
            "post"
        },
        {
            "true decides alone",
            "public bool? M(bool? a) { Contract.Ensures(Contract.Result<bool?>() == true); return a | true; }",
            "public bool? M(bool? a) { Contract.Ensures(Contract.Result<bool?>() == a); return a | true; }",
            "post"
        },
        {
            "else null stays",
            "public bool? M(bool? a) { Contract.Ensures(Contract.Result<bool?>() == a); return a & true; }",
            "public bool? M(bool? a) { Contract.Ensures(Contract.Result<bool?>() != null); return a & true; }",
            "post"
        },
        {
            "the negation of null is null",
            "public int? M(int? a) { Contract.Ensures(Contract.Result<int?>().HasValue == a.HasValue); return -a; }",
            "public int? M(int? a) { Contract.Ensures(Contract.Result<int?>().HasValue); return -a; }",
            "post"
        },
        {
            "null is not incremented",
            "public void M(int? a) { Contract.Requires(a == null || a < 9); var b = a; a++; Contract.Assert(a == b + 1 || a == null && b == null); }",
            "public void M(int? a) { Contract.Requires(a == null || a < 9); var b = a; a++; Contract.Assert(a != null); }",
            "assert"
        },
        {
            "an increment is checked",
            "public void M(int? a) { Contract.Requires(a == null || a < 9); checked { a++; } }",
            "public void M(int? a) { Contract.Requires(true); checked { a++; } }",
            "overflow"
        },
        {
            "numbers compare",
            "public int M(int a, int b) { Contract.Ensures((Contract.Result<int>() < 0) == (a < b)); return a.CompareTo(b); }",
            "public int M(int a, int b) { Contract.Ensures((Contract.Result<int>() < 0) == (a <= b)); return a.CompareTo(b); }",
            "post"
        },
        {
            "bytes compare by difference",
            "public int M(byte a, byte b) { Contract.Ensures(Contract.Result<int>() == a - b); return a.CompareTo(b); }",
            "public int M(byte a, byte b) { Contract.Ensures(Contract.Result<int>() <= 1); return a.CompareTo(b); }",
            "post"
        },
        {
            "NaN comes first",
            "public int M(double a) { Contract.Ensures(Contract.Result<int>() <= 0); return double.NaN.CompareTo(a); }",
            "public int M(double a) { Contract.Ensures(Contract.Result<int>() < 0); return double.NaN.CompareTo(a); }",
            "post"
        },
        {
            "flags",
            "public bool M(DayOfWeek d) { Contract.Ensures(Contract.Result<bool>()); return (d | DayOfWeek.Tuesday).HasFlag(DayOfWeek.Tuesday) && !false; }",
            "public bool M(DayOfWeek d) { Contract.Ensures(!Contract.Result<bool>()); return (d | DayOfWeek.Tuesday).HasFlag(DayOfWeek.Tuesday) && !false; }",
            "post"
        },
        {
            "the narrowing of a shift is checked",
            "public void M(byte b) { Contract.Requires(b < 128); checked { b <<= 1; } }",
            "public void M(byte b) { Contract.Requires(true); checked { b <<= 1; } }",
            "overflow"
        },
        {
            "a slice of a list pattern is a copy",
            "public void M(int[] a) { Contract.Requires(a.Length == 3 && a[1] == 4); if (a is [_, .. var m]) { m[0] = 9; Contract.Assert(a[1] == 4 && m.Length == 2); } }",
            "public void M(int[] a) { Contract.Requires(a.Length == 3 && a[1] == 4); if (a is [_, .. var m]) { m[0] = 9; Contract.Assert(a[1] == 9); } }",
            "assert"
        },
        {
            "so of text",
            "public void M(string s) { if (s is ['a', .. var r]) { Contract.Assert(r.Length == s.Length - 1); } }",
            "public void M(string s) { if (s is ['a', .. var r]) { Contract.Assert(r.Length == s.Length); } }",
            "assert"
        },
        {
            "a local function writes by reference",
            "public void M() { int x = 1; void L(ref int y) { x = 3; y = y + 1; } L(ref x); Contract.Assert(x == 4); }",
            "public void M() { int x = 1; void L(ref int y) { x = 3; y = y + 1; } L(ref x); Contract.Assert(x == 3); }",
            "assert"
        },
        {
            "and by out",
            "public void M() { void L(out int y) { y = 5; } L(out var z); Contract.Assert(z == 5); }",
            "public void M() { void L(out int y) { y = 5; } L(out var z); Contract.Assert(z == 0); }",
            "assert"
        },
        {
            "and reads by in",
            "public void M() { int x = 1; int L(in int y) { x = 5; return y; } int r = L(in x); Contract.Assert(r == 5); }",
            "public void M() { int x = 1; int L(in int y) { x = 5; return y; } int r = L(in x); Contract.Assert(r == 1); }",
            "assert"
        },
        {
            "a value passed by in is a copy",
            "public void M() { int x = 1; int L(in int y) { x = 5; return y; } int r = L(x + 0); Contract.Assert(r == 1); }",
            "public void M() { int x = 1; int L(in int y) { x = 5; return y; } int r = L(x + 0); Contract.Assert(r == 5); }",
            "assert"
        },
        {
            "within a lock",
            "public void M(object o) { lock (o) { f = 2; Contract.Assert(f == 2); } }",
            "public void M(object o) { lock (o) { f = 2; Contract.Assert(f == 1); } }",
            "assert"
        },
        {
            "conversions to enums are checked",
            "enum E : byte { A } public void M(int a) { Contract.Requires(a >= 0 && a < 256); var e = checked((E)a); }",
            "enum E : byte { A } public void M(int a) { Contract.Requires(a >= 0); var e = checked((E)a); }",
            "overflow"
        },
        {
            "and conversions from them",
            "public byte M(DayOfWeek d) { Contract.Requires((int)d >= 0 && (int)d < 256); return checked((byte)d); }",
            "public byte M(DayOfWeek d) { Contract.Requires((int)d >= 0); return checked((byte)d); }",
            "overflow"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_twin_is_proved_and_the_wrong_one_refuted(string construct, string right, string wrong, string kind)
    {
        Assert.NotEmpty(construct);
        Proving.ExpectTwins("public class C { " + Members + right + " }", "public class C { " + Members + wrong + " }", kind);
    }

    [Fact]
    public void What_is_locked_must_be_there_and_what_is_shared_is_forgotten()
    {
        Assert.Contains("pre-caller", Proving.Open(Proving.One("public class C { public void M(object? o) { lock (o!) { } } }")));
        Assert.Equal("unknown", Proving.One("public class C { int f; public void M(object o) { f = 1; lock (o) { Contract.Assert(f == 1); } } }").Word);
    }

    [Fact]
    public void An_object_invariant_is_known_within_a_lock_and_owed_when_it_is_left()
    {
        const string Guarded = "public class C { int g; object gate = new(); [ContractInvariantMethod] void Inv() { Contract.Invariant(g >= 0); } public void M(int k) { ";

        Assert.Equal("proved", Proving.One(Guarded + "lock (gate) { Contract.Assert(g >= 0); g = k < 0 ? 0 : k; } } }").Word);
        Assert.NotEqual("proved", Proving.One(Guarded + "lock (gate) { g = k; } } }").Word);
    }
}
