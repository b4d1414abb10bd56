using System.Collections.Immutable;
using System.Numerics;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>
/// Looks for witnesses by running candidates: the solver's, then small and boundary inputs in a fixed order, near the numbers that the method
/// and the solver name. One search serves all suspicions of a method, bounded by a count of runs and of the steps in them; what it finds is
/// shrunk while it still fails in the same way.
/// </summary>
/// <param name="contracts">The contracts of the compilation.</param>
/// <param name="maxRuns">Executions at most for one method, those of the solver's candidates and shrinking aside.</param>
/// <param name="maxSteps">Operations at most in all executions for one method, those that make inputs included.</param>
public sealed partial class WitnessSearch(ContractReader contracts, int maxRuns = 20_000, long maxSteps = 2_000_000) : IRefuter
{
    /// <summary>The reason where the steps of a method were used up before a witness was found.</summary>
    internal const string BudgetSpent = "the replay budget of the method is used up";

    private const int MostHints = 24;
    private const int MostShrinkingRuns = 300;
    private const int MostCommonTests = 400;
    private const int MostRandomTests = 800;

    /// <summary>A method that meets what is not executed on so many inputs meets it on most.</summary>
    private const int MostUnsupported = 50;
    private const int TestSeed = 20_261;
    private static readonly RunLimits SearchLimits = new(Steps: 20_000, Depth: 64, ArrayLength: 20_000);
    private readonly Interpreter _interpreter = new(contracts);
    private readonly int _maxRuns = maxRuns;
    private readonly long _maxSteps = maxSteps;

    /// <summary>True for comparisons, which ask for inputs and not for refutations: interfaces are tried with an implementation that records.</summary>
    internal bool WithRecorders { get; set; }

    /// <inheritdoc />
    public IReadOnlyList<RefutationAttempt> Refute(IMethodSymbol method, IReadOnlyList<Suspicion> suspicions, bool onlyModels, CancellationToken cancellation)
    {
        // A method whose inputs take a whole object graph to build would cost minutes: a date needs a calendar, that needs its tables.
        var budget = new StepBudget(_maxSteps);
        var search = new Search(this, Instantiation.Of(method, contracts.Bodies.Compilation) ?? method, suspicions, budget, cancellation);
        search.TryModels();
        if (!onlyModels)
        {
            search.TryAll();
        }

        return search.Attempts();
    }

    /// <inheritdoc />
    public TestedInputs Test(IMethodSymbol method, IReadOnlyList<ModelInput> models, CancellationToken cancellation)
    {
        var budget = new StepBudget(_maxSteps / 2);
        var shrinking = new StepBudget(_maxSteps / 2);
        var candidates = CandidatesOf(method, models.SelectMany(ModelInputs.NumbersOf).Distinct().Take(MostHints).ToList(), budget.Part(2), cancellation);
        var inputs = models.SelectMany(m => new ModelInputs(method, m, candidates).All(NeedsReceiver(method)).Take(4))
            .Concat(All(method, candidates).Take(MostCommonTests))
            .Concat(new RandomInputs(method, candidates, TestSeed).All(NeedsReceiver(method)).Take(MostRandomTests));
        var failures = new List<TestFailure>();
        var ended = 0;
        var unsupported = 0;
        foreach (var one in inputs)
        {
            cancellation.ThrowIfCancellationRequested();
            if (budget.IsSpent || unsupported > MostUnsupported)
            {
                break;
            }

            switch (_interpreter.Run(method, one, SearchLimits, budget, cancellation))
            {
                case Outcome.Violation violation:
                    ended++;
                    if (!failures.Any(f => f.Kind == violation.Kind && f.Line == violation.Line && f.Text == violation.Text))
                    {
                        failures.Add(new TestFailure(violation.Kind, violation.Line, violation.Text, Shrunk(method, one, violation, shrinking, cancellation)));
                    }

                    break;
                case Outcome.Normal or Outcome.Threw:
                    ended++;
                    break;
                case Outcome.Unsupported:
                    unsupported++;
                    break;
            }
        }

        return new TestedInputs(ended, TestSeed, [.. failures.OrderBy(f => f.Line).ThenBy(f => f.Kind)]);
    }

    /// <inheritdoc />
    public ExecutedCall? Returning(IMethodSymbol method, string result, CancellationToken cancellation)
    {
        var budget = new StepBudget(_maxSteps / 8);
        foreach (var inputs in All(method, CandidatesOf(method, [], budget.Part(2), cancellation)).Take(MostCommonTests).TakeWhile(_ => !budget.IsSpent))
        {
            if (_interpreter.Run(method, inputs, SearchLimits, budget, cancellation) is Outcome.Normal normal)
            {
                var (statement, listed) = StatementPrinter.Print(method, inputs);
                var parameter = listed.Where(i => i.Key == result).Select(i => i.Value).FirstOrDefault();
                if (Bare(normal.Result) != Bare(parameter ?? result))
                {
                    return new ExecutedCall(statement, normal.Result);
                }
            }
        }

        return null;
    }

