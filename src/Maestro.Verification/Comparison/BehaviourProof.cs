using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>What a proof came to.</summary>
/// <param name="IsSame">Shown for every input asked about.</param>
/// <param name="ForAllInputs">Shown without the base's preconditions.</param>
/// <param name="IfBothEnd">The versions call themselves, or loop: they end together or not at all.</param>
/// <param name="Reason">Where it is not shown: what stands in the way.</param>
internal sealed record ProofOutcome(bool IsSame, bool ForAllInputs, bool IfBothEnd, string Reason)
{
    /// <summary>Where it is not shown: how often loops go round in the executions for which it is; 0 where for none.</summary>
    public int AlikeUpTo { get; init; }
}

/// <summary>
/// Shows that two versions behave alike: from equal states, whichever stretch of one ends in a return, an exception, a call or a loop head, that of the
/// other ends in the same way with equal values and an equal heap. By induction over the stretches, so do whole runs.
/// </summary>
/// <param name="solver">Who decides.</param>
/// <param name="rlimit">The budget of a question.</param>
/// <param name="inlinesSame">True to run a callee that is the same in place where that is cheap, so that arguments which come to the same are seen to.</param>
/// <param name="cancellation">The caller gave up.</param>
internal sealed class BehaviourProof(ISolver solver, uint rlimit, bool inlinesSame, CancellationToken cancellation)
{
    private const int MostAttempts = 12;
    private const int MostRounds = 26;
    private const int FewRounds = 6;
    private const int MostPeeled = 3;
    private const string OutOfStep = "the loops are not shown to run in step";
    private const string NotShown = "not shown equal";

    /// <summary>A callee that calls itself is not run in place unless it is followed call by call.</summary>
    private const string CallChanged = ", which changed";
    private readonly Prover _prover = new(solver, rlimit, cancellation);

    public ProofOutcome Run(
        IMethodSymbol oldMethod, ContractReader oldReader, IMethodSymbol newMethod, ContractReader newReader,
        Func<IMethodSymbol, string?> oldSame, Func<IMethodSymbol, string?> newSame)
    {
        ProofOutcome Try(bool lastFirst, Unrolling? unrollOld, Unrolling? unrollNew) =>
            Run(new Sides(oldMethod, oldReader, newMethod, newReader, oldSame, newSame, unrollOld, unrollNew), lastFirst);
        var (once, twice) = (new Unrolling(1, ThenCut: true), new Unrolling(2, ThenCut: true));
        var first = Try(lastFirst: false, null, null);
        if (first.IsSame || first.Reason != OutOfStep && !first.Reason.StartsWith(NotShown, StringComparison.Ordinal) && !first.Reason.Contains(CallChanged))
        {
            return first;
        }

        if (first.Reason == OutOfStep)
        {
            // A first round of its own puts loops in step that start one apart, or whose guard is met once before.
            foreach (var (lastFirst, unrollOld, unrollNew) in new (bool, Unrolling?, Unrolling?)[] { (true, null, null), (false, once, once), (false, twice, once), (false, once, twice) }.Concat(OneOfOne))
            {
                if (Try(lastFirst, unrollOld, unrollNew) is { IsSame: true } other)
                {
                    return other;
                }
            }
        }

        foreach (var rounds in new[] { MostRounds, FewRounds })
        {
            var unrolled = Try(lastFirst: false, new Unrolling(rounds, ThenCut: false), new Unrolling(rounds, ThenCut: false));
            if (unrolled.IsSame)
            {
                return unrolled;
            }

            if (unrolled.AlikeUpTo > 0)
            {
                return first with { AlikeUpTo = unrolled.AlikeUpTo };
            }
        }

        return first;
    }

    /// <summary>First rounds of one loop alone, of one version one more than of the other.</summary>
    private static IEnumerable<(bool LastFirst, Unrolling? Old, Unrolling? New)> OneOfOne => Enumerable.Range(0, MostPeeled)
        .Select(loop => (One: new Unrolling(1, ThenCut: true, loop), Two: new Unrolling(2, ThenCut: true, loop)))
        .SelectMany(f => new (bool, Unrolling?, Unrolling?)[] { (false, f.One, null), (false, null, f.One), (false, f.Two, f.One), (false, f.One, f.Two) });

