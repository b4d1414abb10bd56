using Maestro.Cli.Comparing;
using Maestro.Evidence.Predicates;

namespace Maestro.Cli.Checking;

/// <summary>One changed or affected method.</summary>
/// <param name="Kind">How; <see cref="MethodChange.Unchanged"/> for a method that calls one whose contract or unfolded body changed.</param>
/// <param name="Base">In the base; null for an added method.</param>
/// <param name="Head">In the head; null for a removed one.</param>
internal sealed record MethodDifference(MethodChange Kind, InventoriedMethod? Base, InventoriedMethod? Head)
{
    public InventoriedMethod Either => Head ?? Base!;
}

/// <summary>What a change touches, by meaning: methods whose semantic hash differs, and callers that read what changed.</summary>
internal static class ChangeSet
{
    /// <summary>Every changed method, and affected callers, by key.</summary>
    public static IReadOnlyList<MethodDifference> Between(IReadOnlyList<ProjectInventory> baseSide, IReadOnlyList<ProjectInventory> headSide)
    {
        var before = baseSide.SelectMany(p => p.Methods).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var after = headSide.SelectMany(p => p.Methods).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        // Under another name, or in another type, it is a method that changed; projects are not looked across.
        var renamed = baseSide.Join(headSide, b => b.Id, h => h.Id, (b, h) => RenamedMethods.Among(
            b.Methods.Where(m => !after.ContainsKey(m.Key)), h.Methods.Where(m => !before.ContainsKey(m.Key)))).SelectMany(r => r).ToDictionary(r => r.Key.Key, r => r.Value, StringComparer.Ordinal);
        var formerly = renamed.Values.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var changes = new List<MethodDifference>();
        foreach (var key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            before.TryGetValue(key, out var old);
            after.TryGetValue(key, out var now);
            if (old is null && renamed.TryGetValue(key, out var former))
            {
                changes.Add(new MethodDifference(MethodChange.Modified, former, now));
            }
            else if (old is null)
            {
                changes.Add(new MethodDifference(MethodChange.Added, null, now));
            }
            else if (formerly.Contains(key))
            {
                continue;
            }
            else if (now is null)
            {
                changes.Add(new MethodDifference(MethodChange.Removed, old, null));
            }
            else if (old.OwnHash != now.OwnHash)
            {
                changes.Add(new MethodDifference(MethodChange.Modified, old, now));
            }
        }

        var known = changes.Select(c => c.Either.Key).ToHashSet(StringComparer.Ordinal);
        var readDifferently = changes.Where(c => c.Base?.InterfaceHash != c.Head?.InterfaceHash).Select(c => c.Either.Symbol).ToHashSet(StringComparer.Ordinal);
        foreach (var method in after.Values.Where(m => !known.Contains(m.Key) && before.ContainsKey(m.Key)))
        {
            var callees = method.Project.Hash.CalleesOf(method.Method).Select(c => Microsoft.CodeAnalysis.DocumentationCommentId.CreateDeclarationId(c));
            if (callees.Any(id => id is not null && readDifferently.Contains(id)))
            {
                changes.Add(new MethodDifference(MethodChange.Unchanged, before[method.Key], method));
            }
        }

        return changes.OrderBy(c => c.Either.Key, StringComparer.Ordinal).ToList();
    }
}
