using System.Globalization;

namespace Maestro.Cli.Checking;

/// <summary>A list in a goal: so many by name that somebody still reads them, the rest counted.</summary>
internal static class NamedItems
{
    private const int Most = 40;

    public static string Of(IReadOnlyCollection<string> items)
    {
        var rest = items.Count - Most;
        return string.Join(", ", items.Take(Most)) + (rest > 0 ? $" and {rest.ToString(CultureInfo.InvariantCulture)} more" : "");
    }
}
