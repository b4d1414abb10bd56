using System.Collections.Concurrent;
using Maestro.Verification.Contracts;
using Maestro.Verification.Hashing;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>What an edit costs: whose verdict no longer stands on its hash, and which questions the solver has not been asked before.</summary>
public sealed class IncrementalTests
{
    private const string Original = """
        public class Shop
        {
            private int _sold;
            private int _count;

            public int Sold => _sold;

            [Pure]
            public static int Half(int n) => n / 2;

            public static int Double(int n)
            {
                Contract.Requires(n >= 0 && n < 1000);
                Contract.Ensures(Contract.Result<int>() >= n);
                return n + n;
            }

            public int Sell(int n)
            {
                Contract.Requires(n >= 0 && n < 1000);
                Contract.Ensures(Contract.Result<int>() >= 0);
                _count = 1;
                return n;
            }

            public int UsesContract(int n)
            {
                Contract.Requires(n >= 0 && n < 500);
                Contract.Ensures(Contract.Result<int>() >= n);
                return Double(n);
            }

            public int UsesBody(int n)
            {
                Contract.Requires(n >= 10 && n < 500);
                Contract.Ensures(Contract.Result<int>() <= n);
                return Half(n);
            }

            public int UsesFrame(int n)
            {
                Contract.Requires(n >= 0 && n < 500);
                Contract.Ensures(Contract.Result<int>() == 0);
                var before = Sold;
                Sell(n);
                return Sold - before;
            }

            public static int Alone(int n)
            {
                Contract.Requires(n < 100);
                Contract.Ensures(Contract.Result<int>() > n);
                return n + 1;
            }
        }
        """;

    [Fact]
    public void Layout_comments_names_of_locals_order_of_members_and_another_method_change_nothing()
    {
        Assert.Empty(Reproved(Original.Replace("return n + n;", "// twice\n                return n\n + n;", StringComparison.Ordinal)));
        Assert.Empty(Reproved(Original.Replace("before", "earlier", StringComparison.Ordinal)));
        Assert.Empty(Reproved(Original.Replace("public int Sold => _sold;", "", StringComparison.Ordinal).Replace("[Pure]", "public int Sold => _sold;\n[Pure]", StringComparison.Ordinal)));
        Assert.Empty(Reproved(Original.Replace("[Pure]", "public static int Another(int n) => n; [Pure]", StringComparison.Ordinal)).Except(["Another"]));
    }

