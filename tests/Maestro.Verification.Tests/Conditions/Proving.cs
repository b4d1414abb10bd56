using Basic.Reference.Assemblies;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Source in, reports out, with the real solver and the real interpreter.</summary>
internal static class Proving
{
    private const string Header = "using System; using System.Diagnostics.Contracts;\n";

    public static NativeZ3 Solver { get; } = new(new Z3Location());

    public static CSharpCompilation Compile(string source, bool isChecked = false)
    {
        var compilation = Compilation(source, isChecked);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return compilation;
    }

    /// <summary>The compilation of a source that need not be free of errors.</summary>
    public static CSharpCompilation Compilation(string source, bool isChecked = false) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText(Header + source, new CSharpParseOptions(LanguageVersion.Preview), "Sample.cs")],
        Net100.References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: isChecked, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Reports by name: a constructor's is its type's, and of overloads the first by documentation id counts.</summary>
    public static IReadOnlyDictionary<string, MethodReport> All(string source, bool isChecked = false, VerifyScope scope = VerifyScope.All)
    {
        var reader = new ContractReader(new MethodBodies(Compile(source, isChecked)));
        var verifier = new Verifier(reader, Solver, new VerifierOptions(scope), new WitnessSearch(reader));
        return verifier.Methods(scope)
            .GroupBy(m => m.MethodKind switch { MethodKind.Constructor => m.ContainingType.Name, MethodKind.StaticConstructor => m.ContainingType.Name + m.Name, _ => m.Name })
            .ToDictionary(g => g.Key, g => verifier.Verify(g.First(), TestContext.Current.CancellationToken));
    }

    /// <summary>The report of method <c>M</c>.</summary>
    public static MethodReport One(string source, bool isChecked = false) => All(source, isChecked)["M"];

    /// <summary>Of two classes with a method <c>M</c>, the right one is proved and the wrong one refuted at obligations of one kind alone.</summary>
    public static void ExpectTwins(string right, string wrong, string kind)
    {
        var proved = One(right);
        Assert.True(proved.Word == "proved", $"{proved.Reason}; {string.Join(", ", proved.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => $"{o.Id} {o.Line} {o.Verdict}"))}");

        var refuted = One(wrong);
        Assert.True(refuted.Word == "refuted", $"{refuted.Reason}; {string.Join(", ", refuted.Obligations.Select(o => $"{o.Id} {o.Line} {o.Verdict}"))}");
        Assert.Equal([kind], Open(refuted));
    }

    /// <summary>The kinds of the obligations of <c>M</c> that are not proved.</summary>
    public static IReadOnlyList<string> Open(MethodReport report) =>
        report.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => ObligationKinds.Word(o.Kind)).Distinct().ToList();
}
