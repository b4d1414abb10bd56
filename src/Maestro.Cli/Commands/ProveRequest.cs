using Maestro.Verification;

namespace Maestro.Cli.Commands;

/// <summary>What <c>maestro prove</c> is asked for.</summary>
/// <param name="Project">Project, solution or folder; null for the current folder.</param>
/// <param name="Configuration">Build configuration.</param>
/// <param name="Scope">Which methods.</param>
/// <param name="Rlimit">Budget of one query, in the solver's units.</param>
internal sealed record ProveRequest(string? Project, string Configuration, VerifyScope Scope, uint Rlimit)
{
    /// <summary>Folder that each decided query is written to; null for none.</summary>
    public string? Queries { get; init; }

    /// <summary>File that the table of what each obligation took is written to; null for none.</summary>
    public string? Rlimits { get; init; }

    /// <summary>An earlier table to compare with; null for none.</summary>
    public string? RlimitsSince { get; init; }

    /// <summary>What contracts let pass is measured.</summary>
    public bool Strength { get; init; }

    /// <summary>Undecided methods are run by .NET, confined.</summary>
    public bool Test { get; init; }

    /// <summary>Inferred invariants are shown.</summary>
    public bool Invariants { get; init; }

    /// <summary>Missing preconditions are sought.</summary>
    public bool Preconditions { get; init; }

    /// <summary>The result is one JSON array.</summary>
    public bool Json { get; init; }
}
