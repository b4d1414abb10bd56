using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// Code Contracts' own regression tests, as far as they compile unmodified today: Maestro's verdicts beside the outcomes that they expect.
// Nothing of them is kept in this repository. Usage: CodeContractsBench FOLDER [NAME | -NAME]…
//   FOLDER: Microsoft.Research/RegressionTest of a checkout of github.com/microsoft/CodeContracts   NAME: a part of the paths of files to take, or to leave out
//   All verdicts of the files named are listed, else what differs from what is expected.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: codecontracts FOLDER [NAME | -NAME]…");
    return 2;
}

var (named, without) = (args.Skip(1).Where(a => a[0] != '-').ToList(), args.Skip(1).Where(a => a[0] == '-').Select(a => a[1..]).ToList());
var listed = named.Count > 0;
var files = Directory.EnumerateFiles(args[0], "*.cs", SearchOption.AllDirectories)
    .Where(f => (!listed || named.Any(f.Contains)) && !without.Any(f.Contains) && File.ReadAllText(f).Contains("[RegressionOutcome(", StringComparison.Ordinal))
    .Order(StringComparer.Ordinal).ToList();
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/')).Select(p => MetadataReference.CreateFromFile(p)).ToList();
var parsing = CSharpParseOptions.Default.WithPreprocessorSymbols("NETFRAMEWORK_4_0");
var attributes = CSharpSyntaxTree.ParseText(Attributes.Source, parsing);
var solver = new NativeZ3(new Z3Location(null, AppContext.BaseDirectory));
var results = new List<MethodResult>[files.Count];
var (compiled, confirmed, unconfirmed, contradicted) = (0, 0, 0, 0);
Console.SetOut(TextWriter.Null);
Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => results[i] = Judge(files[i]));

var rows = results.SelectMany(r => r).ToList();
foreach (var row in rows)
{
    Console.Error.Write(row.Lines(listed));
}

Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
Console.WriteLine($"{files.Count} files, {compiled} compile unmodified, {rows.Count} methods with an expected outcome, {rows.Sum(r => r.Obligations)} obligations asked, "
    + $"{rows.Sum(r => r.Others)} expected outcomes that Maestro has no obligation for, mean {rows.Select(r => r.Milliseconds).DefaultIfEmpty().Average():0} ms a method");
Console.WriteLine($"what .NET can see of the refuted ones: {confirmed} fail there too, {unconfirmed} do not; proved obligations that an execution by the interpreter contradicts: {contradicted}");
Table("method", rows.SelectMany(r => r.Whole));
Table("method and kind of obligation", rows.SelectMany(r => r.Cells));
return 0;

List<MethodResult> Judge(string file)
{
    var path = Path.GetRelativePath(args[0], file);
    var compilation = CSharpCompilation.Create("Regression", [CSharpSyntaxTree.ParseText(File.ReadAllText(file), parsing, path), attributes], references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
    if (compilation.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS5001") is { } error)
    {
        Console.Error.WriteLine($"not compiled: {error}");
        return [];
    }

    Interlocked.Increment(ref compiled);
    var reader = new ContractReader(new MethodBodies(compilation));
    var verifier = new Verifier(reader, solver, new VerifierOptions(Depth: 0), new WitnessSearch(reader));
    var found = new List<MethodResult>();
    foreach (var method in verifier.Methods(VerifyScope.All))
    {
        var (expected, others) = Expectation.Of(method);
        if (expected.Count == 0)
        {
            continue;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var clock = Stopwatch.StartNew();
        MethodReport? report = null;
        try
        {
            report = verifier.Verify(method, limit.Token);
        }
        catch (OperationCanceledException)
        {
        }

        foreach (var failure in report is null ? [] : new WitnessSearch(reader, 2_000, 100_000).Failures(method, CancellationToken.None).Violations)
        {
            if (report!.Obligations.Where(o => o.Kind == failure.Kind && o.Line == failure.Line).ToList() is { Count: > 0 } same && same.All(o => o.Verdict is Verdict.Proved))
            {
                Interlocked.Increment(ref contradicted);
                Console.Error.WriteLine($"CONTRADICTED: {path}: {method.ToDisplayString()}: {failure}");
            }
        }

        found.Add(new MethodResult(path, method, expected, others, report, clock.Elapsed.TotalMilliseconds));
    }

    lock (attributes)
    {
        var (seen, others) = Runtime.Confirm(File.ReadAllText(file), Attributes.Source, parsing, references, found.SelectMany(f => f.Report?.Obligations ?? []));
        confirmed += seen;
        unconfirmed += others.Count;
        foreach (var other in others)
        {
            Console.Error.WriteLine($"NOT CONFIRMED: {path}: {other}");
        }
    }

    return found;
}

static void Table(string of, IEnumerable<(string Expected, string Verdict)> cells)
{
    var all = cells.ToList();
    Console.WriteLine();
    Console.WriteLine($"| expected, a {of} | proved | refuted | unknown | not asked |");
    Console.WriteLine("|---|---|---|---|---|");
    foreach (var expected in new[] { "True", "Top", "False", "Bottom" })
    {
        int Count(string verdict) => all.Count(c => c.Expected == expected && c.Verdict == verdict);
        Console.WriteLine($"| {expected} | {Count("proved")} | {Count("refuted")} | {Count("unknown")} | {Count("not asked")} |");
    }
}
