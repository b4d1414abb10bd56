using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>A way out of a version: with a tag that says which, and the state there.</summary>
/// <param name="Tag">Empty for the normal return, else the exception's type or the call that throws.</param>
/// <param name="State">The state at the way out.</param>
internal sealed record VersionOutcome(string Tag, State State);

/// <summary>A loop of a version: the state on entry, the unknown state at the head, and the states that go back to it.</summary>
internal sealed class VersionLoop(State entry, State head, IReadOnlyList<ISymbol> changed)
{
    public State Entry { get; } = entry;

    public State Head { get; } = head;

    public List<State> Back { get; } = [];

    /// <summary>Variables that the loop may change, in source order.</summary>
    public IReadOnlyList<ISymbol> Changed { get; } = changed;
}

/// <summary>What two versions share, so that what is the same function of the same inputs is the same term.</summary>
internal sealed class SharedCalls
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The shared inputs: parameters by position, then the receiver where it is a struct.</summary>
    public List<Value> Inputs { get; } = [];

    /// <summary>A short name for a call: the same for the same callee, arguments and heap.</summary>
    public string NameOf(string key)
    {
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers.Add(key, number = _numbers.Count);
        }

        return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>Records how one version behaves, contracts aside: ways out and loops.</summary>
/// <param name="side">Distinguishes what this version alone knows from the other's.</param>
/// <param name="shared">What both share.</param>
/// <param name="isSame">True for a callee that does the same in both versions.</param>
/// <param name="isNonNull">True for a parameter, by position, that is not null.</param>
internal sealed class VersionRecorder(string side, SharedCalls shared, Func<IMethodSymbol, bool> isSame, Func<int, bool> isNonNull)
{
    public string Side { get; } = side;

    public SharedCalls Shared { get; } = shared;

    public List<VersionOutcome> Outcomes { get; } = [];

    public List<VersionLoop> Loops { get; } = [];

    public bool IsSame(IMethodSymbol callee) => isSame(callee);

    public bool IsNonNull(int parameter) => isNonNull(parameter);
}

/// <summary>One version, encoded.</summary>
/// <param name="Entry">The state at entry.</param>
/// <param name="Requires">Preconditions and object invariants, over the entry state.</param>
internal sealed record VersionEncoding(State Entry, Term Requires);
