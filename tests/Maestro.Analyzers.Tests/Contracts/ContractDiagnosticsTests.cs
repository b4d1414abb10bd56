using Basic.Reference.Assemblies;
using Maestro.Analyzers.Contracts;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Analyzers.Tests.Contracts;

public sealed class ContractDiagnosticsTests
{
    private static readonly Verdict Refuted = new Verdict.Refuted(new Witness("C.M(0)", [new("n", "0"), new("m", "1")], "result = -1"));

    [Theory]
    [InlineData(ObligationKind.Post, "MAE1001")]
    [InlineData(ObligationKind.ObjectInvariant, "MAE1001")]
    [InlineData(ObligationKind.PreCaller, "MAE1002")]
    [InlineData(ObligationKind.Assert, "MAE1003")]
    [InlineData(ObligationKind.Unmatched, "MAE1003")]
    [InlineData(ObligationKind.InvariantInit, "MAE1004")]
    [InlineData(ObligationKind.InvariantKeep, "MAE1004")]
    [InlineData(ObligationKind.Termination, "MAE1004")]
    [InlineData(ObligationKind.Index, "MAE1005")]
    [InlineData(ObligationKind.Range, "MAE1005")]
    [InlineData(ObligationKind.ArraySize, "MAE1005")]
    [InlineData(ObligationKind.DivideByZero, "MAE1006")]
    [InlineData(ObligationKind.Overflow, "MAE1007")]
    [InlineData(ObligationKind.Null, "MAE1008")]
    [InlineData(ObligationKind.Nullable, "MAE1008")]
    [InlineData(ObligationKind.Cast, "MAE1008")]
    public void A_refuted_obligation_is_reported_by_the_rule_of_its_kind(ObligationKind kind, string id)
    {
        var diagnostic = Assert.Single(Report(kind, Refuted));

        Assert.Equal(id, diagnostic.Id);
        Assert.Contains("C.M(0)", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("result = -1", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_carry_all_that_is_needed_to_prove_it_again()
    {
        var properties = Assert.Single(Report(ObligationKind.Post, Refuted, evidence: true)).Properties;

        Assert.Equal("M:C.M(System.Int32)", properties["symbol"]);
        Assert.Equal("post-1", properties["id"]);
        Assert.Equal("post", properties["kind"]);
        Assert.Equal("refuted", properties["verdict"]);
        Assert.Equal("true", properties["replayed"]);
        Assert.Equal("C.M(0)", properties["witness"]);
        Assert.Equal("n = 0\nm = 1", properties["inputs"]);
        Assert.Equal("result = -1", properties["outcome"]);
        Assert.Equal("ab12", properties["smtSha256"]);
        Assert.Equal("z3 4.8.12.0", properties["solver"]);
        Assert.Equal("1000", properties["rlimit"]);
        Assert.Equal("int", properties["encoding"]);
        Assert.Equal("hash", properties["semanticHash"]);
        Assert.Equal("Contract.Requires(n > 0);", properties["requires"]);
        Assert.Equal("Contract.Ensures(Contract.Result<int>() > 0);", properties["ensures"]);
        Assert.Equal("assume 7: n < 9", properties["assumptions"]);
    }

    [Fact]
    public void Proved_is_reported_in_evidence_builds_only()
    {
        Assert.Empty(Report(ObligationKind.Post, Verdict.Proved.Instance));
        Assert.Equal("MAE1012", Assert.Single(Report(ObligationKind.Post, Verdict.Proved.Instance, evidence: true)).Id);
    }

    [Theory]
    [InlineData(UnknownKind.Timeout, "MAE1011")]
    [InlineData(UnknownKind.UnsupportedConstruct, "MAE1011")]
    [InlineData(UnknownKind.NotReproduced, "MAE1011")]
    [InlineData(UnknownKind.SolverUnavailable, "MAE1011")]
    [InlineData(UnknownKind.Vacuous, "MAE1009")]
    [InlineData(UnknownKind.IllFormedContract, "MAE1010")]
    public void An_undecided_obligation_is_reported_with_its_reason(UnknownKind kind, string id)
    {
        var diagnostic = Assert.Single(Report(ObligationKind.Post, new Verdict.Unknown(new UnknownReason(kind, "await", 12))));

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal("unknown", diagnostic.Properties["verdict"]);
        Assert.Equal(new UnknownReason(kind, "await", 12).ToString(), diagnostic.Properties["reason"]);
    }

    [Fact]
    public void A_bounded_search_is_undecided()
    {
        var diagnostic = Assert.Single(Report(ObligationKind.Post, new Verdict.Bounded(4)));

        Assert.Equal("MAE1011", diagnostic.Id);
        Assert.Contains("no proof", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_undecided_as_a_whole_is_reported_at_its_name()
    {
        var (method, contract) = Sample();
        var report = new MethodReport(method, "M:C.M(System.Int32)", [], new UnknownReason(UnknownKind.UnsupportedConstruct, "stackalloc", 3), false, true, [], "hash");

        var diagnostic = Assert.Single(ContractDiagnostics.Of(report, contract, evidence: false));

        Assert.Equal("MAE1011", diagnostic.Id);
        Assert.Equal(method.Locations[0], diagnostic.Location);
    }

    [Fact]
    public void A_clause_of_another_file_is_named_beside_the_method()
    {
        var (method, contract) = Sample();
        var elsewhere = CSharpSyntaxTree.ParseText("class D { }", path: "/src/Other.cs", cancellationToken: TestContext.Current.CancellationToken);
        var obligation = Obligation(ObligationKind.Post, Refuted, Location.Create(elsewhere, new(0, 5)));
        var report = new MethodReport(method, "M:C.M(System.Int32)", [obligation], null, false, true, [], "hash");

        var diagnostic = Assert.Single(ContractDiagnostics.Of(report, contract, evidence: false));

        Assert.Equal(method.Locations[0], diagnostic.Location);
        Assert.Equal("/src/Other.cs", Assert.Single(diagnostic.AdditionalLocations).SourceTree!.FilePath);
    }

    [Fact]
    public void A_fault_of_ours_is_undecided_and_named()
    {
        var diagnostic = ContractDiagnostics.Internal(Sample().Method, new InvalidOperationException("first\nsecond"));

        Assert.Equal("MAE1011", diagnostic.Id);
        Assert.EndsWith("internal(InvalidOperationException: first)", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Diagnostic> Report(ObligationKind kind, Verdict verdict, bool evidence = false)
    {
        var (method, contract) = Sample();
        var report = new MethodReport(
            method, "M:C.M(System.Int32)", [Obligation(kind, verdict, method.Locations[0])], null, true, true, [new ProofAssumption("assume", "n < 9", 7)], "hash");
        return [.. ContractDiagnostics.Of(report, contract, evidence)];
    }

    private static ObligationResult Obligation(ObligationKind kind, Verdict verdict, Location location) =>
        new($"{ObligationKinds.Word(kind)}-1", kind, 7, location, "n > 0", verdict, "ab12", "z3 4.8.12.0", 1000, "int");

    private static (IMethodSymbol Method, MethodContract Contract) Sample()
    {
        var tree = CSharpSyntaxTree.ParseText(
            """
            using System.Diagnostics.Contracts;
            static class C
            {
                public static int M(int n)
                {
                    Contract.Requires(n > 0);
                    Contract.Ensures(Contract.Result<int>() > 0);
                    return n;
                }
            }
            """,
            path: "/src/C.cs",
            cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("Sample", [tree], Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var method = (IMethodSymbol)compilation.GetSemanticModel(tree).GetDeclaredSymbol(
            tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>().Single(), TestContext.Current.CancellationToken)!;
        return (method, new ContractReader(new MethodBodies(compilation)).Of(method));
    }
}
