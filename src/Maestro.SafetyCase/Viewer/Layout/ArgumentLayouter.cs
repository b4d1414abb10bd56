namespace Maestro.SafetyCase.Viewer.Layout;

/// <summary>
/// Lays an argument out as a layered graph, region by region of its dominator tree: under each element the regions only it leads to,
/// layered among themselves where they share something, and packed in rows where there are many, so that a thousand goals under one
/// strategy stay near a screen's proportions. A shared element stands once, below all that lead to it.
/// </summary>
public static class ArgumentLayouter
{
    /// <summary>Positions and routes for every element and relation; the same input gives the same numbers.</summary>
    public static ArgumentLayout Arrange(IReadOnlyList<ArgumentNode> nodes)
    {
        if (nodes.Count == 0)
        {
            return new ArgumentLayout(0, 0, [], []);
        }

        var tree = DominatorTree.Of(nodes);
        var regions = new Region[nodes.Count + 1];
        foreach (var node in tree.Order.Reverse())
        {
            regions[node] = Region.Build(tree, node, regions);
        }

        var origin = new LayoutPoint[nodes.Count + 1];
        foreach (var node in tree.Order)
        {
            foreach (var (child, offset) in regions[node].Offsets)
            {
                origin[child] = new LayoutPoint(origin[node].X + offset.X, origin[node].Y + offset.Y);
            }
        }

        var boxes = new LayoutBox[nodes.Count + 1];
        for (var node = 1; node <= nodes.Count; node++)
        {
            var own = regions[node].Own;
            boxes[node] = own with { X = Math.Round(origin[node].X + own.X), Y = Math.Round(origin[node].Y + own.Y) };
        }

        var router = new Router(tree, regions, origin, boxes);
        return new ArgumentLayout(
            Math.Round(regions[0].Width),
            Math.Round(regions[0].Height),
            [.. nodes.Select((node, i) => KeyValuePair.Create(node.Id, boxes[i + 1]))],
            [.. Enumerable.Range(1, nodes.Count).SelectMany(node => tree.Children[node].Select(child => router.Route(node, child)))]);
    }
}
