namespace Maestro.Verification.Tests.Sidecars;

/// <summary>Asynchronous methods of another assembly: who awaits knows the promise, who does not knows nothing; and references into it.</summary>
public sealed class AsyncAcrossAssembliesTests
{
    private const string Library = """
        using System.Threading.Tasks;

        public static class Counting
        {
            public static async Task<int> Up(int n) { Contract.Requires(n < 9); Contract.Ensures(Contract.Result<int>() > n); await Task.Yield(); return n + 1; }
        }

        public sealed class Cell
        {
            private int _value;

            public int F;

            public int Value => _value;

            public async Task Set() { Contract.Ensures(F == 1); await Task.Yield(); F = 1; }

            public ref int Slot() => ref _value;

            public static void Fill(Span<int> s) { Contract.Requires(s.Length > 0); Contract.Ensures(s[0] == 1); s[0] = 1; }

            public static void Two(ref int a) { Contract.Ensures(a == 2); a = 2; }
        }
        """;

    private const string User = """
        using System.Threading.Tasks;

        public static class User
        {
            public static async Task<int> Awaits() { Contract.Ensures(Contract.Result<int>() > 3); return await Counting.Up(3); }

            public static void Fills(int[] a, int[] b) { Contract.Requires(a.Length == 1); Cell.Fill(a); Contract.Assert(a[0] == 1); }

            public static void ByReference(int[] a) { Contract.Requires(a.Length == 1); Cell.Two(ref a[0]); Contract.Assert(a[0] == 2); }

            public static void DoesNotAwait(Cell c) { var t = c.Set(); Contract.Assert(c.F == 1); }

            public static async Task ForgetsTheHeap(Cell c) { await c.Set(); Contract.Assert(c.F == 1); }

            public static void WritesAReference(Cell c) { Contract.Requires(c.Value == 3); c.Slot() = 4; Contract.Assert(c.Value == 3); }

            public static void OtherElements(int[] a, int[] b) { Contract.Requires(a.Length == 1 && b.Length == 1 && b[0] == 7); Cell.Fill(a); Contract.Assert(b[0] == 7); }
        }
        """;

    [Theory]
    [InlineData("Awaits")]
    [InlineData("Fills")]
    [InlineData("ByReference")]
    public void Right_by_sidecar_and_by_source(string method)
    {
        var both = new TwoAssemblies(Library, User);

        Assert.Equal("proved", both.BySource()[method].Word);
        Assert.Equal("proved", both.BySidecar()[method].Word);
    }

    [Theory]
    [InlineData("DoesNotAwait")]
    [InlineData("ForgetsTheHeap")]
    [InlineData("WritesAReference")]
    [InlineData("OtherElements")]
    public void Never_proved(string method)
    {
        var both = new TwoAssemblies(Library, User);

        Assert.NotEqual("proved", both.BySource()[method].Word);
        Assert.NotEqual("proved", both.BySidecar()[method].Word);
    }
}
