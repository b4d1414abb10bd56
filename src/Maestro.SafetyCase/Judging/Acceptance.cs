using System.Globalization;

namespace Maestro.SafetyCase.Judging;

/// <summary>Who answers for something unproved, and until when, as people write it in a message or a justification.</summary>
/// <remarks>For example <c>"sums stay small; owner: ann@example.org; until: 2027-06-30"</c>.</remarks>
/// <param name="Owner">Null when nobody is named.</param>
/// <param name="Expiry">ISO date (yyyy-MM-dd); null when none is given or it is no date.</param>
public sealed record Acceptance(string? Owner, string? Expiry)
{
    /// <summary>Finds <c>owner:</c> and <c>until:</c>, each ended by a semicolon, a quote or the end of the text.</summary>
    public static Acceptance Parse(string text)
    {
        var expiry = Field(text, "until:");
        return new(Field(text, "owner:"), expiry is not null && TryParseDate(expiry, out _) ? expiry : null);
    }

    /// <summary>Reads an ISO date.</summary>
    public static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string? Field(string text, string name)
    {
        var start = text.IndexOf(name, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var rest = text.AsSpan(start + name.Length);
        var end = rest.IndexOfAny(';', '"');
        var value = (end < 0 ? rest : rest[..end]).Trim();
        return value.IsEmpty ? null : value.ToString();
    }
}
