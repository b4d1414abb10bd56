using System.Text.Json;
using Basic.Reference.Assemblies;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>The judging corpus that was written from the specification alone.</summary>
public sealed class SpineCorpusTests
{
    private static readonly string Folder = Path.Combine(Repository.Corpora, "spine");

    [Fact]
    public void Every_verdict_kind_and_line_is_as_expected()
    {
        var reader = new ContractReader(new MethodBodies(Compile()));
        var verifier = new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All), new WitnessSearch(reader));
        var methods = verifier.Methods(VerifyScope.All).ToLookup(m => $"{m.ContainingType.Name}.{m.Name}");
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")));

        var wrong = new List<string>();
        foreach (var entry in expected.RootElement.EnumerateArray())
        {
            var name = $"{entry.GetProperty("cls").GetString()!.Split('.')[^1]}.{entry.GetProperty("method").GetString()}";
            var report = verifier.Verify(methods[name].Single(), TestContext.Current.CancellationToken);
            var verdict = entry.GetProperty("verdict").GetString();
            var holds = report.Word == verdict && (verdict == "proved" || report.Obligations.Any(o => o.Verdict is Verdict.Refuted
                && ObligationKinds.Word(o.Kind) == entry.GetProperty("obligation").GetProperty("kind").GetString()
                && o.Line == entry.GetProperty("obligation").GetProperty("line").GetInt32()));
            if (!holds)
            {
                wrong.Add($"{name}: {report.Word} {report.Reason} {string.Join("; ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved))}");
            }
        }

        Assert.Empty(wrong);
    }

    private static CSharpCompilation Compile() => CSharpCompilation.Create(
        "Spine",
        Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), new CSharpParseOptions(LanguageVersion.Preview), f)),
        Net100.References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
