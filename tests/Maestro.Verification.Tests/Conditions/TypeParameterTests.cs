using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

public sealed class TypeParameterTests
{
    [Theory]
    [InlineData("static T M<T>(T x) { Contract.Requires(x != null); Contract.Ensures(Contract.Result<T>() != null); return x; }")]
    [InlineData("static T M<T>(T x) where T : class { Contract.Requires(x != null); Contract.Ensures(Contract.Result<T>() != null); return x; }")]
    [InlineData("static T? M<T>() where T : class { Contract.Ensures(Contract.Result<T>() == null); return null; }")]
    [InlineData("static T? M<T>() where T : class { Contract.Ensures(Contract.Result<T>() == null); return default; }")]
    [InlineData("static void M<T>(T x) where T : struct { object y = x; Contract.Assert(y != null); }")]
    [InlineData("static void M<T>(T x) { Contract.Requires(x != null); object? y = x; Contract.Assert(y != null); }")]
    [InlineData("static void M<T>(T[] xs) { Contract.Requires(xs != null && xs.Length > 3 && Contract.ForAll(0, xs.Length, k => xs[k] != null)); Contract.Assert(xs[2] != null); }")]
    public void Null_of_a_type_parameter_is_the_same_at_every_look(string method) => Assert.Equal("proved", Proving.One($"#nullable disable warnings\nclass C {{ {method} }}").Word);

    [Theory]
    [InlineData("static T M<T>(T x) { Contract.Ensures(Contract.Result<T>() != null); return x; }")]
    [InlineData("static T M<T>() { Contract.Ensures(Contract.Result<T>() == null); return default!; }")]
    [InlineData("static T M<T>() { Contract.Ensures(Contract.Result<T>() != null); return default!; }")]
    [InlineData("static void M<T, U>(T x, U y) { Contract.Requires(x == null); Contract.Assert(y == null); }")]
    [InlineData("static void M<T>(T x) { Contract.Requires(x == null); T y = default!; Contract.Assert(y != null); }")]
    public void What_holds_for_some_types_only_is_not_proved(string method) => Assert.NotEqual("proved", Proving.One($"#nullable disable warnings\nclass C {{ {method} }}").Word);

    [Fact]
    public void A_callee_has_type_parameters_of_its_own()
    {
        var report = Proving.One("""
            class C
            {
                static bool IsNull<T>(T x) { Contract.Ensures(Contract.Result<bool>() == (x == null)); return x == null; }

                static void M<T>(T x)
                {
                    Contract.Requires(x == null);
                    Contract.Assert(IsNull("") == IsNull(x));
                }
            }
            """);

        Assert.NotEqual("proved", report.Word);
    }

    [Theory]
    [InlineData("static void M(object?[] xs) { Contract.Requires(xs != null && xs.Length > 0); xs[0] = null; Contract.Assert(xs[0] == null); }", "proved")]
    [InlineData("static void M(object[] xs, object x) { Contract.Requires(xs != null && xs.Length > 0); xs[0] = x; }", "unknown")]
    [InlineData("static void M(object[] xs, object x) { Contract.Requires(xs != null); xs[0] = x; }", "refuted")]
    public void A_store_owes_that_the_array_takes_the_value(string method, string word) => Assert.Equal(word, Proving.One($"class C {{ {method} }}").Word);

    [Fact]
    public void A_store_that_may_not_fit_leaves_the_rest_of_the_method_decided()
    {
        var report = Proving.One("class C { static void M(object[] xs, object x, int i) { Contract.Requires(xs != null && i >= 0 && i < xs.Length); xs[i] = x; Contract.Assert(i >= 0); } }");

        Assert.All(report.Obligations, o => Assert.Equal(o.Kind == ObligationKind.Cast, o.Verdict is not Verdict.Proved));
    }
}
