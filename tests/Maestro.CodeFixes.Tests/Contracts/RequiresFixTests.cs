using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class RequiresFixTests
{
    public static TheoryData<string, string, string, string> Simple => new()
    {
        // what, before, after, condition
        { "an index from the end", "int Last(int[] xs) { Contract.Requires(xs != null); return {|MAE1005:xs[xs.Length - 1]|}; }", "Contract.Requires(xs != null);", "xs.Length > 0" },
        { "a fixed index", "int Third(int[] xs) { Contract.Requires(xs != null); return {|MAE1005:xs[2]|}; }", "Contract.Requires(xs != null);", "xs.Length > 2" },
        { "an upper bound alone", "int At(int[] xs, int i) { Contract.Requires(i >= 0); return {|MAE1005:xs[i]|}; }", "Contract.Requires(i >= 0);", "i < xs.Length" },
        { "both bounds", "int At(int[] xs, int i) { Contract.Requires(xs.Length > 0); return {|MAE1005:xs[i]|}; }", "Contract.Requires(xs.Length > 0);", "i >= 0 && i < xs.Length" },
        { "a divisor", "int Share(int total, int people) { Contract.Requires(total >= 0); return {|MAE1006:total / people|}; }", "Contract.Requires(total >= 0);", "people != 0" },
        { "a sum in checked code", "int Add(int a, int b) { Contract.Requires(a >= 0 && b >= 0); return checked({|MAE1007:a + b|}); }", "Contract.Requires(a >= 0 && b >= 0);", "a <= int.MaxValue - b" },
        { "an increment in checked code", "int Next(int a) { Contract.Requires(a >= 0); return checked({|MAE1007:a + 1|}); }", "Contract.Requires(a >= 0);", "a < int.MaxValue" },
    };

    [Theory]
    [MemberData(nameof(Simple))]
    public async Task The_missing_precondition_is_added_behind_those_there_are(string what, string method, string before, string condition)
    {
        Assert.NotEmpty(what);
        static string InClass(string text) => $"using System.Diagnostics.Contracts;\nstatic class C\n{{\n    static {text}\n}}\n";
        static string InLines(string text) => text.Replace(" { ", "\n    {\n        ", StringComparison.Ordinal)
            .Replace("; ", ";\n        ", StringComparison.Ordinal).Replace("        }", "    }", StringComparison.Ordinal);
        var source = InClass(InLines(method));
        var expected = System.Text.RegularExpressions.Regex.Replace(source, @"\{\|MAE\d+:(.*?)\|\}", "$1")
            .Replace(before + "\n", $"{before}\n        Contract.Requires({condition});\n\n", StringComparison.Ordinal);

        await FixTest.OffersAsync<RequiresFix>(source, expected);
    }

    [Fact]
    public Task A_wrapped_sum_is_bounded_so_that_the_postcondition_holds() => FixTest.OffersAsync<RequiresFix>(
        """
        using System.Diagnostics.Contracts;

        static class Fee
        {
            static int Gross(int price, int fee)
            {
                Contract.Requires(price >= 0 && fee >= 0);
                {|MAE1001:Contract.Ensures(Contract.Result<int>() >= price);|}
                return price + fee;
            }
        }
        """,
        """
        using System.Diagnostics.Contracts;

        static class Fee
        {
            static int Gross(int price, int fee)
            {
                Contract.Requires(price >= 0 && fee >= 0);
                Contract.Requires(price <= int.MaxValue - fee);
                Contract.Ensures(Contract.Result<int>() >= price);
                return price + fee;
            }
        }
        """);
}
