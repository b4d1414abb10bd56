using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>The sort of a term: what C# values it ranges over. Theories decide how a sort is written in SMT-LIB.</summary>
internal abstract record Sort
{
    private protected Sort()
    {
    }

    /// <summary><c>bool</c>.</summary>
    public static Sort Bool { get; } = new Truth();

    /// <summary>An object or array reference; null is 0.</summary>
    public static Sort Ref { get; } = new Reference();

    /// <summary>A string by value: equal contents are equal terms; null is 0.</summary>
    public static Sort Text { get; } = new Str();

    /// <summary>A value that is only moved around (type parameters, structs of other assemblies).</summary>
    public static Sort Opaque { get; } = new Blob();

    /// <summary>The value of a <c>decimal</c>. Its scale is not modelled, so equal terms need not be the same decimal.</summary>
    public static Sort Decimal { get; } = new Exact();

    internal sealed record Truth : Sort;

    internal sealed record Exact : Sort;

    internal sealed record Reference : Sort;

    internal sealed record Str : Sort;

    internal sealed record Blob : Sort;

    /// <summary>A total map, such as a field of all objects.</summary>
    internal sealed record Map(Sort Index, Sort Element) : Sort;
}

/// <summary>A C# integer type, enum or <c>char</c>: two's complement of <paramref name="Width"/> bits.</summary>
internal sealed record IntegerSort(int Width, bool Signed) : Sort
{
    public static IntegerSort Int32 { get; } = new(32, true);

    public static IntegerSort Int64 { get; } = new(64, true);

    public static IntegerSort Char { get; } = new(16, false);

    public BigInteger Modulus => BigInteger.One << Width;

    public BigInteger Minimum => Signed ? -(BigInteger.One << (Width - 1)) : BigInteger.Zero;

    public BigInteger Maximum => (BigInteger.One << (Signed ? Width - 1 : Width)) - 1;

    public Interval Range => new(Minimum, Maximum);

    public bool Contains(BigInteger value) => value >= Minimum && value <= Maximum;

    /// <summary>The value of this type that is congruent modulo 2^<see cref="Width"/>: C#'s unchecked conversion.</summary>
    public BigInteger Wrap(BigInteger value)
    {
        var low = BigInteger.Remainder(value, Modulus);
        if (low.Sign < 0)
        {
            low += Modulus;
        }

        return low > Maximum ? low - Modulus : low;
    }
}

/// <summary>An IEEE 754 binary format. Terms of it are equal when their bits are, all NaNs being one value: C#'s <c>==</c> is another relation.</summary>
internal sealed record FloatSort(int ExponentBits, int SignificandBits) : Sort
{
    public static FloatSort Double { get; } = new(11, 53);

    public static FloatSort Single { get; } = new(8, 24);

    public bool IsDouble => ExponentBits == 11;
}

/// <summary>A closed interval of integers.</summary>
internal readonly record struct Interval(BigInteger Low, BigInteger High)
{
    public bool Within(Interval other) => Low >= other.Low && High <= other.High;

    public Interval Intersect(Interval other) => new(BigInteger.Max(Low, other.Low), BigInteger.Min(High, other.High));

    public Interval Union(Interval other) => new(BigInteger.Min(Low, other.Low), BigInteger.Max(High, other.High));

    public bool Contains(BigInteger value) => value >= Low && value <= High;

    public bool IsEmpty => Low > High;
}
