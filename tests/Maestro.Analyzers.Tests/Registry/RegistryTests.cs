using System.Text;
using Maestro.Generators.RuntimeChecks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Maestro.Analyzers.Tests.Registry;

/// <summary>What is made from the registry is what is in the repository. <c>MAESTRO_REGENERATE=1</c> writes it.</summary>
public sealed class RegistryTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    public static TheoryData<string> Modes => [.. Presets.Modes];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_of_a_rule_is_up_to_date(string id)
    {
        var sample = Repository.Path($"docs/rules/samples/{id}.cs");

        Same($"docs/rules/{id}.md", RulePages.Page(Rules.All.Single(rule => rule.Id == id), File.Exists(sample) ? File.ReadAllText(sample) : null));
    }

    [Fact]
    public void The_list_of_rules_is_up_to_date() => Same("docs/rules/README.md", RulePages.Index(Rules.All));

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_preset_is_up_to_date(string mode) =>
        Same($"src/Maestro.Analyzers/config/Maestro.{mode}.globalconfig", Presets.Render(mode, Rules.All));

    [Fact]
    public void No_page_is_of_a_rule_that_does_not_exist() => Assert.Empty(
        Directory.EnumerateFiles(Repository.Path("docs/rules"), "MAE*.md").Select(Path.GetFileNameWithoutExtension).Except(Rules.All.Select(rule => rule.Id)));

    [Fact]
    public void Ids_are_unique_and_in_the_range_of_their_area()
    {
        Assert.Equal(Rules.All.Length, Rules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(Rules.All, rule => Assert.Equal(rule.Category, rule.Id[3] switch
        {
            '0' => "Maestro.Infrastructure",
            '1' => "Maestro.Contracts",
            _ => "",
        }));
    }

    [Fact]
    public void Every_rule_is_reported_by_an_analyzer_and_none_by_two()
    {
        var analyzers = new[] { typeof(Rules).Assembly, typeof(RuntimeCheckAnalyzer).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsSubclassOf(typeof(DiagnosticSuppressor)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

        Assert.Equal(
            Rules.All.Select(rule => rule.Id),
            analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Evidence_rules_cannot_be_configured_away() =>
        Assert.All(
            // Advice on contracts is no evidence: who does not want it turns it off.
            Rules.All.Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Info && rule.Id != Rules.AcceptsMore.Id),
            rule => Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, rule.CustomTags));

    private static void Same(string relativePath, string expected)
    {
        var path = Repository.Path(relativePath);
        if (Environment.GetEnvironmentVariable("MAESTRO_REGENERATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Assert.True(File.Exists(path), $"{relativePath} does not exist: run these tests with MAESTRO_REGENERATE=1");
        Assert.Equal(expected, File.ReadAllText(path));
    }
}
