using System.Collections.Immutable;
using Maestro.Cli.Executing;
using Maestro.Cli.Projects;
using Maestro.Verification;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Cli.Tests.Executing;

/// <summary>What neither the encoder nor the interpreter knows is run by .NET, in a process that can do no harm.</summary>
public sealed class RealExecutionTests
{
    private const string Source = """
        using System;
        using System.Diagnostics.Contracts;
        using System.Linq;
        public static class Words
        {
            public static int Right(string text)
            {
                Contract.Requires(text != null);
                Contract.Ensures(Contract.Result<int>() >= 0);
                return text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Count();
            }

            public static int Wrong(string text)
            {
                Contract.Requires(text != null);
                Contract.Ensures(Contract.Result<int>() >= 1);
                return text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Count();
            }

            public static int Raises(string text)
            {
                Contract.Requires(text != null && text.Length < 100);
                var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
                return parts[0].Length;
            }

            public static int Throws(string text)
            {
                Contract.Requires(text != null);
                Contract.Ensures(Contract.Result<int>() == 0);
                if (text.Split(' ').Distinct().Count() == 1) throw new IndexOutOfRangeException();
                return text.Split(' ').Distinct().Count() * 0;
            }

            public static int Asserts(string text)
            {
                Contract.Requires(text != null);
                var count = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Count();
                Contract.Assert(count > 0);
                return count;
            }

            public static int Old(int[] xs)
            {
                Contract.Requires(xs != null && xs.Length > 0);
                Contract.Ensures(Contract.Result<int>() != Contract.OldValue(xs[0]) + 1);
                xs[0] += "a b".Split(' ').Distinct().Count() - 1;
                return xs[0];
            }

            public static int Hostile(string text)
            {
                Contract.Requires(text != null);
                Contract.Ensures(Contract.Result<int>() == 7);
                Console.WriteLine("0 failed post 6");
                try { System.IO.File.WriteAllText("MARK", "x"); return 0; } catch (System.IO.IOException) { }
                try { new System.Net.Sockets.TcpClient("127.0.0.1", 1); } catch (System.Net.Sockets.SocketException) { }
                return text.Split(' ').Distinct().Count() + 7 - text.Split(' ').Distinct().Count();
            }

            public static int Hangs(string text)
            {
                Contract.Requires(text != null);
                Contract.Ensures(Contract.Result<int>() == 1);
                if (text.Split(' ').Distinct().Count() == 1) Environment.Exit(0);
                return 1;
            }
        }
        """;

    [Fact]
    public async Task What_fails_when_it_is_run_is_refuted_and_the_rest_is_counted()
    {
        if (await Confinement.UnavailabilityAsync(TestContext.Current.CancellationToken) is { } why)
        {
            // Nothing is run unconfined: that is the promise to keep here.
            Assert.NotEmpty(why);
            return;
        }

        var mark = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var reports = await RunAsync(Source.Replace("MARK", mark, StringComparison.Ordinal));

        Assert.Equal("unknown", reports["Right"].Word);
        Assert.InRange(reports["Right"].Tested!.Executed, 50, 200);
        AssertRefuted(reports["Wrong"], ObligationKind.Post, 16);
        AssertRefuted(reports["Raises"], ObligationKind.Index, 24);
        Assert.NotEqual("refuted", reports["Throws"].Word);
        AssertRefuted(reports["Asserts"], ObligationKind.Assert, 39);
        AssertRefuted(reports["Old"], ObligationKind.Post, 46);
        Assert.NotEqual("refuted", reports["Hostile"].Word);
        Assert.False(File.Exists(mark));
        Assert.NotEqual("refuted", reports["Hangs"].Word);
    }

    private static void AssertRefuted(MethodReport report, ObligationKind kind, int line)
    {
        Assert.True(report.Word == "refuted", $"{report.Symbol}: {report.Word} {report.Reason} {report.Tested?.Executed}");
        var failed = Assert.Single(report.Obligations, o => o.Verdict is Verdict.Refuted);
        Assert.Equal((kind, line), (failed.Kind, failed.Line));
        Assert.Contains("run by .NET", ((Verdict.Refuted)failed.Verdict).Witness.Outcome, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, MethodReport>> RunAsync(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p).StartsWith("Microsoft.Win32.", StringComparison.Ordinal))
            .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            "Words",
            [CSharpSyntaxTree.ParseText(source, path: "/src/Words.cs", encoding: System.Text.Encoding.UTF8, cancellationToken: TestContext.Current.CancellationToken)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var project = new LoadedProject(new CapturedProject("/src/Words.csproj", "net10.0", "Words", [], false, null, [], []), compilation, null!, [], ImmutableArray<Verification.Sidecars.AssemblyContracts>.Empty);
        var reader = project.Reader();
        var verifier = new Verifier(reader, new NativeZ3(new Z3Location()), new VerifierOptions(VerifyScope.All, Depth: 0), new WitnessSearch(reader));
        var reports = verifier.Methods(VerifyScope.All).Select(m => verifier.Verify(m, TestContext.Current.CancellationToken)).ToList();
        var executed = await RealExecution.RunAsync(project, reader, reports, CliTool.Path, TestContext.Current.CancellationToken);
        return executed.ToDictionary(r => r.Method.Name);
    }
}
