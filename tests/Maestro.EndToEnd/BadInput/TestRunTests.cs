using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BadInput;

/// <summary>Tests that are not there, fail, or take their host with them.</summary>
public sealed class TestRunTests(ShopFixture shop)
{
    private readonly MaestroUser _user = shop.User;

    [Fact]
    public async Task A_solution_without_tests_leaves_the_case_open()
    {
        var repository = await shop.LibraryAsync();

        var check = await CheckAsync(repository);

        Assert.True(check.ExitCode == 5, check.ToString());
        Assert.StartsWith("OPEN", check.FirstLine, StringComparison.Ordinal);
        Assert.Contains("there are no tests", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_fails_makes_the_case_fail()
    {
        var repository = await shop.TestedAsync();
        ShopSource.AddTest(repository, "Change_is_a_gift", "Assert.Equal(4, Till.Change(10, 7));");

        var check = await CheckAsync(repository);

        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.StartsWith("FAILS", check.FirstLine, StringComparison.Ordinal);
        Assert.Contains("1 passed, 1 failed", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_host_that_dies_makes_the_case_fail_although_no_test_failed()
    {
        var repository = await shop.TestedAsync();
        ShopSource.AddTest(repository, "The_till_burns", """System.Environment.FailFast("fire");""");

        var check = await CheckAsync(repository);

        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.StartsWith("FAILS", check.FirstLine, StringComparison.Ordinal);
        Assert.Contains("the test run broke off", check.Output, StringComparison.Ordinal);
    }

    private async Task<Finished> CheckAsync(ScratchRepository repository)
    {
        ShopSource.AddMethod(repository);
        await repository.CommitAsync("Find the smaller of two");
        return await _user.MaestroAsync(repository.Folder, "check", "--out", Path.Combine(_user.Scratch("out"), "case"));
    }
}
