namespace Maestro.SafetyCase.Viewer.Layout;

/// <summary>An element of an argument as the layout sees it: a shape and what hangs from it.</summary>
/// <param name="Id">Unique in the graph.</param>
/// <param name="Shape">Decides the size and, for contextual elements, the place beside the element they qualify.</param>
/// <param name="Below">Ids drawn under this element, in reading order (support, and what challenges it).</param>
/// <param name="Beside">Ids of contextual elements.</param>
public sealed record ArgumentNode(string Id, ArgumentShape Shape, IReadOnlyList<string> Below, IReadOnlyList<string> Beside);

/// <summary>The outlines of GSN Community Standard v3, figure 1:1 to 1:6.</summary>
public enum ArgumentShape
{
    /// <summary>A goal.</summary>
    Rectangle,

    /// <summary>A strategy.</summary>
    Parallelogram,

    /// <summary>A solution.</summary>
    Circle,

    /// <summary>A context.</summary>
    Stadium,

    /// <summary>An assumption or a justification.</summary>
    Ellipse,
}

/// <summary>A rectangle in layout units (CSS pixels at zoom 1), by its upper left corner.</summary>
public readonly record struct LayoutBox(double X, double Y, double Width, double Height)
{
    /// <summary>The middle, horizontally.</summary>
    public double CentreX => X + Width / 2;

    /// <summary>The lower edge.</summary>
    public double Bottom => Y + Height;
}

/// <summary>A point in layout units.</summary>
public readonly record struct LayoutPoint(double X, double Y);

/// <summary>The line drawn for one relation.</summary>
/// <param name="From">The upper element.</param>
/// <param name="To">The lower or contextual element.</param>
/// <param name="Points">At least two.</param>
/// <param name="Faint">One of many lines to an element that everything cites: drawn lightly, in full when selected.</param>
public sealed record LayoutRoute(string From, string To, IReadOnlyList<LayoutPoint> Points, bool Faint);

/// <summary>Where everything goes.</summary>
public sealed record ArgumentLayout(
    double Width,
    double Height,
    IReadOnlyList<KeyValuePair<string, LayoutBox>> Boxes,
    IReadOnlyList<LayoutRoute> Routes);
