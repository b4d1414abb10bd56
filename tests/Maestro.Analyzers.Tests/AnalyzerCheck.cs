using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Maestro.Analyzers.Tests;

/// <summary>Runs an analyzer over one file, with MSBuild properties as csc passes them.</summary>
internal static class AnalyzerCheck
{
    /// <summary>The source's markup (<c>{|ID:…|}</c>) and <paramref name="expected"/> are all that may be reported.</summary>
    internal static Task RunAsync<TAnalyzer>(string source, (string Name, string Value)[] properties, params DiagnosticResult[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new NullableTest<TAnalyzer>
        {
            TestCode = source,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            CompilerDiagnostics = CompilerDiagnostics.Errors,
        };
        test.TestState.AdditionalReferences.AddRange(Net100.References.All);
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", GlobalConfig(properties)));
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the analyzers report, as csc would: for tests that look at properties or at several analyzers at once.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(
        string source, (string Name, string Value)[] properties, params DiagnosticAnalyzer[] analyzers)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var tree = CSharpSyntaxTree.ParseText(source, parse, "/src/File.cs");
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Sample", [tree], Net100.References.All, options);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var provider = new PropertiesProvider(properties);
        var analysis = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], provider), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        return await compilation.WithAnalyzers([.. analyzers], analysis).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static string GlobalConfig((string Name, string Value)[] properties) =>
        string.Join("\n", properties.Select(property => $"build_property.{property.Name} = {property.Value}").Prepend("is_global = true"));

    private sealed class NullableTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        protected override CompilationOptions CreateCompilationOptions() =>
            ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);
    }

    private sealed class PropertiesProvider((string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Properties((string Name, string Value)[] properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            var found = properties.FirstOrDefault(property => $"build_property.{property.Name}".Equals(key, StringComparison.OrdinalIgnoreCase));
            value = found.Value ?? "";
            return found.Name is not null;
        }
    }
}
