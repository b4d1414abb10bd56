using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Exceptions in twins: the right one is proved, the wrong one refuted by an execution, of the kind given.</summary>
public sealed class ExceptionTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a handler catches what is thrown in its try",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); try { if (n < 0) throw new InvalidOperationException(); return n; } catch (InvalidOperationException) { return 0; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); try { if (n < 0) throw new InvalidOperationException(); return n; } catch (InvalidOperationException) { return -1; } }",
            "post"
        },
        {
            "a handler of another type does not",
            "public static int M(int n) { Contract.Ensures(n >= 0); try { if (n < 0) throw new InvalidOperationException(); return n; } catch (ArgumentException) { return 0; } }",
            "public static int M(int n) { Contract.Ensures(n >= 0); try { if (n < 0) throw new ArgumentNullException(); return n; } catch (ArgumentException) { return 0; } }",
            "post"
        },
        {
            "the first handler that matches runs",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1); try { throw new ArgumentNullException(); } catch (ArgumentException) { return 1; } catch (SystemException) { return 2; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1); try { throw new FormatException(); } catch (ArgumentException) { return 1; } catch (SystemException) { return 2; } }",
            "post"
        },
        {
            "division by zero that is caught is behaviour",
            "public static int M(int a, int b) { Contract.Ensures(b != 0 || Contract.Result<int>() == 7); Contract.Requires(a > 0); try { return a / b; } catch (DivideByZeroException) { return 7; } }",
            "public static int M(int a, int b) { Contract.Ensures(b != 0 || Contract.Result<int>() == 7); Contract.Requires(a > 0); try { return a / b; } catch (IndexOutOfRangeException) { return 7; } }",
            "div0"
        },
        {
            "an index out of range that is caught is behaviour",
            "public static int M(int[] a, int i) { Contract.Ensures(i >= 0 || Contract.Result<int>() == -1); try { return a[i]; } catch (IndexOutOfRangeException) { return -1; } }",
            "public static int M(int[] a, int i) { Contract.Ensures(i >= 0 || Contract.Result<int>() == -1); try { return a[i]; } catch (IndexOutOfRangeException) { return -2; } }",
            "post"
        },
        {
            "what was written before the exception stays written",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 5); int x = 0; try { x = 5; x = a[-1]; } catch (IndexOutOfRangeException) { } return x; }",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 0); int x = 0; try { x = 5; x = a[-1]; } catch (IndexOutOfRangeException) { } return x; }",
            "post"
        },
        {
            "what is returned is evaluated before finally",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 1); int x = 1; try { return x; } finally { x = 2; } }",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 2); int x = 1; try { return x; } finally { x = 2; } }",
            "post"
        },
        {
            "finally runs on the way out of an exception",
            "int n; public void M(int[] a) { Contract.Ensures(n == 0); n = 1; try { if (a.Length > 3) throw new FormatException(); } catch (FormatException) { } finally { n = 0; } }",
            "int n; public void M(int[] a) { Contract.Ensures(n == 0); try { n = 1; if (a.Length > 3) throw new FormatException(); n = 0; } catch (FormatException) { } finally { if (a.Length < 3) n = 0; } }",
            "post"
        },
        {
            "finally without a handler does not stop the exception",
            "int n; public int M(int k) { Contract.Ensures(k > 0 && n == 2); try { if (k <= 0) throw new FormatException(); return k; } finally { n = 2; } }",
            "int n; public int M(int k) { Contract.Ensures(n == 2); try { if (k <= 0) throw new FormatException(); return k; } finally { if (k < 9) n = 2; } }",
            "post"
        },
        {
            "a filter decides",
            "public static int M(int k) { Contract.Ensures(Contract.Result<int>() == (k > 0 ? 1 : 2)); try { throw new FormatException(); } catch (FormatException) when (k > 0) { return 1; } catch (Exception) { return 2; } }",
            "public static int M(int k) { Contract.Ensures(Contract.Result<int>() == (k > 0 ? 1 : 2)); try { throw new FormatException(); } catch (FormatException) when (k >= 0) { return 1; } catch (Exception) { return 2; } }",
            "post"
        },
        {
            "a rethrown exception goes on to the outer handler",
            "public static int M(int k) { Contract.Ensures(Contract.Result<int>() == 3); try { try { throw new FormatException(); } catch (Exception) { k = 3; throw; } } catch (FormatException) { return k; } }",
            "public static int M(int k) { Contract.Ensures(Contract.Result<int>() == 3); try { try { throw new FormatException(); } catch (Exception) { if (k > 0) k = 3; throw; } } catch (FormatException) { return k; } }",
            "post"
        },
        {
            "a call may throw before it ends",
            "int n; void F() { n = 1; if (n > 0) throw new FormatException(); } public int M() { Contract.Ensures(Contract.Result<int>() == 0); try { F(); } catch (FormatException) { return 0; } return 0; }",
            "int n; void F() { n = 1; if (n > 0) throw new FormatException(); } public int M() { Contract.Ensures(Contract.Result<int>() == 1); try { F(); } catch (FormatException) { return 0; } return 1; }",
            "post"
        },
        {
            "the condition on an exception holds at the throw",
            "public int N; public void M(int k) { Contract.EnsuresOnThrow<FormatException>(N == Contract.OldValue(N)); if (k < 0) throw new FormatException(); N = k; }",
            "public int N; public void M(int k) { Contract.EnsuresOnThrow<FormatException>(N == Contract.OldValue(N)); N = k; if (k < 0) throw new FormatException(); }",
            "post"
        },
        {
            "the condition on an exception binds what derives from it",
            "public int N; public void M(int k) { Contract.EnsuresOnThrow<ArgumentException>(N == 0); if (k < 0) throw new FormatException(); N = 0; throw new ArgumentNullException(); }",
            "public int N; public void M(int k) { Contract.EnsuresOnThrow<ArgumentException>(N == 0); N = k; if (k < 0) throw new ArgumentNullException(); N = 0; }",
            "post"
        },
        {
            "continue through finally reaches the loop's head",
            "public static int M(int n) { Contract.Requires(n >= 0 && n < 1000); Contract.Ensures(Contract.Result<int>() == n); int c = 0; for (int i = 0; i < n; i++) { Contract.Invariant(0 <= i && i <= n && c == i); try { if (i % 2 == 0) continue; } finally { c++; } } return c; }",
            "public static int M(int n) { Contract.Requires(n >= 0 && n < 1000); Contract.Ensures(Contract.Result<int>() == n); int c = 0; for (int i = 0; i < n; i++) { Contract.Invariant(0 <= i && i <= n && c == i); try { if (i % 2 == 0) continue; c++; } finally { } } return c; }",
            "inv-keep"
        },
        {
            "a handler in a loop writes what the loop forgets",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() >= 0); int bad = 0; for (int i = 0; i < 3; i++) { Contract.Invariant(0 <= i && i <= 3 && 0 <= bad && bad <= i); try { if (a[i] == 7) { } } catch (IndexOutOfRangeException) { bad++; } } return bad; }",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 0); int bad = 0; for (int i = 0; i < 3; i++) { try { if (a[i] == 7) { } } catch (IndexOutOfRangeException) { bad++; } } return bad; }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_twin_is_proved(string title, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(right));

        Assert.True(report.Word == "proved", $"{title}: {report.Word} {report.Reason} {string.Join("; ", report.Obligations.Select(o => $"{o.Id} {o.Verdict}"))} {wrong.Length} {kind}");
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_wrong_twin_is_refuted(string title, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(wrong));

        Assert.True(report.Word == "refuted", $"{title}: {report.Word} {report.Reason} {string.Join("; ", report.Obligations.Select(o => $"{o.Id} {o.Verdict}"))} {right.Length}");
        Assert.Equal([kind], Proving.Open(report));
    }

    private static string Wrap(string member) => $"\n#pragma warning disable CS8602, CS0162, CS0219\npublic class C {{ {member} }}";
}
