using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>
/// Looks for a witness by running candidates: the solver's, its neighbours, then small and boundary inputs in a fixed order, bounded by a
/// count of runs and of the steps in them. What it finds is shrunk while it still fails in the same way.
/// </summary>
/// <param name="contracts">The contracts of the compilation.</param>
/// <param name="maxRuns">Executions at most for one attempt, shrinking aside.</param>
/// <param name="maxSteps">Operations at most in all executions of one attempt, those that make inputs included.</param>
public sealed class WitnessSearch(ContractReader contracts, int maxRuns = 20_000, long maxSteps = 2_000_000) : IRefuter
{
    private static readonly RunLimits SearchLimits = new(Steps: 20_000, Depth: 64, ArrayLength: 20_000);
    private readonly Interpreter _interpreter = new(contracts);

    /// <inheritdoc />
    public RefutationAttempt TryRefute(IMethodSymbol method, ObligationKind kind, int line, ModelInput? model, CancellationToken cancellation)
    {
        Outcome.Unsupported? unsupported = null;
        var admissible = 0;

        // A method whose inputs take a whole object graph to build would cost minutes: a date needs a calendar, that needs its tables.
        var budget = new StepBudget(maxSteps);
        foreach (var inputs in Candidates(method, model, budget, cancellation).Take(maxRuns))
        {
            cancellation.ThrowIfCancellationRequested();
            if (budget.IsSpent)
            {
                return new RefutationAttempt(null, new UnknownReason(UnknownKind.NotReproduced, "execution limit"));
            }

            var outcome = _interpreter.Run(method, inputs, SearchLimits, budget, cancellation);
            switch (outcome)
            {
                case Outcome.Violation violation when violation.Kind == kind && violation.Line == line:
                    return new RefutationAttempt(Witness(method, kind, line, inputs, violation, cancellation), null);
                case Outcome.Unsupported u:
                    unsupported ??= u;
                    break;
            }

            if (outcome is not Outcome.Inadmissible)
            {
                admissible++;
            }
        }

        return new RefutationAttempt(null, unsupported is not null
            ? new UnknownReason(UnknownKind.NotReplayable, unsupported.Construct, unsupported.Line)
            : admissible == 0
                ? new UnknownReason(UnknownKind.NotReplayable, "no admissible input could be built")
                : new UnknownReason(UnknownKind.NotReproduced));
    }

    /// <summary>Runs every candidate and gives what failed, of any kind and at any line.</summary>
    public SearchSummary Failures(IMethodSymbol method, CancellationToken cancellation)
    {
        var violations = new List<Outcome.Violation>();
        Outcome.Unsupported? unsupported = null;
        var admissible = 0;
        var budget = new StepBudget(maxSteps);
        foreach (var inputs in Candidates(method, null, budget, cancellation).Take(maxRuns).TakeWhile(_ => !budget.IsSpent))
        {
            switch (_interpreter.Run(method, inputs, SearchLimits, budget, cancellation))
            {
                case Outcome.Violation violation:
                    violations.Add(violation);
                    break;
                case Outcome.Unsupported u:
                    unsupported ??= u;
                    break;
                case Outcome.Normal or Outcome.Threw:
                    admissible++;
                    break;
            }
        }

        return new SearchSummary(violations.Distinct().ToImmutableArray(), admissible, unsupported);
    }

    private IEnumerable<MethodInputs> Candidates(IMethodSymbol method, ModelInput? model, StepBudget budget, CancellationToken cancellation)
    {
        var needsReceiver = !method.IsStatic && method.MethodKind != MethodKind.Constructor;
        var candidates = new CandidateInputs(
            contracts,
            method,
            model is null ? Enumerable.Empty<System.Numerics.BigInteger>() : ModelInputs.NumbersOf(model),
            recipe => !budget.IsSpent && _interpreter.Builds(method, recipe, SearchLimits, budget, cancellation));
        if (model is not null)
        {
            foreach (var inputs in new ModelInputs(method, model, candidates).All(needsReceiver))
            {
                yield return inputs;
            }
        }

        var lists = candidates.Parameters().ToList();
        if (needsReceiver)
        {
            var receivers = candidates.Receivers();
            if (method.ContainingType.IsValueType)
            {
                receivers = receivers.Insert(0, new InputRecipe.Default(method.ContainingType));
            }

            lists.Add(receivers);
        }

        MethodInputs Inputs(ImmutableArray<InputRecipe> values) => needsReceiver
            ? new MethodInputs(values[values.Length - 1], values.RemoveAt(values.Length - 1))
            : new MethodInputs(null, values);

        // One object passed twice: the case that reasoning about names forgets.
        var aliased = Aliased(method).ToList();
        foreach (var (first, second) in aliased)
        {
            var shared = lists.ToList();
            shared[second] = ImmutableArray.Create<InputRecipe>(new InputRecipe.Alias(first));
            foreach (var values in CandidateInputs.Products(shared, 400))
            {
                if (first == InputRecipe.Alias.Receiver || values[first] is not InputRecipe.Literal)
                {
                    yield return Inputs(values);
                }
            }
        }

        foreach (var values in CandidateInputs.Products(lists, int.MaxValue))
        {
            yield return Inputs(values);
        }
    }

