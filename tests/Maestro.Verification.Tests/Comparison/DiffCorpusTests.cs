using System.Globalization;
using System.Text.Json;
using Maestro.Verification.Comparison;
using Maestro.Verification.Contracts;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Comparison;

/// <summary>The pairs in <c>tests/corpora/diff</c>, written by somebody who had not seen the comparison: none may come out wrong.</summary>
public sealed class DiffCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void No_pair_of_the_corpus_comes_out_wrong()
    {
        var folder = Path.Combine(Repository.Corpora, "diff");
        var old = new ContractReader(new MethodBodies(Compile(Path.Combine(folder, "old"))));
        var now = new ContractReader(new MethodBodies(Compile(Path.Combine(folder, "new"))));
        var unchanged = new UnchangedMethods(old, now);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var wrong = new List<string>();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in expected.RootElement.EnumerateArray())
        {
            var (symbol, oldSymbol) = (row.GetProperty("symbol").GetString(), row.GetProperty("oldSymbol").GetString());
            if (symbol is null || oldSymbol is null)
            {
                continue;
            }

            var versions = new MethodVersions(old, Find(old, oldSymbol), now, Find(now, symbol));
            var verdict = BehaviourComparison.Compare(versions, unchanged.IsSame, Proving.Solver, new VerifierOptions(), TestContext.Current.CancellationToken);
            var wanted = row.GetProperty("verdict").GetString()!;
            var got = verdict.Relation.ToString().ToLowerInvariant();
            var key = $"{wanted} -> {got}";
            counts[key] = counts.GetValueOrDefault(key) + 1;
            if (got is "same" or "different" && got != wanted)
            {
                wrong.Add($"{symbol}: {key} {verdict.Reason} {verdict.Witness}");
            }

            if (got != wanted)
            {
                output.WriteLine($"{symbol} [{row.GetProperty("topic").GetString()}] {key}: {verdict.Reason}");
            }
        }

        foreach (var (key, count) in counts)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}: {count}"));
        }

        Assert.Empty(wrong);
    }

    /// <summary>In a comparison the search comes first, so that a change seldom reaches the proof; here it must stand alone.</summary>
    [Fact]
    public void The_proof_alone_takes_no_change_for_the_same()
    {
        var folder = Path.Combine(Repository.Corpora, "diff");
        var old = new ContractReader(new MethodBodies(Compile(Path.Combine(folder, "old"))));
        var now = new ContractReader(new MethodBodies(Compile(Path.Combine(folder, "new"))));
        var unchanged = new UnchangedMethods(old, now);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var proved = new List<string>();
        foreach (var row in expected.RootElement.EnumerateArray().Where(r => r.GetProperty("verdict").GetString() == "different"))
        {
            var symbol = row.GetProperty("symbol").GetString()!;
            string? Unchanged(IMethodSymbol method) => unchanged.IsSame(method) ? method.OriginalDefinition.GetDocumentationCommentId() : null;
            var outcome = new BehaviourProof(Proving.Solver, 2_000_000, inlinesSame: true, TestContext.Current.CancellationToken)
                .Run(Find(old, row.GetProperty("oldSymbol").GetString()!), old, Find(now, symbol), now, Unchanged, Unchanged);
            if (outcome.IsSame)
            {
                proved.Add(symbol);
            }
        }

        Assert.Empty(proved);
    }

    private static IMethodSymbol Find(ContractReader reader, string id) =>
        (IMethodSymbol)DocumentationCommentId.GetFirstSymbolForDeclarationId(id, reader.Bodies.Compilation)!;

    private static CSharpCompilation Compile(string folder)
    {
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using System.Net.Http;";
        var trees = Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: f))
            .Append(CSharpSyntaxTree.ParseText(Usings));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "mscorlib.dll" or "netstandard.dll")
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create("Pairs", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }
}
