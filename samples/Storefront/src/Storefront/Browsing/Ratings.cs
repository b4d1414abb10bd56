using System.Diagnostics.Contracts;

namespace Storefront.Browsing;

/// <summary>Customers' ratings of a product, from one to five stars.</summary>
public static class Ratings
{
    /// <summary>How many ratings of one product are looked at.</summary>
    public const int MostRatings = 100_000;

    /// <summary>Whether a number is a rating.</summary>
    [Pure]
    public static bool IsRating(int stars) => stars >= 1 && stars <= 5;

    /// <summary>The sum of all stars.</summary>
    [Pure]
    public static int TotalStars(int[] ratings)
    {
        Contract.Requires(ratings.Length <= MostRatings);
        Contract.Requires(Contract.ForAll(0, ratings.Length, k => IsRating(ratings[k])));
        Contract.Ensures(Contract.Result<int>() >= ratings.Length);
        Contract.Ensures(Contract.Result<int>() <= 5 * ratings.Length);
        var sum = 0;
        for (var i = 0; i < ratings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= ratings.Length);
            Contract.Invariant(i <= sum && sum <= 5 * i);
            sum += ratings[i];
        }

        return sum;
    }

    /// <summary>How often each number of stars was given; place 0 counts single stars.</summary>
    public static int[] Histogram(int[] ratings)
    {
        Contract.Requires(ratings.Length <= MostRatings);
        Contract.Requires(Contract.ForAll(0, ratings.Length, k => IsRating(ratings[k])));
        Contract.Ensures(Contract.Result<int[]>() != null && Contract.Result<int[]>().Length == 5);
        Contract.Ensures(Contract.ForAll(0, 5, s =>
            Contract.Result<int[]>()[s] >= 0 && Contract.Result<int[]>()[s] <= ratings.Length));
        var counts = new int[5];
        for (var i = 0; i < ratings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= ratings.Length);
            Contract.Invariant(Contract.ForAll(0, ratings.Length, k => IsRating(ratings[k])));
            Contract.Invariant(Contract.ForAll(0, 5, s => counts[s] >= 0 && counts[s] <= i));
            counts[ratings[i] - 1]++;
        }

        return counts;
    }

    /// <summary>Whether every rating is the best one.</summary>
    [Pure]
    public static bool AllBest(int[] ratings)
    {
        Contract.Ensures(Contract.Result<bool>() == Contract.ForAll(0, ratings.Length, k => ratings[k] == 5));
        for (var i = 0; i < ratings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= ratings.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => ratings[k] == 5));
            if (ratings[i] != 5)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The lowest rating given, 5 where there is none.</summary>
    [Pure]
    public static int Worst(int[] ratings)
    {
        Contract.Requires(Contract.ForAll(0, ratings.Length, k => IsRating(ratings[k])));
        Contract.Ensures(IsRating(Contract.Result<int>()));
        var worst = 5;
        foreach (var stars in ratings)
        {
            Contract.Invariant(IsRating(worst));
            worst = Math.Min(worst, stars);
        }

        return worst;
    }

    /// <summary>The mean, as shown beside a product.</summary>
    public static string Mean(IReadOnlyCollection<int> ratings) =>
        ratings.Count == 0 ? "no ratings" : $"{ratings.Average():0.0} of 5";
}
