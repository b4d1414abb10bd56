using System.Globalization;
using System.Text;
using Maestro.Evidence;
using Maestro.Evidence.Storage;
using Maestro.Verification.Verdicts;

namespace Maestro.Cli.Proving;

/// <summary>What one obligation took.</summary>
/// <param name="Symbol">The method's documentation id.</param>
/// <param name="Obligation">Its id within the method, or <see cref="RlimitTable.Whole"/>.</param>
/// <param name="Verdict">A verdict's word.</param>
/// <param name="Encoding"><c>int</c> or <c>bv</c>; empty where nobody was asked.</param>
/// <param name="Used">Resource units of the solver.</param>
internal sealed record RlimitRow(string Symbol, string Obligation, string Verdict, string Encoding, long Used);

/// <summary>
/// What each obligation took in the solver's own units, as a CSV that repeats byte for byte; and what moved between two of them, which shows a proof
/// that is about to break before it does.
/// </summary>
internal static class RlimitTable
{
    /// <summary>The row of the method as a whole: inference and search too, which belong to no obligation.</summary>
    public const string Whole = "*";

    private const string Head = "symbol,obligation,verdict,encoding,used";

    /// <summary>Less than this is noise.</summary>
    private const long LeastMove = 20_000;

    private const int MostFactor = 2;

    /// <summary>A row an obligation and one a method, sorted. Of a method that is compiled twice, the dearer.</summary>
    public static IReadOnlyList<RlimitRow> Of(IEnumerable<MethodReport> reports) => reports
        .SelectMany(r => r.Obligations.Select(o => new RlimitRow(r.Symbol, o.Id, o.Verdict.Word, o.Encoding, o.Used)).Append(new RlimitRow(r.Symbol, Whole, r.Word, "", r.Used)))
        .GroupBy(r => (r.Symbol, r.Obligation)).Select(g => g.OrderByDescending(r => r.Used).ThenBy(r => r.Verdict, StringComparer.Ordinal).First())
        .OrderBy(r => r.Symbol, StringComparer.Ordinal).ThenBy(r => r.Obligation.Length).ThenBy(r => r.Obligation, StringComparer.Ordinal).ToList();

    /// <summary>The file's bytes.</summary>
    public static byte[] ToBytes(IEnumerable<RlimitRow> rows)
    {
        var text = new StringBuilder(Head).Append('\n');
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{row.Symbol.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{row.Obligation},{row.Verdict},{row.Encoding},{row.Used}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static Result<IReadOnlyList<RlimitRow>> Read(string path) => Files.Read(path).Then(bytes => Parse(path, Encoding.UTF8.GetString(bytes)));

    /// <summary>A line for each obligation whose verdict changed, or that takes more than twice or less than half of what it took.</summary>
    public static IReadOnlyList<string> Drift(IReadOnlyList<RlimitRow> before, IReadOnlyList<RlimitRow> now)
    {
        var known = before.ToDictionary(r => (r.Symbol, r.Obligation));
        return [.. now.Where(r => known.TryGetValue((r.Symbol, r.Obligation), out var then) && (then.Verdict != r.Verdict || Moved(then.Used, r.Used)))
            .Select(r => (Then: known[(r.Symbol, r.Obligation)], Now: r))
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Now.Symbol} {r.Now.Obligation}: {r.Then.Verdict} with {r.Then.Used}, now {r.Now.Verdict} with {r.Now.Used}"))];
    }

    private static bool Moved(long before, long now) =>
        Math.Abs(now - before) >= LeastMove && (now > MostFactor * before || before > MostFactor * now);

    private static Result<IReadOnlyList<RlimitRow>> Parse(string path, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rows = new List<RlimitRow>();
        foreach (var line in lines.Skip(1))
        {
            // The symbol is quoted and holds commas; the rest does not.
            var end = line.LastIndexOf("\",", StringComparison.Ordinal);
            var parts = end > 0 ? line[(end + 2)..].Split(',') : [];
            if (line[0] != '"' || parts.Length != 4 || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var used))
            {
                return CliProblems.NoRlimits.At(path, line);
            }

            rows.Add(new RlimitRow(line[1..end].Replace("\"\"", "\"", StringComparison.Ordinal), parts[0], parts[1], parts[2], used));
        }

        return lines.FirstOrDefault() == Head ? rows : CliProblems.NoRlimits.At(path, "its first line names other columns");
    }
}
