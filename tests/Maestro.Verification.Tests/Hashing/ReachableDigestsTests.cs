using CsCheck;
using Maestro.Verification.Hashing;

namespace Maestro.Verification.Tests.Hashing;

public sealed class ReachableDigestsTests
{
    private static readonly Gen<(bool[] Edges, int Nodes)> Graphs = Gen.Int[1, 9].SelectMany(n => Gen.Bool.Array[n * n].Select(e => (e, n)));

    [Fact]
    public void A_digest_changes_exactly_with_what_its_node_reaches() =>
        Graphs.Select(Gen.Int[0, 8]).Sample((graph, at) =>
        {
            var changed = at % graph.Nodes;
            var before = Digests(graph, -1);
            var after = Digests(graph, changed);
            var reaches = Reaching(graph, changed);

            for (var node = 0; node < graph.Nodes; node++)
            {
                Assert.Equal(reaches.Contains(node), before[Name(node)] != after[Name(node)]);
            }
        });

    [Fact]
    public void A_chain_of_100_000_has_digests()
    {
        var own = Enumerable.Range(0, 100_000).ToDictionary(Name, Name, StringComparer.Ordinal);

        var digests = ReachableDigests.Of(own, n => [Name(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) + 1)]);

        Assert.Equal(100_000, digests.Values.Distinct(StringComparer.Ordinal).Count());
    }

    private static IReadOnlyDictionary<string, string> Digests((bool[] Edges, int Nodes) graph, int changed) => ReachableDigests.Of(
        Enumerable.Range(0, graph.Nodes).ToDictionary(Name, n => n == changed ? "other" : "own" + Name(n), StringComparer.Ordinal),
        n => [.. Enumerable.Range(0, graph.Nodes).Where(m => graph.Edges[(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) * graph.Nodes) + m]).Select(Name)]);

    private static HashSet<int> Reaching((bool[] Edges, int Nodes) graph, int target)
    {
        var reaching = new HashSet<int> { target };
        while (Enumerable.Range(0, graph.Nodes).FirstOrDefault(n => !reaching.Contains(n) && reaching.Any(r => graph.Edges[(n * graph.Nodes) + r]), -1) is >= 0 and var found)
        {
            reaching.Add(found);
        }

        return reaching;
    }

    private static string Name(int node) => node.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
