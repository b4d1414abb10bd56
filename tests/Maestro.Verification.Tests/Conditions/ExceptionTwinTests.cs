namespace Maestro.Verification.Tests.Conditions;

/// <summary>Exceptions in twins: the right one is proved, the wrong one is refuted at the kind given; or, where no execution can show it, not proved.</summary>
public sealed class ExceptionTwinTests
{
    private const string Helpers = """
        int f; static int s;
        sealed class A : IDisposable { public int Closed; public void Dispose() { Closed++; } }
        public sealed class Gate { public int Holders; }
        public sealed class Lease : IDisposable
        {
            readonly Gate gate;
            public Lease(Gate g) { Contract.Ensures(Held == g && g.Holders == Contract.OldValue(g.Holders) + 1); gate = g; g.Holders++; }
            public Gate Held => gate;
            public void Dispose() { Contract.Ensures(Held.Holders == Contract.OldValue(Held.Holders) - 1); Held.Holders--; }
        }
        static void Risky(int n) { if (n > 5) throw new InvalidOperationException(); s = n; }
        """;

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "what using gives back",
            "public static int M(Gate g, int n) { Contract.Ensures(g.Holders == Contract.OldValue(g.Holders)); using var lease = new Lease(g); if (n < 0) return 0; return n; }",
            "public static int M(Gate g, int n) { Contract.Ensures(g.Holders == Contract.OldValue(g.Holders)); var lease = new Lease(g); if (n < 0) return 0; lease.Dispose(); return n; }",
            "post"
        },
        {
            "a handler of the exact type takes what is thrown",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1 || n >= 0); try { if (n < 0) throw new ArgumentException(); return 0; } catch (ArgumentException) { return 1; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 0 || n >= 0); try { if (n < 0) throw new ArgumentException(); return 0; } catch (ArgumentException) { return 1; } }",
            "post"
        },
        {
            "a handler of a base type takes it, one of another type does not",
            "public static int M(int n) { Contract.Ensures(n < 0 ? Contract.Result<int>() == 2 : Contract.Result<int>() == 0); try { if (n < 0) throw new ArgumentNullException(); return 0; } catch (InvalidOperationException) { return 1; } catch (ArgumentException) { return 2; } }",
            "public static int M(int n) { Contract.Ensures(n < 0 ? Contract.Result<int>() == 1 : Contract.Result<int>() == 0); try { if (n < 0) throw new ArgumentNullException(); return 0; } catch (InvalidOperationException) { return 1; } catch (ArgumentException) { return 2; } }",
            "post"
        },
        {
            "what the runtime throws under a handler is behaviour",
            "public static int M(int a, int b) { Contract.Ensures(b != 0 || Contract.Result<int>() == 0); try { return checked(a / b); } catch (DivideByZeroException) { return 0; } catch (OverflowException) { return int.MaxValue; } }",
            "public static int M(int a, int b) { Contract.Ensures(b != 0 || Contract.Result<int>() == 0); try { return checked(a / b); } catch (DivideByZeroException) { return 1; } catch (OverflowException) { return int.MaxValue; } }",
            "post"
        },
        {
            "a handler of another type leaves the obligation",
            "public static int M(int[] a, int i) { try { return a[i]; } catch (IndexOutOfRangeException) { return -1; } }",
            "public static int M(int[] a, int i) { try { return a[i]; } catch (InvalidOperationException) { return -1; } }",
            "index"
        },
        {
            "checked addition saturates",
            "public static int M(int a, int b) { Contract.Requires(a >= 0 && b >= 0); Contract.Ensures(Contract.Result<int>() >= a); try { return checked(a + b); } catch (OverflowException) { return int.MaxValue; } }",
            "public static int M(int a, int b) { Contract.Requires(a >= 0 && b >= 0); Contract.Ensures(Contract.Result<int>() >= a); try { return a + b; } catch (OverflowException) { return int.MaxValue; } }",
            "post"
        },
        {
            "finally runs after the value is taken",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == Contract.OldValue(n)); try { return n; } finally { n = 0; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n); try { return n; } finally { n = 7; } }",
            "post"
        },
        {
            "finally runs on every way out",
            "public void M(int n) { Contract.Requires(n != 1); Contract.Ensures(f == 2); try { f = 1; if (n == 5) return; f = 3; } finally { f = 2; } }",
            "public void M(int n) { Contract.Ensures(f == 2); try { f = 1; if (n == 5) return; f = 3; } finally { if (n != 5) f = 2; } }",
            "post"
        },
        {
            "finally runs before the handler further out",
            "public int M(int n) { Contract.Ensures(Contract.Result<int>() == (n > 0 ? 2 : 1)); f = 0; try { try { f = 1; if (n > 0) throw new ArgumentException(); } finally { f++; } } catch (ArgumentException) { return f; } return f - 1; }",
            "public int M(int n) { Contract.Ensures(Contract.Result<int>() == 1); f = 0; try { try { f = 1; if (n > 0) throw new ArgumentException(); } finally { f++; } } catch (ArgumentException) { return f; } return f - 1; }",
            "post"
        },
        {
            "a handler sees what was done before the exception",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == (n > 0 ? 1 : 2)); int x = 0; try { x = 1; if (n > 0) throw new ArgumentException(); x = 2; } catch (ArgumentException) { } return x; }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == (n > 0 ? 0 : 2)); int x = 0; try { x = 1; if (n > 0) throw new ArgumentException(); x = 2; } catch (ArgumentException) { } return x; }",
            "post"
        },
        {
            "a filter decides",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == (n == 3 ? 1 : n < 0 || n == 4 ? 2 : 0)); try { if (n < 0 || n == 3 || n == 4) throw new ArgumentException(); return 0; } catch (ArgumentException) when (n == 3) { return 1; } catch (ArgumentException) { return 2; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == (n == 3 ? 2 : n < 0 || n == 4 ? 2 : 0)); try { if (n < 0 || n == 3 || n == 4) throw new ArgumentException(); return 0; } catch (ArgumentException) when (n == 3) { return 1; } catch (ArgumentException) { return 2; } }",
            "post"
        },
        {
            "what is thrown again leaves the method",
            "public static int M(int n) { Contract.Ensures(n >= 0); try { if (n < 0) throw new ArgumentException(); } catch (ArgumentException) { throw; } return 1; }",
            "public static int M(int n) { Contract.Ensures(n >= 0); try { if (n < 0) throw new ArgumentException(); } catch (ArgumentException) { } return 1; }",
            "post"
        },
        {
            "a call may throw, so its handler is reached",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1 || Contract.Result<int>() == 2); try { Risky(n); return 1; } catch (InvalidOperationException) { return 2; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1); try { Risky(n); return 1; } catch (InvalidOperationException) { return 2; } }",
            "post"
        },
        {
            "a guard throws its own exception",
            "public static int M(string? t) { Contract.Ensures(t == null ? Contract.Result<int>() == -1 : Contract.Result<int>() == t.Length); try { ArgumentNullException.ThrowIfNull(t); return t.Length; } catch (ArgumentException) { return -1; } }",
            "public static int M(string? t) { Contract.Ensures(Contract.Result<int>() >= 0); try { ArgumentNullException.ThrowIfNull(t); return t.Length; } catch (ArgumentException) { return -1; } }",
            "post"
        },
        {
            "the condition on an exception holds when it is thrown",
            "public void M(int n) { Contract.EnsuresOnThrow<ArgumentException>(f == Contract.OldValue(f)); if (n < 0) throw new ArgumentException(); f = n; }",
            "public void M(int n) { Contract.EnsuresOnThrow<ArgumentException>(f == Contract.OldValue(f)); f = n; if (n < 0) throw new ArgumentException(); }",
            "post"
        },
        {
            "the condition on an exception holds for derived ones too",
            "public void M(int n) { Contract.EnsuresOnThrow<ArgumentException>(f == Contract.OldValue(f)); if (n < 0) throw new ArgumentNullException(); f = n; if (n == 7) throw new InvalidOperationException(); }",
            "public void M(int n) { Contract.EnsuresOnThrow<ArgumentException>(f == Contract.OldValue(f)); f = n; if (n == -3) throw new ArgumentNullException(); }",
            "post"
        },
        {
            "using disposes of the resource",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 1); var a = new A(); a.Closed = 0; try { a.Closed = 5; } finally { a.Closed = 1; } return a.Closed; }",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 5); var a = new A(); a.Closed = 0; try { a.Closed = 5; } finally { a.Closed = 1; } return a.Closed; }",
            "post"
        },
        {
            "a loop goes on after its handler",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() >= 0); int bad = 0; for (int i = 0; i < a.Length; i++) { Contract.Invariant(0 <= bad && bad <= i && i <= a.Length); try { if (a[i] < 0) throw new ArgumentException(); } catch (ArgumentException) { bad++; continue; } } return bad; }",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 0); int bad = 0; for (int i = 0; i < a.Length; i++) { try { if (a[i] < 0) throw new ArgumentException(); } catch (ArgumentException) { bad++; continue; } } return bad; }",
            "post"
        },
        {
            "break out of try runs finally",
            "public int M(int n) { Contract.Ensures(f == 9); while (true) { try { if (n > 0) break; n = 1; } finally { f = 9; } } return n; }",
            "public int M(int n) { Contract.Ensures(f == 9); while (true) { try { if (n > 0) break; n = 1; } finally { f = n == 1 ? 9 : 8; } } return n; }",
            "post"
        },
        {
            "throw expressions",
            "public static int M(int? n) { Contract.Ensures(Contract.Result<int>() == n); return n ?? throw new ArgumentNullException(nameof(n)); }",
            "public static int M(int? n) { Contract.Ensures(Contract.Result<int>() > 0); return n ?? throw new ArgumentNullException(nameof(n)); }",
            "post"
        },
        {
            "the exception's variable is not null",
            "public static bool M(int n) { Contract.Ensures(!Contract.Result<bool>() || n < 0); try { if (n < 0) throw new ArgumentException(); return false; } catch (ArgumentException e) { return e != null; } }",
            "public static bool M(int n) { Contract.Ensures(!Contract.Result<bool>()); try { if (n < 0) throw new ArgumentException(); return false; } catch (ArgumentException e) { return e != null; } }",
            "post"
        },
        {
            "an unassigned local is assigned on the way that reads it",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n + 1); int x; try { x = n + 1; Risky(n); } finally { s = 0; } return x; }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n); int x; try { x = n + 1; Risky(n); } finally { s = 0; } return x; }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string construct, string right, string wrong, string kind)
    {
        _ = construct;
        Proving.ExpectTwins(Wrap(right), Wrap(wrong), kind);
    }

    /// <summary>What nobody may prove, whether or not an execution shows it.</summary>
    [Theory]
    [InlineData("public static void M(Action a) { Contract.Ensures(s == 1); s = 1; try { a(); s = 1; } catch (Exception) { } }")]
    [InlineData("public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 5); s = 5; try { Risky(n); s = 5; } catch (Exception) { } return s; }")]
    [InlineData("public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 0); int x = 0; try { Set(out x); x = 0; } catch { } return x; } static void Set(out int x) { x = 3; if (s == 4) throw new Exception(); }")]
    [InlineData("public void M(int n) { Contract.EnsuresOnThrow<ArgumentException>(f == Contract.OldValue(f)); f = n; Risky(n); }")]
    [InlineData("public void M<T>(T t, int n) where T : Exception { Contract.EnsuresOnThrow<ArgumentException>(f == Contract.OldValue(f)); f = n; if (n > 3) throw t; }")]
    [InlineData("public void M<T>(int n) where T : Exception { Contract.EnsuresOnThrow<T>(f == Contract.OldValue(f)); f = n; if (n > 3) throw new ArgumentException(); }")]
    [InlineData("public int M(object o) { Contract.Ensures(Contract.Result<int>() == 1); f = 1; lock (o) { return f; } }")]
    [InlineData("public static int M(Exception e) { Contract.Ensures(Contract.Result<int>() == 2); try { throw e; } catch (ArgumentException) { return 1; } catch (Exception) { return 2; } }")]
    [InlineData("public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 1); int r = 1; try { r = a[a.Length]; } catch (IndexOutOfRangeException) { r = 2; } return r; }")]
    [InlineData("public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1); try { throw new ArgumentException(); } catch (ArgumentException) when (n / n == 1) { return 1; } catch (Exception) { return 2; } }")]
    [InlineData("public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1); try { try { throw new ArgumentException(); } finally { throw new InvalidOperationException(); } } catch (ArgumentException) { return 1; } catch (InvalidOperationException) { return 2; } }")]
    [InlineData("public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 0); int i = 0; while (i < n) { try { i++; if (i == 3) throw new ArgumentException(); } catch (ArgumentException) { return i; } } return 0; }")]
    public void Nobody_proves_it(string member) => Assert.True(Proving.One(Wrap(member)).Word != "proved", member);

    private static string Wrap(string member) => $"public class C {{ {Helpers} {member} }}";

    [Theory]
    [InlineData("o == null ? 1 : 0", "proved")]
    [InlineData("0", "refuted")]
    public void A_lock_of_null_under_its_handler_is_behaviour(string result, string expected)
    {
        var report = Proving.One($"public class C {{ public static int M(object? o) {{ Contract.Ensures(Contract.Result<int>() == ({result})); try {{ lock (o!) {{ return 0; }} }} catch (ArgumentNullException) {{ return 1; }} }} }}");

        Assert.Equal(expected, report.Word);
    }
}
