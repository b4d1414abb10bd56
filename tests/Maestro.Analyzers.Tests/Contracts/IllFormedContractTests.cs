using Maestro.Analyzers.Contracts;
using Maestro.Analyzers.Infrastructure;

namespace Maestro.Analyzers.Tests.Contracts;

/// <summary>Contracts without meaning, and contracts that nothing satisfies, as a user sees them: a warning on the method, and nothing claimed of it.</summary>
public sealed class IllFormedContractTests
{
    [Theory]
    [InlineData("a clause reads out of range", "int M(int[] a, int i) { Contract.Requires(a[i] > 0); return 1; }", "a[i] may fail (index)")]
    [InlineData("a clause divides", "int M(int a, int b) { Contract.Ensures(Contract.Result<int>() == a / b); return 1; }", "a / b may fail (div0)")]
    [InlineData("the result has another type", "int M(int a) { Contract.Ensures(Contract.Result<long>() == 1); return 1; }", "Contract.Result<long>() in a method that returns int")]
    [InlineData("there is no result", "void M(int a) { Contract.Ensures(Contract.Result<int>() == 1); }", "in a method that returns void")]
    [InlineData("the old value in a precondition", "int M(int a) { Contract.Requires(Contract.OldValue(a) == 1); return 1; }", "speaks of the entry state")]
    [InlineData("the old value of the result", "int M(int a) { Contract.Ensures(Contract.OldValue(Contract.Result<int>()) == 1); return 1; }", "what there was not at entry")]
    [InlineData("a call that writes", "int n; int Next() { return ++n; } int M(int a) { Contract.Requires(Next() > 0); return 1; }", "Next(), which may write")]
    [InlineData("a clause after a statement", "int n; int M(int a) { n = 1; Contract.Requires(a > 0); return a; }", "must stand at the start of the method")]
    [InlineData("a clause within a statement", "int M(int a) { if (a > 0) { Contract.Ensures(Contract.Result<int>() == 5); } return 5; }", "must stand at the start of the method")]
    [InlineData("an invariant outside of a loop", "int M(int a) { Contract.Invariant(a > 0); return a; }", "belongs among the first statements of a loop body")]
    [InlineData("Requires of an exception type", "int M(int a) { Contract.Requires<ArgumentException>(a > 0); return a; }", "needs the retired binary rewriter")]
    public async Task A_contract_without_meaning_is_MAE1010(string name, string members, string message)
    {
        Assert.NotEmpty(name);

        await Expect("MAE1010", members, message);
    }

    [Theory]
    [InlineData("preconditions", "int M(int a) { Contract.Requires(a > 0); Contract.Requires(a < 0); Contract.Ensures(Contract.Result<int>() == 9); return 1; }")]
    [InlineData("assumptions", "int M(int a) { Contract.Ensures(Contract.Result<int>() == 9); Contract.Assume(a > 0 && a < 0); return 1; }")]
    [InlineData("an assumption of one path", "int M(int a) { Contract.Ensures(Contract.Result<int>() == 9); if (a > 5) { Contract.Assume(a < 3); return 1; } return 9; }")]
    [InlineData("an assumption in a loop", "int M(int a) { Contract.Ensures(Contract.Result<int>() == 9); for (int i = 0; i < 3; i++) { Contract.Assume(i > 5); } return 1; }")]
    [InlineData("object invariants", "int n; [ContractInvariantMethod] void I() { Contract.Invariant(n > 0); Contract.Invariant(n < 0); } public int M() { Contract.Ensures(Contract.Result<int>() == 9); return n; }")]
    [InlineData("what a callee promises", "int Never() { Contract.Ensures(Contract.Result<int>() > 5 && Contract.Result<int>() < 5); throw new Exception(); } int M(int a) { Contract.Ensures(Contract.Result<int>() == 9); return Never(); }")]
    [InlineData("a method that never ends", "int M(int a) { Contract.Ensures(Contract.Result<int>() == 9); while (true) { } }")]
    [InlineData("a recursion that never ends", "int M(int a) { Contract.Ensures(Contract.Result<int>() == 9); return M(a); }")]
    public async Task A_contract_that_nothing_satisfies_is_MAE1009(string name, string members)
    {
        Assert.NotEmpty(name);

        await Expect("MAE1009", members, "vacuous");
    }

    [Fact]
    public async Task A_contradictory_loop_invariant_is_false_on_entry()
    {
        var diagnostics = await Maestro("int M(int a) { Contract.Ensures(Contract.Result<int>() == 9); while (a > 0) { Contract.Invariant(a > 0 && a < 0); a--; } return 1; }");

        Assert.Contains(diagnostics, d => d.Id == "MAE1004");
    }

    [Fact]
    public async Task A_contract_class_that_its_interface_does_not_name_states_nothing()
    {
        var diagnostics = await Maestro("interface J { int M(int a); } [ContractClassFor(typeof(J))] abstract class C : J { public int M(int a) { Contract.Requires(a > 0); return 1; } }");

        var diagnostic = Assert.Single(diagnostics, d => d.Id == "MAE1010");
        Assert.Contains("J does not name it by [ContractClass]", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static async Task Expect(string id, string members, string message)
    {
        var diagnostics = await Maestro(members);

        var diagnostic = Assert.Single(diagnostics, d => d.Id == id && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("M(", StringComparison.Ordinal));
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(4, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.DoesNotContain(diagnostics, d => d.Id == "MAE1012" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("K.M(", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic>> Maestro(string members)
    {
        var source = $"using System; using System.Diagnostics.Contracts;\n\npublic class K {{\n{members}\n}}";
        var all = await AnalyzerCheck.DiagnosticsAsync(source, [("MaestroSolver", "inprocess"), ("MaestroEvidence", "true")], new ContractAnalyzer(), new ConfigurationAnalyzer());
        return [.. all.Where(d => d.Id.StartsWith("MAE", StringComparison.Ordinal))];
    }
}
