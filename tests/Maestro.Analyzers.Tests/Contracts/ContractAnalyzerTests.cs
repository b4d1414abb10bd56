using Maestro.Analyzers.Contracts;
using Maestro.Analyzers.Infrastructure;
using Maestro.Analyzers.Tests.Registry;
using Microsoft.CodeAnalysis;

namespace Maestro.Analyzers.Tests.Contracts;

/// <summary>The analyzer with the real verifier and the real Z3.</summary>
public sealed class ContractAnalyzerTests
{
    private const string Sale =
        """
        using System.Diagnostics.Contracts;
        static class Shelf
        {
            static int Left(int stock, int sold)
            {
                Contract.Requires(sold >= 0 && sold <= stock);
                Contract.Ensures(Contract.Result<int>() >= 0);
                return stock - sold;
            }
        }
        """;

    private static readonly (string, string) InProcess = ("MaestroSolver", "inprocess");

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Repository.Path("docs/rules/samples"), "*.cs").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_has_its_diagnostic_where_it_says_and_nowhere_else(string file)
    {
        var source = await File.ReadAllTextAsync(Repository.Path($"docs/rules/samples/{file}"), TestContext.Current.CancellationToken);

        var diagnostics = await AnalyzerCheck.DiagnosticsAsync(source, [InProcess], new ContractAnalyzer(), new ConfigurationAnalyzer());

        Assert.Equal(
            source.Split('\n').SelectMany((line, index) => line.Split("// ") is [_, { } id] && id.StartsWith("MAE", StringComparison.Ordinal) ? new[] { $"{index + 1}: {id}" } : []),
            diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("MAE", StringComparison.Ordinal)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(Line));
    }

    [Fact]
    public async Task A_proved_method_is_silent_and_in_an_evidence_build_has_its_evidence()
    {
        Assert.Empty(await Maestro(Sale, InProcess));

        var proved = Assert.Single(await Maestro(Sale, InProcess, ("MaestroEvidence", "true")));
        Assert.Equal("MAE1012", proved.Id);
        Assert.Equal("proved", proved.Properties["verdict"]);
        Assert.StartsWith("z3 ", proved.Properties["solver"], StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", proved.Properties["smtSha256"]);
    }

    [Theory]
    [InlineData("class C(int lo) { int w = lo; [ContractInvariantMethod] void I() { Contract.Invariant(w >= 0); } }", "Contracts", "MAE1001")]
    [InlineData("class B { public B(int k) { Contract.Requires(k > 0); } } class C(int q) : B(q);", "All", "MAE1002")]
    [InlineData("class C { static int Zero() => 0; int w = 1 / Zero(); }", "All", "MAE1006")]
    public async Task A_constructor_that_nobody_wrote_is_reported_once(string source, string scope, string id)
    {
        var diagnostics = await Maestro("using System.Diagnostics.Contracts;\n" + source, InProcess, ("MaestroVerifyScope", scope));

        Assert.Equal(id, Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task The_same_source_gives_the_same_evidence_twice()
    {
        var first = await Maestro(Sale, InProcess, ("MaestroEvidence", "true"));
        var second = await Maestro(Sale, InProcess, ("MaestroEvidence", "true"));

        Assert.NotEmpty(first);
        Assert.Equal(first.Select(Text), second.Select(Text));
    }

    [Fact]
    public async Task Without_a_library_nothing_is_proved_and_the_reason_is_told_once()
    {
        var diagnostics = await Maestro(Sale, InProcess, ("MaestroZ3Path", "/nowhere/libz3.so"), ("MaestroEvidence", "true"));

        Assert.Contains("/nowhere/libz3.so", Assert.Single(diagnostics, diagnostic => diagnostic.Id == "MAE0002").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "MAE1012");
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "MAE1011" && diagnostic.Properties["reason"]!.StartsWith("solver-error(unavailable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_worker_nothing_is_proved_and_the_reason_is_told()
    {
        var diagnostics = await Maestro(Sale, ("MaestroEvidence", "true"));

        Assert.Contains("MaestroWorkerPath", Assert.Single(diagnostics, diagnostic => diagnostic.Id == "MAE0002").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "MAE1012");
    }

    [Theory]
    [InlineData("MaestroEnabled", "false")]
    [InlineData("MaestroVerify", "false")]
    public async Task Turned_off_it_says_nothing(string property, string value) =>
        Assert.Empty(await Maestro(Sale.Replace("sold <= stock", "true", StringComparison.Ordinal), InProcess, (property, value)));

    [Fact]
    public async Task Scope_All_asks_about_methods_without_a_contract()
    {
        const string source = "static class C { static int M(int a, int b) { return a / b; } }";

        Assert.Empty(await Maestro(source, InProcess));
        Assert.Contains(await Maestro(source, InProcess, ("MaestroVerifyScope", "All")), diagnostic => diagnostic.Id == "MAE1006");
    }

    [Fact]
    public async Task A_wrong_property_value_stops_verification_rather_than_being_read_as_a_default()
    {
        var broken = Sale.Replace("sold <= stock", "true", StringComparison.Ordinal);

        Assert.NotEmpty(await Maestro(broken, InProcess));
        Assert.Empty(await Maestro(broken, InProcess, ("MaestroVerifyScope", "Some")));
    }

    private static async Task<IReadOnlyList<Diagnostic>> Maestro(string source, params (string, string)[] properties) =>
        [.. (await AnalyzerCheck.DiagnosticsAsync(source, properties, new ContractAnalyzer())).Where(diagnostic => diagnostic.Id.StartsWith("MAE", StringComparison.Ordinal))];

    private static string Line(Diagnostic diagnostic) => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}";

    private static string Text(Diagnostic diagnostic) =>
        $"{diagnostic} {string.Join(", ", diagnostic.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))}";
}
