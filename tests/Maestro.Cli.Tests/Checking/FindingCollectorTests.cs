using Maestro.Cli.Checking;
using Maestro.Cli.Projects;
using Maestro.Evidence.Predicates;

namespace Maestro.Cli.Tests.Checking;

public sealed class FindingCollectorTests : IDisposable
{
    // As csc 5.9 writes them.
    private const string ByContract = "DiagnosticSuppressor { Suppression Id: MAES8602, Suppression Justification: A contract that stands before says that this is not null. }";
    private const string ByPragma = "Pragma Directive";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_warning_that_a_contract_answers_is_no_finding()
    {
        Assert.Empty(New(head: [ByContract], before: []));
    }

    [Fact]
    public void A_warning_that_somebody_silences_is_one()
    {
        Assert.True(Assert.Single(New(head: [ByPragma], before: [])).Suppressed);
    }

    [Fact]
    public void A_justification_that_names_our_suppressor_answers_nothing()
    {
        Assert.Single(New(head: ["SuppressMessageAttribute"], before: [], justification: "MAES8602"));
    }

    [Fact]
    public void What_a_contract_answered_in_the_base_does_not_stand_for_what_is_silenced_in_the_head()
    {
        Assert.Single(New(head: [ByPragma], before: [ByContract]));
    }

    [Fact]
    public void What_was_there_before_is_not_new_but_a_second_one_of_it_is()
    {
        Assert.Empty(New(head: [ByPragma], before: [ByPragma]));
        Assert.Single(New(head: [ByPragma, ByPragma], before: [ByPragma]));
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<Finding> New(string[] head, string[] before, string justification = "")
    {
        var collected = FindingCollector.Collect(
            Project("head", head, justification),
            _folder.Root,
            Project("base", before, justification),
            _folder.Root,
            new CompilationScope("Shop.csproj", "net10.0", "Release"),
            new ToolVersions("0", "0", "0", "0"));
        return collected.Value.Items;
    }

    private CapturedProject Project(string name, string[] suppressions, string justification)
    {
        var results = suppressions.Select((kind, line) => $$"""
            { "ruleId": "CS8602", "level": "warning", "message": { "text": "Dereference of a possibly null reference." },
              "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file://{{_folder.Root}}/A.cs" }, "region": { "startLine": {{line + 1}}, "startColumn": 1 } } } ],
              "suppressions": [ { "kind": "inSource", "justification": "{{justification}}", "properties": { "suppressionType": "{{kind}}" } } ] }
            """);
        var sarif = _folder.Write(name + ".sarif", $$"""
            { "version": "2.1.0", "runs": [ { "results": [ {{string.Join(",", results)}} ],
              "tool": { "driver": { "name": "Microsoft (R) Visual C# Compiler", "version": "5.9.0", "semanticVersion": "5.9.0", "language": "en-US", "rules": [ { "id": "CS8602" } ] } } } ] }
            """);
        return new CapturedProject(Path.Combine(_folder.Root, "Shop.csproj"), "net10.0", "Shop", [], IsTest: false, sarif, [], []);
    }
}
