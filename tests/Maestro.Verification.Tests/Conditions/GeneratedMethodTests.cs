using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>
/// Random methods are executed by .NET on one input; what came out is a postcondition that must never be refuted, and its opposite one that must never be proved.
/// With <c>MAESTRO_LONG=1</c> 5,000 in checked and 5,000 in unchecked code, or those of a slice: see <c>eng/long.sh</c>.
/// </summary>
public sealed class GeneratedMethodTests(ITestOutputHelper output)
{
    /// <summary>What a method may take, in processor time: a machine that does other things too makes no failure.</summary>
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(10);

    private static readonly bool IsLong = LongRun.IsAsked;
    private (TimeSpan Time, string Text) _slowest;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void What_NET_computes_is_never_refuted_and_its_opposite_never_proved(bool isChecked, int start)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        var (from, to) = IsLong ? LongRun.Slice(5000) : (0, 8);
        var total = to - from;
        for (var done = from; done < to; done += 250)
        {
            Batch(isChecked, (start * 1_000_000) + done, Math.Min(250, to - done), counts, wrong);
        }

        foreach (var (outcome, count) in counts)
        {
            output.WriteLine($"{outcome}: {count.ToString(CultureInfo.InvariantCulture)}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slowest: {_slowest.Time.TotalSeconds:F1} s: {(_slowest.Time > Cap ? _slowest.Text : "")}"));
        Assert.True(!IsLong || _slowest.Time < Cap, $"{_slowest.Time}: {_slowest.Text}");
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join("\n", wrong.Take(6))}");
        Assert.True(counts.GetValueOrDefault("true, proved") + counts.GetValueOrDefault("false, refuted") > total / 2, "the methods say too little of the encoder");
    }

    private void Batch(bool isChecked, int first, int count, SortedDictionary<string, int> counts, List<string> wrong)
    {
        var methods = Enumerable.Range(first, count).Select(seed =>
        {
            var random = new RandomMethods(seed);
            return (Seed: seed, Input: random.Input(), Body: random.Body());
        }).ToList();
        var uncompiled = Uncompiled(Source(methods.Select(m => Method($"M{m.Seed}", "", m.Body))), isChecked);
        methods.RemoveAll(m => uncompiled.Contains($"M{m.Seed}"));
        var plain = Load(Proving.Compile(Source(methods.Select(m => Method($"M{m.Seed}", "", m.Body))), isChecked));

        var claims = new List<(string Name, bool Holds, string Text)>();
        foreach (var (seed, input, body) in methods)
        {
            var requires = $"Contract.Requires({input.Condition}); ";
            if (Execute(plain, seed, input) is { } seen)
            {
                claims.Add(($"T{seed}", true, Method($"T{seed}", $"{requires}Contract.Ensures({seen}); ", body)));
                claims.Add(($"F{seed}", false, Method($"F{seed}", $"{requires}Contract.Ensures(!({seen})); ", body)));
            }
            else
            {
                claims.Add(($"X{seed}", false, Method($"X{seed}", requires, body)));
            }
        }

        var reader = new ContractReader(new MethodBodies(Proving.Compile(Source(claims.Select(c => c.Text)), isChecked)));
        var verifier = new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All, Depth: IsLong ? 2 : 0), new WitnessSearch(reader, maxRuns: 300, maxSteps: 60_000));
        var byName = verifier.Methods(VerifyScope.All).Where(m => m.ContainingType.Name == "E").ToDictionary(m => m.Name);
        foreach (var (name, holds, text) in claims)
        {
            MethodReport report;
            var begun = Process.GetCurrentProcess().TotalProcessorTime;
            try
            {
                report = verifier.Verify(byName[name], TestContext.Current.CancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                wrong.Add($"{exception.GetType().Name} {exception.StackTrace?.Split('\n')[1].Trim()}: {text}");
                continue;
            }

            if (Process.GetCurrentProcess().TotalProcessorTime - begun is var taken && taken > _slowest.Time)
            {
                _slowest = (taken, $"{report.Used.ToString(CultureInfo.InvariantCulture)} units: {text}");
            }

            var outcome = $"{(holds ? "true" : "false")}, {report.Word}";
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            if (report.Word == "unknown")
            {
                var reason = $"{outcome}: {report.Reason?.ToString() ?? report.Obligations.First(o => o.Verdict is Verdict.Unknown).Verdict.ToString()}";
                counts[reason] = counts.GetValueOrDefault(reason) + 1;
                if (Environment.GetEnvironmentVariable("SHOW") is { } show && reason.Contains(show, StringComparison.Ordinal))
                {
                    output.WriteLine(reason + text);
                }
            }

            if (holds ? report.Word == "refuted" : report.Word == "proved")
            {
                wrong.Add($"{outcome}: {text} {string.Join(", ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => $"{o.Id} {o.Verdict}"))}");
            }
        }
    }

    /// <summary>The methods that the compiler refuses: constants that overflow or divide by zero.</summary>
    private static HashSet<string> Uncompiled(string source, bool isChecked) =>
        Proving.Compilation(source, isChecked).GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Location.SourceTree!.GetRoot(TestContext.Current.CancellationToken).FindNode(d.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>()!.Identifier.Text)
            .ToHashSet(StringComparer.Ordinal);

    private static string Source(IEnumerable<string> methods) =>
        "#pragma warning disable\n" + RandomMethods.Declarations + "\npublic static class E {\n" + RandomMethods.Callees + "\n" + string.Join("\n", methods) + "\n}";

    private static string Method(string name, string contract, string body) => $"public static int {name}({RandomMethods.Parameters}) {{ {contract}{body} }}";

    /// <summary>What holds when the method has returned, in C#; null where it threw.</summary>
    private static string? Execute(Assembly assembly, int seed, (object?[] Values, string Condition, bool Same, bool IsLeaf) input)
    {
        var node = assembly.GetType("Node")!;
        var values = (object?[])input.Values.Clone();
        var xs = (int[])((int[])values[5]!).Clone();
        var o = Activator.CreateInstance(input.IsLeaf ? assembly.GetType("Leaf")! : node)!;
        var q = input.Same ? o : Activator.CreateInstance(node)!;
        node.GetField("F")!.SetValue(o, values[6]);
        node.GetField("F")!.SetValue(q, values[7]);
        var (x, y) = ((int, int))values[10]!;
        var p = Activator.CreateInstance(assembly.GetType("Point")!)!;
        p.GetType().GetField("X")!.SetValue(p, x);
        p.GetType().GetField("Y")!.SetValue(p, y);
        (values[5], values[6], values[7], values[10]) = (xs, o, q, p);
        object result;
        try
        {
            result = assembly.GetType("E")!.GetMethod($"M{seed}")!.Invoke(null, values)!;
        }
        catch (TargetInvocationException)
        {
            return null;
        }

        // What the caller sees: a parameter that the body assigned says nothing about the caller's objects.
        var seen = new StringBuilder($"Contract.Result<int>() == {RandomMethods.Literal((int)result)}");
        seen.Append($" && Contract.OldValue(xs)[0] == {RandomMethods.Literal(xs[0])} && Contract.OldValue(xs)[Contract.OldValue(xs).Length - 1] == {RandomMethods.Literal(xs[^1])}");
        seen.Append($" && Contract.OldValue(o).F == {RandomMethods.Literal((int)node.GetField("F")!.GetValue(o)!)} && Contract.OldValue(q).F == {RandomMethods.Literal((int)node.GetField("F")!.GetValue(q)!)}");
        return seen.ToString();
    }

    private static Assembly Load(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        return Assembly.Load(stream.ToArray());
    }
}
