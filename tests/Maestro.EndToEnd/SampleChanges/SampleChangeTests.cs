using System.Text.Json;
using Maestro.EndToEnd.Running;

namespace Maestro.EndToEnd.SampleChanges;

/// <summary>The six changes of samples/changes, each from patch to verdict (the table in their README).</summary>
public sealed class SampleChangeTests(StorefrontFixture storefront)
{
    [Fact]
    public async Task A_refactoring_that_keeps_behaviour_holds_and_changes_no_contract()
    {
        var change = await storefront.CheckedAsync(1);

        AssertVerdict(change, "holds", 0);
        Assert.Equal(
            ["Allocation.Backorder", "Allocation.EmptyBins", "Days.Later", "Loyalty.MissingToNextTier", "Shipping.Cost"],
            change.Methods.Keys.Order(StringComparer.Ordinal));
        Assert.All(change.Methods.Values, method =>
        {
            Assert.Equal("modified", method.GetProperty("kind").GetString());
            Assert.Equal("proved", method.GetProperty("verdict").GetString());
            Assert.Equal("equal", method.GetProperty("contract").GetString());
        });
    }

    [Fact]
    public async Task Formatting_holds_and_touches_no_method()
    {
        var change = await storefront.CheckedAsync(2);

        AssertVerdict(change, "holds", 0);
        Assert.Empty(change.Methods);
    }

    [Fact]
    public async Task A_feature_with_contracts_holds_and_each_new_contract_is_proved()
    {
        var change = await storefront.CheckedAsync(3);

        AssertVerdict(change, "holds", 0);
        Assert.Equal(4, change.Methods.Count);
        Assert.All(change.Methods, method =>
        {
            Assert.StartsWith("Bundles.", method.Key, StringComparison.Ordinal);
            Assert.Equal("src/Storefront/Pricing/Bundles.cs", method.Value.GetProperty("file").GetString());
            Assert.Equal("added", method.Value.GetProperty("kind").GetString());
            Assert.Equal("proved", method.Value.GetProperty("verdict").GetString());
            Assert.Equal("new", method.Value.GetProperty("contract").GetString());
        });
    }

    [Fact]
    public async Task An_off_by_one_fails_at_the_postcondition_that_it_breaks_with_a_bin_that_it_misses()
    {
        var change = await storefront.CheckedAsync(4);

        AssertVerdict(change, "fails", 1);
        AssertRefuted(change, "Allocation.LastBinWith", "src/Storefront/Stock/Allocation.cs", 55);
    }

    [Fact]
    public async Task A_midpoint_that_overflows_fails_at_its_postcondition_with_two_large_inputs()
    {
        var change = await storefront.CheckedAsync(5);

        AssertVerdict(change, "fails", 1);
        var witness = AssertRefuted(change, "SortedKeys.Midpoint", "src/Storefront/Pricing/SortedKeys.cs", 13);
        var inputs = witness.GetProperty("inputs");
        Assert.True(long.Parse(inputs.GetProperty("low").GetString()!) + long.Parse(inputs.GetProperty("high").GetString()!) > int.MaxValue, witness.ToString());
    }

    [Fact]
    public async Task A_weakened_postcondition_fails_although_everything_still_proves()
    {
        var change = await storefront.CheckedAsync(6);

        AssertVerdict(change, "fails", 1);
        var charge = Assert.Single(change.Methods);
        Assert.Equal("Account.Charge", charge.Key);
        Assert.Equal("breaking", charge.Value.GetProperty("contract").GetString());
        Assert.Equal("proved", charge.Value.GetProperty("verdict").GetString());
        Assert.Equal(0, change.Case.GetProperty("obligations").GetProperty("refuted").GetInt32());
        Assert.Contains(change.Case.GetProperty("gaps").EnumerateArray(), gap =>
            gap.GetProperty("status").GetString() == "failed" && gap.GetProperty("file").GetString() == "src/Storefront/Accounts/Account.cs");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Verify_comes_to_the_verdict_of_the_check(int number)
    {
        var change = await storefront.CheckedAsync(number);

        Assert.True(change.Verify.ExitCode == change.Check.ExitCode, $"{change.Check}\n{change.Verify}");
        Assert.StartsWith(change.Case.GetProperty("verdict").GetString()!, change.Verify.FirstLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task The_storefronts_own_tests_pass_so_that_only_proof_tells_the_changes_apart(int number)
    {
        var tests = (await storefront.CheckedAsync(number)).Case.GetProperty("tests");

        Assert.Equal(0, tests.GetProperty("failed").GetInt32());
        Assert.InRange(tests.GetProperty("passed").GetInt32(), 50, int.MaxValue);
    }

    [Fact]
    public async Task Two_machines_give_the_same_bytes_in_two_folders_signatures_aside()
    {
        var here = await storefront.CheckedAsync(4);
        using var other = new MaestroUser();

        var there = await storefront.CheckedElsewhereAsync(4, other);

        Assert.True(here.Check.ExitCode == there.Check.ExitCode, there.Check.ToString());
        Assert.Equal(here.CaseJson, there.CaseJson);
        Assert.Equal(File.ReadAllBytes(Path.Combine(here.Folder, "case.gsn.yaml")), File.ReadAllBytes(Path.Combine(there.Folder, "case.gsn.yaml")));
        Assert.Equal(here.Payloads.Keys.Order(StringComparer.Ordinal), there.Payloads.Keys.Order(StringComparer.Ordinal));
        Assert.All(here.Payloads, payload => Assert.Equal(payload.Value, there.Payloads[payload.Key]));
    }

    private static void AssertVerdict(CheckedChange change, string verdict, int exitCode)
    {
        Assert.True(change.Check.ExitCode == exitCode, change.Check.ToString());
        Assert.StartsWith(verdict.ToUpperInvariant(), change.Check.FirstLine, StringComparison.Ordinal);
        Assert.InRange(change.Check.Output.TrimEnd().Split('\n').Length, 5, 25);
        Assert.Equal(verdict, change.Case.GetProperty("verdict").GetString());
        Assert.False(change.Case.GetProperty("selfReported").GetBoolean());
        Assert.False(change.Case.GetProperty("uncommitted").GetBoolean());
    }

    /// <summary>One method is refuted, by a postcondition on this line, in the case's evidence as on its first page.</summary>
    /// <returns>The witness.</returns>
    private static JsonElement AssertRefuted(CheckedChange change, string method, string file, int line)
    {
        Assert.Equal("refuted", Assert.Single(change.Methods, m => m.Key == method).Value.GetProperty("verdict").GetString());
        var gap = Assert.Single(change.Case.GetProperty("gaps").EnumerateArray(), g => g.GetProperty("status").GetString() == "failed");
        Assert.Equal(file, gap.GetProperty("file").GetString());
        Assert.Equal(line, gap.GetProperty("line").GetInt32());
        Assert.Contains($"{file}:{line}", change.Check.Output, StringComparison.Ordinal);
        var refuted = Assert.Single(change.VerdictsOn(method)).GetProperty("obligations").EnumerateArray()
            .Where(o => o.GetProperty("verdict").GetString() == "refuted").ToList();
        var obligation = Assert.Single(refuted, o => o.GetProperty("line").GetInt32() == line);
        Assert.Equal("post", obligation.GetProperty("kind").GetString());
        Assert.True(obligation.GetProperty("replayed").GetBoolean());
        var witness = obligation.GetProperty("witness");
        Assert.Contains(method + "(", witness.GetProperty("statement").GetString(), StringComparison.Ordinal);
        return witness;
    }
}
