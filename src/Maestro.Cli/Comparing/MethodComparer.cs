using System.Collections.Concurrent;
using Maestro.Cli.Checking;
using Maestro.Verification;
using Maestro.Verification.Comparison;
using Maestro.Verification.Contracts;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Comparing;

/// <summary>Pairs the methods of two sides and compares those whose meaning, or whose callees' meaning, changed.</summary>
internal sealed class MethodComparer(ISolver solver, VerifierOptions options)
{
    private const int MostRounds = 4;

    /// <summary>Every changed, new, removed or renamed method, and every method that calls one that is not the same, by symbol.</summary>
    /// <param name="old">Projects of the base.</param>
    /// <param name="now">Projects of the head.</param>
    /// <param name="onProgress">Receives done and total, from any thread.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public IReadOnlyList<ComparedMethod> Compare(
        IReadOnlyList<ProjectInventory> old, IReadOnlyList<ProjectInventory> now, Action<int, int> onProgress, CancellationToken cancellation)
    {
        var pairs = new List<(InventoriedMethod? Old, InventoriedMethod? New)>();
        foreach (var (before, after) in Projects(old, now))
        {
            pairs.AddRange(Methods(before, after));
        }

        var behaviours = Behaviours([.. pairs.Where(p => p.Old is not null && p.New is not null).Select(p => (p.Old!, p.New!))], onProgress, cancellation);
        var results = new ConcurrentBag<ComparedMethod>();
        Parallel.ForEach(
            pairs,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            pair => results.Add(pair is { Old: { } before, New: { } after } ? Row(before, after, behaviours[(before, after)], cancellation) : Lone(pair.Old, pair.New)));
        return [.. results.OrderBy(r => r.Symbol ?? r.OldSymbol, StringComparer.Ordinal).ThenBy(r => r.OldSymbol, StringComparer.Ordinal)];
    }

    /// <summary>How each pair behaves. What is the same for every input is relied on where another of the pairs calls it.</summary>
    /// <param name="pairs">Two versions of a method each.</param>
    /// <param name="onProgress">Receives done and total, from any thread.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public IReadOnlyDictionary<(InventoriedMethod Old, InventoriedMethod New), BehaviourVerdict> Behaviours(
        IReadOnlyList<(InventoriedMethod Old, InventoriedMethod New)> pairs, Action<int, int> onProgress, CancellationToken cancellation)
    {
        var results = new ConcurrentDictionary<(InventoriedMethod Old, InventoriedMethod New), BehaviourVerdict>();
        var proved = new HashSet<string>(StringComparer.Ordinal);
        var open = pairs;
        for (var round = 0; round < MostRounds && open.Count > 0; round++)
        {
            var (done, known) = (pairs.Count - open.Count, proved.ToHashSet(StringComparer.Ordinal));
            Parallel.ForEach(
                open,
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                pair =>
                {
                    results[pair] = Behaviour(pair.Old, pair.New, known, cancellation);
                    onProgress(Interlocked.Increment(ref done), pairs.Count);
                });
            proved.UnionWith(results
                .Where(r => r.Value.Relation == BehaviourRelation.Same && r.Key.Old.Symbol == r.Key.New.Symbol && IsTotalRelation(r.Key.Old))
                .Select(r => r.Key.New.Symbol));
            open = proved.Count == known.Count ? [] : [.. pairs.Where(p => results[p].Relation == BehaviourRelation.Unknown)];
        }

        return results;
    }

    /// <summary>True where sameness does not depend on what callers pass.</summary>
    private static bool IsTotalRelation(InventoriedMethod old) =>
        !old.Project.Reader.Of(old.Method).Requires.Any() && !old.Project.Reader.HoldsInvariants(old.Method);

    /// <summary>Projects by name and framework; two lone projects are a pair whatever their names.</summary>
    private static IEnumerable<(ProjectInventory? Old, ProjectInventory? New)> Projects(IReadOnlyList<ProjectInventory> old, IReadOnlyList<ProjectInventory> now)
    {
        if (old.Count == 1 && now.Count == 1)
        {
            return [(old[0], now[0])];
        }

        var before = old.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var after = now.ToDictionary(p => p.Id, StringComparer.Ordinal);
        return before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Select(id => (before.GetValueOrDefault(id), after.GetValueOrDefault(id)));
    }

    private static List<(InventoriedMethod? Old, InventoriedMethod? New)> Methods(ProjectInventory? old, ProjectInventory? now)
    {
        var before = (old?.Methods ?? []).GroupBy(m => m.Symbol).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var after = (now?.Methods ?? []).GroupBy(m => m.Symbol).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var pairs = new List<(InventoriedMethod? Old, InventoriedMethod? New)>();
        foreach (var symbol in before.Keys.Intersect(after.Keys).Order(StringComparer.Ordinal))
        {
            // The whole hash: what a method reads of its callees is part of it.
            if (before[symbol].Project.Hash.Of(before[symbol].Method) != after[symbol].Project.Hash.Of(after[symbol].Method))
            {
                pairs.Add((before[symbol], after[symbol]));
            }
        }

        var gone = before.Values.Where(m => !after.ContainsKey(m.Symbol)).OrderBy(m => m.Symbol, StringComparer.Ordinal).ToList();
        var added = after.Values.Where(m => !before.ContainsKey(m.Symbol)).OrderBy(m => m.Symbol, StringComparer.Ordinal).ToList();
        var renamed = RenamedMethods.Among(gone, added);
        pairs.AddRange(added.Select(a => (renamed.GetValueOrDefault(a), (InventoriedMethod?)a)));
        gone.RemoveAll(renamed.Values.Contains);
        pairs.AddRange(gone.Select(g => ((InventoriedMethod?)g, (InventoriedMethod?)null)));
        return pairs;
    }

    /// <summary>There is nothing to compare with: that it is gone, or new, is said by the verdict.</summary>
    private static ComparedMethod Lone(InventoriedMethod? old, InventoriedMethod? now) =>
        new(now?.Symbol, old?.Symbol, now is null ? BehaviourWord.Removed : BehaviourWord.New, ContractWord.Equal, null, null);

    private BehaviourVerdict Behaviour(InventoriedMethod old, InventoriedMethod now, IReadOnlyCollection<string> proved, CancellationToken cancellation)
    {
        // The caches of a front end are shared by all threads; what is known to be unchanged is not.
        var unchanged = new UnchangedMethods(old.Project.Reader, now.Project.Reader, proved);
        var versions = new MethodVersions(old.Project.Reader, old.Method, now.Project.Reader, now.Method);
        var closed = BehaviourComparison.Compare(versions, unchanged.IsSame, solver, options, cancellation);
        return closed with { Alone = BehaviourLevels.OfMethodAlone(versions, closed, unchanged, solver, options, cancellation) };
    }

    private static BehaviourWord Word(BehaviourRelation relation) => relation switch
    {
        BehaviourRelation.Same => BehaviourWord.Same,
        BehaviourRelation.Different => BehaviourWord.Different,
        BehaviourRelation.Bounded => BehaviourWord.Bounded,
        _ => BehaviourWord.Unknown,
    };

    private ComparedMethod Row(InventoriedMethod old, InventoriedMethod now, BehaviourVerdict behaviour, CancellationToken cancellation)
    {
        var (contract, example) = Contract(old, now, cancellation);
        return new ComparedMethod(
            now.Symbol,
            old.Symbol,
            Word(behaviour.Relation),
            contract,
            behaviour.Reason ?? example,
            behaviour.Witness)
        {
            Alone = behaviour.Alone is { } alone ? Word(alone) : null,
            AllInputs = behaviour.AllInputs is { } all ? (Word(all.Relation), all.Witness) : null,
        };
    }

    private (ContractWord Word, string? Example) Contract(InventoriedMethod old, InventoriedMethod now, CancellationToken cancellation)
    {
        if (!HasClauses(old) && !HasClauses(now))
        {
            return (ContractWord.Equal, null);
        }

        var compared = ContractImplication.Compare(old.Project.Reader, old.Method, now.Project.Reader, now.Method, solver, options, cancellation);
        return compared.Change switch
        {
            ContractChange.Equal => (ContractWord.Equal, null),
            ContractChange.Compatible => (ContractWord.Compatible, Told(compared)),
            ContractChange.Incomparable => (ContractWord.Incomparable, Told(compared)),
            ContractChange.Breaking => (ContractWord.Breaking, Told(compared)),
            // What cannot be shown to ask for no more and promise no less is not to be relied on; clauses that read alike are.
            _ => Texts(old).SequenceEqual(Texts(now), StringComparer.Ordinal) ? (ContractWord.Equal, null) : (ContractWord.Breaking, $"the contracts could not be compared: {compared.Example}"),
        };
    }

    private static string? Told(ContractComparison compared) => compared.Example.Length > 0 ? $"contract: {compared.Example}" : null;

    private static bool HasClauses(InventoriedMethod method) => Clauses(method).Any();

    private static IEnumerable<string> Texts(InventoriedMethod method) => Clauses(method).Select(c => c.Text);

    private static IEnumerable<Clause> Clauses(InventoriedMethod method) =>
        method.Project.Reader.Of(method.Method).Clauses.Where(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow);
}
