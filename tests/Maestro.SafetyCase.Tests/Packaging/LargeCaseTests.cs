using System.Diagnostics;
using System.Globalization;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Building;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer;

namespace Maestro.SafetyCase.Tests.Packaging;

public sealed class LargeCaseTests(ITestOutputHelper output)
{
    private const int Projects = 295;
    private const int Methods = 490;

    /// <remarks>Set MAESTRO_LARGE_CASE to a folder to keep the case there with its key, for measuring <c>maestro verify</c>.</remarks>
    [Fact]
    public void A_case_of_two_thousand_nodes_and_three_hundred_envelopes_verifies()
    {
        var keep = Environment.GetEnvironmentVariable("MAESTRO_LARGE_CASE");
        var folder = keep ?? Path.Combine(Directory.CreateTempSubdirectory("maestro-large-").FullName, "case");
        var statements = Statements();
        var document = CaseBuilder.Build(Input(statements));
        Assert.InRange(document.Nodes.Count, 1900, 2100);
        Assert.Equal(300, statements.Count);
        var envelopes = statements.Select(s => DsseEnvelope.Around(s).Sign(CaseFixture.Key).Value).ToList();
        Assert.True(CaseFolder.Write(document, envelopes, CaseFixture.Key, folder, ViewerPage.Write).Succeeded);

        var clock = Stopwatch.StartNew();
        var result = CaseVerifier.Verify(folder, [CaseFixture.Key.PublicKey], CaseFixture.Today);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verified in {clock.ElapsedMilliseconds} ms"));

        Assert.Empty(result.Problems);
        Assert.Equal(CaseVerdict.Holds, result.Verdict);
        if (keep is null)
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    private static List<Statement> Statements()
    {
        var subject = Subject.Change(SampleChange.HeadTree, SampleChange.Head.Commit);
        var verdicts = Enumerable.Range(0, Projects).Select(p => (IPredicate)new ContractVerification(
            new($"src/P{p}/P{p}.csproj", "net10.0", "Release"),
            RecomputedBy.CleanWorker,
            SampleChange.Tools,
            [.. Enumerable.Range(0, Methods).Where(m => m % Projects == p).Select(m => SampleChange.Method(Symbol(m), "Code.cs"))]));
        var rest = new SampleChange { Contracts = [], Behaviours = [.. Enumerable.Range(0, Methods).Select(m => SampleChange.Behaviour(Symbol(m), BehaviourVerdict.Same))] }.Statements().Where(s => s.PredicateType is PredicateTypes.BehaviourDiff or PredicateTypes.TestResult or PredicateTypes.Finding or PredicateTypes.Provenance);
        return [.. verdicts.Select(v => Statement.Of(v, subject)), .. rest];
    }

    private static CaseInput Input(IReadOnlyList<Statement> statements)
    {
        var small = new SampleChange().Input();
        return small with
        {
            Touched = [.. Enumerable.Range(0, Methods).Select(m => SampleChange.Touch(Symbol(m), $"T.M{m}()", m + 1))],
            Callers = [],
            Evidence = [.. statements.Select(s => EvidenceReader.Read(s, Digest.Of(s.ToBytes()), "large").Value).OfType<EvidenceItem>()],
        };
    }

    private static string Symbol(int method) => $"M:Large.T.M{method.ToString(CultureInfo.InvariantCulture)}";
}
