using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class WidenFixTests
{
    [Fact]
    public Task A_product_that_becomes_a_long_is_computed_as_one() => FixTest.OffersAsync<WidenFix>(
        Method("long Total(int price, int count)", "price >= 0 && count >= 0", "{|MAE1001:Contract.Ensures(Contract.Result<long>() >= 0);|}", "return price * count;"),
        Method("long Total(int price, int count)", "price >= 0 && count >= 0", "Contract.Ensures(Contract.Result<long>() >= 0);", "return (long)price * count;"));

    [Fact]
    public Task A_sum_in_checked_code_does_not_overflow_as_a_long() => FixTest.OffersAsync<WidenFix>(
        Method("long Sum(int a, int b)", "a >= 0", "Contract.Ensures(Contract.Result<long>() >= b);", "return checked({|MAE1007:a + b|});"),
        Method("long Sum(int a, int b)", "a >= 0", "Contract.Ensures(Contract.Result<long>() >= b);", "return checked((long)a + b);"));

    [Fact]
    public Task What_must_be_an_int_again_is_cast_back_only_where_that_is_proved() => FixTest.OffersAsync<WidenFix>(
        Method("int Mean(int a, int b)", "a >= 0 && b >= 0", "{|MAE1001:Contract.Ensures(Contract.Result<int>() >= 0);|}", "return (a + b) / 2;"),
        Method("int Mean(int a, int b)", "a >= 0 && b >= 0", "Contract.Ensures(Contract.Result<int>() >= 0);", "return (int)(((long)a + b) / 2);"));

    [Fact]
    public Task A_sum_that_does_not_fit_the_result_is_not_widened() => FixTest.OffersNothingAsync<WidenFix>(
        Method("int Sum(int a, int b)", "a >= 0 && b >= 0", "{|MAE1001:Contract.Ensures(Contract.Result<int>() >= 0);|}", "return a + b;"));

    [Fact]
    public Task A_local_that_overflows_becomes_a_long() => FixTest.OffersAsync<WidenFix>(
        Method("bool Exceeds(int a, int b, int limit)", "a >= 0 && b >= 0 && limit < 0", "{|MAE1001:Contract.Ensures(Contract.Result<bool>());|}", "int sum = a;\n        sum += b;\n        return sum > limit;"),
        Method("bool Exceeds(int a, int b, int limit)", "a >= 0 && b >= 0 && limit < 0", "Contract.Ensures(Contract.Result<bool>());", "long sum = a;\n        sum += b;\n        return sum > limit;"));

    private static string Method(string signature, string requires, string ensures, string body) =>
        $"using System.Diagnostics.Contracts;\n\nstatic class C\n{{\n    static {signature}\n    {{\n        Contract.Requires({requires});\n        {ensures}\n        {body}\n    }}\n}}\n";
}
