using Maestro.Verification.Conditions;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>
/// What a comparison says beside its main verdict: for all inputs, not those alone that the base allowed (semantics.md, 21), and of the method alone, its callees
/// taken for equal (22).
/// </summary>
public static class BehaviourLevels
{
    /// <summary>For all inputs. What differs on an input that was allowed differs on all; what is not restricted is as the main verdict says.</summary>
    internal static InputsVerdict OnAllInputs(
        MethodVersions versions, BehaviourVerdict allowed, bool shownForAll, DifferenceSearch search, Func<ProofOutcome?> bySteps, Func<ProductResult> byProduct, CancellationToken cancellation)
    {
        if (allowed.Relation == BehaviourRelation.Different || shownForAll || !Restricts(versions))
        {
            return new InputsVerdict(allowed.Relation, allowed.Witness);
        }

        if (search.TryRefused(cancellation) is { } refused)
        {
            return new InputsVerdict(BehaviourRelation.Different, refused);
        }

        // What is not shown for the inputs that were allowed is not shown for more.
        return new InputsVerdict(allowed.Relation == BehaviourRelation.Same && (bySteps() is { ForAllInputs: true } || IsShown(byProduct)) ? BehaviourRelation.Same : BehaviourRelation.Unknown, null);
    }

    /// <summary>Of the method alone: callees that both versions have, with one signature, are one unknown function.</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="closed">The verdict over the callees too.</param>
    /// <param name="unchanged">What did not change.</param>
    /// <param name="solver">Who decides.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">The caller gave up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static BehaviourRelation OfMethodAlone(
        MethodVersions versions, BehaviourVerdict closed, UnchangedMethods unchanged, ISolver solver, VerifierOptions options, CancellationToken cancellation)
    {
        if (unchanged.SaysTheSame(versions.Old, versions.New))
        {
            return BehaviourRelation.Same;
        }

        if (unchanged.CallsTheSame(versions.Old, versions.New))
        {
            return closed.Relation;
        }

        // Executions run the callees as they are, so that a difference seen may be theirs: only a proof speaks of the method alone.
        string? Paired(IMethodSymbol method) => unchanged.IsInBoth(method) ? method.OriginalDefinition.GetDocumentationCommentId() : null;
        var outcome = ChangedInitialisers.Between(versions) is not null ? null : new BehaviourProof(solver, options.Rlimit, inlinesSame: false, cancellation)
            .Run(versions.Old, versions.OldContracts, versions.New, versions.NewContracts, Paired, Paired);
        return outcome is { IsSame: true } ? BehaviourRelation.Same : BehaviourRelation.Unknown;
    }

    private static bool IsShown(Func<ProductResult> proof)
    {
        try
        {
            return proof().IsSame;
        }
        catch (Exception e) when (e is UnsupportedConstructException or IllFormedContractException or InsufficientExecutionStackException)
        {
            return false;
        }
    }

    private static bool Restricts(MethodVersions versions) => versions.OldContracts.Of(versions.Old).Requires.Any() || versions.OldContracts.HoldsInvariants(versions.Old)
        || versions.Old.Parameters.Any(IsNonNull);

    /// <summary>True where the type says that null is no argument.</summary>
    internal static bool IsNonNull(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } };
}
