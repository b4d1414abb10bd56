namespace Maestro.SafetyCase.Viewer.Layout;

/// <summary>An element with everything it dominates: its size, and where in it the element and the regions below stand.</summary>
internal sealed class Region
{
    /// <summary>More parents than this, and a shared element goes below them all with faint lines, instead of into their layering.</summary>
    private const int HubParents = 8;

    /// <summary>Rows narrower than this are not wrapped.</summary>
    private const double FreeWidth = 1500;

    private const double PreferredAspect = 1.7;
    private const double GapX = 28;
    private const double GapY = 56;
    private readonly Dictionary<int, LayoutPoint> _offsets = [];
    private readonly Dictionary<int, double> _busOf = [];
    private readonly Dictionary<(int From, int To), IReadOnlyList<LayoutPoint>> _bends = [];
    private readonly HashSet<int> _beside = [];
    private readonly HashSet<int> _hubs = [];

    /// <summary>A box to pack: one region, or several that share something, already layered.</summary>
    private sealed record Parcel(IReadOnlyList<int> Members, double Width, double Height, LayeredOrder? Layers);

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>The element itself, relative to the region.</summary>
    public LayoutBox Own { get; private set; }

    /// <summary>Upper left corners of the regions inside, relative to this one.</summary>
    public IReadOnlyDictionary<int, LayoutPoint> Offsets => _offsets;

    /// <summary>Height of the horizontal line above the row a child stands in.</summary>
    public IReadOnlyDictionary<int, double> BusOf => _busOf;

    /// <summary>Bends of lines between regions inside; From is 0 for lines from the element itself.</summary>
    public IReadOnlyDictionary<(int From, int To), IReadOnlyList<LayoutPoint>> Bends => _bends;

    /// <summary>The vertical line that joins the rows, when there is more than one.</summary>
    public double? TrunkX { get; private set; }

    public bool StandsBeside(int child) => _beside.Contains(child);

    public bool IsHub(int child) => _hubs.Contains(child);

    /// <summary>Builds the region of a node whose dominated regions are built.</summary>
    public static Region Build(DominatorTree tree, int node, Region[] regions)
    {
        var region = new Region();
        var beside = tree.Dominated[node].Where(child => node != 0 && IsContextual(tree[child].Shape) && tree.Children[child].Count == 0).ToList();
        region._beside.UnionWith(beside);
        var below = tree.Dominated[node].Where(child => !region._beside.Contains(child)).ToList();
        var rows = region.Pack(region.Parcels(tree, node, below, regions), regions);
        region.Assemble(tree, node, beside, rows, regions);
        return region;
    }

    private static bool IsContextual(ArgumentShape shape) => shape is ArgumentShape.Stadium or ArgumentShape.Ellipse;

    private static (double Width, double Height) SizeOf(ArgumentShape shape) => shape switch
    {
        ArgumentShape.Circle => (112, 112),
        ArgumentShape.Stadium or ArgumentShape.Ellipse => (176, 72),
        _ => (208, 84),
    };

    private List<Parcel> Parcels(DominatorTree tree, int node, List<int> below, Region[] regions)
    {
        var edges = LiftedEdges(tree, node, below);
        foreach (var parents in edges.Where(edge => edge.From != 0).GroupBy(edge => edge.To).Where(group => group.Count() > HubParents))
        {
            _hubs.Add(parents.Key);
        }

        edges.RemoveAll(edge => _hubs.Contains(edge.To) || _hubs.Contains(edge.From));
        var parcels = new List<Parcel>();
        foreach (var members in Components([.. below.Where(child => !_hubs.Contains(child))], edges))
        {
            if (members.Count == 1)
            {
                parcels.Add(new Parcel(members, regions[members[0]].Width, regions[members[0]].Height, null));
                continue;
            }

            var indexOf = members.Select((member, i) => (member, i)).ToDictionary(pair => pair.member, pair => pair.i);
            var layers = new LayeredOrder(
                [.. members.Select(member => (regions[member].Width, regions[member].Height))],
                [.. edges.Where(edge => indexOf.ContainsKey(edge.To)).Select(edge => (edge.From == 0 ? -1 : indexOf[edge.From], indexOf[edge.To]))],
                GapX,
                GapY);
            parcels.Add(new Parcel(members, layers.Width, layers.Height, layers));
        }

        return parcels;
    }

    /// <summary>Relations between the regions below a node, an end inside a region counting as that region; 0 stands for the node.</summary>
    private static List<(int From, int To)> LiftedEdges(DominatorTree tree, int node, List<int> below)
    {
        var targets = below.ToHashSet();
        var sources = new Dictionary<int, SortedSet<int>>();
        var pending = new Stack<int>(tree.Dominated[node]);
        foreach (var child in tree.Children[node].Where(targets.Contains))
        {
            sources.TryAdd(child, []);
            sources[child].Add(0);
        }

        // Every element whose relations can reach a region of this level lies inside another region of this level.
        if (targets.Any(target => tree.HasOutsideParents(target, node)))
        {
            while (pending.TryPop(out var inside))
            {
                foreach (var child in tree.Children[inside].Where(targets.Contains))
                {
                    sources.TryAdd(child, []);
                    sources[child].Add(tree.ChildTowards(node, inside));
                }

                tree.Dominated[inside].ForEach(pending.Push);
            }
        }

        return [.. below.Where(sources.ContainsKey).SelectMany(to => sources[to].Where(from => from == 0 || targets.Contains(from)).Select(from => (from, to)))];
    }

