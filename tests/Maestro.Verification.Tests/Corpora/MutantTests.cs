using System.Collections.Concurrent;
using System.Globalization;
using Basic.Reference.Assemblies;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Strength;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Corpora;

/// <summary>
/// Metamorphic: a small change of a proved body that an execution shows to break its contract must not be proved. A fixed share in the usual run, all of it
/// with <c>MAESTRO_LONG=1</c>.
/// </summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int MostInputs = 120;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("MAESTRO_LONG") == "1";
    private static readonly RunLimits Limits = new(Steps: 20_000, Depth: 64, ArrayLength: 20_000);

    /// <summary>Corpora, and which share of their mutants the usual run tries: one in so many.</summary>
    public static TheoryData<string, int> Corpora { get; } = new() { { "contracts", 2 }, { "spine", 5 }, { "depth", 20 }, { "traps", 8 } };

    [Theory]
    [MemberData(nameof(Corpora))]
    public void A_mutant_that_breaks_its_contract_is_not_proved(string corpus, int oneIn)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var reader = new ContractReader(new MethodBodies(Compile(Path.Combine(Repository.Corpora, corpus))));
        var mutants = new Verifier(reader, Proving.Solver, new VerifierOptions()).Methods(VerifyScope.Contracts)
            .SelectMany(m => MutantsOf(reader, m)).Where((_, i) => IsLong || i % oneIn == 0).ToList();
        var tried = 0;
        var wrong = new ConcurrentBag<string>();
        var proved = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        Parallel.ForEach(mutants, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, mutant =>
        {
            if (mutant.Mutation.Apply(reader.Bodies.Compilation, mutant.Tree) is not { } compilation
                || DocumentationCommentId.GetFirstSymbolForDeclarationId(mutant.Method.GetDocumentationCommentId()!, compilation) is not IMethodSymbol changed
                || Failure(compilation, changed, cancellation) is not { } failure
                || !proved.GetOrAdd(mutant.Method, m => WordOf(reader, (IMethodSymbol)m, cancellation) == "proved"))
            {
                return;
            }

            Interlocked.Increment(ref tried);
            if (WordOf(new ContractReader(new MethodBodies(compilation)), changed, cancellation) == "proved")
            {
                wrong.Add($"{mutant.Method.ToDisplayString()}: {mutant.Mutation.Text}: {failure}");
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{corpus}: {tried} mutants of {proved.Count(p => p.Value)} proved methods break their contract, {wrong.Count} of them are proved"));
        Assert.Empty(wrong.Order(StringComparer.Ordinal));
        Assert.True(tried > 5, $"only {tried} mutants were tried");
    }

    private static IEnumerable<(IMethodSymbol Method, Mutation Mutation, SyntaxTree Tree)> MutantsOf(ContractReader reader, IMethodSymbol method)
    {
        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        return BodyMutations.Of(method, reader.Of(method), reader.Bodies.ModelOf(declaration.SyntaxTree), declaration).Select(m => (method, m, declaration.SyntaxTree));
    }

    private static string? Failure(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        var reader = new ContractReader(new MethodBodies(compilation));
        var interpreter = new Interpreter(reader);
        return new WitnessSearch(reader).Inputs(method, [], cancellation).Take(MostInputs)
            .Select(inputs => interpreter.Run(method, inputs, Limits, cancellation)).OfType<Outcome.Violation>().Select(v => $"{v.Kind} at line {v.Line}: {v.Description}").FirstOrDefault();
    }

    // No refuter: what the proof says alone.
    private static string WordOf(ContractReader reader, IMethodSymbol method, CancellationToken cancellation) =>
        new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All, Depth: 0)).Verify(method, cancellation).Word;

    private static CSharpCompilation Compile(string folder) => CSharpCompilation.Create(
        Path.GetFileName(folder),
        Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), new CSharpParseOptions(LanguageVersion.Preview), f)),
        Net100.References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
