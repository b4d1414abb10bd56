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
            .Replace(before + "\n", $"{before}\n        Contract.Requires({condition});\n", StringComparison.Ordinal);

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

    [Fact]
    public Task What_a_callee_requires_is_required_in_the_callers_words() => FixTest.OffersAsync<RequiresFix>(
        Halves("{|MAE1002:Half(2 * steps)|}", ""),
        Halves("Half(2 * steps)", "        Contract.Requires(2 * steps >= 0);\n"));

    [Fact]
    public Task An_object_invariant_is_kept_by_what_its_public_property_says() => FixTest.OffersAsync<RequiresFix>(
        Tank("{|MAE1001:Fill|}", "public", ""),
        Tank("Fill", "public", "        Contract.Requires(n <= 500 - Litres);\n"));

    [Fact]
    public Task Private_state_is_no_precondition_of_a_public_method() => FixTest.OffersNothingAsync<RequiresFix>(
        Tank("{|MAE1001:Fill|}", "private", ""));

    [Fact]
    public Task An_expression_body_becomes_a_block_and_the_namespace_is_imported() => FixTest.OffersAsync<RequiresFix>(
        """
        // Header.
        using System;

        static class Share
        {
            // Each gets as much.
            static uint Of(uint total, uint people) => {|MAE1006:total / people|};
        }
        """,
        """
        // Header.
        using System;
        using System.Diagnostics.Contracts;

        static class Share
        {
            // Each gets as much.
            static uint Of(uint total, uint people)
            {
                Contract.Requires(people != 0);
                return total / people;
            }
        }
        """,
        scope: "All");

    [Fact]
    public Task A_comment_stays_with_its_statement() => FixTest.OffersAsync<RequiresFix>(
        """
        using System.Diagnostics.Contracts;

        static class Share
        {
            static uint Of(uint total, uint people)
            {
                // Rounded down.
                return {|MAE1006:total / people|};
            }
        }
        """,
        """
        using System.Diagnostics.Contracts;

        static class Share
        {
            static uint Of(uint total, uint people)
            {
                Contract.Requires(people != 0);
                // Rounded down.
                return total / people;
            }
        }
        """,
        scope: "All");

    [Fact]
    public Task Two_findings_of_one_method_and_one_of_another_are_fixed_by_Fix_All_as_one_by_one() => FixTest.OffersAsync<RequiresFix>(
        """
        using System.Diagnostics.Contracts;

        static class Shares
        {
            static uint Of(uint[] totals, int i, uint people)
            {
                Contract.Requires(i >= 0);
                return {|MAE1006:{|MAE1005:totals[i]|} / people|};
            }

            static uint Rest(uint total, uint people)
            {
                Contract.Requires(total <= 100);
                return {|MAE1006:total % people|};
            }
        }
        """,
        """
        using System.Diagnostics.Contracts;

        static class Shares
        {
            static uint Of(uint[] totals, int i, uint people)
            {
                Contract.Requires(i >= 0);
                Contract.Requires(i < totals.Length);
                Contract.Requires(people != 0);
                return totals[i] / people;
            }

            static uint Rest(uint total, uint people)
            {
                Contract.Requires(total <= 100);
                Contract.Requires(people != 0);
                return total % people;
            }
        }
        """,
        iterations: 3);

    [Fact]
    public Task Nothing_is_offered_where_no_precondition_helps() => FixTest.OffersNothingAsync<RequiresFix>(
        """
        using System.Diagnostics.Contracts;

        static class Wrong
        {
            static int Next(int n)
            {
                Contract.Requires(n >= 0 && n <= 10);
                {|MAE1001:Contract.Ensures(Contract.Result<int>() == n + 1);|}
                return n + 2;
            }
        }
        """);

    [Fact]
    public Task A_member_that_inherits_its_contract_gets_no_precondition_of_its_own() => FixTest.OffersNothingAsync<RequiresFix>(
        """
        using System.Diagnostics.Contracts;

        abstract class Shape
        {
            public virtual uint Part(uint whole, uint parts)
            {
                Contract.Ensures(Contract.Result<uint>() <= whole);
                return whole;
            }
        }

        sealed class Slice : Shape
        {
            public override uint Part(uint whole, uint parts) => {|MAE1006:whole / parts|};
        }
        """);

    [Theory]
    [InlineData("int At(int[] xs, bool first) { Contract.Requires(xs != null); if (first) return {|MAE1005:xs[0]|}; return 0; }", "!first || xs.Length > 0")]
    [InlineData("int At(int[] xs, int i) { Contract.Requires(xs != null); int k = i; k = k + 1; if (i < 0) return 0; return {|MAE1005:xs[k]|}; }", "i < 0 || (i + 1 >= 0 && i + 1 < xs.Length)")]
    [InlineData("int Part(int whole, bool halves, int parts) { Contract.Requires(whole >= 0); int by = 2; if (halves == false) by = parts; return {|MAE1006:whole / by|}; }", "(halves == false ? parts : 2) != 0")]
    public async Task A_precondition_says_when_it_is_needed_and_of_what_it_was_computed(string method, string condition)
    {
        var source = $"using System.Diagnostics.Contracts;\nstatic class C\n{{\n    static {method.Replace(" { ", "\n    {\n        ", StringComparison.Ordinal).Replace("; ", ";\n        ", StringComparison.Ordinal).Replace("        }", "    }", StringComparison.Ordinal)}\n}}\n";
        var plain = System.Text.RegularExpressions.Regex.Replace(source, @"\{\|MAE\d+:(.*?)\|\}", "$1");
        var end = plain.IndexOf(";\n", plain.IndexOf("Contract.Requires", StringComparison.Ordinal), StringComparison.Ordinal) + 2;

        await FixTest.OffersAsync<RequiresFix>(source, plain.Insert(end, $"        Contract.Requires({condition});\n"));
    }

    [Fact]
    public Task What_is_undecided_is_fixed_too_where_a_precondition_proves_it() => FixTest.OffersAsync<RequiresFix>(
        Drawn("{|MAE1011:Contract.Assert(n > 0);|}", ""),
        Drawn("Contract.Assert(n > 0);", "        Contract.Requires(n > 0);\n"));

    private static string Drawn(string assertion, string requires) => $$"""
        using System.Diagnostics.Contracts;

        interface IShape
        {
            void Draw();
        }

        static class Canvas
        {
            static void Show(IShape shape, int n)
            {
                Contract.Requires(shape != null);
        {{requires}}        shape.Draw();
                {{assertion}}
            }
        }
        """;

    private static string Halves(string call, string requires) => $$"""
        using System.Diagnostics.Contracts;

        static class Halves
        {
            static int Half(int price)
            {
                Contract.Requires(price >= 0);
                return price / 2;
            }

            static int Wrong(int steps)
            {
                Contract.Requires(steps <= 1000 && steps >= -1000);
        {{requires}}        Contract.Ensures(Contract.Result<int>() <= 1000000);
                int half = {{call}};
                return 0;
            }
        }
        """;

    private static string Tank(string name, string access, string requires) => $$"""
        using System.Diagnostics.Contracts;

        public sealed class Tank
        {
            private int litres;

            {{access}} int Litres => litres;

            public void {{name}}(int n)
            {
                Contract.Requires(n >= 0);
        {{requires}}        litres += n;
            }

            [ContractInvariantMethod]
            private void Level()
            {
                Contract.Invariant(litres >= 0 && litres <= 500);
            }
        }
        """;
}
