using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Maestro.Analyzers.Contracts;
using Maestro.Verification.Hashing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

// The contract analyzer as an IDE drives it: one instance, a new compilation after each edit, the diagnostics of one document that did not change.
// Usage: squiggle [show]                the figures; with "show", what is said of the document
//        squiggle generate FOLDER [N]   writes the project's files, the method of file 0 edited N times
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["generate", var folder, .. var rest])
{
    Directory.CreateDirectory(folder);
    for (var i = 0; i < ContractProject.Files; i++)
    {
        File.WriteAllText(Path.Combine(folder, $"File{i}.cs"), ContractProject.File(i, i == 0 && rest is [var edit] ? int.Parse(edit, CultureInfo.InvariantCulture) : 0));
    }

    return 0;
}

const int Rounds = 15;
var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')).Select(p => MetadataReference.CreateFromFile(p)).ToList();
// The document that is looked at has a method whose squiggle stays.
var trees = Enumerable.Range(0, ContractProject.Files).Select(i => Parse(i, ContractProject.File(i, 0, refuted: i == 1))).ToList();
var compilation = CSharpCompilation.Create("Bench", trees, references,
    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable));
var analyzer = ImmutableArray.Create<DiagnosticAnalyzer>(new ContractAnalyzer());
var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new Properties()), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);

var first = await Measure(compilation, 1);
Console.WriteLine("| edit | diagnostics of the unchanged document: median, worst of 15 | CPU: median |");
Console.WriteLine("|---|---|---|");
Console.WriteLine($"| none, first time (cold, with the JIT) | {first.Time:0} ms | {first.Cpu:0} ms |");
await Row("a body in another file", round => (0, ContractProject.File(0, round + 1)), 1);
await Row("a body of the same file, above", round => (1, ContractProject.File(1, round + 1, refuted: true)), 1);
await Row("lines inserted above in the same file", round => (1, new string('\n', round + 1) + ContractProject.File(1, 0, refuted: true)), 1);
await Row("a new method in another file", round => (2, ContractProject.File(2).Replace("public static int Clamp2(", $"public static int Added(int x) => x + {round};\n    public static int Clamp2(", StringComparison.Ordinal)), 1);

// What of it is the compiler's, and what the search for the keys.
analyzer = [new Nothing()];
await Row("the first, an analyzer that does nothing", round => (0, ContractProject.File(0, round + 100)), 1);
var texts = new DeclaredTexts();
var keys = new List<double>();
for (var round = 0; round < Rounds; round++)
{
    var edited = compilation.ReplaceSyntaxTree(trees[0], Parse(0, ContractProject.File(0, round + 200)));
    var clock = Stopwatch.StartNew();
    _ = new SourceDependencies(edited, "", texts, CancellationToken.None).KeysIn(edited.SyntaxTrees[1]).Count();
    keys.Add(clock.Elapsed.TotalMilliseconds);
}

keys.Sort();
Console.WriteLine($"| the first, keys alone | {keys[Rounds / 2]:0.0} ms, {keys[^1]:0.0} ms | |");
return 0;

async Task Row(string name, Func<int, (int File, string Text)> edit, int watched)
{
    var (times, cpus) = (new List<double>(), new List<double>());
    for (var round = 0; round < Rounds; round++)
    {
        var (file, text) = edit(round);
        var edited = compilation.ReplaceSyntaxTree(trees[file], Parse(file, text));
        var (time, cpu, found) = await Measure(edited, watched);
        times.Add(time);
        cpus.Add(cpu);
        if (found != first.Found && analyzer[0] is not Nothing)
        {
            Console.Error.WriteLine($"squiggle: {name}: {found} diagnostics, at first {first.Found}");
        }
    }

    times.Sort();
    cpus.Sort();
    Console.WriteLine($"| {name} | {times[times.Count / 2]:0} ms, {times[^1]:0} ms | {cpus[cpus.Count / 2]:0} ms |");
}

async Task<(double Time, double Cpu, int Found)> Measure(CSharpCompilation edited, int watched)
{
    var model = edited.GetSemanticModel(edited.SyntaxTrees[watched]);
    var before = Environment.CpuUsage.TotalTime;
    var clock = Stopwatch.StartNew();
    var analysis = edited.WithAnalyzers(analyzer, options);
    var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None);
    if (args is ["show"] && edited == compilation)
    {
        foreach (var diagnostic in found)
        {
            Console.Error.WriteLine($"{diagnostic}\n    {string.Join("; ", diagnostic.Properties.Select(p => $"{p.Key}={p.Value}"))}");
        }
    }

    return (clock.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds, found.Length);
}

SyntaxTree Parse(int file, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), parsing, $"/bench/File{file}.cs");

[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class Nothing : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new("X", "x", "x", "x", DiagnosticSeverity.Info, true)];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(static _ => { });
    }
}

internal sealed class Properties : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Solver();

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Solver : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key switch
            {
                "build_property.MaestroSolver" => "inprocess",
                "build_property.DesignTimeBuild" => "true",
                _ => "",
            };
            return value.Length > 0;
        }
    }
}
