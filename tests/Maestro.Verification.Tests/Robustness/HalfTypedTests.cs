using System.Text;
using Basic.Reference.Assemblies;
using Maestro.Verification.Contracts;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Robustness;

/// <summary>Code as it is while somebody types: each corpus file with a token left out. The IDE asks all the same.</summary>
public sealed class HalfTypedTests
{
    private const int Variants = 3;

    private static readonly string Root = Find();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Root, "tests/corpora"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_crashes_and_nothing_is_proved_without_a_solver(string file)
    {
        var text = File.ReadAllText(Path.Combine(Root, file));
        var tokens = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken)
            .DescendantTokens().Where(t => t.Span.Length > 0).ToList();
        var random = new Random(file.Aggregate(17, (seed, c) => unchecked((seed * 31) + c)));
        for (var variant = 0; variant < Variants; variant++)
        {
            var token = tokens[random.Next(tokens.Count)];
            var compilation = CSharpCompilation.Create(
                "Half",
                [CSharpSyntaxTree.ParseText(text.Remove(token.SpanStart, token.Span.Length), new CSharpParseOptions(LanguageVersion.CSharp14), file, Encoding.UTF8, TestContext.Current.CancellationToken)],
                Net100.References.All,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            var reader = new ContractReader(new MethodBodies(compilation));
            var verifier = new Verifier(reader, new Nobody(), new VerifierOptions(VerifyScope.All));
            foreach (var method in verifier.Methods(VerifyScope.All))
            {
                try
                {
                    var report = verifier.Verify(method, TestContext.Current.CancellationToken);
                    Assert.DoesNotContain(report.Obligations, o => o.Verdict is Verdict.Proved && o.SmtSha256.Length > 0);
                }
                catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"{file}, without `{token}` of line {token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}, {method}: {exception}");
                }
            }
        }
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Maestro.Analyzers.sln")))
        {
            folder = Directory.GetParent(folder)!.FullName;
        }

        return folder;
    }

    private sealed class Nobody : ISolver
    {
        public string Version => "nobody";

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation) => new(SolverStatus.Unavailable, "", "nobody");
    }
}
