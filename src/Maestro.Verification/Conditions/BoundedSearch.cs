using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>What a search up to a depth says of one obligation.</summary>
/// <param name="Depth">The greatest depth at which every execution keeps it; 0 where there is none.</param>
/// <param name="Answer">What was answered at that depth, or the model of an execution that breaks it.</param>
internal sealed record BoundedResult(int Depth, Answer? Answer)
{
    public static BoundedResult None { get; } = new(0, null);
}

/// <summary>
/// Searches all executions with few iterations of each loop and few elements of each quantified range, where the proof for all of them failed. The depths
/// and the budget are fixed, so that the same source gives the same verdict.
/// </summary>
internal sealed class BoundedSearch(
    IMethodSymbol method, ContractReader reader, Shapes shapes, WriteSets writes, VerifierOptions options, Prover prover, CancellationToken cancellation)
{
    private const uint Budget = 1_000_000;

    /// <summary>Questions at most for one method.</summary>
    private const int MostQuestions = 240;

    private static readonly int[] Depths = [2, 3, 5];
    private int _questions;

    /// <summary>A result for each of the obligations, in their order.</summary>
    public IReadOnlyList<BoundedResult> Run(IReadOnlyList<Pending> open)
    {
        var results = open.Select(_ => BoundedResult.None).ToList();
        var wanted = Enumerable.Range(0, open.Count).ToList();
        foreach (var depth in Depths.Where(d => d <= options.Depth))
        {
            if (wanted.Count == 0 || Encode(depth) is not { } encoded)
            {
                break;
            }

            var copies = encoded.Obligations.Where(o => o.Role == ObligationRole.Real).ToLookup(KeyOf);
            var model = new ModelReader(encoded, shapes, method);
            prover.Announce(encoded.Terms, wanted.SelectMany(i => copies[KeyOf(open[i])]));
            foreach (var i in wanted.ToList())
            {
                var result = Search(encoded, copies[KeyOf(open[i])].ToList(), model, depth);
                if (result is null)
                {
                    wanted.Remove(i);
                }
                else
                {
                    results[i] = result;
                    if (result.Depth < depth)
                    {
                        wanted.Remove(i);
                    }
                }
            }
        }

        return results;
    }

    private Encoded? Encode(int depth)
    {
        try
        {
            return new MethodEncoder(method, shapes, reader, writes, options, infers: false, cancellation, depth: depth).Encode();
        }
        catch (Exception exception) when (exception is UnsupportedConstructException or IllFormedContractException or InsufficientExecutionStackException)
        {
            return null;
        }
    }

    /// <summary>Null where nothing was found out at this depth.</summary>
    private BoundedResult? Search(Encoded encoded, IReadOnlyList<Pending> copies, ModelReader model, int depth)
    {
        Answer? last = null;
        foreach (var copy in copies)
        {
            if (++_questions > MostQuestions || prover.IsSpent)
            {
                return null;
            }

            last = prover.Ask(encoded.Terms, copy, model.Watched, Budget) with { Model = model };
            if (last.Status != SolverStatus.Unsat)
            {
                return last.Status == SolverStatus.Sat ? new BoundedResult(0, last) : null;
            }
        }

        // Where no execution within the depth arrives, nothing was searched.
        return last is not null && copies.Any(c => IsReached(encoded, c)) ? new BoundedResult(depth, last) : null;
    }

    private bool IsReached(Encoded encoded, Pending copy) =>
        ++_questions <= MostQuestions && prover.Ask(encoded.Terms, copy with { Goal = encoded.Terms.False }, [], Budget).Status is not (SolverStatus.Unsat or SolverStatus.Unavailable);

    private static (ObligationKind Kind, Location Location, string Text) KeyOf(Pending pending) => (pending.Kind, pending.Location, pending.Text);
}