    private static IEnumerable<List<int>> Components(List<int> members, List<(int From, int To)> edges)
    {
        var leader = members.ToDictionary(member => member, member => member);
        foreach (var (from, to) in edges.Where(edge => edge.From != 0))
        {
            leader[Find(from)] = Find(to);
        }

        return members.GroupBy(Find).Select(group => group.ToList());

        int Find(int member)
        {
            while (leader[member] != member)
            {
                member = leader[member] = leader[leader[member]];
            }

            return member;
        }
    }

    private List<List<Parcel>> Pack(List<Parcel> parcels, Region[] regions)
    {
        var rows = Wrap(parcels);
        var hubs = _hubs.Order().Select(hub => new Parcel([hub], regions[hub].Width, regions[hub].Height, null)).ToList();
        return [.. rows, .. Wrap(hubs)];
    }

    private static List<List<Parcel>> Wrap(List<Parcel> parcels)
    {
        var rows = new List<List<Parcel>>();
        if (parcels.Count == 0)
        {
            return rows;
        }

        var area = parcels.Sum(parcel => (parcel.Width + GapX) * (parcel.Height + GapY));
        var limit = Math.Max(Math.Max(FreeWidth, Math.Sqrt(area * PreferredAspect)), parcels.Max(parcel => parcel.Width));
        var used = double.PositiveInfinity;
        foreach (var parcel in parcels)
        {
            if (used + parcel.Width > limit)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add(parcel);
            used += parcel.Width + GapX;
        }

        return rows;
    }

    private void Assemble(DominatorTree tree, int node, List<int> beside, List<List<Parcel>> rows, Region[] regions)
    {
        var (ownWidth, ownHeight) = node == 0 ? (0, 0) : SizeOf(tree[node].Shape);
        var right = new Flank(beside.Take((beside.Count + 1) / 2).ToList(), regions, GapX);
        var left = new Flank(beside.Skip((beside.Count + 1) / 2).ToList(), regions, GapX);
        var reach = Math.Max(left.Width, right.Width);
        var headWidth = beside.Count == 0 ? ownWidth : ownWidth + 2 * (reach + GapX);
        var headHeight = Math.Max(ownHeight, Math.Max(left.Height, right.Height));
        var margin = rows.Count > 1 ? GapX : 0;
        var bodyWidth = rows.Count == 0 ? 0 : rows.Max(row => row.Sum(parcel => parcel.Width) + GapX * (row.Count - 1)) + 2 * margin;
        Width = Math.Max(headWidth, bodyWidth);
        Own = new LayoutBox(Width / 2 - ownWidth / 2, (headHeight - ownHeight) / 2, ownWidth, ownHeight);
        right.Settle(Own.X + ownWidth + GapX, headHeight, _offsets);
        left.Settle(Own.X - GapX - left.Width, headHeight, _offsets);

        var bodyLeft = (Width - bodyWidth) / 2;
        TrunkX = rows.Count > 1 ? bodyLeft + margin / 2 : null;
        var top = node == 0 ? 0 : headHeight + GapY;
        foreach (var row in rows)
        {
            var rowWidth = row.Sum(parcel => parcel.Width) + GapX * (row.Count - 1);
            var hubs = _hubs.Contains(row[0].Members[0]);
            var x = rows.Count > 1 && !hubs ? bodyLeft + margin : bodyLeft + (bodyWidth - rowWidth) / 2;
            foreach (var parcel in row)
            {
                Settle(parcel, x, top);
                x += parcel.Width + GapX;
            }

            top += row.Max(parcel => parcel.Height) + GapY;
        }

        Height = rows.Count == 0 ? headHeight : top - GapY;
    }

    private void Settle(Parcel parcel, double x, double top)
    {
        for (var i = 0; i < parcel.Members.Count; i++)
        {
            var member = parcel.Members[i];
            var box = parcel.Layers?.Boxes[i] ?? default;
            _offsets[member] = new LayoutPoint(x + box.X, top + box.Y);
            _busOf[member] = top - GapY / 2;
        }

        foreach (var ((from, to), bends) in parcel.Layers?.Bends ?? new Dictionary<(int, int), IReadOnlyList<LayoutPoint>>())
        {
            _bends[(from < 0 ? 0 : parcel.Members[from], parcel.Members[to])] =
                [.. bends.Select(bend => new LayoutPoint(x + bend.X, top + bend.Y))];
        }
    }
}
