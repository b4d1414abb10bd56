using System.Globalization;
using Maestro.Evidence;
using Maestro.SafetyCase.Gsn;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Maestro.SafetyCase.Exchange;

/// <summary>Arguments in the YAML of gsn2x: a mapping from node ids to nodes, the id's letters telling the type.</summary>
public static class Gsn2xYaml
{
    private const string Supported = "supportedBy";
    private const string Context = "inContextOf";
    private const string Challenge = "challenges";
    private const string ModuleKey = "module";

    /// <summary>Reads the nodes of a file, in its order. Relations are not checked here; see <see cref="GsnRules"/>.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="place">What to call the file in a problem.</param>
    public static Result<IReadOnlyList<GsnNode>> Read(string yaml, string place)
    {
        try
        {
            return ReadDocument(yaml, place);
        }
        catch (YamlException e)
        {
            return SafetyCaseProblems.NotYaml.At(At(place, e.Start), e.Message.ReplaceLineEndings(" "));
        }
        catch (ShapeException e)
        {
            return e.Kind.At(At(place, e.Start), e.Details);
        }
    }

    /// <summary>Writes nodes in their order; the same nodes give the same text, with line feeds.</summary>
    public static string Write(IReadOnlyList<GsnNode> nodes) => Gsn2xYamlWriter.Write(nodes);

    private static Result<IReadOnlyList<GsnNode>> ReadDocument(string yaml, string place)
    {
        var stream = new YamlStream();
        stream.Load(new NoAliasParser(new Parser(new StringReader(yaml))));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            return SafetyCaseProblems.WrongShape.At(place, "not one mapping");
        }

        // gsn2x keeps file-wide settings under "module"; they say nothing about the argument.
        return Result.Of<IReadOnlyList<GsnNode>>(
            [.. root.Children.Where(c => Text(c.Key) != ModuleKey).Select(c => ReadNode(Text(c.Key), c.Value))]);
    }

    private static GsnNode ReadNode(string id, YamlNode value)
    {
        if (value is not YamlMappingNode map)
        {
            throw new ShapeException(SafetyCaseProblems.WrongShape, value.Start, $"{id} is no mapping");
        }

        var nodeType = map.Children.TryGetValue(new YamlScalarNode("nodeType"), out var named) ? Text(named) : null;
        if (!Gsn2xIds.TryParseType(id, nodeType, out var type, out var counter))
        {
            throw new ShapeException(SafetyCaseProblems.UnknownType, map.Start);
        }

        var node = new GsnNode(id, type, "") { IsCounter = counter };
        var attributes = new List<KeyValuePair<string, GsnAttribute>>();
        foreach (var (keyNode, entry) in map.Children)
        {
            var key = Text(keyNode);
            switch (key)
            {
                case "nodeType":
                    break;
                case "text":
                    node = node with { Text = Text(entry) };
                    break;
                case Supported:
                    node = node with { SupportedBy = OneOrMany(entry) };
                    break;
                case Context:
                    node = node with { InContextOf = OneOrMany(entry) };
                    break;
                case Challenge:
                    node = node with { Challenges = [.. OneOrMany(entry).Select(ReadChallenge)] };
                    break;
                case "undeveloped":
                    node = node with { Undeveloped = Flag(entry) };
                    break;
                case "defeated":
                    node = node with { MarkedDefeated = Flag(entry) };
                    break;
                case ModuleKey:
                    node = node with { Module = Text(entry) };
                    break;
                default:
                    attributes.Add(new(key, ReadAttribute(entry)));
                    break;
            }
        }

        return node with { Attributes = attributes };
    }

    private static GsnChallenge ReadChallenge(string text)
    {
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        return arrow < 0 ? new(text) : new(text[..arrow].Trim(), text[(arrow + 2)..].Trim());
    }

    private static IReadOnlyList<string> OneOrMany(YamlNode node) =>
        node is YamlSequenceNode many ? [.. many.Select(Text)] : [Text(node)];

    private static bool Flag(YamlNode node) => Text(node) switch
    {
        "true" => true,
        "false" => false,
        var other => throw new ShapeException(SafetyCaseProblems.WrongShape, node.Start, $"'{other}' is neither true nor false"),
    };

    private static string Text(YamlNode node) => node is YamlScalarNode scalar
        ? scalar.Value ?? ""
        : throw new ShapeException(SafetyCaseProblems.WrongShape, node.Start, "a text was expected");

    private static GsnAttribute ReadAttribute(YamlNode node) => node switch
    {
        YamlScalarNode scalar => new GsnAttribute.Scalar(scalar.Value ?? ""),
        YamlSequenceNode items => new GsnAttribute.Sequence([.. items.Select(ReadAttribute)]),
        YamlMappingNode map => new GsnAttribute.Mapping(
            [.. map.Children.Select(c => KeyValuePair.Create(Text(c.Key), ReadAttribute(c.Value)))]),
        _ => throw new ShapeException(SafetyCaseProblems.WrongShape, node.Start, "an alias"),
    };

    private static string At(string place, Mark mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{place}({mark.Line},{mark.Column})");

    /// <summary>Leaves the reading of a file whose shape is wrong; never leaves this class.</summary>
    private sealed class ShapeException(ProblemKind kind, Mark start, params string[] details) : Exception
    {
        public ProblemKind Kind => kind;

        public Mark Start => start;

        public string[] Details => details;
    }
}
