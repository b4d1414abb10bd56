using CsCheck;
using Maestro.SafetyCase.Viewer.Layout;

namespace Maestro.SafetyCase.Tests.Viewer;

public sealed class ArgumentLayouterTests
{
    /// <summary>Arguments with shared elements, several roots, contexts and now and then a cycle.</summary>
    private static readonly Gen<IReadOnlyList<ArgumentNode>> Arguments =
        from count in Gen.Int[1, 40]
        from below in Gen.Int[0, 80].List[0, 4].Array[count]
        from beside in Gen.Int[0, 80].List[0, 2].Array[count]
        from shapes in Gen.Int[0, 4].Array[count]
        from mayCycle in Gen.Int[0, 9]
        select (IReadOnlyList<ArgumentNode>)[.. Enumerable.Range(0, count).Select(i => new ArgumentNode(
            Id(i),
            (ArgumentShape)shapes[i],
            [.. below[i].Where(j => j < count && (j > i || mayCycle == 0)).Select(Id)],
            [.. beside[i].Where(j => j < count && j > i).Select(Id)]))];

    [Fact]
    public void No_two_elements_overlap_and_all_lie_within_the_drawing() =>
        Arguments.Sample(nodes =>
        {
            var layout = ArgumentLayouter.Arrange(nodes);
            var boxes = layout.Boxes.Select(box => box.Value).ToList();
            return boxes.Count == nodes.Count
                && boxes.All(box => box.X >= -1 && box.Y >= -1 && box.X + box.Width <= layout.Width + 1 && box.Bottom <= layout.Height + 1)
                && boxes.Index().All(a => boxes.Skip(a.Index + 1).All(b => !Overlap(a.Item, b)));
        });

    [Fact]
    public void Every_relation_of_an_acyclic_argument_has_one_line_between_its_elements() =>
        Arguments.Where(nodes => nodes.All(node => node.Below.All(id => string.CompareOrdinal(id, node.Id) > 0))).Sample(nodes =>
        {
            var layout = ArgumentLayouter.Arrange(nodes);
            var boxes = layout.Boxes.ToDictionary(box => box.Key, box => box.Value);
            var wanted = nodes.SelectMany(node => node.Below.Concat(node.Beside).Distinct().Select(child => (node.Id, child))).Order().ToList();
            return layout.Routes.Select(route => (route.From, route.To)).Order().SequenceEqual(wanted)
                && layout.Routes.All(route => Touches(boxes[route.From], route.Points[0]) && Touches(boxes[route.To], route.Points[^1]));
        });

    [Fact]
    public void The_same_argument_is_laid_out_the_same() =>
        Arguments.Sample(nodes => Describe(ArgumentLayouter.Arrange(nodes)) == Describe(ArgumentLayouter.Arrange([.. nodes])));

    [Fact]
    public void A_shared_element_stands_below_all_that_lead_to_it()
    {
        ArgumentNode[] nodes = [Goal("G1", "G2", "G3"), Goal("G2", "G4"), Goal("G3", "G5"), Goal("G5", "G4"), Goal("G4")];

        var boxes = ArgumentLayouter.Arrange(nodes).Boxes.ToDictionary(box => box.Key, box => box.Value);

        Assert.All(new[] { "G1", "G2", "G3", "G5" }, id => Assert.True(boxes[id].Bottom < boxes["G4"].Y));
    }

    [Fact]
    public void A_thousand_goals_under_one_strategy_stay_near_a_screens_proportions()
    {
        ArgumentNode[] nodes =
        [
            new("S1", ArgumentShape.Parallelogram, [.. Enumerable.Range(0, 1000).Select(Id)], []),
            .. Enumerable.Range(0, 1000).Select(i => Goal(Id(i), "Sn1")),
            new("Sn1", ArgumentShape.Circle, [], []),
        ];

        var layout = ArgumentLayouter.Arrange(nodes);

        Assert.InRange(layout.Width / layout.Height, 0.7, 3);
        Assert.Equal(1000, layout.Routes.Count(route => route.Faint));
    }

    [Fact]
    public void A_chain_of_ten_thousand_goals_is_laid_out_without_recursion()
    {
        var nodes = Enumerable.Range(0, 10_000).Select(i => i < 9_999 ? Goal(Id(i), Id(i + 1)) : Goal(Id(i))).ToList();

        var layout = ArgumentLayouter.Arrange(nodes);

        Assert.Equal(10_000, layout.Boxes.Select(box => box.Value.Y).Distinct().Count());
    }

    private static string Id(int index) => $"N{index:D5}";

    private static ArgumentNode Goal(string id, params string[] below) => new(id, ArgumentShape.Rectangle, below, []);

    private static bool Overlap(LayoutBox a, LayoutBox b) =>
        a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Bottom && b.Y < a.Bottom;

    private static bool Touches(LayoutBox box, LayoutPoint point) =>
        point.X >= box.X - 1 && point.X <= box.X + box.Width + 1 && point.Y >= box.Y - 1 && point.Y <= box.Bottom + 1;

    private static string Describe(ArgumentLayout layout) =>
        string.Join(' ', layout.Boxes) + string.Join(' ', layout.Routes.Select(route => $"{route.From} {route.To} {route.Faint} {string.Join(' ', route.Points)}"));
}
