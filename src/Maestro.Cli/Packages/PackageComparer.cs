using System.Collections.Concurrent;
using Maestro.Cli.Checking;
using Maestro.Cli.Comparing;
using Maestro.Verification;
using Maestro.Verification.Comparison;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Packages;

/// <summary>
/// Compares methods of two versions of an assembly, each with all that it reaches in that assembly: by their IL, which is enough where it is equal; else
/// as C# again, by the comparison of <c>maestro diff</c>. What does not compile again is undecided.
/// </summary>
internal sealed class PackageComparer(PackageImage old, PackageImage now, Func<PackageImage, IReadOnlyCollection<string>, DecompiledAssembly> decompile, ISolver solver, VerifierOptions options)
{
    private const int MostRounds = 3;
    private readonly ConcurrentDictionary<string, bool> _sameIl = new(StringComparer.Ordinal);

    /// <summary>One row for each of <paramref name="members"/> that either version has, and for each override in the package that may run in its place.</summary>
    /// <param name="members">Documentation ids.</param>
    /// <param name="onProgress">Receives done and total.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public IReadOnlyList<ComparedMethod> Compare(IReadOnlyCollection<string> members, Action<int, int> onProgress, CancellationToken cancellation)
    {
        var rows = new SortedDictionary<string, ComparedMethod>(StringComparer.Ordinal);
        var open = new List<string>();
        var all = members.Concat(members.SelectMany(m => old.OverridesOf(m).Concat(now.OverridesOf(m)))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var id in all.Where(id => old.Has(id) || now.Has(id)))
        {
            if (!now.Has(id) || !old.Has(id))
            {
                rows[id] = now.Has(id) ? Row(id, BehaviourWord.New, null) with { OldSymbol = null } : Row(id, BehaviourWord.Removed, null) with { Symbol = null };
            }
            else if (ReadsItself(id) is { } what)
            {
                rows[id] = Row(id, BehaviourWord.Unknown, $"it reads what differs between any two versions: {what}");
            }
            else if (IsSameIl(id))
            {
                rows[id] = Row(id, BehaviourWord.Same, "the same IL, and of all that it reaches");
            }
            else
            {
                open.Add(id);
            }
        }

        if (open.Count > 0)
        {
            Decompiled(open, rows, onProgress, cancellation);
        }

        return [.. rows.Values];
    }

    private void Decompiled(List<string> open, SortedDictionary<string, ComparedMethod> rows, Action<int, int> onProgress, CancellationToken cancellation)
    {
        var (before, after) = (decompile(old, open), decompile(now, open));
        var proved = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < MostRounds && open.Count > 0; round++)
        {
            var (done, total, known) = (0, open.Count, proved.ToHashSet(StringComparer.Ordinal));
            var found = new ConcurrentDictionary<string, ComparedMethod>(StringComparer.Ordinal);
            Parallel.ForEach(
                open,
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                id =>
                {
                    found[id] = Compare(id, before, after, known, cancellation);
                    onProgress(Interlocked.Increment(ref done), total);
                });
            foreach (var (id, row) in found)
            {
                rows[id] = row;
            }

            // A method that others may override is known by what runs in its place too.
            proved.UnionWith(found.Where(f => f.Value.Verdict == BehaviourWord.Same && !old.OverridesOf(f.Key).Concat(now.OverridesOf(f.Key)).Any()).Select(f => f.Key));
            open = proved.Count == known.Count ? [] : [.. open.Where(id => rows[id].Verdict == BehaviourWord.Unknown)];
        }
    }

    private ComparedMethod Compare(string id, DecompiledAssembly before, DecompiledAssembly after, IReadOnlyCollection<string> proved, CancellationToken cancellation)
    {
        if ((ErrorIn(id, old, before) ?? ErrorIn(id, now, after)) is { } error)
        {
            return Row(id, BehaviourWord.Unknown, error);
        }

        if (!before.Methods.TryGetValue(id, out var one) || !after.Methods.TryGetValue(id, out var other))
        {
            return Row(id, BehaviourWord.Unknown, "it has no body that could be decompiled");
        }

        if (old.Closure(id).Union(now.Closure(id)).Where(r => r.StartsWith("T:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .FirstOrDefault(t => (old.IsEnum(t) || now.IsEnum(t)) && old.TextOf(t).Text != now.TextOf(t).Text) is { } changed)
        {
            // Whoever turns one into text, or text into one, reads its declaration.
            return Row(id, BehaviourWord.Unknown, $"names or numbers of {changed} changed");
        }

        var unchanged = new UnchangedMethods(one.Project.Reader, other.Project.Reader, proved);
        var verdict = BehaviourComparison.Compare(
            new MethodVersions(one.Project.Reader, one.Method, other.Project.Reader, other.Method), m => IsSame(m, unchanged, proved), solver, options, cancellation);
        return Row(id, verdict.Relation switch
        {
            BehaviourRelation.Same => BehaviourWord.Same,
            BehaviourRelation.Different => BehaviourWord.Different,
            BehaviourRelation.Bounded => BehaviourWord.Bounded,
            _ => BehaviourWord.Unknown,
        }, verdict.Reason) with { Witness = verdict.Witness };
    }

    /// <summary>Of the package by its IL or by proof; outside it by the identity of its assembly.</summary>
    private bool IsSame(IMethodSymbol method, UnchangedMethods unchanged, IReadOnlyCollection<string> proved)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.ContainingAssembly?.Name != now.Name
            ? unchanged.IsSame(method)
            : definition.GetDocumentationCommentId() is { } id && (proved.Contains(id) || old.Has(id) && now.Has(id) && ReadsItself(id) is null && IsSameIl(id));
    }

    /// <summary>What does not compile of a method or of what it reaches, unless that is the same by its IL.</summary>
    private string? ErrorIn(string id, PackageImage image, DecompiledAssembly decompiled) => image.Closure(id)
        .Where(r => r == id || !IsSameIl(r)).Order(StringComparer.Ordinal)
        .Select(r => decompiled.ErrorIn(r) is { } error ? $"the decompiled {r} does not compile ({error})" : null)
        .FirstOrDefault(e => e is not null);

    private bool IsSameIl(string id) => _sameIl.GetOrAdd(id, _ =>
    {
        var (one, other) = (old.Closure(id), now.Closure(id));
        return one.Count == other.Count && one.All(r => other.Contains(r) && old.TextOf(r).Text is { Length: > 0 } text && text == now.TextOf(r).Text);
    });

    /// <summary>A member by which code learns its own assembly's version or name, or changed resources.</summary>
    private string? ReadsItself(string id) => old.Closure(id).SelectMany(r => old.TextOf(r).Externals).Concat(now.Closure(id).SelectMany(r => now.TextOf(r).Externals))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault(e => e is "?" or "System.Type.get_Assembly" or "System.Type.get_AssemblyQualifiedName" or "System.Type.get_Module"
            || e.StartsWith("System.Reflection.", StringComparison.Ordinal)
            || e.StartsWith("System.Diagnostics.FileVersionInfo", StringComparison.Ordinal) || e.StartsWith("System.Diagnostics.StackTrace", StringComparison.Ordinal)
            || e.StartsWith("System.Resources.", StringComparison.Ordinal) && old.Resources != now.Resources);

    private static ComparedMethod Row(string id, BehaviourWord verdict, string? reason) => new(id, id, verdict, ContractWord.Equal, reason, null);
}
