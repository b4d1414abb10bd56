using System.Globalization;
using Maestro.SafetyCase.Building;

namespace Maestro.Cli.Checking;

/// <summary>
/// What a change takes away or declares otherwise without a method's meaning changing: tests, attributes of assemblies, declarations. One open
/// goal a kind, with names and places.
/// </summary>
internal static class TakenAway
{
    public static IReadOnlyList<ScopeProblem> Between(IReadOnlyList<ProjectInventory> before, string baseRoot, IReadOnlyList<ProjectInventory> head, string headRoot) =>
    [
        .. Tests(before, baseRoot, head, headRoot),
        .. Problem(
            "Changed attributes of assemblies hide and open nothing",
            "look whom they let in, and which findings they silence",
            Assemblies(Read(before, baseRoot, DeclarationFacts.Assemblies), Read(head, headRoot, DeclarationFacts.Assemblies))),
        .. Problem(
            "Changed declarations do no harm",
            "look at bases, modifiers, attributes, types and values: what relies on them need not have changed",
            Types(Read(Product(before), baseRoot, DeclarationFacts.Types), Read(Product(head), headRoot, DeclarationFacts.Types))),
    ];

    private static IEnumerable<ScopeProblem> Tests(IReadOnlyList<ProjectInventory> before, string baseRoot, IReadOnlyList<ProjectInventory> head, string headRoot)
    {
        // A project that stopped being a test project still compiles its tests, and nobody runs them.
        var old = ByKey(before.Where(p => p.Loaded.Project.IsTest).SelectMany(p => TestInventory.Of(p, baseRoot)), t => t.Key);
        var now = ByKey(head.Where(p => p.Loaded.Project.IsTest).SelectMany(p => TestInventory.Of(p, headRoot)), t => t.Key);
        var added = now.Keys.Count(k => !old.ContainsKey(k));
        var gone = old.Values.Where(t => !now.ContainsKey(t.Key)).Select(t => new Item(t.Shown, t.File, t.Line, "gone"))
            .Concat(before.Where(p => p.Loaded.Project.IsTest && !head.Any(h => h.Id == p.Id && h.Loaded.Project.IsTest))
                .Select(p => new Item(p.Name, p.Name, 1, "test project gone")));
        var skipped = now.Values.Where(t => t.Skipped.Length > 0 && old.TryGetValue(t.Key, out var was) && was.Skipped != t.Skipped)
            .Select(t => new Item(t.Shown, t.File, t.Line, "skipped by " + t.Skipped));
        var beside = $"{added.ToString(CultureInfo.InvariantCulture)} added beside; ";
        return Problem("Tests that are gone are not missed", beside + "look whether another test says the same", gone)
            .Concat(Problem("Tests newly skipped are not missed", "look at the reason, and what else tells", skipped));
    }

    private static IEnumerable<Item> Assemblies(Dictionary<string, DeclarationFact> before, Dictionary<string, DeclarationFact> head) =>
        before.Values.Where(f => !head.ContainsKey(f.Key)).Select(f => Show(f, "gone"))
            .Concat(head.Values.Where(f => !before.ContainsKey(f.Key)).Select(f => Show(f, "added")));

    private static IEnumerable<Item> Types(Dictionary<string, DeclarationFact> before, Dictionary<string, DeclarationFact> head) =>
        before.Values.Where(f => !f.SeenByMethods && !head.ContainsKey(f.Key)).Select(f => Show(f, "gone"))
            .Concat(head.Values.Where(f => before.TryGetValue(f.Key, out var was) && was.Text != f.Text).Select(f => Show(f, "declared otherwise")));

    private static IEnumerable<ScopeProblem> Problem(string goal, string look, IEnumerable<Item> items)
    {
        // One for all target frameworks.
        var sorted = items.Distinct().OrderBy(i => i.File, StringComparer.Ordinal).ThenBy(i => i.Line).ThenBy(i => i.Shown, StringComparer.Ordinal).ToList();
        if (sorted.Count == 0)
        {
            return [];
        }

        var list = NamedItems.Of([.. sorted.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Shown} ({i.File}:{i.Line}) {i.How}"))]);
        return [new ScopeProblem($"{list}: {look}", sorted[0].File, sorted[0].Line) { Goal = goal }];
    }

    private static IReadOnlyList<ProjectInventory> Product(IReadOnlyList<ProjectInventory> projects) => [.. projects.Where(p => !p.Loaded.Project.IsTest)];

    private static Dictionary<string, DeclarationFact> Read(
        IReadOnlyList<ProjectInventory> projects, string root, Func<ProjectInventory, string, IEnumerable<DeclarationFact>> read) =>
        ByKey(projects.SelectMany(p => read(p, root)), f => f.Key);

    private static Dictionary<string, T> ByKey<T>(IEnumerable<T> all, Func<T, string> key) =>
        all.GroupBy(key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private static Item Show(DeclarationFact fact, string how) => new(fact.Shown, fact.File, fact.Line, how);

    /// <param name="File">In the head, or in the base where it is gone.</param>
    private sealed record Item(string Shown, string File, int Line, string How);
}
