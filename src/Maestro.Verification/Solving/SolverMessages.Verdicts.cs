namespace Maestro.Verification.Solving;

/// <summary>What a client may send.</summary>
public enum SolverMessageKind
{
    /// <summary>A question to the solver, or no message that is known.</summary>
    Query,

    /// <summary>Keys, whose verdicts are wanted.</summary>
    Recall,

    /// <summary>Verdicts under their keys: to be kept, or the reply to <see cref="Recall"/>.</summary>
    Verdicts,
}

/// <summary>The messages about verdicts of methods.</summary>
public static partial class SolverMessages
{
    private const byte RecallKind = (byte)'R';
    private const byte VerdictsKind = (byte)'V';

    /// <summary>What a frame holds, by its second byte.</summary>
    public static SolverMessageKind KindOf(byte[] payload) => payload.Length < 2 ? SolverMessageKind.Query : payload[1] switch
    {
        RecallKind => SolverMessageKind.Recall,
        VerdictsKind => SolverMessageKind.Verdicts,
        _ => SolverMessageKind.Query,
    };

    /// <summary>The bytes of a question for verdicts.</summary>
    public static byte[] EncodeRecall(IReadOnlyList<string> keys) => Encode(RecallKind, writer =>
    {
        writer.Write(keys.Count);
        foreach (var key in keys)
        {
            Write(writer, key);
        }
    });

    /// <summary>The bytes of verdicts.</summary>
    public static byte[] EncodeVerdicts(IEnumerable<KeyValuePair<string, string>> verdicts) => Encode(VerdictsKind, writer =>
    {
        var all = verdicts.ToList();
        writer.Write(all.Count);
        foreach (var verdict in all)
        {
            Write(writer, verdict.Key);
            Write(writer, verdict.Value);
        }
    });

    /// <summary>Reads a question for verdicts.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static IReadOnlyList<string> DecodeRecall(byte[] payload) => Decode(payload, RecallKind, reader =>
    {
        var keys = new List<string>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            keys.Add(ReadText(reader));
        }

        return keys;
    });

    /// <summary>Reads verdicts.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> DecodeVerdicts(byte[] payload) => Decode(payload, VerdictsKind, reader =>
    {
        var verdicts = new List<KeyValuePair<string, string>>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            verdicts.Add(new KeyValuePair<string, string>(ReadText(reader), ReadText(reader)));
        }

        return verdicts;
    });
}
