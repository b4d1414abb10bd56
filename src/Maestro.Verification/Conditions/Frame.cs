using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>What raises obligations.</summary>
internal enum EvaluationMode
{
    /// <summary>Code of the method.</summary>
    Execute,

    /// <summary>A clause of the method: what would throw in it makes it ill-formed.</summary>
    Clause,

    /// <summary>A lambda of a query in code of the method, which runs for elements that nobody knows: it may have no effect.</summary>
    Query,

    /// <summary>Code or clauses that somebody else answers for.</summary>
    Silent,
}

/// <summary>In whose name an expression is evaluated.</summary>
/// <param name="Mode">What raises obligations.</param>
/// <param name="Bindings">Parameters and lambda variables that are not the method's own locals.</param>
/// <param name="This">The receiver; null for the method's own.</param>
/// <param name="Result">What <c>Contract.Result</c> is.</param>
/// <param name="Old">The state that <c>OldValue</c> speaks of.</param>
/// <param name="OldBindings">Bindings for <c>OldValue</c>, where they differ (<c>ref</c> parameters of a callee).</param>
/// <param name="Unfolding">Methods whose bodies are being unfolded.</param>
internal sealed record Frame(
    EvaluationMode Mode,
    ImmutableDictionary<ISymbol, Value> Bindings,
    Value? This,
    Value? Result,
    State? Old,
    ImmutableDictionary<ISymbol, Value>? OldBindings,
    ImmutableHashSet<ISymbol> Unfolding)
{
    public static Frame OfMethod { get; } = new(
        EvaluationMode.Execute,
        ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default),
        null,
        null,
        null,
        null,
        ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default));

    public Frame Silently() => this with { Mode = EvaluationMode.Silent };

    public Frame Bind(ISymbol symbol, Value value) => this with { Bindings = Bindings.SetItem(symbol, value) };
}
