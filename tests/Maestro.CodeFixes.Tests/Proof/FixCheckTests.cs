using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Maestro.CodeFixes.Proof;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.CodeFixes.Tests.Proof;

/// <summary>Which edits pass, with a verifier that answers what a test says.</summary>
public sealed class FixCheckTests
{
    private const string Source = "static class C { static int M(int a, int b) { return a / b; } }";

    private static readonly ObligationResult Division = Obligation("div0-1", ObligationKind.DivideByZero, "a / b");
    private static readonly ObligationResult Other = Obligation("index-1", ObligationKind.Index, "xs[a]");

    [Fact]
    public void An_edit_passes_once_all_is_proved() => Assert.True(Passes("return 0;", before: [Division]));

    [Fact]
    public void An_edit_passes_that_leaves_open_only_what_was_open() => Assert.True(Passes("return 0;", before: [Division, Other], after: [Other]));

    [Fact]
    public void An_edit_that_leaves_the_finding_open_does_not_pass() => Assert.False(Passes("return 0;", before: [Division, Other], after: [Division]));

    [Fact]
    public void An_edit_that_opens_something_else_does_not_pass() => Assert.False(Passes("return 0;", before: [Division], after: [Other]));

    [Fact]
    public void One_of_two_equal_findings_may_remain() => Assert.True(Passes("return 0;", before: [Division, Division], after: [Division]));

    [Theory]
    [InlineData(UnknownKind.Vacuous)]
    [InlineData(UnknownKind.IllFormedContract)]
    [InlineData(UnknownKind.UnsupportedConstruct)]
    [InlineData(UnknownKind.SolverUnavailable)]
    public void An_edit_of_which_nothing_is_claimed_does_not_pass(UnknownKind reason) =>
        Assert.False(Passes("return 0;", before: [Division], reason: new UnknownReason(reason)));

    [Fact]
    public void An_edit_that_does_not_compile_is_not_even_asked_about()
    {
        var asked = 0;

        Assert.False(Passes("return nothing;", before: [Division], asking: () => asked++));
        Assert.Equal(0, asked);
    }

    [Fact]
    public void No_edit_at_all_does_not_pass() => Assert.False(Passes("return a / b;", before: [Division]));

    [Fact]
    public void A_search_ends_after_a_fixed_number_of_proofs()
    {
        var asked = 0;
        var (site, report) = Site([Division]);
        var check = new FixCheck(new Answers(() => { asked++; return report; }), site, report, TestContext.Current.CancellationToken);

        for (var i = 0; i < 1000; i++)
        {
            Assert.False(check.Passes(Edited(site, "return 0;")));
        }

        Assert.Equal(60, asked);
        Assert.False(check.MayTry);
    }

    [Fact]
    public void A_user_who_moves_on_is_not_kept()
    {
        var (site, report) = Site([Division]);
        var check = new FixCheck(new Answers(() => report), site, report, new CancellationToken(canceled: true));

        Assert.Throws<OperationCanceledException>(() => check.Passes(Edited(site, "return 0;")));
    }

    private static bool Passes(string body, ObligationResult[] before, ObligationResult[]? after = null, UnknownReason? reason = null, Action? asking = null)
    {
        var (site, report) = Site(before);
        var answer = report with { Obligations = after ?? [], Reason = reason };
        var proof = new Answers(() =>
        {
            asking?.Invoke();
            return answer;
        });
        return new FixCheck(proof, site, report, TestContext.Current.CancellationToken).Passes(Edited(site, body));
    }

    private static (FixSite Site, MethodReport Report) Site(ObligationResult[] before)
    {
        var tree = CSharpSyntaxTree.ParseText(Source, cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("C", [tree], Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var method = FixSite.MethodOf(compilation, "M:C.M(System.Int32,System.Int32)")!;
        var finding = new Finding("MAE1006", before[0], ImmutableDictionary<string, string>.Empty);
        return (new FixSite(compilation, method, FixSite.DeclarationOf(method, tree)!, finding),
            new MethodReport(method, "M:C.M(System.Int32,System.Int32)", before, null, true, true, [], ""));
    }

    private static SyntaxNode Edited(FixSite site, string body) =>
        CSharpSyntaxTree.ParseText(Source.Replace("return a / b;", body, StringComparison.Ordinal), cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken);

    private static ObligationResult Obligation(string id, ObligationKind kind, string text) =>
        new(id, kind, 1, Location.None, text, new Verdict.Unknown(new UnknownReason(UnknownKind.NotReproduced)), "", "", 0, "");

    private sealed class Answers(Func<MethodReport> answer) : IFixProof
    {
        public MethodReport Verify(Compilation compilation, IMethodSymbol method, bool withWitnesses, CancellationToken cancellation) => answer();
    }
}
