namespace Maestro.Verification.Tests.Conditions;

/// <summary>Methods that break their promise by an exception that is easily overlooked: none of them may be proved.</summary>
public sealed class ExceptionTrapTests
{
    [Theory]
    [InlineData("a getter in a pattern throws", "sealed class P { public int V; public int G { get { if (V > 3) throw new FormatException(); return V; } } } static int M(P p) { Contract.Ensures(Contract.Result<int>() == 1); try { if (p is { G: 3 }) { } return 1; } catch (FormatException) { return 2; } }")]
    [InlineData("the handler's type is a parameter", "public static int M<T>() where T : Exception { Contract.Ensures(Contract.Result<int>() == 1); try { try { throw new FormatException(); } catch (T) { return 2; } } catch (FormatException) { return 1; } }")]
    [InlineData("a ToString in an interpolation throws", "sealed class P { public int V; public override string ToString() { if (V > 3) throw new FormatException(); return \"\"; } } static int M(P p) { Contract.Ensures(Contract.Result<int>() == 1); try { var s = $\"{p}\"; return 1; } catch (FormatException) { return 2; } }")]
    [InlineData("an unfolded body throws", "[Pure] static int F(int[] a) => a[5]; public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 1); try { F(a); return 1; } catch (IndexOutOfRangeException) { return 2; } }")]
    [InlineData("an unfolded getter throws", "int[] a = { }; int F => a[5]; public int M() { Contract.Ensures(Contract.Result<int>() == 1); try { var x = F; return 1; } catch (IndexOutOfRangeException) { return 2; } }")]
    [InlineData("a constructor of the framework throws", "public static int M(int m) { Contract.Ensures(Contract.Result<int>() == 1); try { var d = new DateTime(2020, m, 1); return 1; } catch (ArgumentOutOfRangeException) { return 2; } }")]
    [InlineData("what a callee promises holds at its throw, not after a finally", "int N; void F(int k) { Contract.EnsuresOnThrow<FormatException>(N == 1); N = 1; if (k > 0) throw new FormatException(); } public int M(int k) { Contract.Ensures(Contract.Result<int>() == 7); try { try { F(k); } finally { N = 5; } } catch (FormatException) { return N; } return 7; }")]
    [InlineData("an exception in a filter is swallowed", "static bool F(int x) { Contract.Ensures(Contract.Result<bool>()); if (x < 0) throw new FormatException(); return true; } public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); try { throw new ArgumentException(); } catch (ArgumentException) when (F(x)) { return 1; } catch (ArgumentException) { return 2; } }")]
    [InlineData("null passed to a method is no exception", "static int F(string s) => 1; public static int M(string? s) { Contract.Ensures(s != null || Contract.Result<int>() == 2); try { return F(s!); } catch (NullReferenceException) { return 2; } }")]
    [InlineData("a static initialiser throws", "static class S { public static int X = int.Parse(\"x\"); } public static int M() { Contract.Ensures(Contract.Result<int>() == 1); try { var x = S.X; return 1; } catch (TypeInitializationException) { return 2; } }")]
    [InlineData("a static constructor throws", "static class S { public static int X; static S() { throw new FormatException(); } } public static int M() { Contract.Ensures(Contract.Result<int>() == 1); try { var x = S.X; return 1; } catch (TypeInitializationException) { return 2; } }")]
    [InlineData("an array store of the wrong type throws its own exception", "public static int M(object[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(Contract.Result<int>() > 0); try { a[0] = new object(); return 1; } catch (InvalidCastException) { return 2; } }")]
    [InlineData("Dispose throws", "sealed class R : IDisposable { public int V; public void Dispose() { if (V > 3) throw new FormatException(); } } static int M(R r) { Contract.Ensures(Contract.Result<int>() == 1); try { using (r) { return 1; } } catch (FormatException) { return 2; } }")]
    [InlineData("Dispose writes", "sealed class R : IDisposable { public int V; public void Dispose() { V = 9; } } static int M(R r) { Contract.Ensures(r.V == 1); using (r) { r.V = 1; } return r.V; }")]
    [InlineData("a local function throws", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); try { F(); return 1; } catch (FormatException) { return 2; } void F() { if (x > 3) throw new FormatException(); } }")]
    [InlineData("a local function throws through its finally", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); int y = 1; try { F(); } catch (FormatException) { } return y; void F() { try { if (x > 3) throw new FormatException(); } finally { if (x > 4) y = 2; } } }")]
    [InlineData("goto out of a try runs its finally", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); int y = 1; try { if (x > 3) goto end; } finally { if (x > 3) y = 2; } end: return y; }")]
    [InlineData("break in nested finallies", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); int y = 1; while (true) { try { try { if (x > 3) break; return 1; } finally { y += 1; } } finally { y += 1; } } return y; }")]
    [InlineData("an exception in a finally replaces the first", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); try { try { throw new ArgumentException(); } finally { if (x > 3) throw new FormatException(); } } catch (ArgumentException) { return 1; } catch (FormatException) { return 2; } }")]
    [InlineData("an exception in a handler is not for its siblings", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); try { try { throw new ArgumentException(); } catch (ArgumentException) { throw new FormatException(); } catch (FormatException) { return 1; } } catch (FormatException) { return 2; } }")]
    [InlineData("merged and rethrown", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 1); try { try { if (x > 3) throw new FormatException(); throw new ArgumentException(); } catch (Exception) { throw; } } catch (ArgumentException) { return 1; } catch (FormatException) { return 2; } }")]
    [InlineData("a rethrown exception may derive", "public static int M(Exception e) { Contract.Ensures(Contract.Result<int>() == 1); try { throw e; } catch (FormatException) { return 2; } catch (Exception) { return 1; } }")]
    [InlineData("the condition on any exception binds calls", "int N; void F() { N = 2; throw new FormatException(); } public void M(int k) { Contract.Requires(N == 0); Contract.EnsuresOnThrow<Exception>(N == 0); if (k > 0) F(); }")]
    [InlineData("a loop in a try is left by an exception", "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 0); int i = 0; try { while (true) { if (a[i] == 7) return 0; i++; } } catch (IndexOutOfRangeException) { } return i; }")]
    [InlineData("a captured variable changes in a lambda that is called", "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 0); int y = 0; Action f = () => { if (x > 3) y = 1; }; f(); return y; }")]
    [InlineData("a throw expression leaves", "int N; public int M(string? s) { Contract.EnsuresOnThrow<ArgumentNullException>(N == 0); N = 1; var t = s ?? throw new ArgumentNullException(); N = 0; return 1; }")]
    public void It_is_not_proved(string title, string member)
    {
        var report = Proving.One($"\n#pragma warning disable CS8602, CS0162, CS0219, CS0169\npublic class C {{ {member} }}");

        Assert.True(report.Word != "proved", title);
        TestContext.Current.TestOutputHelper?.WriteLine($"{title}: {report.Word} {report.Reason} {string.Join("; ", report.Obligations.Select(o => $"{o.Id} {o.Verdict}"))}");
    }
}
