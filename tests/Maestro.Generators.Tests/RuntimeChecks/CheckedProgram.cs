using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Maestro.Generators.RuntimeChecks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Maestro.Generators.Tests.RuntimeChecks;

/// <summary>A contract that failed while a program ran.</summary>
internal sealed record Violation(string Kind, string Clause, int Line, bool ClauseThrew);

/// <summary>What a program came to: its result, a violation, or another exception.</summary>
internal sealed record Ending(object? Result, Violation? Violation, Exception? Exception);

/// <summary>A program that is compiled with the generator and run; <c>Demo.Run()</c> is its entry.</summary>
internal static class CheckedProgram
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Diagnostics.Contracts; using System.Linq; using System.Threading.Tasks;\n";

    public static (string Name, string Value)[] On { get; } = [("MaestroRuntimeChecks", "true")];

    public static CSharpParseOptions Parse { get; } =
        new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("InterceptorsNamespaces", "Maestro.RuntimeChecks")]);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Checked",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(Usings + source, Parse, $"/src/Code{i}.cs", System.Text.Encoding.UTF8)),
        Net100.References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriver Driver((string Name, string Value)[] properties) => CSharpGeneratorDriver.Create(
        [new RuntimeCheckGenerator().AsSourceGenerator()],
        parseOptions: Parse,
        optionsProvider: new PropertiesProvider(properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static ImmutableArray<byte> Emit(CSharpCompilation compilation, (string Name, string Value)[] properties)
    {
        Driver(properties).RunGeneratorsAndUpdateCompilation(compilation, out var with, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        using var image = new MemoryStream();
        var result = with.WithOptions(with.Options.WithDeterministic(true)).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + with.SyntaxTrees.ElementAtOrDefault(1));
        return [.. image.ToArray()];
    }

    /// <summary>Runs <c>Demo.Run()</c>.</summary>
    public static Ending Run(string source, bool enabled = true)
    {
        var image = Emit(Compile(source), enabled ? On : []);
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            var entry = context.LoadFromStream(new MemoryStream([.. image])).GetType("Demo", throwOnError: true)!.GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!;
            return new Ending(entry.Invoke(null, null), null, null);
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is { } inner)
        {
            return inner.GetType().FullName == "Maestro.RuntimeChecks.RuntimeContractException"
                ? new Ending(null, new Violation(Get<string>("Kind"), Get<string>("Clause"), Get<int>("Line") - 1, Get<bool>("ClauseThrew")), inner)
                : new Ending(null, null, inner);

            T Get<T>(string name) => (T)inner.GetType().GetProperty(name)!.GetValue(inner)!;
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Expects a result, with the checks as without them.</summary>
    public static void Returns(object? expected, string source)
    {
        var ending = Run(source);

        Assert.True(ending.Exception is null, ending.Exception?.ToString());
        Assert.Equal(expected, ending.Result);
        Assert.Equal(expected, Run(source, enabled: false).Result);
    }

    /// <summary>Expects a violation of a clause; without the checks there is none.</summary>
    /// <param name="kind">Requires, Ensures, EnsuresOnThrow or Invariant.</param>
    /// <param name="clause">A part of the clause.</param>
    /// <param name="source">The program.</param>
    public static Violation Violates(string kind, string clause, string source)
    {
        var ending = Run(source);

        Assert.True(ending.Violation is not null, ending.Exception is null ? $"nothing was thrown; returned {ending.Result}" : ending.Exception.ToString());
        Assert.Equal(kind, ending.Violation.Kind);
        Assert.Contains(clause, ending.Violation.Clause, StringComparison.Ordinal);
        Assert.Contains(clause, source.Split('\n')[ending.Violation.Line - 1], StringComparison.Ordinal);
        Assert.Null(Run(source, enabled: false).Violation);
        return ending.Violation;
    }

    /// <summary>What the analyzer says of a program: the calls and the clauses that are not checked.</summary>
    public static async Task<(string[] Calls, string[] Clauses)> UncheckedAsync(string source)
    {
        Driver(On).RunGeneratorsAndUpdateCompilation(Compile(source), out var with, out _, TestContext.Current.CancellationToken);
        var analysis = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new PropertiesProvider(On)), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await with.WithAnalyzers([new RuntimeCheckAnalyzer()], analysis).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.All(found, d => Assert.Equal("MAE0005", d.Id));
        return found.IsEmpty ? ([], []) : (Lines("unchecked.calls"), Lines("unchecked.clauses"));

        string[] Lines(string property) => found.Single().Properties[property] is { Length: > 0 } lines ? lines.Split('\n') : [];
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
