using System.Globalization;

namespace Maestro.Verification.Tests;

/// <summary>The long runs, which <c>eng/long.sh</c> does in slices: <c>MAESTRO_LONG=1</c>, and <c>MAESTRO_LONG_SEED=FIRST-LAST</c> for a part.</summary>
internal static class LongRun
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("MAESTRO_LONG") == "1";

    /// <summary>The first seed, and the one after the last, of so many that there are.</summary>
    public static (int From, int To) Slice(int all)
    {
        if (Environment.GetEnvironmentVariable("MAESTRO_LONG_SEED") is not { Length: > 0 } slice)
        {
            return (0, all);
        }

        var ends = slice.Split('-').Select(e => int.Parse(e, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        return (ends[0], Math.Min(all, ends[^1] + 1));
    }
}
