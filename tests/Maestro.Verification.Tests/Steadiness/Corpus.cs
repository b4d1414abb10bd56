using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>The corpora as compilations.</summary>
internal static class Corpus
{
    /// <summary>Every corpus by name; the programs of Dafny are one each.</summary>
    public static IReadOnlyList<string> Names { get; } = ["contracts", "spine", "traps", "depth", "dafny"];

    public static IEnumerable<CSharpCompilation> Read(string name)
    {
        var folder = Path.Combine(Repository.Corpora, name);
        var trees = Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal)
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), new CSharpParseOptions(LanguageVersion.Preview), f)).ToList();
        return name == "dafny" ? trees.Select(t => Compile(name, [t])) : [Compile(name, trees)];
    }

    private static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> trees)
    {
        var compilation = CSharpCompilation.Create(
            name, trees, Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }
}
