namespace Maestro.SafetyCase.Viewer.Layout;

/// <summary>
/// Sugiyama's method for one small acyclic graph of boxes: layers by longest path, dummies on long edges, crossings reduced by
/// barycentres, then coordinates by least squares under separation (pool adjacent violators). Deterministic: ties keep input order.
/// </summary>
internal sealed class LayeredOrder
{
    private const int OrderingSweeps = 8;
    private const int PlacingSweeps = 6;
    private const double DummyWidth = 12;
    private readonly double _gapX;
    private readonly List<Item> _items = [];
    private readonly List<List<int>> _layers = [];
    private readonly Dictionary<(int From, int To), List<int>> _chains = [];

    private sealed record Item(double Width, double Height, int Layer)
    {
        public List<int> Up { get; } = [];

        public List<int> Down { get; } = [];

        public double CentreX { get; set; }
    }

    /// <param name="sizes">Size of each box.</param>
    /// <param name="edges">Acyclic; From = -1 means a line that enters from above the whole drawing.</param>
    /// <param name="gapX">Least distance between neighbours.</param>
    /// <param name="gapY">Distance between layers.</param>
    public LayeredOrder(IReadOnlyList<(double Width, double Height)> sizes, IReadOnlyList<(int From, int To)> edges, double gapX, double gapY)
    {
        _gapX = gapX;
        var layerOf = LongestPath(sizes.Count, edges);
        for (var i = 0; i < sizes.Count; i++)
        {
            AddItem(new Item(sizes[i].Width, sizes[i].Height, layerOf[i]));
        }

        foreach (var (from, to) in edges)
        {
            Chain(from, to, from < 0 ? -1 : layerOf[from], layerOf[to]);
        }

        Order();
        Place();
        var tops = new double[_layers.Count];
        for (var layer = 1; layer < tops.Length; layer++)
        {
            tops[layer] = tops[layer - 1] + LayerHeight(layer - 1) + gapY;
        }

        var left = _items.Min(item => item.CentreX - item.Width / 2);
        Width = _items.Max(item => item.CentreX + item.Width / 2) - left;
        Height = tops[^1] + LayerHeight(tops.Length - 1);
        Boxes = [.. _items.Take(sizes.Count).Select(item =>
            new LayoutBox(item.CentreX - item.Width / 2 - left, tops[item.Layer], item.Width, item.Height))];
        Bends = _chains.ToDictionary(chain => chain.Key, chain => (IReadOnlyList<LayoutPoint>)[.. chain.Value.SelectMany(dummy =>
        {
            var (x, top) = (_items[dummy].CentreX - left, tops[_items[dummy].Layer]);
            return new[] { new LayoutPoint(x, top - gapY / 3), new LayoutPoint(x, top + LayerHeight(_items[dummy].Layer) + gapY / 3) };
        })]);
    }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<LayoutBox> Boxes { get; }

    /// <summary>Where an edge that skips layers passes between their boxes.</summary>
    public IReadOnlyDictionary<(int From, int To), IReadOnlyList<LayoutPoint>> Bends { get; }

    private double LayerHeight(int layer) => _layers[layer].Max(item => _items[item].Height);

    private static int[] LongestPath(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var layerOf = new int[count];
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (from, to) in edges)
            {
                if (from >= 0 && layerOf[to] <= layerOf[from])
                {
                    layerOf[to] = layerOf[from] + 1;
                    changed = true;
                }
            }
        }

        return layerOf;
    }

    private int AddItem(Item item)
    {
        while (_layers.Count <= item.Layer)
        {
            _layers.Add([]);
        }

        _items.Add(item);
        _layers[item.Layer].Add(_items.Count - 1);
        return _items.Count - 1;
    }

    private void Chain(int from, int to, int fromLayer, int toLayer)
    {
        var dummies = new List<int>();
        var last = from;
        for (var layer = fromLayer + 1; layer <= toLayer; layer++)
        {
            var next = to;
            if (layer < toLayer)
            {
                next = AddItem(new Item(DummyWidth, 0, layer));
                dummies.Add(next);
            }

            if (last >= 0)
            {
                _items[last].Down.Add(next);
                _items[next].Up.Add(last);
            }

            last = next;
        }

        _chains[(from, to)] = dummies;
    }

    private void Order()
    {
        var position = new double[_items.Count];
        Renumber();
        for (var sweep = 0; sweep < OrderingSweeps; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? _layers : Enumerable.Reverse(_layers))
            {
                var keys = layer.ToDictionary(item => item, item => Barycentre(down ? _items[item].Up : _items[item].Down, position[item]));
                var sorted = layer.OrderBy(item => keys[item]).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                Renumber();
            }
        }

        double Barycentre(List<int> neighbours, double own) => neighbours.Count == 0 ? own : neighbours.Average(item => position[item]);

        // Relative positions, so that layers of different lengths compare.
        void Renumber()
        {
            foreach (var layer in _layers)
            {
                for (var i = 0; i < layer.Count; i++)
                {
                    position[layer[i]] = (i + 0.5) / layer.Count;
                }
            }
        }
    }

    private void Place()
    {
        foreach (var layer in _layers)
        {
            Settle(layer, _ => 0);
        }

        for (var sweep = 0; sweep < PlacingSweeps; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? _layers : Enumerable.Reverse(_layers))
            {
                Settle(layer, item =>
                {
                    var neighbours = down ? item.Up : item.Down;
                    return neighbours.Count == 0 ? item.CentreX : neighbours.Average(other => _items[other].CentreX);
                });
            }
        }
    }

    /// <summary>Moves a layer's items as near to their wishes as order and separation let them (isotonic regression).</summary>
    private void Settle(List<int> layer, Func<Item, double> wish)
    {
        var offsets = new double[layer.Count];
        for (var i = 1; i < layer.Count; i++)
        {
            offsets[i] = offsets[i - 1] + (_items[layer[i - 1]].Width + _items[layer[i]].Width) / 2 + _gapX;
        }

        var blocks = new Stack<(double Sum, int Count)>();
        for (var i = 0; i < layer.Count; i++)
        {
            var block = (Sum: wish(_items[layer[i]]) - offsets[i], Count: 1);
            while (blocks.TryPeek(out var previous) && previous.Sum / previous.Count > block.Sum / block.Count)
            {
                blocks.Pop();
                block = (previous.Sum + block.Sum, previous.Count + block.Count);
            }

            blocks.Push(block);
        }

        var index = layer.Count;
        foreach (var (sum, count) in blocks)
        {
            for (var k = 0; k < count; k++)
            {
                index--;
                _items[layer[index]].CentreX = sum / count + offsets[index];
            }
        }
    }
}
