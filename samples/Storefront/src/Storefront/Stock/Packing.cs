using System.Diagnostics.Contracts;

namespace Storefront.Stock;

/// <summary>Boxes and pallets; lengths in millimetres, weights in grams.</summary>
public static class Packing
{
    /// <summary>Boxes on one pallet.</summary>
    public const int BoxesOnPallet = 48;

    /// <summary>The longest side that a parcel may have.</summary>
    public const int LongestSide = 1_200;

    /// <summary>Pallets needed for some boxes; the last one may be part full.</summary>
    [Pure]
    public static int PalletsFor(int boxes)
    {
        Contract.Requires(boxes >= 0 && boxes <= 1_000_000);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= boxes);
        Contract.Ensures(Contract.Result<int>() * BoxesOnPallet >= boxes);
        Contract.Ensures((Contract.Result<int>() - 1) * BoxesOnPallet < boxes);
        return (boxes + BoxesOnPallet - 1) / BoxesOnPallet;
    }

    /// <summary>Free places on the last pallet.</summary>
    [Pure]
    public static int FreeOnLastPallet(int boxes)
    {
        Contract.Requires(boxes >= 0 && boxes <= 1_000_000);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < BoxesOnPallet);
        return PalletsFor(boxes) * BoxesOnPallet - boxes;
    }

    /// <summary>The volume of a box in cubic millimetres.</summary>
    [Pure]
    public static int Volume(int length, int width, int height)
    {
        Contract.Requires(length >= 0 && length <= LongestSide);
        Contract.Requires(width >= 0 && width <= LongestSide);
        Contract.Requires(height >= 0 && height <= LongestSide);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 1_728_000_000);
        return checked(length * width * height);
    }

    /// <summary>The longest of three sides.</summary>
    [Pure]
    public static int Longest(int length, int width, int height)
    {
        Contract.Ensures(Contract.Result<int>() >= length);
        Contract.Ensures(Contract.Result<int>() >= width);
        Contract.Ensures(Contract.Result<int>() >= height);
        Contract.Ensures(Contract.Result<int>() == length || Contract.Result<int>() == width
            || Contract.Result<int>() == height);
        return Math.Max(length, Math.Max(width, height));
    }

    /// <summary>Length plus girth, by which carriers price a parcel.</summary>
    [Pure]
    public static int GirthSize(int length, int width, int height)
    {
        Contract.Requires(length >= 0 && length <= LongestSide);
        Contract.Requires(width >= 0 && width <= LongestSide);
        Contract.Requires(height >= 0 && height <= LongestSide);
        Contract.Ensures(Contract.Result<int>() >= length && Contract.Result<int>() <= 5 * LongestSide);
        return length + 2 * (width + height);
    }

    /// <summary>The weight of a full box, in grams.</summary>
    [Pure]
    public static int Weight(int units, int gramsEach)
    {
        Contract.Requires(units >= 0 && units <= 1_000);
        Contract.Requires(gramsEach >= 0 && gramsEach <= 100_000);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 100_000_000);
        Contract.Ensures(units != 0 || Contract.Result<int>() == 0);
        return units * gramsEach;
    }

    /// <summary>A label for a box.</summary>
    public static string Label(int length, int width, int height) => $"{length} x {width} x {height} mm";
}
