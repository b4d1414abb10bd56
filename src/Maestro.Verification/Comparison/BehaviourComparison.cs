using Maestro.Verification.Conditions;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>
/// Compares two versions of a method by behaviour (semantics.md, 21 to 25): by running both on small and boundary inputs, then by proof, then by running both on
/// what the failed proof proposes.
/// </summary>
public static class BehaviourComparison
{
    /// <param name="versions">The versions.</param>
    /// <param name="isSame">True for a callee, of either compilation, that does the same in both.</param>
    /// <param name="solver">Who decides.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">The caller gave up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static BehaviourVerdict Compare(MethodVersions versions, Func<IMethodSymbol, bool> isSame, ISolver solver, VerifierOptions options, CancellationToken cancellation)
    {
        if (versions.Old.IsStatic != versions.New.IsStatic || versions.Old.ReturnsVoid != versions.New.ReturnsVoid
            || !versions.Old.Parameters.Select(p => (p.RefKind, p.Type.ToDisplayString())).SequenceEqual(versions.New.Parameters.Select(p => (p.RefKind, p.Type.ToDisplayString()))))
        {
            return BehaviourVerdict.Unknown("the signature changed");
        }

        var search = new DifferenceSearch(versions);
        var (verdict, shownForAll) = OnAllowedInputs(versions, isSame, search, solver, options, cancellation);
        return verdict with
        {
            AllInputs = BehaviourLevels.OnAllInputs(
                versions,
                verdict,
                shownForAll,
                search,
                () => BySteps(versions, isSame, solver, options, cancellation),
                () => new ProductProof(versions, solver, options, isSame, allInputs: true, cancellation).Run(),
                cancellation),
        };
    }

    private static (BehaviourVerdict Verdict, bool ShownForAll) OnAllowedInputs(
        MethodVersions versions, Func<IMethodSymbol, bool> isSame, DifferenceSearch search, ISolver solver, VerifierOptions options, CancellationToken cancellation)
    {
        if (search.TryCommon(cancellation) is { } found)
        {
            return (new BehaviourVerdict(BehaviourRelation.Different, null, found), true);
        }

        if (ChangedEnums.Between(versions) is { } changedEnum)
        {
            return (BehaviourVerdict.Unknown($"names or numbers of {changedEnum} changed, and code outside reads them"), false);
        }

        // The proof by steps takes floating point for functions of which nothing is known: seldom enough to tell versions apart, and never slow. So it is asked first
        // where the exact one would have to reason about every bit.
        var byStepsFirst = HasFloats(versions);
        var steps = byStepsFirst ? BySteps(versions, isSame, solver, options, cancellation) : null;
        if (steps is { IsSame: true })
        {
            return (Same(steps), steps.ForAllInputs);
        }

        string reason;
        try
        {
            // Every bit of arithmetic in floating point costs: what it does not show soon it will not show.
            var proof = new ProductProof(versions, solver, byStepsFirst ? options with { Rlimit = options.Rlimit / 16 } : options, isSame, allInputs: false, cancellation).Run();
            if (proof.IsSame)
            {
                return (new BehaviourVerdict(BehaviourRelation.Same, null, null), false);
            }

            if (proof.Model is { } model && search.TryModel(model, cancellation) is { } proposed)
            {
                return (new BehaviourVerdict(BehaviourRelation.Different, null, proposed), true);
            }

            reason = proof.Reason;
        }
        catch (UnsupportedConstructException unsupported)
        {
            reason = $"unsupported-construct({unsupported.Construct}{(unsupported.Line > 0 ? FormattableString.Invariant($", line {unsupported.Line}") : "")})";
        }
        catch (IllFormedContractException illFormed)
        {
            reason = new Verdicts.UnknownReason(Verdicts.UnknownKind.IllFormedContract, illFormed.Message).ToString();
        }
        catch (InsufficientExecutionStackException)
        {
            reason = "unsupported-construct(method of this size)";
        }

        // The other proof knows less of the language and asks for less: it needs no fact about what a construct leaves behind.
        if ((byStepsFirst ? steps : BySteps(versions, isSame, solver, options, cancellation)) is { } other)
        {
            if (other.IsSame)
            {
                return (Same(other), other.ForAllInputs);
            }

            if (other.AlikeUpTo > 0)
            {
                var verdict = new BehaviourVerdict(
                    BehaviourRelation.Bounded,
                    FormattableString.Invariant($"alike in all executions in which no loop goes round more than {other.AlikeUpTo} times, nor a call calls itself more than {BehaviourEncoder.MostRecursions} times; {reason}"),
                    null);
                return (verdict, false);
            }

            reason = $"{reason}; {other.Reason}";
        }

        reason = search.Undecided is { } why ? $"{reason}; not executed: {why}" : reason;
        return (BehaviourVerdict.Unknown(search.Alike > 0 ? $"{reason}; alike on {search.Alike.ToString(System.Globalization.CultureInfo.InvariantCulture)} inputs" : reason), false);
    }

    private static BehaviourVerdict Same(ProofOutcome steps) => new(BehaviourRelation.Same, steps.IfBothEnd ? "the same if both end" : null, null);

    /// <summary>The proof by steps; null where a static that is read does not start as it did.</summary>
    private static ProofOutcome? BySteps(MethodVersions versions, Func<IMethodSymbol, bool> isSame, ISolver solver, VerifierOptions options, CancellationToken cancellation)
    {
        string? Unchanged(IMethodSymbol method) => isSame(method) ? method.OriginalDefinition.GetDocumentationCommentId() : null;
        return ChangedInitialisers.Between(versions) is not null ? null : new BehaviourProof(solver, options.Rlimit, inlinesSame: true, cancellation)
            .Run(versions.Old, versions.OldContracts, versions.New, versions.NewContracts, Unchanged, Unchanged);
    }

    private static bool HasFloats(MethodVersions versions) => new[] { (versions.OldContracts, versions.Old), (versions.NewContracts, versions.New) }
        .SelectMany(v => v.Item1.Bodies.BodyOf(v.Item2)?.Descendants() ?? [])
        .Any(o => o.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single);
}
