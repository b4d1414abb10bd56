using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;

namespace Maestro.SafetyCase.Building;

/// <summary>All that a case is made from.</summary>
public sealed record CaseInput
{
    /// <summary>One line that names the change.</summary>
    public required string Title { get; init; }

    /// <summary>What is compared with what.</summary>
    public required CaseChange Change { get; init; }

    /// <summary>What made the evidence.</summary>
    public required CaseToolchain Toolchain { get; init; }

    /// <summary>True when the working tree had changes that are in no commit.</summary>
    public bool Uncommitted { get; init; }

    /// <summary>The methods that the change touches; what the comparison in the evidence finds beyond them is added.</summary>
    public required IReadOnlyList<TouchedMethod> Touched { get; init; }

    /// <summary>Methods that call a touched one and have a contract of their own.</summary>
    public IReadOnlyList<TouchedMethod> Callers { get; init; } = [];

    /// <summary>True when the solution has tests, run or not.</summary>
    public required bool HasTests { get; init; }

    /// <summary>What there is.</summary>
    public required IReadOnlyList<EvidenceItem> Evidence { get; init; }

    /// <summary>Evidence that was made but is not among <see cref="Evidence"/>: each is a missing solution.</summary>
    public IReadOnlyList<CaseEvidence> Lost { get; init; } = [];

    /// <summary>Whatever kept a part of the scope from being checked; each leaves the case open.</summary>
    public IReadOnlyList<ScopeProblem> Problems { get; init; } = [];
}

/// <summary>One method in the scope of the case.</summary>
/// <param name="Symbol">Documentation id.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="File">Relative, with <c>/</c>.</param>
/// <param name="Line">From 1; 0 where there is none.</param>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>modified</c>; callers are <c>modified</c> in what they rely on.</param>
/// <param name="HasContract">True when it has a non-trivial clause, so that a verdict must exist.</param>
public sealed record TouchedMethod(string Symbol, string DisplayName, string File, int Line, string Kind, bool HasContract);

/// <summary>Why a part of the scope was not checked.</summary>
/// <param name="Text">One line.</param>
/// <param name="File">Relative, or null.</param>
/// <param name="Line">From 1, or null.</param>
public sealed record ScopeProblem(string Text, string? File = null, int? Line = null)
{
    /// <summary>What somebody has to be convinced of instead.</summary>
    public string Goal { get; init; } = "All of the scope was checked";
}
