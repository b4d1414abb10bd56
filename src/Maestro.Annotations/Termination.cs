using System.Diagnostics;

namespace Maestro.Annotations;

/// <summary>
/// Says why a loop or a recursion ends: an integer that is smaller each time the loop's head, or a call of the method within itself, is reached
/// again. The calls are erased by the compiler, as those of <c>System.Diagnostics.Contracts.Contract</c> are; nothing runs.
/// </summary>
public static class Termination
{
    /// <summary>
    /// Among the first statements of a loop body: <paramref name="measure"/> is smaller at each next time at the loop's head. At the start of a method: it is
    /// smaller for each recursive call than it was at entry.
    /// </summary>
    /// <param name="measure">An expression without side effects.</param>
    [Conditional("CONTRACTS_FULL")]
    public static void Decreases(long measure)
    {
    }

    /// <summary>The same for a pair: <paramref name="first"/> is smaller, or it is equal and <paramref name="second"/> is smaller.</summary>
    /// <param name="first">An expression without side effects.</param>
    /// <param name="second">An expression without side effects.</param>
    [Conditional("CONTRACTS_FULL")]
    public static void Decreases(long first, long second)
    {
    }
}
