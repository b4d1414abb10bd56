using System.Text.RegularExpressions;

namespace Maestro.EndToEnd.Running;

/// <summary>What every complaint of the tool has in common.</summary>
public static partial class Complaints
{
    /// <summary>Exactly one line of error, with this id, a cause and a way out, and this exit code; never a stack trace.</summary>
    /// <returns>The line.</returns>
    public static string Assert(Finished finished, string id, int exitCode)
    {
        Xunit.Assert.True(exitCode == finished.ExitCode, finished.ToString());
        var line = Xunit.Assert.Single(finished.Error.Split('\n'), l => AnyError().IsMatch(l));
        var match = Error().Match(line);
        Xunit.Assert.True(match.Success && match.Groups["id"].Value == id, $"expected {id}: {finished}");
        Xunit.Assert.DoesNotContain("   at ", finished.Error + finished.Output, StringComparison.Ordinal);
        Xunit.Assert.DoesNotContain("Unhandled", finished.Error + finished.Output, StringComparison.Ordinal);
        return line;
    }

    [GeneratedRegex(@"\berror [A-Z]+[0-9]+:")]
    private static partial Regex AnyError();

    // Two sentences at least: what is wrong, and what to do.
    [GeneratedRegex(@"^(.+: )?error (?<id>MAE[0-9]{4}): .+[.:)!?] .+[.]$")]
    private static partial Regex Error();
}
