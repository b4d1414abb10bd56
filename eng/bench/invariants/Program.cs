using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// Loop programs of a public corpus, without invariants, brought to C# and proved. Nothing of the corpus is kept in this repository.
// Usage: InvariantsBench FOLDER [NAME]   FOLDER: a folder with the corpus's .c files (code2inv: benchmarks/C_instances/c)
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: invariants FOLDER [NAME]");
    return 2;
}

var files = Directory.EnumerateFiles(args[0], "*.c", SearchOption.AllDirectories)
    .Where(f => args.Length < 2 || Path.GetFileNameWithoutExtension(f) == args[1])
    .OrderBy(f => Path.GetFileNameWithoutExtension(f).PadLeft(8, '0'), StringComparer.Ordinal).ToList();
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')).Select(p => MetadataReference.CreateFromFile(p)).ToList();
var solver = new NativeZ3(new Z3Location(null, AppContext.BaseDirectory));
var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
var whole = 0;
var milliseconds = new List<double>();
foreach (var file in files)
{
    var name = Path.GetFileNameWithoutExtension(file);
    var method = CProgram.Convert($"P{new string(name.Where(char.IsAsciiLetterOrDigit).ToArray())}", File.ReadAllText(file));
    var (verdict, detail) = ("not converted", "");
    if (method is not null)
    {
        var source = new StringBuilder("using System.Diagnostics.Contracts;\nstatic class Corpus\n{\nstatic extern bool Choice();\n").Append(method).Append("}\n").ToString();
        if (args.Length > 1)
        {
            Console.Error.WriteLine(source);
        }

        var compilation = CSharpCompilation.Create("Corpus", [CSharpSyntaxTree.ParseText(source)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true));
        if (compilation.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            detail = error.ToString();
        }
        else
        {
            var reader = new ContractReader(new MethodBodies(compilation));
            var verifier = new Verifier(reader, solver, new VerifierOptions(), new WitnessSearch(reader));
            var clock = Stopwatch.StartNew();
            var report = verifier.Verify(verifier.Methods(VerifyScope.Contracts).Single(), CancellationToken.None);
            milliseconds.Add(clock.Elapsed.TotalMilliseconds);
            var asserts = report.Obligations.Where(o => o.Kind == ObligationKind.Assert).Select(o => o.Verdict).ToList();
            verdict = report.Reason is not null ? "unknown" : asserts.Any(v => v is Verdict.Refuted) ? "refuted" : asserts.All(v => v is Verdict.Proved) ? "proved"
                : asserts.All(v => v is Verdict.Proved or Verdict.Bounded) ? "bounded" : "unknown";
            whole += report.Word == "proved" ? 1 : 0;
            detail = report.Reason?.ToString() ?? string.Join("; ", asserts.OfType<Verdict.Unknown>().Select(u => u.Reason.ToString())
                .Concat(asserts.OfType<Verdict.Refuted>().Select(r => r.Witness.Outcome)));
            detail = $"{milliseconds[^1]:0} ms {detail}";
        }
    }

    counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
    Console.Error.WriteLine($"{name}: {verdict} {detail}");
}

Console.WriteLine("| programs | assertion: " + string.Join(", ", counts.Keys) + " | no overflow either | mean ms, most |");
Console.WriteLine("|---|---|---|---|");
Console.WriteLine($"| {files.Count} | {string.Join(", ", counts.Values)} | {whole} | {milliseconds.DefaultIfEmpty().Average():0}, {milliseconds.DefaultIfEmpty().Max():0} |");
return 0;
