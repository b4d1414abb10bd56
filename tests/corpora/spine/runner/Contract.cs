using System.Diagnostics;
using System.Runtime.CompilerServices;
using Bcl = System.Diagnostics.Contracts.Contract;

namespace Spine;

/// <summary>A clause that was evaluated and did not hold.</summary>
public sealed class ViolationException(string kind, int line) : Exception($"{kind} at line {line}")
{
    public string Kind { get; } = kind;

    public int Line { get; } = line;
}

/// <summary>
/// Stands in for the framework's class of this name, which does nothing at run time. Preconditions, invariants and
/// assertions are evaluated where they stand; postconditions cannot be (they would be evaluated at entry), so they are
/// written a second time, by hand, in the cases.
/// </summary>
public static class Contract
{
    public static void Requires(bool condition, [CallerLineNumber] int line = 0) => Check("pre", condition, line);

    public static void Assert(bool condition, [CallerLineNumber] int line = 0) => Check("assert", condition, line);

    public static void Assume(bool condition, [CallerLineNumber] int line = 0) => Check("assume", condition, line);

    public static void Invariant(bool condition, [CallerLineNumber] int line = 0, [CallerMemberName] string member = "") =>
        Check(member == "Holds" ? "objinv" : "inv", condition, line);

    [Conditional("NEVER")]
    public static void Ensures(bool condition)
    {
    }

    public static T Result<T>() => throw new InvalidOperationException("Result outside a postcondition");

    public static T OldValue<T>(T value) => throw new InvalidOperationException("OldValue outside a postcondition");

    public static bool ForAll(int from, int to, Predicate<int> holds) => Bcl.ForAll(from, to, holds);

    public static bool Exists(int from, int to, Predicate<int> holds) => Bcl.Exists(from, to, holds);

    private static void Check(string kind, bool condition, int line)
    {
        if (!condition)
        {
            throw new ViolationException(kind, line);
        }
    }
}
