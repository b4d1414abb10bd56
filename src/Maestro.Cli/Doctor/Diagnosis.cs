using System.Globalization;
using Maestro.Evidence.Json;

namespace Maestro.Cli.Doctor;

/// <summary>What was found of one thing that Maestro needs or can use.</summary>
/// <param name="Name">The thing.</param>
/// <param name="Status"><see cref="FindingStatus.Missing"/> is what Maestro cannot work without.</param>
/// <param name="Detail">Version or place; why not.</param>
/// <param name="WayOut">What to type; empty where all is well.</param>
internal sealed record Finding(string Name, FindingStatus Status, string Detail, string WayOut);

internal enum FindingStatus
{
    Ok,

    /// <summary>Not there, and only some commands want it.</summary>
    Optional,

    Missing,
}

/// <summary>What the machine says of itself: the facts that the diagnosis rests on.</summary>
/// <param name="SdkVersion">First line of <c>dotnet --version</c>; null when it does not run.</param>
/// <param name="GitVersion">First line of <c>git --version</c>; null when it does not run.</param>
/// <param name="Solver">Name and version of the solver that was loaded; null when none could be.</param>
/// <param name="SolverFailure">Where libz3 was looked for.</param>
/// <param name="Folders">Folders that Maestro writes, each with why it cannot be written, or null.</param>
/// <param name="BrowserVersion">Null where there is no browser.</param>
/// <param name="OpensslVersion">Null where there is no openssl.</param>
internal sealed record MachineFacts(
    string? SdkVersion,
    string? GitVersion,
    string? Solver,
    string SolverFailure,
    IReadOnlyList<(string Name, string Path, string? Failure)> Folders,
    string? BrowserVersion,
    string? OpensslVersion);

/// <summary>Judges the facts of a machine.</summary>
internal static class Diagnosis
{
    private const int SdkMajor = 10;

    /// <summary>The findings, in the order in which they are worth mending.</summary>
    public static IReadOnlyList<Finding> Of(MachineFacts facts) =>
    [
        Sdk(facts.SdkVersion),
        Required("git", facts.GitVersion, "apt-get install git"),
        facts.Solver is { } solver
            ? new("libz3", FindingStatus.Ok, solver, "")
            : new("libz3", FindingStatus.Missing, facts.SolverFailure, "apt-get install libz3-4"),
        .. facts.Folders.Select(f => f.Failure is null
            ? new Finding(f.Name, FindingStatus.Ok, f.Path, "")
            : new Finding(f.Name, FindingStatus.Missing, $"{f.Path}: {f.Failure}", $"chown -R \"$USER\" '{f.Path}' && chmod -R u+rwX '{f.Path}'")),
        Optional("browser", facts.BrowserVersion, "apt-get install chromium", "only `maestro view` opens one"),
        Optional("openssl", facts.OpensslVersion, "apt-get install openssl", "only to check signatures without Maestro"),
    ];

    /// <summary>True when nothing that Maestro needs is missing.</summary>
    public static bool IsWell(IEnumerable<Finding> findings) => findings.All(f => f.Status != FindingStatus.Missing);

    /// <summary>One line a finding: status, name, detail, and what to type.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<Finding> findings)
    {
        var width = findings.Max(f => f.Name.Length);
        return findings.Select(f =>
            $"{Word(f.Status),-8}  {f.Name.PadRight(width)}  {OneLine(f.Detail)}{(f.WayOut.Length > 0 ? $"; type: {f.WayOut}" : "")}");
    }

    /// <summary>The findings as JSON.</summary>
    public static JsonObject Json(IReadOnlyList<Finding> findings) => JsonObject.Of(
        ("ok", IsWell(findings)),
        ("findings", JsonArray.Of(findings, f => JsonObject.Of(
            ("name", f.Name), ("status", Word(f.Status)), ("detail", OneLine(f.Detail)), ("type", f.WayOut)))));

    private static Finding Sdk(string? version)
    {
        const string install = "curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0";
        if (version is null)
        {
            return new(".NET SDK", FindingStatus.Missing, "dotnet does not run", install);
        }

        var dot = version.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && int.TryParse(version[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= SdkMajor
            ? new(".NET SDK", FindingStatus.Ok, version, "")
            : new(".NET SDK", FindingStatus.Missing, $"{version} is too old, version {SdkMajor} or later is needed", install);
    }

    private static Finding Required(string name, string? version, string wayOut) => version is null
        ? new(name, FindingStatus.Missing, "not found", wayOut)
        : new(name, FindingStatus.Ok, version, "");

    private static Finding Optional(string name, string? version, string wayOut, string use) => version is null
        ? new(name, FindingStatus.Optional, $"not found, {use}", wayOut)
        : new(name, FindingStatus.Ok, version, "");

    private static string Word(FindingStatus status) => status switch
    {
        FindingStatus.Ok => "ok",
        FindingStatus.Optional => "optional",
        _ => "missing",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