    /// <summary>Both versions, and how the loops of each are followed.</summary>
    private sealed record Sides(
        IMethodSymbol OldMethod, ContractReader OldReader, IMethodSymbol NewMethod, ContractReader NewReader,
        Func<IMethodSymbol, string?> OldSame, Func<IMethodSymbol, string?> NewSame, Unrolling? UnrollOld, Unrolling? UnrollNew);

    private ProofOutcome Run(Sides sides, bool lastFirst)
    {
        try
        {
            var lockstep = new Lockstep(new TermFactory(), lastFirst);
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                lockstep.Restart();
                var old = new BehaviourEncoder(sides.OldMethod, sides.OldReader, lockstep, isOld: true, sides.OldSame, inlinesSame, sides.UnrollOld, cancellation);
                var before = old.Encode();
                var now = new BehaviourEncoder(sides.NewMethod, sides.NewReader, lockstep, isOld: false, sides.NewSame, inlinesSame, sides.UnrollNew, cancellation);
                var after = now.Encode();
                if (!old.Inputs.SelectMany(i => i.Leaves).SequenceEqual(now.Inputs.SelectMany(i => i.Leaves)))
                {
                    return new ProofOutcome(false, false, false, "parameters of another type");
                }

                if (sides.UnrollOld is { ThenCut: false } unrolling)
                {
                    return Unrolled(old, before, now, after, unrolling.Rounds);
                }

                var failed = Failing(old, before, now, after, []);
                if (failed is null)
                {
                    return new ProofOutcome(true, true, old.IsRecursive || now.IsRecursive, "");
                }

                // A recursive call may be made with what the base did not allow: then the induction has no ground.
                if (!old.IsRecursive && !now.IsRecursive && old.Allowed.Count > 0)
                {
                    failed = Failing(old, before, now, after, old.Allowed);
                    if (failed is null)
                    {
                        return new ProofOutcome(true, false, false, "");
                    }
                }

                if (LoopVariableOf(failed) is not var (loop, name) || !lockstep.PutApart(loop, name))
                {
                    return new ProofOutcome(false, false, false, old.HasLoops ? OutOfStep : $"{NotShown}: {Readable(failed)}");
                }
            }

            return new ProofOutcome(false, false, false, OutOfStep);
        }
        catch (UnsupportedConstructException unsupported)
        {
            return new ProofOutcome(false, false, false, unsupported.Line > 0
                ? FormattableString.Invariant($"unsupported: {unsupported.Construct} (line {unsupported.Line})") : $"unsupported: {unsupported.Construct}");
        }
        catch (InsufficientExecutionStackException)
        {
            return new ProofOutcome(false, false, false, "unsupported: a method of this size");
        }
    }

    /// <summary>Where no way goes round more often than was followed, the comparison is complete; else it holds for the ways that do not.</summary>
    private ProofOutcome Unrolled(BehaviourEncoder old, IReadOnlyList<Leaving> before, BehaviourEncoder now, IReadOnlyList<Leaving> after, int rounds)
    {
        var terms = old.Terms;
        var further = before.Concat(after).Where(l => l.Name == Unrolling.More).Select(l => terms.Not(l.Path)).ToList();
        var isComplete = further.All(none => IsShown(terms, none, old.Allowed));
        if (!isComplete && rounds > FewRounds)
        {
            return new ProofOutcome(false, false, false, OutOfStep);
        }

        IReadOnlyList<Leaving> Rest(IReadOnlyList<Leaving> leavings) => [.. leavings.Where(l => l.Name != Unrolling.More)];
        var given = old.Allowed.Concat(isComplete ? [] : further).ToList();
        return Failing(old, Rest(before), now, Rest(after), given) is { } failed
            ? new ProofOutcome(false, false, false, $"{NotShown}: {Readable(failed)}")
            : isComplete ? new ProofOutcome(true, false, false, "") : new ProofOutcome(false, false, false, OutOfStep) { AlikeUpTo = rounds };
    }

    private bool IsShown(TermFactory terms, Term goal, IEnumerable<Term> given) => _prover.Ask(
        terms,
        new Pending(ObligationRole.Real, ObligationKind.Post, 0, Location.None, "", goal, ImmutableList<Term>.Empty, new Knowledge([], ImmutableList<Term>.Empty, terms.And(given))),
        [],
        rlimit / 8).Status == SolverStatus.Unsat;

    private static string Readable(string leaving) => leaving.Split([' '], 3) switch
    {
        ["return"] => "the result, or when it returns",
        ["throw", var type] => $"when {type} is thrown",
        ["call", _, var callee] => $"the call of {callee}",
        _ => "when a loop goes round",
    };

    private static (int Loop, string Name)? LoopVariableOf(string leaving) =>
        leaving.Split([' '], 3) is ["enter" or "again", var number, var name] ? (int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), name) : null;

    /// <summary>The first way to leave that is not shown alike; null where all are.</summary>
    private string? Failing(BehaviourEncoder old, IReadOnlyList<Leaving> before, BehaviourEncoder now, IReadOnlyList<Leaving> after, IReadOnlyList<Term> given)
    {
        var terms = old.Terms;
        var names = before.Concat(after).Select(l => l.Name).Distinct(StringComparer.Ordinal).ToList();
        // Variables of loops first: putting one apart is cheaper than asking what depends on it.
        foreach (var name in names.OrderBy(n => LoopVariableOf(n) is null))
        {
            cancellation.ThrowIfCancellationRequested();
            var a = before.FirstOrDefault(l => l.Name == name);
            var b = after.FirstOrDefault(l => l.Name == name);
            Term goal;
            if (a is null || b is null)
            {
                if (LoopVariableOf(name) is not null)
                {
                    // The other version has no such variable: the stretch itself is compared under the name without it.
                    continue;
                }

                goal = terms.Not((a ?? b)!.Path);
            }
            else
            {
                if (a.Values.Count != b.Values.Count || a.Values.Zip(b.Values, (x, y) => x.Sort.Equals(y.Sort)).Any(same => !same))
                {
                    return name;
                }

                var equal = a.Values.Zip(b.Values, terms.Equal).Concat(LoopVariableOf(name) is null ? HeapsEqual(old, a.Heap, now, b.Heap) : []);
                goal = terms.And(terms.Equal(a.Path, b.Path), terms.Implies(a.Path, terms.And(equal)));
            }

            if (!IsShown(terms, goal, given.Concat(old.Positions).Concat(now.Positions)))
            {
                return name;
            }
        }

        return null;
    }

    private static IEnumerable<Term> HeapsEqual(BehaviourEncoder old, HeapImage a, BehaviourEncoder now, HeapImage b)
    {
        var terms = old.Terms;
        foreach (var key in a.Maps.Keys.Union(b.Maps.Keys).OrderBy(k => k.Id, StringComparer.Ordinal))
        {
            yield return terms.Equal(old.MapOf(a, key), now.MapOf(b, key));
        }

        // Maps that neither touched are equal where both are of the same moment.
        foreach (var (first, when) in Moments(terms, a.Moment))
        {
            foreach (var (second, then) in Moments(terms, b.Moment))
            {
                if (first != second)
                {
                    yield return terms.Not(terms.And(when, then));
                }
            }
        }
    }

    private static IEnumerable<(string Name, Term When)> Moments(TermFactory terms, Epoch moment) => moment switch
    {
        Epoch.Fresh f => [(f.Name, terms.True)],
        Epoch.Either e => Moments(terms, e.Then).Select(m => (m.Name, terms.And(e.Condition, m.When)))
            .Concat(Moments(terms, e.Otherwise).Select(m => (m.Name, terms.And(terms.Not(e.Condition), m.When)))),
        _ => throw new InvalidOperationException(),
    };
}
