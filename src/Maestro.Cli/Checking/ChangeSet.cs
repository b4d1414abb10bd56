namespace Maestro.Cli.Checking;

/// <summary>How a method differs between base and head.</summary>
internal enum MethodChangeKind
{
    Added,
    Removed,
    Modified,

    /// <summary>Unchanged itself, but it calls a method whose contract or unfolded body changed.</summary>
    Affected,
}

/// <summary>One changed or affected method.</summary>
/// <param name="Kind">How.</param>
/// <param name="Base">In the base; null for an added method.</param>
/// <param name="Head">In the head; null for a removed one.</param>
internal sealed record MethodChange(MethodChangeKind Kind, InventoriedMethod? Base, InventoriedMethod? Head)
{
    public InventoriedMethod Either => Head ?? Base!;
}

/// <summary>What a change touches, by meaning: methods whose semantic hash differs, and callers that read what changed.</summary>
internal static class ChangeSet
{
    /// <summary>Every changed method, and affected callers, by key.</summary>
    public static IReadOnlyList<MethodChange> Between(IReadOnlyList<ProjectInventory> baseSide, IReadOnlyList<ProjectInventory> headSide)
    {
        var before = baseSide.SelectMany(p => p.Methods).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var after = headSide.SelectMany(p => p.Methods).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var changes = new List<MethodChange>();
        foreach (var key in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            before.TryGetValue(key, out var old);
            after.TryGetValue(key, out var now);
            if (old is null)
            {
                changes.Add(new MethodChange(MethodChangeKind.Added, null, now));
            }
            else if (now is null)
            {
                changes.Add(new MethodChange(MethodChangeKind.Removed, old, null));
            }
            else if (old.OwnHash != now.OwnHash)
            {
                changes.Add(new MethodChange(MethodChangeKind.Modified, old, now));
            }
        }

        var known = changes.Select(c => c.Either.Key).ToHashSet(StringComparer.Ordinal);
        var readDifferently = changes.Where(c => c.Base?.InterfaceHash != c.Head?.InterfaceHash).Select(c => c.Either.Symbol).ToHashSet(StringComparer.Ordinal);
        foreach (var method in after.Values.Where(m => !known.Contains(m.Key) && before.ContainsKey(m.Key)))
        {
            var callees = method.Project.Hash.CalleesOf(method.Method).Select(c => Microsoft.CodeAnalysis.DocumentationCommentId.CreateDeclarationId(c));
            if (callees.Any(id => id is not null && readDifferently.Contains(id)))
            {
                changes.Add(new MethodChange(MethodChangeKind.Affected, before[method.Key], method));
            }
        }

        return changes.OrderBy(c => c.Either.Key, StringComparer.Ordinal).ToList();
    }
}