    /// <summary>A number without its cast and suffix: <c>(byte)5</c> and <c>5L</c> are 5.</summary>
    private static string Bare(string literal) => literal.Length > 0 && literal[0] == '(' && literal.IndexOf(')') is > 0 and var end && end < literal.Length - 1
        ? literal.Substring(end + 1).Trim('(', ')')
        : literal.Length > 0 && (char.IsDigit(literal[0]) || literal[0] == '-') ? literal.TrimEnd('L', 'U', 'u') : literal;

    /// <summary>Runs every candidate and gives what failed, of any kind and at any line.</summary>
    public SearchSummary Failures(IMethodSymbol method, CancellationToken cancellation)
    {
        var violations = new List<Outcome.Violation>();
        Outcome.Unsupported? unsupported = null;
        var admissible = 0;
        var budget = new StepBudget(_maxSteps);
        foreach (var inputs in All(method, CandidatesOf(method, [], budget.Part(2), cancellation)).Take(_maxRuns).TakeWhile(_ => !budget.IsSpent))
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

    /// <summary>Inputs to run an undecided method on: small and boundary ones, and others by chance from a fixed seed, in turn.</summary>
    public IEnumerable<MethodInputs> TestInputs(IMethodSymbol method, CancellationToken cancellation)
    {
        var candidates = CandidatesOf(method, [], new StepBudget(_maxSteps).Part(2), cancellation);
        using var random = new RandomInputs(method, candidates, TestSeed).All(NeedsReceiver(method)).GetEnumerator();
        foreach (var inputs in All(method, candidates))
        {
            yield return inputs;
            if (random.MoveNext())
            {
                yield return random.Current;
            }
        }

        while (random.MoveNext())
        {
            yield return random.Current;
        }
    }

    /// <summary>A call as one line of C#, and each input on its own.</summary>
    public static (string Statement, IReadOnlyList<KeyValuePair<string, string>> Inputs) Describe(IMethodSymbol method, MethodInputs inputs) => StatementPrinter.Print(method, inputs);

    /// <summary>Candidate inputs of a method in a fixed order, small ones first; <paramref name="hints"/> are numbers worth trying.</summary>
    public IEnumerable<MethodInputs> Inputs(IMethodSymbol method, IReadOnlyList<BigInteger> hints, CancellationToken cancellation) =>
        All(method, CandidatesOf(method, hints, new StepBudget(_maxSteps).Part(2), cancellation));

    /// <summary>Inputs by chance, from a fixed seed, without end.</summary>
    internal IEnumerable<MethodInputs> RandomInputs(IMethodSymbol method, IReadOnlyList<BigInteger> hints, CancellationToken cancellation) =>
        new RandomInputs(method, CandidatesOf(method, hints, new StepBudget(_maxSteps).Part(2), cancellation), TestSeed).All(NeedsReceiver(method));

    /// <summary>The inputs that a solver's candidate may mean.</summary>
    public IEnumerable<MethodInputs> Inputs(IMethodSymbol method, ModelInput model, CancellationToken cancellation) =>
        new ModelInputs(method, model, CandidatesOf(method, ModelInputs.NumbersOf(model).ToList(), new StepBudget(_maxSteps).Part(2), cancellation)).All(NeedsReceiver(method));

    /// <summary>The state of one search: what is still looked for, and what the runs came to.</summary>
    private sealed class Search
    {
        private readonly WitnessSearch _by;
        private readonly IMethodSymbol _method;
        private readonly IReadOnlyList<Suspicion> _suspicions;
        private readonly StepBudget _budget;
        private readonly StepBudget _building;
        private readonly CancellationToken _cancellation;
        private readonly CandidateInputs _candidates;
        private readonly Witness?[] _found;
        private readonly StepBudget _shrinking;
        private Outcome.Unsupported? _unsupported;
        private bool _anyAdmissible;

        public Search(WitnessSearch by, IMethodSymbol method, IReadOnlyList<Suspicion> suspicions, StepBudget budget, CancellationToken cancellation)
        {
            _by = by;
            _method = method;
            _suspicions = suspicions;
            _budget = budget;
            _cancellation = cancellation;
            _found = new Witness?[suspicions.Count];
            _building = budget.Part(2);
            _candidates = by.CandidatesOf(method, Hints(suspicions), _building, cancellation);
            _shrinking = new StepBudget(by._maxSteps);
        }

        /// <summary>Runs the solver's candidates, each suspicion with its share of the steps so that the first does not take them all.</summary>
        public void TryModels()
        {
            for (var i = 0; i < _suspicions.Count; i++)
            {
                var suspicion = _suspicions[i];
                if (suspicion.Model is not { } model || _found[i] is not null)
                {
                    continue;
                }

                var share = _budget.Part(_suspicions.Count - i + 1);
                foreach (var inputs in new ModelInputs(_method, model, _candidates).All(NeedsReceiver(_method)))
                {
                    if (share.IsSpent || _found[i] is not null)
                    {
                        break;
                    }

                    Try(inputs, share);
                }
            }
        }

        /// <summary>Runs the common candidates, until nothing is open or the bounds are reached.</summary>
        public void TryAll()
        {
            foreach (var inputs in All(_method, _candidates).Take(_by._maxRuns))
            {
                if (!_found.Contains(null) || _budget.IsSpent)
                {
                    return;
                }

                Try(inputs, _budget);
            }
        }

        /// <summary>What came of it, in the order of the suspicions.</summary>
        public IReadOnlyList<RefutationAttempt> Attempts()
        {
            var failure = _budget.IsSpent || _building.IsSpent ? new UnknownReason(UnknownKind.NotReproduced, BudgetSpent)
                : _unsupported is not null ? new UnknownReason(UnknownKind.NotReplayable, _unsupported.Construct, _unsupported.Line)
                : !_anyAdmissible ? new UnknownReason(UnknownKind.NotReplayable, "no admissible input could be built")
                : new UnknownReason(UnknownKind.NotReproduced);
            return _found.Select(witness => new RefutationAttempt(witness, witness is null ? failure : null)).ToList();
        }

        private void Try(MethodInputs inputs, StepBudget budget)
        {
            _cancellation.ThrowIfCancellationRequested();
            var outcome = _by._interpreter.Run(_method, inputs, SearchLimits, budget, _cancellation);
            _anyAdmissible |= outcome is not Outcome.Inadmissible;
            switch (outcome)
            {
                case Outcome.Violation violation when FailurePlaces.Of(violation, _suspicions).Where(i => _found[i] is null).ToList() is { Count: > 0 } meant:
                    var witness = _by.Shrunk(_method, inputs, violation, _shrinking, _cancellation);
                    meant.ForEach(i => _found[i] = witness);
                    break;
                case Outcome.Unsupported unsupported:
                    _unsupported ??= unsupported;
                    break;
            }
        }

        /// <summary>Numbers of the models, one of each in turn, so that every suspicion has a say.</summary>
        private static IReadOnlyList<BigInteger> Hints(IReadOnlyList<Suspicion> suspicions)
        {
            var numbers = suspicions.Select(s => s.Model is null ? [] : ModelInputs.NumbersOf(s.Model).ToList()).ToList();
            var most = numbers.Select(n => n.Count).DefaultIfEmpty(0).Max();
            return Enumerable.Range(0, most).SelectMany(i => numbers.Where(n => i < n.Count).Select(n => n[i])).Distinct().Take(MostHints).ToList();
        }
    }

    private CandidateInputs CandidatesOf(IMethodSymbol method, IReadOnlyList<BigInteger> hints, StepBudget building, CancellationToken cancellation) =>
        new(contracts, method, hints, recipe => !building.IsSpent && _interpreter.Builds(method, recipe, SearchLimits, building, cancellation)) { WithRecorders = WithRecorders };

    private static bool NeedsReceiver(IMethodSymbol method) => !method.IsStatic && method.MethodKind != MethodKind.Constructor;

    private static IEnumerable<MethodInputs> All(IMethodSymbol method, CandidateInputs candidates)
    {
        var needsReceiver = NeedsReceiver(method);
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

        foreach (var (second, recipe) in Referring(method))
        {
            var shared = lists.ToList();
            shared[second] = ImmutableArray.Create<InputRecipe>(recipe);
            foreach (var values in CandidateInputs.Products(shared, 400))
            {
                if (recipe.Element is not { } element || values[recipe.Parameter] is InputRecipe.Array { Items: var items } && element < items.Length)
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

    private Witness Shrunk(IMethodSymbol method, MethodInputs inputs, Outcome.Violation violation, StepBudget steps, CancellationToken cancellation)
    {
        var runs = MostShrinkingRuns;
        var shrunk = true;
        while (shrunk && runs > 0 && !steps.IsSpent)
        {
            shrunk = false;
            foreach (var smaller in Shrinking.Of(inputs))
            {
                if (runs-- <= 0)
                {
                    break;
                }

                if (_interpreter.Run(method, smaller, SearchLimits, steps, cancellation) is Outcome.Violation v && v.IsSame(violation))
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