    [Fact]
    public void A_body_is_proved_again_alone_where_callers_know_it_by_its_contract()
    {
        Assert.Equal(["Double"], Reproved(Original.Replace("return n + n;", "return 2 * n;", StringComparison.Ordinal)));
        Assert.Equal(["Sell"], Reproved(Original.Replace("_count = 1;", "_count = 2;", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_body_that_unfolds_is_proved_again_with_its_callers() =>
        Assert.Equal(["Half", "UsesBody"], Reproved(Original.Replace("n / 2", "n / 3", StringComparison.Ordinal)));

    [Fact]
    public void A_body_whose_frame_grows_is_proved_again_with_its_callers() =>
        Assert.Equal(["Sell", "UsesFrame"], Reproved(Original.Replace("_count = 1;", "_count = 1; _sold += n;", StringComparison.Ordinal)));

    [Fact]
    public void A_contract_is_proved_again_with_the_callers() =>
        Assert.Equal(["Double", "UsesContract"], Reproved(Original.Replace("Contract.Result<int>() >= n);\n        return n + n", "Contract.Result<int>() > n - 1);\n        return n + n", StringComparison.Ordinal)));

    [Fact]
    public void Whether_a_method_is_total_hangs_on_the_bodies_it_calls_and_so_does_the_hash_of_that_report()
    {
        const string ending = """
            public class Ends
            {
                public static int Deep(int n) { Contract.Ensures(Contract.Result<int>() == n); return n; }
                public static int Middle(int n) { Contract.Ensures(Contract.Result<int>() == n); return Deep(n); }
                public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n); return Middle(n); }
            }
            """;
        var spinning = ending.Replace("{ Contract.Ensures(Contract.Result<int>() == n); return n; }",
            "{ Contract.Ensures(Contract.Result<int>() == n); while (n != 0) { if (n == 7) { continue; } return n; } return n; }", StringComparison.Ordinal);

        var total = Reports(ending)["M"];
        var partial = Reports(spinning)["M"];

        Assert.Equal(("proved", true), (total.Word, total.Total));
        Assert.Equal(("proved", false), (partial.Word, partial.Total));
        Assert.NotEqual(total.SemanticHash, partial.SemanticHash);
        Assert.Equal(ProofOf(ending, "M"), ProofOf(spinning, "M"));
    }

    [Fact]
    public void What_a_reference_may_be_hangs_on_code_that_takes_one_and_so_does_the_hash()
    {
        const string closed = """
            public class Cell
            {
                private int _value;
                public int M(ref int target) { Contract.Ensures(_value == Contract.OldValue(_value)); target = 7; return _value; }
            }
            """;
        var open = closed.Replace("private int _value;", "private int _value; public ref int Take() => ref _value;", StringComparison.Ordinal);

        Assert.Equal("proved", Reports(closed)["M"].Word);
        Assert.NotEqual("proved", Reports(open)["M"].Word);
        Assert.NotEqual(ProofOf(closed, "M"), ProofOf(open, "M"));
    }

    [Fact]
    public void A_refutation_hangs_on_the_body_of_the_callee_that_was_executed_and_so_does_its_hash()
    {
        const string failing = """
            public class Weak
            {
                public static int Callee(int n) => n - 1;
                public static int M(int n) { Contract.Requires(n > 0 && n < 10); Contract.Ensures(Contract.Result<int>() > 0); return Callee(n); }
            }
            """;
        var holding = failing.Replace("n - 1", "n + 1", StringComparison.Ordinal);

        var refuted = Reports(failing)["M"];
        var unknown = Reports(holding)["M"];

        Assert.Equal("refuted", refuted.Word);
        Assert.Equal("unknown", unknown.Word);
        Assert.NotEqual(refuted.SemanticHash, unknown.SemanticHash);
    }

    /// <summary>The methods whose proof does not stand on the same hash, after seeing that the others ask nothing that was not asked before.</summary>
    private static List<string> Reproved(string edited)
    {
        Assert.NotEqual(Original, edited);
        var known = new Remembered(Proving.Solver);
        var before = Run(Original, known);
        var moved = new List<string>();
        foreach (var (name, now) in Run(edited, known))
        {
            if (!before.TryGetValue(name, out var then) || then.Hash != now.Hash)
            {
                moved.Add(name);
            }
            else
            {
                Assert.True(now.New == 0, $"{name} asks {now.New} new questions");
            }
        }

        return moved;
    }

    private static SortedDictionary<string, (string Hash, int New)> Run(string source, Remembered solver)
    {
        var reader = new ContractReader(new MethodBodies(Proving.Compile(source)));
        var verifier = new Verifier(reader, solver, new VerifierOptions(), new WitnessSearch(reader));
        var hashes = new SemanticHash(reader);
        var found = new SortedDictionary<string, (string, int)>(StringComparer.Ordinal);
        foreach (var method in verifier.Methods(VerifyScope.All).Where(m => m.AssociatedSymbol is null))
        {
            var before = solver.Misses;
            var report = verifier.Verify(method, TestContext.Current.CancellationToken);
            Assert.True(source != Original || report.Word == "proved", $"{report.Symbol} is {report.Word}");
            found.Add(method.Name, (hashes.ProofOf(method), solver.Misses - before));
        }

        return found;
    }

    private static IReadOnlyDictionary<string, MethodReport> Reports(string source) => Proving.All(source);

    private static string ProofOf(string source, string name)
    {
        var compilation = Proving.Compile(source);
        return new SemanticHash(new ContractReader(new MethodBodies(compilation)))
            .ProofOf(compilation.GetSymbolsWithName(name, Microsoft.CodeAnalysis.SymbolFilter.Member, TestContext.Current.CancellationToken).OfType<Microsoft.CodeAnalysis.IMethodSymbol>().Single());
    }

    /// <summary>The verdict cache at its simplest: answers by question.</summary>
    private sealed class Remembered(ISolver solver) : ISolver
    {
        private readonly ConcurrentDictionary<SolverQuery, SolverAnswer> _answers = new();

        public int Misses { get; private set; }

        public string Version => solver.Version;

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation) => _answers.GetOrAdd(query, q =>
        {
            Misses++;
            return solver.Check(q, cancellation);
        });
    }
}
