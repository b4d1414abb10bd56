namespace Maestro.Evidence;

/// <summary>The exit codes of <c>maestro</c>.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for holds.</summary>
    Holds = 0,

    /// <summary>Something asked for does not hold.</summary>
    DoesNotHold = 1,

    /// <summary>The input is malformed or contradictory.</summary>
    BadInput = 2,

    /// <summary>Something named does not exist.</summary>
    NotFound = 3,

    /// <summary>The machine lacks something: a tool, a permission, disk space.</summary>
    Environment = 4,

    /// <summary>Undecided: a person or a policy must accept.</summary>
    Open = 5,
}
