namespace Maestro.Verification.Tests.Conditions;

/// <summary>Asynchronous methods in twins: contracts speak of the completed result.</summary>
public sealed class AsyncTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "the completed result",
            "public static async Task<int> M(int n) { Contract.Requires(n > 0); Contract.Ensures(Contract.Result<int>() >= 0); await Task.CompletedTask; return n - 1; }",
            "public static async Task<int> M(int n) { Contract.Requires(n > 0); Contract.Ensures(Contract.Result<int>() >= 0); await Task.CompletedTask; return n - 2; }",
            "post"
        },
        {
            "a value task",
            "public static async ValueTask<long> M(int n) { Contract.Ensures(Contract.Result<long>() == (long)n + 1); return await new ValueTask<int>(n) + 1L; }",
            "public static async ValueTask<long> M(int n) { Contract.Ensures(Contract.Result<long>() == (long)n + 1); return await new ValueTask<int>(n) + 1; }",
            "post"
        },
        {
            "a finished task gives its value",
            "public static async Task<int> M(int n) { Contract.Ensures(Contract.Result<int>() == n); return await Task.FromResult(n).ConfigureAwait(false); }",
            "public static async Task<int> M(int n) { Contract.Ensures(Contract.Result<int>() == n); return await Task.FromResult(n + 1).ConfigureAwait(false); }",
            "post"
        },
        {
            "who awaits knows the promise",
            "static async Task<int> Up(int n) { Contract.Requires(n < 100); Contract.Ensures(Contract.Result<int>() > n); await Task.CompletedTask; return n + 1; } public static async Task<int> M(int n) { Contract.Requires(n < 9); Contract.Ensures(Contract.Result<int>() > n + 1); var a = await Up(n).ConfigureAwait(false); if (a > 50) { return a; } return await Up(a); }",
            "static async Task<int> Up(int n) { Contract.Requires(n < 100); Contract.Ensures(Contract.Result<int>() > n); await Task.CompletedTask; return n + 1; } public static async Task<int> M(int n) { Contract.Requires(n < 9); Contract.Ensures(Contract.Result<int>() > n + 2); var a = await Up(n).ConfigureAwait(false); if (a > 50) { return a; } return await Up(a); }",
            "post"
        },
        {
            "a precondition is owed at the call",
            "static async Task Up(int n) { Contract.Requires(n > 0); await Task.CompletedTask; } public static async Task M(int n) { Contract.Requires(n > 1); await Up(n - 1); }",
            "static async Task Up(int n) { Contract.Requires(n > 0); await Task.CompletedTask; } public static async Task M(int n) { await Up(n); }",
            "pre-caller"
        },
        {
            "a failed task throws where it is awaited",
            "static async Task<int> Bad(int n) { if (n < 0) { throw new ArgumentException(); } await Task.CompletedTask; return n; } public static async Task<int> M(int n) { Contract.Ensures(Contract.Result<int>() >= -1); try { return Math.Max(0, await Bad(n)); } catch (ArgumentException) { return -1; } }",
            "static async Task<int> Bad(int n) { if (n < 0) { throw new ArgumentException(); } await Task.CompletedTask; return n; } public static async Task<int> M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); try { return Math.Max(0, await Bad(n)); } catch (ArgumentException) { return -1; } }",
            "post"
        },
        {
            "locals outlive an await",
            "public static async Task<int> M(int n, Task other) { Contract.Ensures(Contract.Result<int>() == n); int k = n; await other; return k; }",
            "public static async Task<int> M(int n, int m) { Contract.Ensures(Contract.Result<int>() == n); int k = m; await Task.CompletedTask; return k; }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void Right_is_proved_and_wrong_is_refuted(string name, string right, string wrong, string kind)
    {
        Assert.NotEmpty(name);

        Proving.ExpectTwins(Twin(right), Twin(wrong), kind);
    }

    [Theory]
    [InlineData("heap", "int f; public async Task M(Task t) { f = 1; await t; Contract.Assert(f == 1); }")]
    [InlineData("heap at the end", "public static async Task M(int[] xs) { Contract.Requires(xs.Length > 0); Contract.Ensures(xs[0] == 1); await Task.Yield(); xs[0] = 1; }")]
    [InlineData("heap after a promise", "int f; async Task Set() { Contract.Ensures(f == 1); f = 1; await Task.CompletedTask; } public async Task M() { await Set(); Contract.Assert(f == 1); }")]
    [InlineData("not awaited", "int f; async Task Set() { Contract.Ensures(f == 1); await Task.Yield(); f = 1; } public void M() { var t = Set(); Contract.Assert(f == 1); }")]
    [InlineData("awaited later", "static async Task<int> Up() { Contract.Ensures(Contract.Result<int>() == 1); await Task.Yield(); return 1; } public static async Task M() { var t = Up(); Contract.Assert(await t == 1); }")]
    [InlineData("interface", "public interface I { int Count { get; } Task Go(); } public static void M(I i) { var before = i.Count; var t = i.Go(); Contract.Assert(i.Count == before); }")]
    [InlineData("not async", "static Task<int> Up() { Contract.Ensures(Contract.Result<int>() == 1); return Task.FromResult(2); } public static async Task M() { Contract.Assert(await Up() == 1); }")]
    [InlineData("a captured local", "public static async Task M(Task t) { int n = 1; Action f = () => n = 2; await t; f(); Contract.Assert(n == 1); }")]
    [InlineData("an exception out of an await", "public static async Task<int> M(Task t) { Contract.Ensures(Contract.Result<int>() == 1); try { await t; } catch (Exception) { return 2; } return 1; }")]
    [InlineData("a finally after an await", "int f; public async Task M(Task t) { f = 0; try { await t; f = 1; } finally { Contract.Assert(f == 1); } }")]
    [InlineData("an async lambda", "int f; public void M() { f = 1; Func<Task> g = async () => { f = 2; await Task.CompletedTask; }; g(); Contract.Assert(f == 1); }")]
    [InlineData("the invariant over an await", "int f = 1; [ContractInvariantMethod] void I() { Contract.Invariant(f > 0); } public async Task M(Task t) { f = 0; await t; f = 1; }")]
    [InlineData("an async void", "int f; async void Go() { await Task.Yield(); f = 1; } public void M() { f = 0; Go(); Contract.Assert(f == 0); }")]
    [InlineData("an override that is async", "public class B { public int F; public virtual Task Go() { Contract.Ensures(F == 1); F = 1; return Task.CompletedTask; } } public static void M(B b) { var t = b.Go(); Contract.Assert(b.F == 1); }")]
    [InlineData("elements", "public static async Task M(int[] xs, Task t) { Contract.Requires(xs.Length > 0); xs[0] = 1; await t; Contract.Assert(xs[0] == 1); }")]
    public void Nothing_false_is_proved(string name, string source)
    {
        Assert.NotEmpty(name);

        Assert.NotEqual("proved", Proving.One(Twin(source)).Word);
    }

    [Fact]
    public void A_method_that_is_not_async_shows_nothing_of_the_completed_result() =>
        Assert.Equal("unknown", Proving.One(Twin("public static Task<int> M() { Contract.Ensures(Contract.Result<int>() == 1); return Task.FromResult(1); }")).Word);

    private static string Twin(string members) => $"using System.Threading.Tasks;\npublic class Twin {{ {members} }}";
}
