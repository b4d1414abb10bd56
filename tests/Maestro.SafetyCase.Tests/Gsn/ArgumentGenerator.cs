using CsCheck;
using Maestro.SafetyCase.Gsn;

namespace Maestro.SafetyCase.Tests.Gsn;

/// <summary>Random arguments that keep every rule, shared children and counter-arguments included.</summary>
internal static class ArgumentGenerator
{
    internal static Gen<IReadOnlyList<GsnNode>> WellFormed { get; } =
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, int.MaxValue], (size, seed) => Build(size, new Random(seed)));

    private static IReadOnlyList<GsnNode> Build(int size, Random random)
    {
        var nodes = new List<GsnNode> { new("G1", GsnNodeType.Goal, "top") };
        for (var i = 0; i < size; i++)
        {
            Grow(nodes, i + 2, random);
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Type is GsnNodeType.Goal or GsnNodeType.Strategy && nodes[i].SupportedBy.Count == 0)
            {
                nodes[i] = nodes[i] with { Undeveloped = true };
            }
        }

        return nodes;
    }

    private static void Grow(List<GsnNode> nodes, int number, Random random)
    {
        var parents = Enumerable.Range(0, nodes.Count).Where(i => nodes[i].Type is GsnNodeType.Goal or GsnNodeType.Strategy).ToList();
        var at = parents[random.Next(parents.Count)];
        var parent = nodes[at];
        var kind = random.Next(10);
        if (kind < 6)
        {
            var type = parent.Type == GsnNodeType.Strategy ? GsnNodeType.Goal
                : kind < 3 ? GsnNodeType.Solution : kind < 5 ? GsnNodeType.Goal : GsnNodeType.Strategy;
            var child = new GsnNode($"{Prefix(type, parent.IsCounter)}{number}", type, "child") { IsCounter = parent.IsCounter };
            nodes.Add(child);
            nodes[at] = parent with { SupportedBy = [.. parent.SupportedBy, child.Id] };
        }
        else if (kind == 6)
        {
            var context = new GsnNode($"A{number}", GsnNodeType.Assumption, "assumed");
            nodes.Add(context);
            nodes[at] = parent with { InContextOf = [.. parent.InContextOf, context.Id] };
        }
        else if (kind == 7)
        {
            var target = nodes[random.Next(nodes.Count)];
            nodes.Add(new GsnNode($"CG{number}", GsnNodeType.Goal, "but") { IsCounter = true, Challenges = [new(target.Id)] });
        }
        else
        {
            // Share an existing solution of the argument's own side: it depends on counter-arguments only, so no cycle can come of it.
            var shared = nodes.FindAll(n => n.Type == GsnNodeType.Solution && !n.IsCounter && !parent.SupportedBy.Contains(n.Id));
            if (parent is { Type: GsnNodeType.Goal, IsCounter: false } && shared.Count > 0)
            {
                nodes[at] = parent with { SupportedBy = [.. parent.SupportedBy, shared[random.Next(shared.Count)].Id] };
            }
        }
    }

    private static string Prefix(GsnNodeType type, bool counter) => (counter ? "C" : "") + type switch
    {
        GsnNodeType.Solution => "Sn",
        GsnNodeType.Strategy => "S",
        _ => "G",
    };
}
