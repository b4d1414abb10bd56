using System.Collections.Concurrent;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Hashing;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>
/// A verdict may be kept while the hash stays, so the hash must hold everything that a proof reads. Edits all over the corpora: a method whose hash they
/// leave alone is asked the very same questions. A fixed share in the usual run, all of it with <c>MAESTRO_LONG=1</c>.
/// </summary>
public sealed class ProofHashTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("MAESTRO_LONG") == "1";

    /// <summary>Corpora, and which share of their edits the usual run tries: one in so many.</summary>
    public static TheoryData<string, int> Corpora { get; } = new() { { "contracts", 6 }, { "spine", 60 }, { "traps", 180 }, { "depth", 240 } };

    [Theory]
    [MemberData(nameof(Corpora))]
    public void While_the_hash_of_a_method_stays_its_questions_stay(string corpus, int oneIn)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var wrong = new ConcurrentBag<string>();
        int edits = 0, kept = 0, changed = 0, needlessly = 0;
        foreach (var compilation in Corpus.Read(corpus))
        {
            var before = compilation.SyntaxTrees.ToDictionary(t => t, t => Questions(compilation, t, cancellation));
            var tried = compilation.SyntaxTrees.SelectMany(t => DeclarationEdits.Of(t.GetRoot(cancellation)).Select(e => (Tree: t, Edit: e))).Where((_, i) => IsLong || i % oneIn == 0);
            Parallel.ForEach(tried, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, edit =>
            {
                var tree = edit.Tree.WithChangedText(edit.Tree.GetText(cancellation).WithChanges(edit.Edit.Change));
                var edited = compilation.ReplaceSyntaxTree(edit.Tree, tree);
                if (edited.GetDiagnostics(cancellation).Any(d => d.Severity == DiagnosticSeverity.Error))
                {
                    return;
                }

                Interlocked.Increment(ref edits);
                foreach (var (symbol, now) in Questions(edited, tree, cancellation))
                {
                    if (!before[edit.Tree].TryGetValue(symbol, out var then))
                    {
                        continue;
                    }

                    if (now.Hash != then.Hash)
                    {
                        Interlocked.Increment(ref changed);
                        if (now.Asked == then.Asked)
                        {
                            Interlocked.Increment(ref needlessly);
                        }
                    }
                    else if (now.Asked == then.Asked)
                    {
                        Interlocked.Increment(ref kept);
                    }
                    else
                    {
                        wrong.Add($"{symbol} after {edit.Edit.Words} in {Path.GetFileName(edit.Tree.FilePath)}");
                    }
                }
            });
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{corpus}: {edits} edits; {kept} methods keep their hash and their questions, {wrong.Count} their hash alone; {changed} change their hash, {needlessly} of them keep their questions"));
        Assert.Empty(wrong.Order(StringComparer.Ordinal));
        Assert.True(edits > 4, $"only {edits} edits compile");
    }

    private static Dictionary<string, (string Hash, string Asked)> Questions(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        var reader = new ContractReader(new MethodBodies(compilation));
        var hashes = new SemanticHash(reader);
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        var asked = new AskedQuestions();
        var verifier = new Verifier(reader, asked, new VerifierOptions(VerifyScope.All, Depth: 0));
        foreach (var method in verifier.Methods(VerifyScope.All).Where(m => m.Locations[0].SourceTree == tree))
        {
            var (report, termination) = verifier.VerifyAlone(method, cancellation);
            found[report.Symbol] = (hashes.ProofOf(method), $"{termination.Ends} {report.Reason?.Kind} {report.Reason?.Detail} {string.Join(",", report.Obligations.Select(o => o.Kind))}\n{asked.Take()}");
        }

        return found;
    }
}
