using System.Diagnostics;
using System.Text;
using Basic.Reference.Assemblies;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Robustness;

/// <summary>Sources that nobody means well with: no crash, no wrong verdict, and who cancels does not wait.</summary>
public sealed class HostileSourceTests
{
    // Not the goal of 100 ms, for the other tests run beside; what it took is told.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, Func<string>> Sources = new(StringComparer.Ordinal)
    {
        ["a method of 10,000 lines"] = () => Method(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"n = n + {i % 7};\n")) + "return n;"),
        ["a method of 10,000 branches"] = () => Method(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"if (n > {i}) n--;\n")) + "return n;"),
        ["200 nested ifs"] = () => Method(string.Concat(Enumerable.Range(0, 200).Select(i => $"if (n > {i}) {{ n++;\n")) + new string('}', 200) + "return n;"),
        ["200 nested loops"] = () => Method(string.Concat(Enumerable.Range(0, 200).Select(i => $"while (n > {i}) {{ n--;\n")) + new string('}', 200) + "return n;"),
        ["100 nested tries"] = () => Method(string.Concat(Enumerable.Repeat("try {\n", 100)) + "n = 100 / n;" + string.Concat(Enumerable.Repeat("} finally { n++; }\n", 100)) + "return n;"),
        ["a sum of 2,000 terms"] = () => Method($"return {string.Join(" + ", Enumerable.Repeat("n", 2_000))};"),
        ["300 nested parentheses and conversions"] = () => Method($"return {string.Concat(Enumerable.Repeat("(int)(", 300))}n{new string(')', 300)};"),
        ["a switch of 5,000 arms"] = () => Method($"return n switch {{ {string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i} => {i + 1},"))} _ => 0 }};"),
        ["1,000 clauses"] = () => Method(string.Concat(Enumerable.Range(0, 1_000).Select(i => $"Contract.Requires(n > {-i});\n")) + "return n;"),
        ["structs that hold structs"] = () =>
            string.Concat(Enumerable.Range(0, 24).Select(i => $"struct S{i} {{ public {(i == 0 ? "int" : $"S{i - 1}")} A, B; }}\n")) + "class C { static int M(S23 n) { Contract.Ensures(Contract.Result<int>() > 0); return 1; } }",
        ["generic structs that grow"] = () => """
            struct G<T> { public T A; public string B; public G<T>[] C; }
            class Node<T> { public Node<Node<T>>? Next; public T? Value; }
            class C { static int M(G<G<G<int>>> g, Node<int> n) { Contract.Requires(n != null && g.C != null); Contract.Ensures(Contract.Result<int>() >= 0); return n.Next == null ? 0 : g.C.Length; } }
            """,
        ["methods that call each other in a ring"] = () =>
            $"class C {{ {string.Concat(Enumerable.Range(0, 300).Select(i => $"[Pure] static int P{i}(int n) => P{(i + 1) % 300}(n);\n"))} static int M(int n) {{ Contract.Ensures(Contract.Result<int>() > P0(n)); return n; }} }}",
        ["a chain of 400 unfolded getters"] = () =>
            $"class C {{ {string.Concat(Enumerable.Range(0, 400).Select(i => $"int P{i} => P{i + 1};\n"))} int P400 => 1; int M(int n) {{ Contract.Ensures(Contract.Result<int>() == 1); return P0; }} }}",
        ["pure methods that double"] = () =>
            $"class C {{ {string.Concat(Enumerable.Range(0, 40).Select(i => $"[Pure] static int P{i}(int n) => P{i + 1}(n) + P{i + 1}(n + 1);\n"))} [Pure] static int P40(int n) => n; static int M(int n) {{ Contract.Ensures(Contract.Result<int>() == P0(n)); return P0(n); }} }}",
        ["a file of 5 MB"] = () => $"class C {{ static int M(int n) {{ Contract.Ensures(Contract.Result<int>() > 0); return 1; }}\n{string.Concat(Enumerable.Range(0, 60_000).Select(i => $"static int Q{i}(int a, int b) {{ var c = a * {i} + b; return c > a ? c - b : b / (a + {i}); }}\n"))} }}",
    };

    public static TheoryData<string> Names => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_method_gets_a_verdict_and_a_cancelled_one_ends_at_once(string name)
    {
        var source = Sources[name]();
        var compilation = Compile(source);
        var whole = Stopwatch.StartNew();
        var finished = OnItsThread(() => Verify(compilation, TestContext.Current.CancellationToken));
        whole.Stop();

        Assert.True(finished.Error is null, finished.Error?.ToString()[..Math.Min(1500, finished.Error.ToString().Length)]);
        Assert.Contains(finished.Report!.Word, (string[])["proved", "refuted", "unknown"]);

        for (var part = 1; part <= 3; part++)
        {
            using var cancel = new CancellationTokenSource(whole.Elapsed * part / 4);
            var again = Stopwatch.StartNew();
            var ended = OnItsThread(() => Verify(compilation, cancel.Token));
            Assert.True(ended.Error is null or OperationCanceledException, ended.Error?.ToString());
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
                $"{name}: cancelled after {(whole.Elapsed * part / 4).TotalMilliseconds:0} of {whole.Elapsed.TotalMilliseconds:0} ms, ended {(again.Elapsed - (whole.Elapsed * part / 4)).TotalMilliseconds:0} ms later"));
            Assert.True(again.Elapsed < (whole.Elapsed * part / 4) + Patience, $"{name}: cancelled after {whole.Elapsed * part / 4}, ended after {again.Elapsed} of {whole.Elapsed}");
        }
    }

    private static MethodReport Verify(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var reader = new ContractReader(new MethodBodies(compilation));
        var verifier = new Verifier(reader, new Undecided(), new VerifierOptions(), new WitnessSearch(reader));
        return verifier.Verify(compilation.GetTypeByMetadataName("C")!.GetMembers("M").OfType<IMethodSymbol>().Single(), cancellation);
    }

    /// <summary>With the stack that a thread of the compiler has.</summary>
    private static (MethodReport? Report, Exception? Error) OnItsThread(Func<MethodReport> verify)
    {
        MethodReport? report = null;
        Exception? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    report = verify();
                }
                catch (Exception exception)
                {
                    error = exception;
                }
            },
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        return (report, error);
    }

    private static string Method(string body) => $"class C {{ static int M(int n) {{ Contract.Ensures(Contract.Result<int>() >= 0); {body} }} }}".Replace(
        "Contract.Ensures(Contract.Result<int>() >= 0); Contract.Requires", "Contract.Requires", StringComparison.Ordinal);

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText("using System; using System.Diagnostics.Contracts;\n" + source, new CSharpParseOptions(LanguageVersion.CSharp14), "Sample.cs", Encoding.UTF8)],
        Net100.References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private sealed class Undecided : ISolver
    {
        public string Version => "undecided";

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return new SolverAnswer(SolverStatus.Unknown, "", "none");
        }
    }
}
