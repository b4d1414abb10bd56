using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Conditions;

public sealed class ContractImplicationTests
{
    [Theory]
    [InlineData("", "", ContractChange.Equal)]
    [InlineData("Contract.Requires(n > 0);", "Contract.Requires(0 < n);", ContractChange.Equal)]
    [InlineData("Contract.Requires(n > 0);", "Contract.Requires(n >= 0);", ContractChange.Compatible)]
    [InlineData("Contract.Requires(n >= 0);", "Contract.Requires(n > 0);", ContractChange.Breaking)]
    [InlineData("Contract.Ensures(Contract.Result<int>() >= 0);", "Contract.Ensures(Contract.Result<int>() > 0);", ContractChange.Compatible)]
    [InlineData("Contract.Ensures(Contract.Result<int>() > 0);", "Contract.Ensures(Contract.Result<int>() >= 0);", ContractChange.Breaking)]
    [InlineData("Contract.Ensures(Contract.Result<int>() > 0);", "", ContractChange.Breaking)]
    [InlineData("Contract.Ensures(Contract.Result<int>() > 0);", "Contract.Ensures(Contract.Result<int>() < 9);", ContractChange.Incomparable)]
    [InlineData("Contract.Requires(n < 5); Contract.Ensures(Contract.Result<int>() <= n);", "Contract.Requires(n < 5); Contract.Ensures(Contract.Result<int>() < 5);", ContractChange.Breaking)]
    [InlineData("Contract.Ensures(f == Contract.OldValue(f) + n);", "Contract.Ensures(f - n == Contract.OldValue(f));", ContractChange.Equal)]
    [InlineData("Contract.Ensures(P == 3);", "Contract.Ensures(P >= 3);", ContractChange.Breaking)]
    public void Contracts_compare_as_callers_see_them(string before, string after, ContractChange expected)
    {
        var comparison = Compare(before, after, "n");

        Assert.Equal(expected, comparison.Change);
    }

    [Fact]
    public void Parameters_are_matched_by_position()
    {
        Assert.Equal(ContractChange.Equal, Compare("Contract.Requires(n > 0);", "Contract.Requires(count > 0);", "count").Change);
    }

    [Fact]
    public void A_breaking_change_comes_with_an_example()
    {
        var comparison = Compare("Contract.Requires(n >= 0);", "Contract.Requires(n > 0);", "n");

        Assert.Contains("n = 0", comparison.Example, StringComparison.Ordinal);
    }

    private static ContractComparison Compare(string before, string after, string name)
    {
        var (oldReader, oldMethod) = Read(before, "n");
        var (newReader, newMethod) = Read(after, name);
        return ContractImplication.Compare(oldReader, oldMethod, newReader, newMethod, Proving.Solver, new VerifierOptions(), TestContext.Current.CancellationToken);
    }

    private static (ContractReader Reader, IMethodSymbol Method) Read(string clauses, string name)
    {
        var compilation = Proving.Compile($"public class C {{ public int f; public int P {{ get; set; }} public int M(int {name}) {{ {clauses} return 1; }} }}");
        return (new ContractReader(new MethodBodies(compilation)), compilation.GetTypeByMetadataName("C")!.GetMembers("M").OfType<IMethodSymbol>().Single());
    }
}
