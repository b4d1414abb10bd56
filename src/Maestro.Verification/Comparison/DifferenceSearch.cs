using Maestro.Verification.Replay;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>Looks for an input on which two versions differ, by running both: nothing is called different that was not seen to be.</summary>
internal sealed class DifferenceSearch
{
    private const int MostRuns = 3_000;
    private const long MostSteps = 1_500_000;
    private const int MostUndecided = 200;
    private const int MostRefused = 500;
    private const int MostWithNull = 40;
    private static readonly RunLimits Limits = new(Steps: 20_000, Depth: 64, ArrayLength: 20_000);

    // Numbers that code compares with without naming them: counts, powers of two, and what lies between.
    private static readonly IReadOnlyList<System.Numerics.BigInteger> Numbers =
        Enumerable.Range(4, 30).Concat([64, 100, 128, 255, 1000, 65536]).Select(n => (System.Numerics.BigInteger)n).ToList();

    private readonly MethodVersions _versions;
    private readonly WitnessSearch _inputs;
    private readonly Interpreter _old;
    private readonly Interpreter _new;
    private readonly InputTranslation _translation;

    public DifferenceSearch(MethodVersions versions)
    {
        _versions = versions;
        _inputs = new WitnessSearch(versions.OldContracts) { WithRecorders = true };
        _old = new Interpreter(versions.OldContracts);
        _new = new Interpreter(versions.NewContracts);
        _translation = new InputTranslation(versions.NewContracts.Bodies.Compilation);
    }

    /// <summary>Why no execution says anything; null where one did.</summary>
    public string? Undecided { get; private set; }

    /// <summary>Inputs on which both ended alike.</summary>
    public int Alike { get; private set; }

    /// <summary>Tries small and boundary inputs, then others by chance.</summary>
    public DifferenceWitness? TryCommon(CancellationToken cancellation) => Try(_inputs.Inputs(_versions.Old, Numbers, cancellation).Take(MostRuns), cancellation)
        ?? Try(_inputs.RandomInputs(_versions.Old, Numbers, cancellation).Take(MostRuns), cancellation);

    /// <summary>Tries what the solver proposes.</summary>
    public DifferenceWitness? TryModel(Verdicts.ModelInput model, CancellationToken cancellation) => Try(_inputs.Inputs(_versions.Old, model, cancellation).Take(64), cancellation);

    /// <summary>Tries small and boundary inputs that the base's preconditions or types refuse.</summary>
    public DifferenceWitness? TryRefused(CancellationToken cancellation)
    {
        var inputs = _inputs.Inputs(_versions.Old, Numbers, cancellation).Take(MostRefused).ToList();
        return Try(inputs.Where(i => !IsAllowed(i, cancellation)).Concat(WithNulls(inputs)), cancellation, refused: true);
    }

    /// <summary>Null in the place of each argument whose type says that it is none.</summary>
    private IEnumerable<MethodInputs> WithNulls(IReadOnlyList<MethodInputs> inputs) => _versions.Old.Parameters.Where(BehaviourLevels.IsNonNull)
        .SelectMany(p => inputs.Take(MostWithNull).Select(i => i with { Arguments = i.Arguments.SetItem(p.Ordinal, new InputRecipe.Literal(null, p.Type.WithNullableAnnotation(NullableAnnotation.Annotated))) }));

    private DifferenceWitness? Try(IEnumerable<MethodInputs> candidates, CancellationToken cancellation, bool refused = false)
    {
        var undecided = 0;
        var budget = new StepBudget(MostSteps);
        foreach (var inputs in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            if (budget.IsSpent)
            {
                return null;
            }

            if (_translation.Of(inputs) is not { } same || !refused && !IsAllowed(inputs, cancellation))
            {
                continue;
            }

            var before = _old.Observe(_versions.Old, inputs, [], Limits, budget, cancellation);
            var after = before.Undecided is null ? _new.Observe(_versions.New, same, before.Statics, Limits, budget, cancellation) : before;
            if (before.Undecided is null && after.Undecided is null && !after.Statics.IsSubsetOf(before.Statics))
            {
                before = _old.Observe(_versions.Old, inputs, after.Statics, Limits, budget, cancellation);
                after = _new.Observe(_versions.New, same, before.Statics, Limits, budget, cancellation);
            }

            if ((before.Undecided ?? after.Undecided) is { } why)
            {
                Undecided ??= why;
                if (++undecided > MostUndecided)
                {
                    return null;
                }
            }
            else if (!IsOneInput(inputs, before, after))
            {
                Undecided ??= "the methods that prepare the input differ themselves";
            }
            else if (before.Outcome != after.Outcome || before.State != after.State && before.Layouts.SetEquals(after.Layouts))
            {
                var (statement, _) = StatementPrinter.Print(_versions.Old, inputs);
                return new DifferenceWitness(statement, Told(before, after), Told(after, before));
            }
            else if (before.State == after.State)
            {
                Alike++;
            }
        }

        return null;
    }

    /// <summary>Methods that prepare the objects may differ themselves: both versions have to be given the same.</summary>
    private static bool IsOneInput(MethodInputs inputs, Observation before, Observation after) => before.Entry == after.Entry
        || !inputs.Arguments.Append(inputs.Receiver).Any(r => r is not null && IsPrepared(r)) || !before.Layouts.SetEquals(after.Layouts);

    private static bool IsPrepared(InputRecipe recipe) => recipe switch
    {
        InputRecipe.New made => !made.Calls.IsEmpty || made.Arguments.Any(IsPrepared) || made.Initializer.Any(m => IsPrepared(m.Value)),
        InputRecipe.Array array => array.Items.Any(IsPrepared),
        InputRecipe.Grid grid => grid.Items.Any(IsPrepared),
        InputRecipe.Tuple tuple => tuple.Items.Any(IsPrepared),
        _ => false,
    };

    /// <summary>What the base's preconditions refuse was never promised (semantics.md, 21).</summary>
    private bool IsAllowed(MethodInputs inputs, CancellationToken cancellation) =>
        !_versions.OldContracts.Of(_versions.Old).Requires.Any() && !_versions.OldContracts.HoldsInvariants(_versions.Old)
        || _old.Run(_versions.Old, inputs, Limits, cancellation) is not Outcome.Inadmissible;

    /// <summary>The outcome; where outcomes agree, the first line of the state that does not.</summary>
    private static string Told(Observation one, Observation other)
    {
        if (one.Outcome != other.Outcome)
        {
            return one.Outcome;
        }

        var lines = one.State.Split('\n');
        var others = other.State.Split('\n');
        var differs = Enumerable.Range(0, lines.Length).FirstOrDefault(i => i >= others.Length || lines[i] != others[i]);
        return $"{one.Outcome}, {lines[differs]}";
    }
}
