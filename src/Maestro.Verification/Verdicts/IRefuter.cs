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
    /// <param name="onlyModels">True to execute the solver's candidates and no others.</param>
    /// <param name="cancellation">The caller gave up.</param>
    /// <returns>An attempt for each suspicion, in their order.</returns>
    IReadOnlyList<RefutationAttempt> Refute(IMethodSymbol method, IReadOnlyList<Suspicion> suspicions, bool onlyModels, CancellationToken cancellation);

    /// <summary>
    /// Executes a method that the proof leaves open on the solver's inputs, on small and boundary ones, and on others by chance from a fixed seed. Inputs that
    /// the contracts do not allow do not count.
    /// </summary>
    /// <param name="method">The method under test, from the same compilation.</param>
    /// <param name="models">The solver's inputs, a path each.</param>
    /// <param name="cancellation">The caller gave up.</param>
    TestedInputs Test(IMethodSymbol method, IReadOnlyList<ModelInput> models, CancellationToken cancellation);

    /// <summary>A call that the contracts allow and that returns something else than a constant or a parameter; null where none was found.</summary>
    /// <param name="method">The method, from the same compilation.</param>
    /// <param name="result">A constant as a C# literal, or a parameter's name.</param>
    /// <param name="cancellation">The caller gave up.</param>
    ExecutedCall? Returning(IMethodSymbol method, string result, CancellationToken cancellation);
}

/// <summary>A call that was executed.</summary>
/// <param name="Statement">One line of C#.</param>
/// <param name="Returns">The result as a C# literal.</param>
public sealed record ExecutedCall(string Statement, string Returns);

/// <summary>What executions of an undecided method came to.</summary>
/// <param name="Inputs">Inputs that the contracts allow and on which the method ended.</param>
/// <param name="Seed">Of those by chance.</param>
/// <param name="Failures">What failed, each kind and line once.</param>
public sealed record TestedInputs(int Inputs, int Seed, ImmutableArray<TestFailure> Failures)
{
    /// <summary>Inputs on which the real runtime ran it besides.</summary>
    public int Executed { get; init; }
}

/// <summary>A failure in an execution.</summary>
/// <param name="Kind">What failed.</param>
/// <param name="Line">The clause's line for post, inv-init, inv-keep, objinv and assert, the site's for the others; from 1.</param>
/// <param name="Text">The clause or expression, as written.</param>
/// <param name="Witness">The input, and what was seen.</param>
public sealed record TestFailure(ObligationKind Kind, int Line, string Text, Witness Witness);

/// <summary>An obligation that could not be proved.</summary>
/// <param name="Kind">Its kind; a failure of another kind is no witness.</param>
/// <param name="Line">Its line, from 1; a failure at another line is no witness.</param>
/// <param name="Model">The solver's candidate, tried first; null where there is none.</param>
public sealed record Suspicion(ObligationKind Kind, int Line, ModelInput? Model)
{
    /// <summary>Clause or expression as written: of several on one line, the failure of one says nothing of the others.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where in the file it is; -1 where that is not known.</summary>
    public int Position { get; init; } = -1;
}

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
