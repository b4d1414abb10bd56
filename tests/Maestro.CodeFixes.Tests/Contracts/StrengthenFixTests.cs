using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class StrengthenFixTests
{
    [Fact]
    public Task The_returned_expression_is_what_the_result_is() => Offers(
        Method("int Half(int a)", "Contract.Requires(a > 1);\n        {|MAE1015:Contract.Ensures(Contract.Result<int>() >= 0);|}", "return a / 2;"),
        Method("int Half(int a)", "Contract.Requires(a > 1);\n        Contract.Ensures(Contract.Result<int>() >= 0);\n        Contract.Ensures(Contract.Result<int>() == (a / 2));", "return a / 2;"));

    [Fact]
    public Task Of_two_results_the_condition_says_which() => Offers(
        Method("int Max(int a, int b)", "{|MAE1015:Contract.Ensures(Contract.Result<int>() >= a && Contract.Result<int>() >= b);|}", "return a > b ? a : b;"),
        Method("int Max(int a, int b)", "Contract.Ensures(Contract.Result<int>() >= a && Contract.Result<int>() >= b);\n        Contract.Ensures(Contract.Result<int>() == (a > b ? a : b));", "return a > b ? a : b;"));

    [Fact]
    public Task Where_a_local_is_returned_it_may_be_one_of_the_parameters() => Offers(
        Method("int Max(int a, int b)", "{|MAE1015:Contract.Ensures(Contract.Result<int>() >= a && Contract.Result<int>() >= b);|}", "int x = a;\n        if (b > x)\n        {\n            x = b;\n        }\n\n        return x;"),
        Method("int Max(int a, int b)", "Contract.Ensures(Contract.Result<int>() >= a && Contract.Result<int>() >= b);\n        Contract.Ensures(Contract.Result<int>() == a || Contract.Result<int>() == b);", "int x = a;\n        if (b > x)\n        {\n            x = b;\n        }\n\n        return x;"));

    [Fact]
    public Task A_postcondition_that_says_all_is_left_alone() => FixTest.OffersNothingAsync<StrengthenFix>(
        Method("int Max(int a, int b)", "Contract.Ensures(Contract.Result<int>() == Math.Max(a, b));", "return a > b ? a : b;"), strength: true);

    private static Task Offers(string source, string expected) => FixTest.OffersAsync<StrengthenFix>(source, expected, strength: true);

    private static string Method(string signature, string contract, string body) =>
        $"using System;\nusing System.Diagnostics.Contracts;\n\nstatic class C\n{{\n    static {signature}\n    {{\n        {contract}\n        {body}\n    }}\n}}\n";
}
