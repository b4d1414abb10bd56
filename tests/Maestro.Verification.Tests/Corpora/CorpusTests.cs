using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Basic.Reference.Assemblies;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Corpora;

/// <summary>Whole corpora with the real solver and the real interpreter: a verdict may be missing, but none may be wrong.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly string Folder = Repository.Corpora;

    /// <summary>The corpora, and the least share that must be decided.</summary>
    public static TheoryData<string, double> Corpora { get; } = new()
    {
        { Path.Combine(Folder, "contracts"), 1 }, { Path.Combine(Folder, "spine"), 0.95 }, { Path.Combine(Folder, "traps"), 0.4 },
    };

    [Theory]
    [MemberData(nameof(Corpora))]
    public void No_verdict_is_wrong_and_refutations_name_the_kind_and_line(string folder, double leastDecided)
    {
        var reader = new ContractReader(new MethodBodies(Compile(folder)));
        var verifier = new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All), new WitnessSearch(reader, maxRuns: 1000));
        var methods = verifier.Methods(VerifyScope.All).ToList();
        var expected = Read(Path.Combine(folder, "expected.json"));
        var wrong = new ConcurrentBag<string>();
        var decided = 0;

        Parallel.ForEach(expected, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, claim =>
        {
            var report = verifier.Verify(methods.Single(m => IsNamed(m, claim)), TestContext.Current.CancellationToken);
            if (report.Word is "proved" or "refuted")
            {
                Interlocked.Increment(ref decided);
            }

            if (Mistake(claim, report) is { } mistake)
            {
                wrong.Add($"{claim.Class}.{claim.Method}: {mistake}");
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(folder)}: {expected.Count} methods, {decided} decided, {wrong.Count} wrong"));
        Assert.Equal((expected.Count, decided, wrong.Count), Qualification(Path.GetFileName(folder)));
        Assert.Empty(wrong.Order(StringComparer.Ordinal));
        Assert.True(decided >= leastDecided * expected.Count, $"only {decided} of {expected.Count} decided");
    }

    /// <summary>What every safety case says of this corpus.</summary>
    private static (int Methods, int Decided, int Wrong) Qualification(string corpus)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "..", "..", "src", "Maestro.SafetyCase", "Building", "qualification.json")));
        var figures = document.RootElement.GetProperty("corpora").EnumerateArray().Single(c => c.GetProperty("name").GetString() == corpus);
        return (figures.GetProperty("methods").GetInt32(), figures.GetProperty("decided").GetInt32(), figures.GetProperty("wrong").GetInt32());
    }

    private static string? Mistake(Claim claim, MethodReport report) => (claim.Verdict, report.Word) switch
    {
        ("proved", "refuted") => $"refuted, but it holds: {string.Join("; ", report.Obligations.Where(o => o.Verdict is Verdict.Refuted))}",
        ("refuted" or "not-proved", "proved") => "proved, but it does not hold",
        ("refuted", "refuted") when !report.Obligations.Any(o => o.Verdict is Verdict.Refuted && ObligationKinds.Word(o.Kind) == claim.Kind && o.Line == claim.Line) =>
            $"refuted for another reason than {claim.Kind} at line {claim.Line}: {string.Join("; ", report.Obligations.Where(o => o.Verdict is Verdict.Refuted).Select(o => $"{ObligationKinds.Word(o.Kind)} at line {o.Line}"))}",
        _ => null,
    };

    private static bool IsNamed(IMethodSymbol method, Claim claim) =>
        $".{method.ContainingType.ToDisplayString()}".EndsWith($".{claim.Class}", StringComparison.Ordinal)
        && (method.Name == claim.Method || !method.ExplicitInterfaceImplementations.IsEmpty && method.Name.EndsWith($".{claim.Method}", StringComparison.Ordinal));

    private static List<Claim> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.EnumerateArray().Select(e => new Claim(
            e.GetProperty("cls").GetString()!,
            e.GetProperty("method").GetString()!,
            e.GetProperty("verdict").GetString()!,
            e.TryGetProperty("obligation", out var obligation) ? obligation.GetProperty("kind").GetString() : null,
            e.TryGetProperty("obligation", out obligation) ? obligation.GetProperty("line").GetInt32() : 0)).ToList();
    }

    private static CSharpCompilation Compile(string folder)
    {
        var compilation = CSharpCompilation.Create(
            Path.GetFileName(folder),
            Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), new CSharpParseOptions(LanguageVersion.Preview), f)),
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    private sealed record Claim(string Class, string Method, string Verdict, string? Kind, int Line);
}
