namespace Maestro.Verification.Tests.Conditions;

/// <summary>When targets are read and checked (C# specification, 12.21), in twins.</summary>
public sealed class EvaluationOrderTests
{
    private const string Members = """
        int f; int Set(int v) { Contract.Ensures(f == v && Contract.Result<int>() == v); f = v; return v; }
        int P { get; set; } static int Two(in int a, int b) { Contract.Ensures(Contract.Result<int>() == unchecked(a * 10 + b)); return unchecked(a * 10 + b); }
        """;

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a compound assignment reads before its operand, also one with branches",
            "public void M(bool b) { f = 1; f += b ? Set(5) : Set(5); Contract.Assert(f == 6); }",
            "public void M(bool b) { f = 1; f += b ? Set(5) : Set(5); Contract.Assert(f == 10); }",
            "assert"
        },
        {
            "so for a local",
            "public void M(bool b) { int x = 1; x += b ? x = 5 : x = 5; Contract.Assert(x == 6); }",
            "public void M(bool b) { int x = 1; x += b ? x = 5 : x = 5; Contract.Assert(x == 10); }",
            "assert"
        },
        {
            "so for an element",
            "public void M(int[] a, bool b) { Contract.Requires(a.Length == 1 && a[0] == 1); a[0] += b ? a[0] = 5 : a[0] = 5; Contract.Assert(a[0] == 6); }",
            "public void M(int[] a, bool b) { Contract.Requires(a.Length == 1 && a[0] == 1); a[0] += b ? a[0] = 5 : a[0] = 5; Contract.Assert(a[0] == 10); }",
            "assert"
        },
        {
            "so for text",
            "public void M(bool b) { string x = \"a\"; x += b ? x = \"b\" : x = \"b\"; Contract.Assert(x == \"ab\"); }",
            "public void M(bool b) { string x = \"a\"; x += b ? x = \"b\" : x = \"b\"; Contract.Assert(x == \"bb\"); }",
            "assert"
        },
        {
            "so for a null that is replaced",
            "public void M(int? n) { int x = 1; x += n ?? (x = 5); Contract.Assert(n != null || x == 6); }",
            "public void M(int? n) { int x = 1; x += n ?? (x = 5); Contract.Assert(n != null || x == 10); }",
            "assert"
        },
        {
            "an argument by in is the variable, whatever the arguments after it do",
            "public void M(bool b) { int x = 1; int y = Two(x, b ? x = 5 : x = 5); Contract.Assert(y == 55); }",
            "public void M(bool b) { int x = 1; int y = Two(x, b ? x = 5 : x = 5); Contract.Assert(y == 15); }",
            "assert"
        },
        {
            "the range is checked when the value is stored",
            "public void M(int[] a) { Contract.Requires(a.Length == 3); int x = 0; try { a[9] = x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 1); }",
            "public void M(int[] a) { Contract.Requires(a.Length == 3); int x = 0; try { a[9] = x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 0); }",
            "assert"
        },
        {
            "also with branches",
            "public void M(int[] a, bool b) { Contract.Requires(a.Length == 3); int x = 0; try { a[9] = b ? x = 1 : x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 1); }",
            "public void M(int[] a, bool b) { Contract.Requires(a.Length == 3); int x = 0; try { a[9] = b ? x = 1 : x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 0); }",
            "assert"
        },
        {
            "by a compound assignment, when it is read",
            "public void M(int[] a) { Contract.Requires(a.Length == 3); int x = 0; try { a[9] += x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 0); }",
            "public void M(int[] a) { Contract.Requires(a.Length == 3); int x = 0; try { a[9] += x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 1); }",
            "assert"
        },
        {
            "null is found out when the value is stored",
            "public void M(C? o) { Contract.Requires(o == null); int x = 0; try { o!.f = x = 1; } catch (NullReferenceException) { } Contract.Assert(x == 1); }",
            "public void M(C? o) { Contract.Requires(o == null); int x = 0; try { o!.f = x = 1; } catch (NullReferenceException) { } Contract.Assert(x == 0); }",
            "assert"
        },
        {
            "also by an automatic property",
            "public void M(C? o) { Contract.Requires(o == null); int x = 0; try { o!.P = x = 1; } catch (NullReferenceException) { } Contract.Assert(x == 1); }",
            "public void M(C? o) { Contract.Requires(o == null); int x = 0; try { o!.P = x = 1; } catch (NullReferenceException) { } Contract.Assert(x == 0); }",
            "assert"
        },
        {
            "an index is evaluated before its array is looked at",
            "public void M() { int[]? a = null; int x = 0; try { int y = a![x = 1]; } catch (NullReferenceException) { } Contract.Assert(x == 1); }",
            "public void M() { int[]? a = null; int x = 0; try { int y = a![x = 1]; } catch (NullReferenceException) { } Contract.Assert(x == 0); }",
            "assert"
        },
        {
            "two indices are",
            "public void M(int[,] a) { Contract.Requires(a.GetLength(0) == 1 && a.GetLength(1) == 1); int x = 0; try { a[4, 0] = x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 1); }",
            "public void M(int[,] a) { Contract.Requires(a.GetLength(0) == 1 && a.GetLength(1) == 1); int x = 0; try { a[4, 0] = x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 0); }",
            "assert"
        },
        {
            "an element among several targets is a reference at once",
            "public void M(int[] a) { Contract.Requires(a.Length == 1); int x = 0; int y = 0; try { (y, a[4]) = (x = 1, 2); } catch (IndexOutOfRangeException) { } Contract.Assert(x == 0); }",
            "public void M(int[] a) { Contract.Requires(a.Length == 1); int x = 0; int y = 0; try { (y, a[4]) = (x = 1, 2); } catch (IndexOutOfRangeException) { } Contract.Assert(x == 1); }",
            "assert"
        },
        {
            "a length that is no int overflows",
            "public void M(long n) { Contract.Requires(n >= 0 && n < 9); var a = new byte[n]; }",
            "public void M(long n) { Contract.Requires(n >= 0); var a = new byte[n]; }",
            "array-size"
        },
        {
            "an element of a span is a reference at once",
            "public void M(Span<int> s) { Contract.Requires(s.Length == 1); int x = 0; try { s[4] = x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 0); }",
            "public void M(Span<int> s) { Contract.Requires(s.Length == 1); int x = 0; try { s[4] = x = 1; } catch (IndexOutOfRangeException) { } Contract.Assert(x == 1); }",
            "assert"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_twin_is_proved_and_the_wrong_one_refuted(string construct, string right, string wrong, string kind)
    {
        Assert.NotEmpty(construct);
        Proving.ExpectTwins("public class C { " + Members + right + " }", "public class C { " + Members + wrong + " }", kind);
    }

    [Theory]
    [InlineData("public void M(C d) { Contract.Requires(d.f == 0); bool b = d is { Counted: 5 } or { Counted: 6 }; Contract.Assert(d.f == 2); }")]
    [InlineData("public void M(C d) { Contract.Requires(d.f == 0); int r = d switch { { Counted: 5 } => 1, { Counted: 6 } => 2, _ => 3 }; Contract.Assert(d.f == 2); }")]
    [InlineData("public void M(C d) { Contract.Requires(d.f == 0); bool b = d is { Counted: 5 } or { Counted: 6 }; Contract.Assert(d.f == 1); }")]
    public void How_often_a_pattern_reads_a_property_is_not_known(string method)
    {
        var report = Proving.One("public class C { public int f; public int Counted { get { Contract.Ensures(f == Contract.OldValue(f) + 1 && Contract.Result<int>() == Contract.OldValue(f)); return f++; } } " + method + " }");

        Assert.Equal("unknown", report.Word);
    }
}
