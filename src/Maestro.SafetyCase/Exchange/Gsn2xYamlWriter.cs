using Maestro.SafetyCase.Gsn;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Maestro.SafetyCase.Exchange;

/// <summary>Writes gsn2x YAML by events, so that every text is quoted by the library.</summary>
internal static class Gsn2xYamlWriter
{
    internal static string Write(IReadOnlyList<GsnNode> nodes)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(2, int.MaxValue, false, 1024, newLine: "\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        emitter.Emit(new MappingStart());
        foreach (var node in nodes)
        {
            Scalar(emitter, node.Id);
            emitter.Emit(new MappingStart());
            WriteEntries(emitter, node);
            emitter.Emit(new MappingEnd());
        }

        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void WriteEntries(Emitter emitter, GsnNode node)
    {
        Entry(emitter, "nodeType", Gsn2xIds.NodeTypeToWrite(node));
        Entry(emitter, "text", node.Text.Length == 0 ? null : node.Text);
        Entry(emitter, "module", node.Module.Length == 0 ? null : node.Module);
        Entries(emitter, "supportedBy", node.SupportedBy);
        Entries(emitter, "inContextOf", node.InContextOf);
        Entries(emitter, "challenges", [.. node.Challenges.Select(c => c.RelatedTo is null ? c.Target : $"{c.Target} -> {c.RelatedTo}")]);
        Entry(emitter, "undeveloped", node.Undeveloped ? "true" : null, plain: true);
        Entry(emitter, "defeated", node.MarkedDefeated ? "true" : null, plain: true);
        foreach (var (key, value) in node.Attributes)
        {
            Scalar(emitter, key);
            Attribute(emitter, value);
        }
    }

    private static void Entry(Emitter emitter, string key, string? value, bool plain = false)
    {
        if (value is not null)
        {
            Scalar(emitter, key);
            Scalar(emitter, value, plain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted);
        }
    }

    private static void Entries(Emitter emitter, string key, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            Scalar(emitter, key);
            emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
            foreach (var value in values)
            {
                Scalar(emitter, value);
            }

            emitter.Emit(new SequenceEnd());
        }
    }

    private static void Attribute(Emitter emitter, GsnAttribute attribute)
    {
        switch (attribute)
        {
            case GsnAttribute.Scalar scalar:
                Scalar(emitter, scalar.Value);
                break;
            case GsnAttribute.Sequence sequence:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in sequence.Items)
                {
                    Attribute(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case GsnAttribute.Mapping mapping:
                emitter.Emit(new MappingStart());
                foreach (var (key, value) in mapping.Entries)
                {
                    Scalar(emitter, key);
                    Attribute(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static void Scalar(Emitter emitter, string value, ScalarStyle style = ScalarStyle.Any) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: true, isQuotedImplicit: true));
}
