using System.Collections.Immutable;
using Maestro.Verification.Comparison;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Strength;

/// <summary>A change of a body that its contract does not notice.</summary>
/// <param name="Mutation">The change.</param>
/// <param name="Example">An input on which it does something else, and what: both were executed.</param>
public sealed record Survivor(Mutation Mutation, DifferenceWitness Example);

/// <summary>How much of a method its contract says.</summary>
/// <param name="Mutants">Small changes of the body that were seen to behave differently.</param>
/// <param name="Killed">Those that an execution was seen to break the contract of.</param>
/// <param name="Survivors">Those under which it is still proved, in source order.</param>
public sealed record StrengthReport(int Mutants, int Killed, ImmutableArray<Survivor> Survivors);

/// <summary>
/// Measures contracts by mutants of the bodies that keep them. One that behaves differently on an input that the contract allows, and is proved all the same,
/// shows what the contract leaves unsaid. Equal mutants do not count; those that are neither refuted nor proved count as neither.
/// </summary>
/// <param name="readerOf">The contract front end of a changed compilation.</param>
/// <param name="solver">Who decides.</param>
/// <param name="options">How.</param>
public sealed class ContractStrength(Func<Compilation, ContractReader> readerOf, ISolver solver, VerifierOptions options)
{
    private const int MostMutants = 40;
    private const int MostRuns = 400;

    /// <summary>Runs in search of a failure after the first difference.</summary>
    private const int MostRunsAfterDifference = 150;
    private static readonly RunLimits Limits = new(Steps: 20_000, Depth: 64, ArrayLength: 20_000);

    /// <summary>Measures one method that is proved; null where its body cannot be changed or executed.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public StrengthReport? Measure(ContractReader contracts, IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.GetDocumentationCommentId() is not { } id || DeclarationOf(method) is not { } declaration)
        {
            return null;
        }

        var contract = contracts.Of(method);
        var says = contract.Clauses.Any(c => c.IsNonTrivial && c.Kind is not (ClauseKind.Requires or ClauseKind.Assume)) || contracts.HoldsInvariants(method);
        var inputs = Executed(contracts, method, cancellation);
        if (inputs.Count == 0)
        {
            return null;
        }

        var mutants = 0;
        var killed = 0;
        var survivors = ImmutableArray.CreateBuilder<Survivor>();
        foreach (var mutation in Sample(BodyMutations.Of(method, contract, contracts.Bodies.ModelOf(declaration.SyntaxTree), declaration)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (mutation.Apply(contracts.Bodies.Compilation, declaration.SyntaxTree) is not { } compilation
                || DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not IMethodSymbol mutant)
            {
                continue;
            }

            var (example, isKilled) = Execute(inputs, method, readerOf(compilation), mutant, cancellation);
            if (example is null || isKilled && !says)
            {
                // Equal as far as was seen; or what fails is asked of every body, and no merit of a contract.
                continue;
            }

            mutants++;
            if (isKilled)
            {
                killed++;
            }
            else if (!says || IsProved(compilation, mutant, cancellation))
            {
                survivors.Add(new Survivor(mutation, example));
            }
        }

        return new StrengthReport(mutants, killed, survivors.ToImmutable());
    }

    private static SyntaxNode? DeclarationOf(IMethodSymbol method) => (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences
        .Select(r => r.GetSyntax()).FirstOrDefault(n => n is BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null }
            or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax);

    /// <summary>As many as may be, spread over the body.</summary>
    private static IEnumerable<Mutation> Sample(IReadOnlyList<Mutation> all) =>
        all.Count <= MostMutants ? all : Enumerable.Range(0, MostMutants).Select(i => all[i * all.Count / MostMutants]);

    /// <summary>Inputs that the contract allows, with what the method does on them.</summary>
    private static List<(MethodInputs Inputs, Observation Seen)> Executed(ContractReader contracts, IMethodSymbol method, CancellationToken cancellation)
    {
        var interpreter = new Interpreter(contracts);
        var executed = new List<(MethodInputs, Observation)>();
        foreach (var inputs in new WitnessSearch(contracts).Inputs(method, [], cancellation).Take(3 * MostRuns))
        {
            if (executed.Count < MostRuns && interpreter.Run(method, inputs, Limits, cancellation) is Outcome.Normal or Outcome.Threw
                && interpreter.Observe(method, inputs, [], Limits, cancellation) is { Undecided: null } seen)
            {
                executed.Add((inputs, seen));
            }
        }

        return executed;
    }

    /// <summary>An input on which the mutant does something else, and whether its contract fails on some input.</summary>
    private static (DifferenceWitness? Example, bool IsKilled) Execute(
        List<(MethodInputs Inputs, Observation Seen)> inputs, IMethodSymbol method, ContractReader contracts, IMethodSymbol mutant, CancellationToken cancellation)
    {
        var interpreter = new Interpreter(contracts);
        var translation = new InputTranslation(contracts.Bodies.Compilation);
        DifferenceWitness? example = null;
        var left = MostRunsAfterDifference;
        foreach (var (original, seen) in inputs)
        {
            if (left <= 0)
            {
                break;
            }

            if (translation.Of(original) is not { } same)
            {
                continue;
            }

            if (example is not null)
            {
                left--;
            }

            var now = interpreter.Observe(mutant, same, seen.Statics, Limits, cancellation);
            if (now.Undecided is null && (now.Outcome != seen.Outcome || now.State != seen.State && now.Layouts.SetEquals(seen.Layouts) && now.Statics.SetEquals(seen.Statics)))
            {
                if (interpreter.Run(mutant, same, Limits, cancellation) is Outcome.Violation)
                {
                    return (Witness(method, original, seen, now), true);
                }

                example ??= Witness(method, original, seen, now);
            }
        }

        return (example, false);
    }

    private static DifferenceWitness Witness(IMethodSymbol method, MethodInputs inputs, Observation before, Observation after) =>
        new(StatementPrinter.Print(method, inputs).Statement, Told(before, after), Told(after, before));

    private static string Told(Observation one, Observation other) => one.Outcome != other.Outcome ? one.Outcome
        : one.State.Split('\n').Except(other.State.Split('\n')).FirstOrDefault() ?? one.Outcome;

    private bool IsProved(Compilation compilation, IMethodSymbol mutant, CancellationToken cancellation)
    {
        var contracts = readerOf(compilation);
        return new Verifier(contracts, solver, options with { Depth = 0 }).Verify(mutant, cancellation).Word == "proved";
    }
}
