using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Inference;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>One method from encoding to report.</summary>
internal sealed class MethodVerification(
    IMethodSymbol method,
    ContractReader reader,
    Shapes shapes,
    WriteSets writes,
    ISolver solver,
    VerifierOptions options,
    IRefuter? refuter,
    CancellationToken cancellation)
{
    private const uint AcceptedBudget = 1_000_000;

    /// <summary>What one question gets after a stage of inference.</summary>
    private const uint StageBudget = 1_000_000;
    private const int MostPaths = 12;
    private readonly Prover _prover = new(solver, options.Rlimit, cancellation);
    private Encoded? _inferring;
    private IReadOnlyList<Candidate> _found = [];

    /// <summary>What was proved with what inference found.</summary>
    private readonly List<Pending> _byInference = [];

    /// <summary>What is known of the method's end, once it has run.</summary>
    public MethodTermination Termination { get; private set; } = MethodTermination.Unknown;

    public MethodReport Run()
    {
        var hasContract = reader.Of(method).HasNonTrivialClause || reader.HoldsInvariants(method) && reader.InvariantsOf(method.ContainingType).Any(c => c.IsNonTrivial);
        IReadOnlyList<ObligationResult> obligations = [];
        IReadOnlyList<ProofAssumption> assumptions = [];
        IReadOnlyList<InferredInvariant> invariants = [];
        UnknownReason? reason;
        TestedInputs? tested = null;
        var accepted = ImmutableArray<AcceptedResult>.Empty;
        try
        {
            var encoded = Encode(infers: false);
            var vacuity = new Vacuity(method, reader, writes, _prover);
            var normalReturn = vacuity.NormalReturn(encoded);
            _prover.Announce(encoded.Terms, encoded.Obligations.Where(o => o.Role is ObligationRole.WellFormed or ObligationRole.Real or ObligationRole.Accepted).Concat(normalReturn is null ? [] : [normalReturn]));
            reason = IllFormed(encoded);
            if (reason is null)
            {
                obligations = Prove(encoded);
                assumptions = encoded.Assumptions;
                reason = vacuity.Vacuous(encoded, normalReturn, obligations);
                invariants = Invariants(obligations);
                if (reason is { Kind: UnknownKind.Vacuous } vacuous)
                {
                    // What follows from a contradiction is no evidence.
                    obligations = [.. obligations.Select(o => o.Verdict is Verdict.Proved or Verdict.Bounded ? o with { Verdict = new Verdict.Unknown(vacuous) } : o)];
                }

                if (reason is null && obligations.All(o => o.Verdict is Verdict.Proved))
                {
                    accepted = Accepted(encoded);
                    if (LoopsEnd(encoded))
                    {
                        Termination = new MethodTermination(true, CallsOf(encoded));
                    }
                }
                else if (reason is null && obligations.Any(o => o.Verdict is Verdict.Unknown or Verdict.Bounded))
                {
                    (tested, obligations) = UndecidedExecution.Apply(refuter, method, obligations, Paths(encoded), cancellation);
                }
            }
        }
        catch (UnsupportedConstructException unsupported)
        {
            reason = new UnknownReason(UnknownKind.UnsupportedConstruct, unsupported.Construct, unsupported.Line);
            (tested, obligations) = UndecidedExecution.Apply(refuter, method, null, [], cancellation);
        }
        catch (IllFormedContractException illFormed)
        {
            reason = new UnknownReason(UnknownKind.IllFormedContract, illFormed.Message, illFormed.Line);
        }
        catch (InsufficientExecutionStackException)
        {
            reason = new UnknownReason(UnknownKind.UnsupportedConstruct, "method of this size", Lines.Of(method.Locations[0]));
        }

        return new MethodReport(
            method,
            method.GetDocumentationCommentId() ?? method.ToDisplayString(),
            obligations,
            reason,
            false,
            hasContract,
            assumptions.OrderBy(a => a.Line).ThenBy(a => a.Kind, StringComparer.Ordinal).ThenBy(a => a.Text, StringComparer.Ordinal).ToList(),
            "") { InferredInvariants = invariants, Tested = tested, Accepts = accepted, Used = _prover.Used };
    }

    /// <summary>Of a proof that needed what inference found, what it needed.</summary>
    private IReadOnlyList<InferredInvariant> Invariants(IReadOnlyList<ObligationResult> obligations)
    {
        if (_byInference.Count == 0 || _inferring is not { } encoded || obligations.Any(o => o.Verdict is not Verdict.Proved))
        {
            return [];
        }

        return (new NeededFacts(encoded.Terms, encoded.Cuts, _found, _prover).For(_byInference) ?? []).Where(f => f.Text.Length > 0 && f.Cut.Statement is not null)
            .Select(f => new InferredInvariant(f.Cut.Line, f.Text, f.Cut.Statement!.GetFirstToken().GetLocation())).ToList();
    }

    /// <summary>True when each loop has a written measure, whose decrease is an obligation, or one that is found.</summary>
    private bool LoopsEnd(Encoded encoded)
    {
        if (!encoded.HasLoops)
        {
            return true;
        }

        if (Inferring() is not { } inferring || reader.Bodies.BodyOf(method) is not { } body)
        {
            return false;
        }

        var open = inferring.Cuts.Where(c => !c.IsMeasured).ToList();
        var ranking = new Ranking(inferring.Terms, _prover);
        open.RemoveAll(c => ranking.Of(c, LoopFacts.From(inferring.Terms, _found)) is not null);
        if (open.Count > 0 && _found.Count == 0)
        {
            _found = new LoopInference(inferring.Terms, inferring.Cuts, MethodConstants.Of(body), MethodConstants.Growth(body), _prover).Stages().First().ToList();
            open.RemoveAll(c => ranking.Of(c, LoopFacts.From(inferring.Terms, _found)) is not null);
        }

        return open.Count == 0;
    }

    private List<CallEdge> CallsOf(Encoded encoded)
    {
        var ranking = new Ranking(encoded.Terms, _prover);
        return encoded.Calls.Select(c => new CallEdge(c.Method, c.IsMeasured ? new Dictionary<string, bool>() : Moves(c), c.IsMeasured)).ToList();

        IReadOnlyDictionary<string, bool> Moves(CallFact call)
        {
            if (call.Steps.Count == 0)
            {
                return new Dictionary<string, bool>();
            }

            var hypotheses = Hypotheses.At(encoded.Terms, call.Path, call.Knowledge, LoopFacts.None);
            var strict = new HashSet<Term>(ranking.Following(hypotheses, call.Steps.Select(s => s.Moves)));
            var weak = new HashSet<Term>(ranking.Following(hypotheses, call.Steps.Where(s => !strict.Contains(s.Moves)).Select(s => encoded.Terms.Or(s.Moves, s.Rests))));
            return call.Steps.GroupBy(s => s.Key).Select(g => g.First()).Where(s => strict.Contains(s.Moves) || weak.Contains(encoded.Terms.Or(s.Moves, s.Rests)))
                .ToDictionary(s => s.Key, s => strict.Contains(s.Moves));
        }
    }

    /// <summary>The method with what inference needs to see; null where that cannot be encoded, which costs inference alone.</summary>
    private Encoded? Inferring()
    {
        try
        {
            return _inferring ??= Encode(infers: true);
        }
        catch (Exception exception) when (exception is UnsupportedConstructException or IllFormedContractException)
        {
            return null;
        }
    }

    /// <summary>Results that a proved method does not return on some call, and that its postconditions would let pass.</summary>
    private ImmutableArray<AcceptedResult> Accepted(Encoded encoded)
    {
        var found = ImmutableArray.CreateBuilder<AcceptedResult>();
        foreach (var other in encoded.Obligations.Where(o => o.Role == ObligationRole.Accepted))
        {
            if (refuter is not null && _prover.Ask(encoded.Terms, other, [], AcceptedBudget).Status == SolverStatus.Unsat
                && refuter.Returning(method, other.Text, cancellation) is { } call)
            {
                found.Add(new AcceptedResult(other.Location, other.Line, other.Text, call.Statement, call.Returns));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>An input for each way to an obligation that is open.</summary>
    private IReadOnlyList<ModelInput> Paths(Encoded encoded)
    {
        var model = new ModelReader(encoded, shapes, method);
        return Real(encoded).Select(o => o with { Goal = encoded.Terms.False }).GroupBy(o => encoded.Terms.And(o.Path)).Select(g => g.Last()).Take(MostPaths)
            .Select(o => _prover.Ask(encoded.Terms, o, model.Watched, StageBudget)).Where(a => a.Status == SolverStatus.Sat).Select(a => model.Read(a.Output))
            .OfType<ModelInput>().ToList();
    }

    private Encoded Encode(bool infers) =>
        new MethodEncoder(method, shapes, reader, writes, options, infers, cancellation).Encode();

    /// <summary>A clause that may read out of range, divide by zero or follow null says nothing that could be relied on.</summary>
    private UnknownReason? IllFormed(Encoded encoded)
    {
        foreach (var pending in encoded.Obligations.Where(o => o.Role == ObligationRole.WellFormed))
        {
            var answer = _prover.Ask(encoded.Terms, pending, []);
            if (answer.Status != SolverStatus.Unsat)
            {
                return answer.Status == SolverStatus.Unavailable
                    ? new UnknownReason(UnknownKind.SolverUnavailable, answer.Reason)
                    : new UnknownReason(UnknownKind.IllFormedContract, $"{pending.Text} may fail ({ObligationKinds.Word(pending.Kind)})", pending.Line);
            }
        }

        return null;
    }

    private IReadOnlyList<ObligationResult> Prove(Encoded encoded)
    {
        var pending = Real(encoded);
        var model = new ModelReader(encoded, shapes, method);
        var answers = new List<Answer>();
        foreach (var one in pending)
        {
            answers.Add(_prover.Ask(encoded.Terms, one, model.Watched) with { Model = model });
        }

        if (encoded.HasLoops && answers.Any(a => a.Status != SolverStatus.Unsat))
        {
            AskWithInference(answers);
        }

        var attempts = Refute(pending, answers, onlyModels: false);
        var depths = SearchBounded(encoded, pending, answers, attempts);
        var results = new List<ObligationResult>();
        var counts = new Dictionary<ObligationKind, int>();
        for (var i = 0; i < pending.Count; i++)
        {
            counts.TryGetValue(pending[i].Kind, out var count);
            counts[pending[i].Kind] = count + 1;
            results.Add(Result(encoded, pending[i], answers[i], attempts[i], depths[i], $"{ObligationKinds.Word(pending[i].Kind)}-{(count + 1).ToString(CultureInfo.InvariantCulture)}"));
        }

        return results.OrderBy(r => r.Line).ThenBy(r => r.Kind).ThenBy(r => r.Id.Length).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
    }

    /// <summary>Executes the method for all obligations that are neither proved nor unasked, in one search; null for the others.</summary>
    private RefutationAttempt?[] Refute(List<Pending> pending, List<Answer> answers, bool onlyModels)
    {
        var attempts = new RefutationAttempt?[pending.Count];
        var suspected = Enumerable.Range(0, pending.Count)
            .Where(i => refuter is not null && answers[i].Status is not (SolverStatus.Unsat or SolverStatus.Unavailable)).ToList();
        if (suspected.Count > 0)
        {
            var suspicions = suspected.Select(i => pending[i].Suspected(answers[i].Model?.Read(answers[i].Output))).ToList();
            var found = refuter!.Refute(method, suspicions, onlyModels, cancellation);
            for (var i = 0; i < suspected.Count; i++)
            {
                attempts[suspected[i]] = found[i];
            }
        }

        return attempts;
    }

    /// <summary>Searches what is still open up to a depth; a failure found there is executed. The depth of each obligation, 0 for none.</summary>
    private int[] SearchBounded(Encoded encoded, List<Pending> pending, List<Answer> answers, RefutationAttempt?[] attempts)
    {
        var depths = new int[pending.Count];
        var open = Enumerable.Range(0, pending.Count)
            .Where(i => attempts[i]?.Witness is null && answers[i].Status is not (SolverStatus.Unsat or SolverStatus.Unavailable or SolverStatus.Error)).ToList();
        if (open.Count == 0 || !encoded.HasLoops && !reader.Of(method).Clauses.Any(c => c.IsQuantified))
        {
            return depths;
        }

        var results = new BoundedSearch(method, reader, shapes, writes, options, _prover, cancellation).Run(open.Select(i => pending[i]).ToList());
        var proposed = new List<int>();
        for (var j = 0; j < open.Count; j++)
        {
            depths[open[j]] = results[j].Depth;
            if (results[j].Answer is { } answer)
            {
                answers[open[j]] = answer;
                if (answer.Status == SolverStatus.Sat)
                {
                    proposed.Add(open[j]);
                }
            }
        }

        var found = Refute(proposed.ConvertAll(i => pending[i]), proposed.ConvertAll(i => answers[i]), onlyModels: true);
        for (var j = 0; j < proposed.Count; j++)
        {
            if (found[j]?.Witness is not null)
            {
                attempts[proposed[j]] = found[j];
            }
        }

        return depths;
    }

    private static List<Pending> Real(Encoded encoded) => encoded.Obligations.Where(o => o.Role == ObligationRole.Real).ToList();

    /// <summary>Asks again what is open, with facts about loops that nobody wrote, until all of it is proved or no more facts are found.</summary>
    private void AskWithInference(List<Answer> answers)
    {
        if (Inferring() is not { } encoded || Real(encoded) is not { } again || again.Count != answers.Count || reader.Bodies.BodyOf(method) is not { } body)
        {
            return;
        }

        var model = new ModelReader(encoded, shapes, method);
        var known = 0;
        foreach (var stage in new LoopInference(encoded.Terms, encoded.Cuts, MethodConstants.Of(body), MethodConstants.Growth(body), _prover).Stages().Where(s => s.Count > known))
        {
            known = stage.Count;
            _found = stage;
            var facts = LoopFacts.From(encoded.Terms, stage);
            for (var i = 0; i < answers.Count; i++)
            {
                if (answers[i].Status == SolverStatus.Unsat)
                {
                    continue;
                }

                var better = _prover.Ask(encoded.Terms, again[i], model.Watched, StageBudget, facts) with { Model = model };
                better = better with { Used = better.Used + answers[i].Used };
                if (better.Status == SolverStatus.Unsat)
                {
                    _byInference.Add(again[i]);
                }

                if (better.Status == SolverStatus.Unsat || answers[i].Status != SolverStatus.Sat)
                {
                    answers[i] = better;
                }
            }

            if (answers.All(a => a.Status == SolverStatus.Unsat))
            {
                return;
            }
        }
    }

    private ObligationResult Result(Encoded encoded, Pending pending, Answer answer, RefutationAttempt? attempt, int depth, string id) => new(
        id,
        pending.Kind,
        pending.Line,
        pending.Location,
        pending.Text,
        depth > 0 ? new Verdict.Bounded(depth) : VerdictOf(encoded, pending, answer, attempt),
        answer.SmtSha256,
        answer.SmtSha256.Length == 0 ? "" : solver.Version,
        answer.SmtSha256.Length == 0 ? 0 : answer.Rlimit,
        answer.Encoding) { Used = answer.Used };

    private Verdict VerdictOf(Encoded encoded, Pending pending, Answer answer, RefutationAttempt? attempt)
    {
        switch (answer.Status)
        {
            case SolverStatus.Unsat:
                return Verdict.Proved.Instance;
            case SolverStatus.Unavailable:
                return new Verdict.Unknown(new UnknownReason(UnknownKind.SolverUnavailable, answer.Reason));
        }

        if (attempt?.Witness is { } witness)
        {
            return new Verdict.Refuted(witness);
        }

        return new Verdict.Unknown(answer.Status switch
        {
            SolverStatus.Sat when attempt?.Failure is { Kind: UnknownKind.NotReplayable } notReplayable => notReplayable,
            SolverStatus.Sat => Reasons.WhyNotReproduced(encoded, pending, reader.Of(method), attempt?.Failure),
            SolverStatus.Unknown or SolverStatus.Rlimit => new UnknownReason(UnknownKind.Rlimit, answer.Reason),
            SolverStatus.Timeout => new UnknownReason(UnknownKind.Timeout),
            _ => new UnknownReason(UnknownKind.SolverError, answer.Reason),
        });
    }
}
