using System.Collections.Concurrent;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Tests.Steadiness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Tests.Corpora;

/// <summary>
/// Metamorphic: what an execution of a method of the corpora came to becomes a postcondition for that input, which must never be refuted, and its opposite
/// one that must never be proved. A fixed share in the usual run, all of it with <c>MAESTRO_LONG=1</c>.
/// </summary>
public sealed class ObservedPostconditionTests(ITestOutputHelper output)
{
    private const int InputsOfEach = 2;
    private static readonly RunLimits Limits = new(Steps: 20_000, Depth: 64, ArrayLength: 20_000);

    /// <summary>Corpora, and which share of their methods the usual run tries: one in so many.</summary>
    public static TheoryData<string, int> Corpora { get; } = new() { { "contracts", 1 }, { "spine", 2 }, { "traps", 5 }, { "depth", 6 }, { "dafny", 3 } };

    [Theory]
    [MemberData(nameof(Corpora))]
    public void What_came_out_is_never_refuted_and_its_opposite_never_proved(string corpus, int oneIn)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var counts = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new ConcurrentBag<string>();
        var claims = Corpus.Read(corpus).SelectMany((c, i) => ClaimsOf(c, cancellation).Select(claim => (Compilation: c, Claim: claim))).Where((_, i) => LongRun.IsAsked || i % oneIn == 0);
        Parallel.ForEach(claims, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, item =>
        {
            foreach (var holds in new[] { true, false })
            {
                if (WordOf(item.Compilation, item.Claim, holds, cancellation) is { } word)
                {
                    counts.AddOrUpdate($"{(holds ? "true" : "false")}, {word}", 1, (_, count) => count + 1);
                    if (word == (holds ? "refuted" : "proved"))
                    {
                        wrong.Add($"{item.Claim.Method.ToDisplayString()} {(holds ? "" : "not ")}{item.Claim.Ensures} given {item.Claim.Requires}: {word}");
                    }
                }
            }
        });

        output.WriteLine($"{corpus}: {string.Join("; ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}: {c.Value}")))}");
        Assert.Empty(wrong.Order(StringComparer.Ordinal));
        Assert.NotEmpty(counts);
    }

    private static IEnumerable<Claim> ClaimsOf(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var reader = new ContractReader(new MethodBodies(compilation));
        var interpreter = new Interpreter(reader);
        foreach (var method in new Verifier(reader, Proving.Solver, new VerifierOptions()).Methods(VerifyScope.All).Where(IsPlain))
        {
            var found = 0;
            foreach (var inputs in new WitnessSearch(reader).Inputs(method, [], cancellation).Take(40))
            {
                // A clause of the method's own must hold, else its failure would be taken for ours.
                if (interpreter.Run(method, inputs, Limits, cancellation) is Outcome.Normal { Result: { Length: > 0 } result } && found++ < InputsOfEach)
                {
                    var given = StatementPrinter.Print(method, inputs).Inputs;
                    yield return new Claim(method, string.Join(" && ", given.Select(i => $"{i.Key} == {i.Value}").DefaultIfEmpty("true")), $"Contract.Result<{method.ReturnType.ToDisplayString()}>() == {result}");
                }
            }
        }
    }

    /// <summary>Static, of numbers to a number, with a block to put clauses into and no parameter that the body assigns before they are read.</summary>
    private static bool IsPlain(IMethodSymbol method) => method is { IsStatic: true, IsGenericMethod: false, IsAsync: false, MethodKind: MethodKind.Ordinary, ContainingType.IsGenericType: false, Parameters.Length: > 0 }
        && IsNumber(method.ReturnType) && method.Parameters.All(p => p.RefKind == RefKind.None && IsNumber(p.Type)) && Body(method) is { Statements.Count: > 0 };

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Boolean or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16
        or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    private static BlockSyntax? Body(IMethodSymbol method) => (method.DeclaringSyntaxReferences[0].GetSyntax() as MethodDeclarationSyntax)?.Body;

    private static string? WordOf(CSharpCompilation compilation, Claim claim, bool holds, CancellationToken cancellation)
    {
        var tree = claim.Method.DeclaringSyntaxReferences[0].SyntaxTree;
        var clauses = $" System.Diagnostics.Contracts.{$"Contract.Requires({claim.Requires}); System.Diagnostics.Contracts.Contract.Ensures({(holds ? "" : "!")}({claim.Ensures.Replace("Contract.", "System.Diagnostics.Contracts.Contract.", StringComparison.Ordinal)}));"}";
        var at = Body(claim.Method)!.OpenBraceToken.Span.End;
        var edited = tree.WithChangedText(tree.GetText(cancellation).WithChanges(new TextChange(new TextSpan(at, 0), clauses)));
        var changed = compilation.ReplaceSyntaxTree(tree, edited);
        if (changed.GetDiagnostics(cancellation).Any(d => d.Severity == DiagnosticSeverity.Error)
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(claim.Method.GetDocumentationCommentId()!, changed) is not IMethodSymbol method)
        {
            return null;
        }

        var reader = new ContractReader(new MethodBodies(changed));
        return new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All, Depth: 0), new WitnessSearch(reader, maxRuns: 300, maxSteps: 60_000)).Verify(method, cancellation).Word;
    }

    private sealed record Claim(IMethodSymbol Method, string Requires, string Ensures);
}
