namespace Maestro.SafetyCase.Viewer.Layout;

/// <summary>Contextual elements on one side of the element they qualify, in columns.</summary>
internal sealed class Flank
{
    private const double GapY = 16;
    private readonly List<int> _members;
    private readonly int _rows;
    private readonly double _gapX;
    private readonly double _cellWidth;
    private readonly double _cellHeight;

    public Flank(List<int> members, Region[] regions, double gapX)
    {
        _members = members;
        _gapX = gapX;
        _rows = members.Count <= 2 ? 1 : (int)Math.Ceiling(Math.Sqrt(members.Count));
        _cellWidth = members.Count == 0 ? 0 : members.Max(member => regions[member].Width);
        _cellHeight = members.Count == 0 ? 0 : members.Max(member => regions[member].Height);
    }

    public double Width => _members.Count == 0 ? 0 : Columns * (_cellWidth + _gapX) - _gapX;

    public double Height => _members.Count == 0 ? 0 : Math.Min(_rows, _members.Count) * (_cellHeight + GapY) - GapY;

    private int Columns => (_members.Count + _rows - 1) / _rows;

    public void Settle(double left, double headHeight, Dictionary<int, LayoutPoint> offsets)
    {
        var top = (headHeight - Height) / 2;
        for (var i = 0; i < _members.Count; i++)
        {
            offsets[_members[i]] = new LayoutPoint(left + i / _rows * (_cellWidth + _gapX), top + i % _rows * (_cellHeight + GapY));
        }
    }
}
