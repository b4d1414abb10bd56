using CsCheck;
using Maestro.Verification.Solving;

namespace Maestro.Verification.Tests.Solving;

public sealed class SolverProtocolTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\0', '\ud7ff'], 0, 50];

    [Fact]
    public void Queries_answers_and_greetings_survive_the_wire() =>
        Gen.Select(Text, Text, Gen.UInt, Gen.Enum<SolverStatus>()).Sample((first, second, rlimit, status) =>
        {
            var query = new SolverQuery(first, rlimit);
            var answer = new SolverAnswer(status, first, second);
            var hello = new SolverHello(first, second);
            return SolverMessages.DecodeQuery(OverTheWire(SolverMessages.Encode(query))) == query
                && SolverMessages.DecodeAnswer(OverTheWire(SolverMessages.Encode(answer))) == answer
                && SolverMessages.DecodeHello(OverTheWire(SolverMessages.Encode(hello))) == hello;
        });

    [Fact]
    public void Hostile_bytes_are_refused_and_never_crash() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            OrInvalid(() => SolverFrames.Read(new MemoryStream(bytes)));
            OrInvalid(() => SolverMessages.DecodeQuery(bytes));
            OrInvalid(() => SolverMessages.DecodeAnswer([1, (byte)'A', .. bytes]));
            OrInvalid(() => SolverMessages.DecodeHello([1, (byte)'H', .. bytes]));
        });

    [Fact]
    public void A_message_cut_off_anywhere_is_refused()
    {
        var whole = SolverMessages.Encode(new SolverAnswer(SolverStatus.Unsat, "values", "reason"));

        Assert.All(Enumerable.Range(0, whole.Length), length =>
            Assert.Throws<InvalidDataException>(() => SolverMessages.DecodeAnswer(whole[..length])));
        Assert.Throws<InvalidDataException>(() => SolverMessages.DecodeAnswer([.. whole, 0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(SolverFrames.MaximumLength + 1)]
    public void A_length_out_of_range_is_refused_before_it_is_allocated(int length)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => SolverFrames.Read(new MemoryStream(BitConverter.GetBytes(length))));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_message_of_one_kind_is_not_another()
    {
        var hello = SolverMessages.Encode(new SolverHello("a", "b"));

        Assert.Throws<InvalidDataException>(() => SolverMessages.DecodeQuery(hello));
        Assert.Throws<InvalidDataException>(() => SolverMessages.DecodeAnswer(hello));
    }

    [Fact]
    public void A_stream_that_ends_between_frames_is_no_error() => Assert.Null(SolverFrames.Read(new MemoryStream()));

    private static byte[] OverTheWire(byte[] payload)
    {
        using var wire = new MemoryStream();
        SolverFrames.Write(wire, payload);
        wire.Position = 0;
        return SolverFrames.Read(wire)!;
    }

    private static void OrInvalid(Action action)
    {
        try
        {
            action();
        }
        catch (InvalidDataException)
        {
            // Refused, as it should be.
        }
    }
}
