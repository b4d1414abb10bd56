using System.Globalization;
using System.Runtime.InteropServices;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// Proves each method of the sample on one thread with Z3 in this process, and tells the CPU time a method: encoding, solver, replay.
// Usage: ProveBench [FOLDER] [SCRIPTS]   SCRIPTS: a folder that receives the solver's scripts, named by their cost in microseconds.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : "samples/Storefront/src/Storefront";
var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
var usings = CSharpSyntaxTree.ParseText(
    "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;", parsing);
var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
    .Order(StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), parsing, f));
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')).Select(p => MetadataReference.CreateFromFile(p));
var compilation = CSharpCompilation.Create("Bench", trees.Append(usings), references,
    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
if (errors.Count > 0)
{
    Console.Error.WriteLine($"prove: {folder} does not compile: {errors[0]}");
    return 3;
}

List<(IMethodSymbol Method, double All, double Solver, int Queries, MethodReport Report)> Round(string? scripts)
{
    var reader = new ContractReader(new MethodBodies(compilation));
    var solver = new MeteredSolver(new NativeZ3(new Z3Location(null, AppContext.BaseDirectory)), scripts);
    var verifier = new Verifier(reader, solver, new VerifierOptions(), new WitnessSearch(reader));
    return verifier.Methods(VerifyScope.Contracts).Select(method =>
    {
        var (before, queries, spent) = (ThreadClock.Milliseconds, solver.Queries, solver.Milliseconds);
        var report = verifier.Verify(method, CancellationToken.None);
        return (method, ThreadClock.Milliseconds - before, solver.Milliseconds - spent, solver.Queries - queries, report);
    }).ToList();
}

// The first round warms the JIT, as the compiler server and the worker are warm.
var cold = Round(null);
var rows = Round(args.Length > 1 ? Directory.CreateDirectory(args[1]).FullName : null);
foreach (var row in rows.OrderByDescending(r => r.All).Take(5))
{
    Console.Error.WriteLine($"{row.All,8:0.0} ms, {row.Queries,3} queries: {row.Report.Symbol}");
}

var obligations = rows.SelectMany(r => r.Report.Obligations).ToList();
var p95 = rows.Select(r => r.All).Order().ElementAt((int)Math.Ceiling(rows.Count * 0.95) - 1);
Console.WriteLine("| methods | obligations: proved, refuted, unknown | queries | CPU a method: mean, p95 | of it Z3 | first round: mean |");
Console.WriteLine("|---|---|---|---|---|---|");
Console.WriteLine($"| {rows.Count} | {obligations.Count(o => o.Verdict is Verdict.Proved)}, {obligations.Count(o => o.Verdict is Verdict.Refuted)}, {obligations.Count(o => o.Verdict is Verdict.Unknown)} "
    + $"| {rows.Sum(r => r.Queries)} | {rows.Average(r => r.All):0.0} ms, {p95:0.0} ms | {rows.Average(r => r.Solver):0.0} ms | {cold.Average(r => r.All):0.0} ms |");
return 0;

internal sealed class MeteredSolver(ISolver solver, string? scripts) : ISolver
{
    public string Version => solver.Version;

    public int Queries { get; private set; }

    public double Milliseconds { get; private set; }

    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        var before = ThreadClock.Milliseconds;
        var answer = solver.Check(query, cancellation);
        var spent = ThreadClock.Milliseconds - before;
        Milliseconds += spent;
        Queries++;
        if (scripts is not null)
        {
            File.WriteAllText(Path.Combine(scripts, $"{spent * 1000:00000000}-{Queries:0000}-{answer.Status}.smt2"), $"(set-option :rlimit {query.Rlimit})\n{query.SmtText}");
        }

        return answer;
    }
}

/// <summary>CPU time of the calling thread: other work on the machine does not count.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double Milliseconds
    {
        get
        {
            _ = GetTime(ThreadCpuTime, out var time);
            return time.Seconds * 1000.0 + time.Nanoseconds / 1e6;
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
