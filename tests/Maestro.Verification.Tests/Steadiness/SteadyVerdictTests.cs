using System.Collections.Concurrent;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>
/// Verdicts that move when nothing of the method does are worth little: other names, another order, other code, another seed, another number of cores. A
/// fixed share of the corpora in the usual run, all of them with <c>MAESTRO_LONG=1</c>.
/// </summary>
public sealed class SteadyVerdictTests(ITestOutputHelper output)
{
    private const double LeastUnchanged = 0.98;
    private static readonly Dictionary<string, Func<CSharpCompilation, CSharpCompilation>> Rewritings = new(StringComparer.Ordinal)
    {
        ["locals renamed"] = SameMeaning.RenameLocals,
        ["members reordered"] = SameMeaning.ReverseMembers,
        ["unrelated code added"] = SameMeaning.AddUnrelated,
    };

    [Theory]
    [InlineData("locals renamed")]
    [InlineData("members reordered")]
    [InlineData("unrelated code added")]
    public void What_the_solver_is_asked_is_the_same_to_the_byte(string rewriting)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var all = 0;
        var moved = new ConcurrentBag<string>();
        foreach (var (corpus, compilation) in Compilations())
        {
            var chosen = Chosen(compilation, LongRun.IsAsked || corpus == "contracts" ? 1 : 4, VerifyScope.All);
            var before = Questions(compilation, chosen, cancellation);
            var now = Questions(Rewritings[rewriting](compilation), chosen, cancellation);
            all += before.Count;
            foreach (var (symbol, asked) in before.Where(b => now.GetValueOrDefault(b.Key) != b.Value))
            {
                moved.Add($"{corpus} {symbol}");
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rewriting}: {all} methods, {moved.Count} are asked other questions"));
        Assert.Empty(moved.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("locals renamed")]
    [InlineData("members reordered")]
    [InlineData("unrelated code added")]
    public void Verdicts_stay(string rewriting)
    {
        Compare(rewriting, 40, (compilation, chosen) => Verdicts(Rewritings[rewriting](compilation), Proving.Solver, chosen, cores: 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Verdicts_do_not_hang_on_the_seed(int seed) =>
        Compare($"seed {seed.ToString(CultureInfo.InvariantCulture)}", 120, (compilation, chosen) => Verdicts(compilation, new Seeded(Proving.Solver, seed), chosen, cores: 2));

    [Fact]
    public void Five_runs_and_one_core_or_two_give_the_same_bytes()
    {
        foreach (var (_, compilation) in Compilations())
        {
            var chosen = Chosen(compilation, LongRun.IsAsked ? 10 : 120);
            var first = Bytes(compilation, chosen, cores: 1);
            for (var run = 0; run < 4; run++)
            {
                Assert.Equal(first, Bytes(compilation, chosen, cores: run % 2 == 0 ? 2 : 1));
            }
        }
    }

    private void Compare(string what, int oneIn, Func<CSharpCompilation, HashSet<string>, IReadOnlyDictionary<string, string>> change)
    {
        int all = 0, same = 0;
        var moved = new List<string>();
        foreach (var (corpus, compilation) in Compilations())
        {
            var chosen = Chosen(compilation, LongRun.IsAsked ? 1 : oneIn);
            var before = Verdicts(compilation, Proving.Solver, chosen, cores: 2);
            var now = change(compilation, chosen);
            foreach (var (verdict, word) in before)
            {
                all++;
                if (now.GetValueOrDefault(verdict) == word)
                {
                    same++;
                }
                else
                {
                    moved.Add($"{corpus} {verdict}: {word}, now {now.GetValueOrDefault(verdict)}");
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {all} verdicts, {all - same} moved ({(all == 0 ? 1 : (double)same / all):P2} unchanged)"));
        foreach (var line in moved.Order(StringComparer.Ordinal))
        {
            output.WriteLine(line);
        }

        Assert.True(same >= LeastUnchanged * all, string.Join("\n", moved.Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<(string Name, CSharpCompilation Compilation)> Compilations() => Corpus.Names.SelectMany(n => Corpus.Read(n).Select(c => (n, c)));

    /// <summary>Every so many-eth method; of a small program at least the first.</summary>
    private static HashSet<string> Chosen(CSharpCompilation compilation, int oneIn, VerifyScope scope = VerifyScope.Contracts)
    {
        var reader = new ContractReader(new MethodBodies(compilation));
        return new Verifier(reader, Proving.Solver, new VerifierOptions()).Methods(scope).Where((_, i) => (i + (oneIn / 2)) % oneIn == 0).Select(m => m.GetDocumentationCommentId()!).ToHashSet(StringComparer.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> Questions(CSharpCompilation compilation, HashSet<string> chosen, CancellationToken cancellation)
    {
        var verifier = new Verifier(new ContractReader(new MethodBodies(compilation)), new AskedQuestions(), new VerifierOptions());
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var methods = verifier.Methods(VerifyScope.All).Where(m => chosen.Contains(m.GetDocumentationCommentId()!)).ToList();
        Parallel.ForEach(methods, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, method =>
        {
            var asked = new AskedQuestions();
            var (report, _) = new Verifier(verifier.Contracts, asked, new VerifierOptions(VerifyScope.All, Depth: 0)).VerifyAlone(method, cancellation);
            found[report.Symbol] = asked.Take();
        });
        return found;
    }

    /// <summary>The word of each method and of each of its obligations.</summary>
    private static IReadOnlyDictionary<string, string> Verdicts(CSharpCompilation compilation, ISolver solver, HashSet<string> chosen, int cores) =>
        Reports(compilation, solver, chosen, cores).SelectMany(r => r.Obligations.Select(o => ($"{r.Symbol} {o.Id}", o.Verdict.Word)).Append((r.Symbol, r.Word)))
            .ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal);

    private static string Bytes(CSharpCompilation compilation, HashSet<string> chosen, int cores) => string.Join("\n", Reports(compilation, Proving.Solver, chosen, cores).Select(r =>
        $"{r.Symbol} {r.Word} {r.Reason} {r.Total} {r.SemanticHash} {r.Used}\n{string.Join("\n", r.Assumptions)}\n{string.Join("\n", r.InferredInvariants.Select(i => i.Text))}\n"
        + string.Join("\n", r.Obligations.Select(o => $"{o.Id} {o.Line} {o.Text} {o.SmtSha256} {o.Rlimit} {o.Encoding} {o.Used} {(o.Verdict is Verdict.Refuted f ? f.Witness.Statement + f.Witness.Outcome : o.Verdict.ToString())}"))));

    private static List<MethodReport> Reports(CSharpCompilation compilation, ISolver solver, HashSet<string> chosen, int cores)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var reader = new ContractReader(new MethodBodies(compilation));
        var verifier = new Verifier(reader, solver, new VerifierOptions(VerifyScope.All), new WitnessSearch(reader));
        var reports = new ConcurrentBag<MethodReport>();
        var methods = verifier.Methods(VerifyScope.Contracts).Where(m => chosen.Contains(m.GetDocumentationCommentId()!)).ToList();
        Parallel.ForEach(methods, new ParallelOptions { MaxDegreeOfParallelism = cores, CancellationToken = cancellation }, m => reports.Add(verifier.Verify(m, cancellation)));
        return reports.OrderBy(r => r.Symbol, StringComparer.Ordinal).ToList();
    }

    /// <summary>The same solver with other dice.</summary>
    private sealed class Seeded(ISolver solver, int seed) : ISolver
    {
        public string Version => solver.Version;

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
        {
            var number = seed.ToString(CultureInfo.InvariantCulture);
            return solver.Check(query with { SmtText = $"(set-option :smt.random_seed {number})\n(set-option :sat.random_seed {number})\n{query.SmtText}" }, cancellation);
        }
    }
}
