using System.Text;

namespace Maestro.Verification.Solving;

/// <summary>What a solver's side says first.</summary>
/// <param name="Version">The solver's name and version, as in <see cref="ISolver.Version"/>.</param>
/// <param name="Unavailability">Why there is no solver; empty where there is one.</param>
public sealed record SolverHello(string Version, string Unavailability);

/// <summary>
/// The messages of the solver protocol as the bytes of a frame: a kind, then fixed numbers and length-prefixed UTF-8 texts,
/// little-endian. Decoding is strict: a message of another kind, length or protocol is an <see cref="InvalidDataException"/>.
/// </summary>
public static partial class SolverMessages
{
    private const byte Protocol = 2;
    private const byte HelloKind = (byte)'H';
    private const byte QueryKind = (byte)'Q';
    private const byte AnswerKind = (byte)'A';

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a greeting.</summary>
    public static byte[] Encode(SolverHello hello) => Encode(HelloKind, writer =>
    {
        Write(writer, hello.Version);
        Write(writer, hello.Unavailability);
    });

    /// <summary>The bytes of a query.</summary>
    public static byte[] Encode(SolverQuery query) => Encode(QueryKind, writer =>
    {
        writer.Write(query.Rlimit);
        Write(writer, query.SmtText);
    });

    /// <summary>The bytes of an answer.</summary>
    public static byte[] Encode(SolverAnswer answer) => Encode(AnswerKind, writer =>
    {
        writer.Write((byte)answer.Status);
        Write(writer, answer.Output);
        Write(writer, answer.Reason);
        writer.Write(answer.Used);
    });

    /// <summary>Reads a greeting.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static SolverHello DecodeHello(byte[] payload) =>
        Decode(payload, HelloKind, reader => new SolverHello(ReadText(reader), ReadText(reader)));

    /// <summary>Reads a query.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static SolverQuery DecodeQuery(byte[] payload) => Decode(payload, QueryKind, reader =>
    {
        var rlimit = reader.ReadUInt32();
        return new SolverQuery(ReadText(reader), rlimit);
    });

    /// <summary>Reads an answer.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static SolverAnswer DecodeAnswer(byte[] payload) => Decode(payload, AnswerKind, reader =>
    {
        var status = (SolverStatus)reader.ReadByte();
        return Enum.IsDefined(typeof(SolverStatus), status)
            ? new SolverAnswer(status, ReadText(reader), ReadText(reader)) { Used = reader.ReadInt64() }
            : throw new InvalidDataException("an answer's status is not defined");
    });

    private static byte[] Encode(byte kind, Action<BinaryWriter> body)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Utf8);
        writer.Write(Protocol);
        writer.Write(kind);
        body(writer);
        writer.Flush();
        return buffer.ToArray();
    }

    private static TMessage Decode<TMessage>(byte[] payload, byte kind, Func<BinaryReader, TMessage> body)
    {
        using var buffer = new MemoryStream(payload, writable: false);
        using var reader = new BinaryReader(buffer, Utf8);
        try
        {
            if (reader.ReadByte() != Protocol || reader.ReadByte() != kind)
            {
                throw new InvalidDataException("a message of another protocol or kind");
            }

            var message = body(reader);
            return buffer.Position == buffer.Length ? message : throw new InvalidDataException("a message with bytes left over");
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException("a message is cut off or not UTF-8", exception);
        }
    }

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Utf8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return length >= 0 && length <= left
            ? Utf8.GetString(reader.ReadBytes(length))
            : throw new InvalidDataException("a text's length is out of range");
    }
}