    private static IEnumerable<(int First, int Second)> Aliased(IMethodSymbol method)
    {
        var hasReceiver = method is { IsStatic: false, MethodKind: not MethodKind.Constructor, ContainingType.IsReferenceType: true };
        foreach (var parameter in method.Parameters.Where(p => hasReceiver && p.RefKind == RefKind.None
                     && SymbolEqualityComparer.Default.Equals(p.Type.WithNullableAnnotation(NullableAnnotation.None), method.ContainingType.WithNullableAnnotation(NullableAnnotation.None))))
        {
            yield return (InputRecipe.Alias.Receiver, parameter.Ordinal);
        }

        for (var second = 1; second < method.Parameters.Length; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var (a, b) = (method.Parameters[first], method.Parameters[second]);
                if (a.RefKind == RefKind.None && b.RefKind == RefKind.None && a.Type.IsReferenceType && a.Type.SpecialType != SpecialType.System_String
                    && SymbolEqualityComparer.Default.Equals(a.Type, b.Type))
                {
                    yield return (first, second);
                }
            }
        }
    }

    private Witness Witness(IMethodSymbol method, ObligationKind kind, int line, MethodInputs inputs, Outcome.Violation violation, CancellationToken cancellation)
    {
        var budget = 300;
        var shrunk = true;
        while (shrunk && budget > 0)
        {
            shrunk = false;
            foreach (var smaller in Shrinking.Of(inputs))
            {
                if (budget-- <= 0)
                {
                    break;
                }

                if (_interpreter.Run(method, smaller, SearchLimits, cancellation) is Outcome.Violation v && v.Kind == kind && v.Line == line)
                {
                    (inputs, violation, shrunk) = (smaller, v, true);
                    break;
                }
            }
        }

        var (statement, listed) = StatementPrinter.Print(method, inputs);
        return new Witness(statement, listed, violation.Description);
    }
}

/// <summary>What a search over all candidates saw.</summary>
/// <param name="Violations">Each distinct failure, in the order met.</param>
/// <param name="Admissible">Runs that ended without failure.</param>
/// <param name="Unsupported">The first construct that stopped a run; null where there was none.</param>
public sealed record SearchSummary(ImmutableArray<Outcome.Violation> Violations, int Admissible, Outcome.Unsupported? Unsupported);

/// <summary>Smaller inputs of the same shape: numbers nearer to zero, shorter arrays and strings, fewer calls.</summary>
internal static class Shrinking
{
    public static IEnumerable<MethodInputs> Of(MethodInputs inputs)
    {
        if (inputs.Receiver is { } receiver)
        {
            foreach (var smaller in Of(receiver))
            {
                yield return inputs with { Receiver = smaller };
            }
        }

        foreach (var arguments in OneOf(inputs.Arguments))
        {
            yield return inputs with { Arguments = arguments };
        }
    }

    private static IEnumerable<ImmutableArray<InputRecipe>> OneOf(ImmutableArray<InputRecipe> recipes)
    {
        for (var i = 0; i < recipes.Length; i++)
        {
            foreach (var smaller in Of(recipes[i]))
            {
                yield return recipes.SetItem(i, smaller);
            }
        }
    }

    private static IEnumerable<InputRecipe> Of(InputRecipe recipe)
    {
        switch (recipe)
        {
            case InputRecipe.Literal { Value: string { Length: > 0 } text } literal:
                yield return literal with { Value = "" };
                yield return literal with { Value = text.Substring(0, text.Length / 2) };
                yield return literal with { Value = text.Substring(0, text.Length - 1) };
                break;
            case InputRecipe.Literal { Value: int or long or uint or ulong or short or ushort or byte or sbyte } literal when literal.Type.TypeKind != TypeKind.Enum:
                foreach (var value in Nearer(literal.Value is ulong u ? u : (System.Numerics.BigInteger)Numbers.ToInt64(literal.Value)))
                {
                    yield return literal with { Value = CandidateInputs.FromInteger(value, TypeModel.NumberType(literal.Type)) };
                }

                break;
            case InputRecipe.Array array:
                for (var i = array.Items.Length - 1; i >= 0; i--)
                {
                    yield return array with { Items = array.Items.RemoveAt(i) };
                }

                foreach (var items in OneOf(array.Items))
                {
                    yield return array with { Items = items };
                }

                break;
            case InputRecipe.Tuple tuple:
                foreach (var items in OneOf(tuple.Items))
                {
                    yield return tuple with { Items = items };
                }

                break;
            case InputRecipe.New creation:
                for (var i = creation.Calls.Length - 1; i >= 0; i--)
                {
                    yield return creation with { Calls = creation.Calls.RemoveAt(i) };
                }

                foreach (var arguments in OneOf(creation.Arguments))
                {
                    yield return creation with { Arguments = arguments };
                }

                for (var i = 0; i < creation.Calls.Length; i++)
                {
                    foreach (var arguments in OneOf(creation.Calls[i].Arguments))
                    {
                        yield return creation with { Calls = creation.Calls.SetItem(i, creation.Calls[i] with { Arguments = arguments }) };
                    }
                }

                break;
        }
    }

    /// <summary>Zero, then halves of the way, then one step: a binary search when only one bound matters.</summary>
    private static IEnumerable<System.Numerics.BigInteger> Nearer(System.Numerics.BigInteger value)
    {
        for (var distance = value; !distance.IsZero; distance /= 2)
        {
            yield return value - distance;
        }
    }
}
