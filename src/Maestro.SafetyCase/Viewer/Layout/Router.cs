namespace Maestro.SafetyCase.Viewer.Layout;

/// <summary>Draws each relation: down a common line and along the row's for what an element leads to alone, through the layers for the rest.</summary>
internal sealed class Router(DominatorTree tree, Region[] regions, LayoutPoint[] origin, LayoutBox[] boxes)
{
    public LayoutRoute Route(int from, int to)
    {
        var level = tree.ImmediateDominator[to];
        var region = regions[level];
        var faint = region.IsHub(to);
        var points = region.StandsBeside(to) ? Beside(from, to)
            : level == from ? Down(from, to, region)
            : Across(from, to, level, region);
        return new LayoutRoute(tree[from].Id, tree[to].Id, Tidy(points), faint);
    }

    private List<LayoutPoint> Beside(int from, int to)
    {
        var (a, b) = (boxes[from], boxes[to]);
        var toTheRight = b.CentreX > a.CentreX;
        return
        [
            new LayoutPoint(toTheRight ? a.X + a.Width : a.X, a.Y + a.Height / 2),
            new LayoutPoint(toTheRight ? b.X : b.X + b.Width, b.Y + b.Height / 2),
        ];
    }

    private List<LayoutPoint> Down(int from, int to, Region region)
    {
        var (start, at) = (boxes[from], origin[from]);
        var firstBus = at.Y + region.BusOf.Values.DefaultIfEmpty(0).Min();
        List<LayoutPoint> points = [new(start.CentreX, start.Bottom), new(start.CentreX, firstBus)];
        var bus = at.Y + region.BusOf.GetValueOrDefault(to, start.Bottom - at.Y);
        if (bus > firstBus && region.TrunkX is { } trunk)
        {
            points.Add(new LayoutPoint(at.X + trunk, firstBus));
            points.Add(new LayoutPoint(at.X + trunk, bus));
        }

        var bends = region.Bends.GetValueOrDefault((0, to), []);
        var entry = bends.Count > 0 ? at.X + bends[0].X : boxes[to].CentreX;
        points.Add(new LayoutPoint(entry, bus));
        points.AddRange(bends.Select(bend => new LayoutPoint(at.X + bend.X, at.Y + bend.Y)));
        points.Add(new LayoutPoint(boxes[to].CentreX, boxes[to].Y));
        return points;
    }

    private List<LayoutPoint> Across(int from, int to, int level, Region region)
    {
        var (start, end, at) = (boxes[from], boxes[to], origin[level]);
        var source = tree.ChildTowards(level, from);
        List<LayoutPoint> points = [new(start.CentreX, start.Bottom)];
        var bends = region.Bends.GetValueOrDefault((source, to), []);
        points.AddRange(bends.Select(bend => new LayoutPoint(at.X + bend.X, at.Y + bend.Y)));
        points.Add(new LayoutPoint(end.CentreX, end.Y > start.Bottom ? end.Y : end.Bottom));
        return points;
    }

    private static List<LayoutPoint> Tidy(List<LayoutPoint> points)
    {
        var tidy = new List<LayoutPoint>();
        foreach (var point in points.Select(point => new LayoutPoint(Math.Round(point.X), Math.Round(point.Y))))
        {
            if (tidy.Count == 0 || tidy[^1] != point)
            {
                tidy.Add(point);
            }
        }

        if (tidy.Count == 1)
        {
            tidy.Add(tidy[0]);
        }

        return tidy;
    }
}
