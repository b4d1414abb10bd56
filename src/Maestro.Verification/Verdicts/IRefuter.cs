using System.Collections.Immutable;
using System.Numerics;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Verdicts;

/// <summary>
/// The port to whoever turns suspicions into witnesses by executing the method (semantics.md, 20). Nothing is Refuted without it.
/// Implementations are thread-safe and deterministic, and share no code with the encoder.
/// </summary>
public interface IRefuter
{
    /// <summary>
    /// Looks for admissible inputs on which the obligations fail when the method is executed with its contracts evaluated. The suspicions of a
    /// method share one budget, a count of steps and never time.
    /// </summary>
    /// <param name="method">The method under test, from the same compilation.</param>
    /// <param name="suspicions">What may fail, in a fixed order.</param>
    /// <param name="cancellation">The caller gave up.</param>
    /// <returns>An attempt for each suspicion, in their order.</returns>
    IReadOnlyList<RefutationAttempt> Refute(IMethodSymbol method, IReadOnlyList<Suspicion> suspicions, CancellationToken cancellation);
}

/// <summary>An obligation that could not be proved.</summary>
/// <param name="Kind">Its kind; a failure of another kind is no witness.</param>
/// <param name="Line">Its line, from 1; a failure at another line is no witness.</param>
/// <param name="Model">The solver's candidate, tried first; null where there is none.</param>
public sealed record Suspicion(ObligationKind Kind, int Line, ModelInput? Model);

/// <summary>What an attempt gave.</summary>
/// <param name="Witness">The executed input, or null.</param>
/// <param name="Failure">Why there is none: <see cref="UnknownKind.NotReproduced"/> or <see cref="UnknownKind.NotReplayable"/> with the construct that stopped the interpreter; null with a witness.</param>
public sealed record RefutationAttempt(Witness? Witness, UnknownReason? Failure);

/// <summary>A solver's candidate for the method's entry state.</summary>
/// <param name="Receiver">The object of an instance method; null for static methods and constructors.</param>
/// <param name="Parameters">By name. A parameter that the model leaves open is absent.</param>
public sealed record ModelInput(ModelValue? Receiver, ImmutableDictionary<string, ModelValue> Parameters);

/// <summary>A value in a model. Closed.</summary>
public abstract record ModelValue
{
    private protected ModelValue()
    {
    }

    /// <summary>An integer, character or enum value (its number), in the range of its type.</summary>
    public sealed record Integer(BigInteger Number) : ModelValue;

    /// <summary>A <c>double</c>, or a <c>float</c> widened.</summary>
    public sealed record Floating(double Value) : ModelValue;

    /// <summary>A <c>decimal</c>.</summary>
    public sealed record Decimal(decimal Value) : ModelValue;

    /// <summary>A truth value.</summary>
    public sealed record Boolean(bool Value) : ModelValue;

    /// <summary>The null reference.</summary>
    public sealed record Null : ModelValue;

    /// <summary>An array. Two values with one <paramref name="Identity"/> are one object.</summary>
    /// <param name="Identity">The reference's number in the model.</param>
    /// <param name="Length">The length; elements past those given are the type's default.</param>
    /// <param name="Elements">The first elements.</param>
    public sealed record Array(int Identity, int Length, ImmutableArray<ModelValue> Elements) : ModelValue;

    /// <summary>A string; characters past those given are free.</summary>
    public sealed record String(int Identity, int Length, ImmutableArray<char> Characters) : ModelValue;

    /// <summary>An object with the fields that the model fixes, by field name (of an auto-property: the property's name).</summary>
    public sealed record Object(int Identity, ImmutableDictionary<string, ModelValue> Fields) : ModelValue;

    /// <summary>A tuple or struct, fields by name (<c>Item1</c> … for tuples).</summary>
    public sealed record Struct(ImmutableDictionary<string, ModelValue> Fields) : ModelValue;
}
