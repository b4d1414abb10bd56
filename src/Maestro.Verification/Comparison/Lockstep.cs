using Maestro.Verification.Smt;

namespace Maestro.Verification.Comparison;

/// <summary>A variable that a loop changes.</summary>
/// <param name="Name">As written.</param>
/// <param name="Sorts">Of its leaves.</param>
internal sealed record LoopVariable(string Name, IReadOnlyList<Sort> Sorts);

/// <summary>
/// What the two versions share: at the head of the n-th loop of both, variables that correspond have one name, because they are shown to be equal
/// whenever both arrive there. A pair that is seen not to be equal is put apart, and everything is shown again.
/// </summary>
internal sealed class Lockstep(TermFactory terms, bool lastFirst)
{
    private readonly List<IReadOnlyList<LoopVariable>> _loops = [];
    private readonly HashSet<(int Loop, string Old)> _apart = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public TermFactory Terms { get; } = terms;

    /// <summary>Forgets the loops of the last attempt, keeps what it taught.</summary>
    public void Restart() => _loops.Clear();

    /// <summary>Puts a pair apart; false when it is already.</summary>
    public bool PutApart(int loop, string name) => _apart.Add((loop, name));

    /// <summary>A number for a name, the same in both versions.</summary>
    public int NumberOf(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers.Add(name, number = _numbers.Count + 1);
        }

        return number;
    }

    public void Record(IReadOnlyList<LoopVariable> variables) => _loops.Add(variables);

    /// <summary>For each variable of the new version's loop the old version's that it corresponds to, null where there is none: by name, then by order (with <c>lastFirst</c>, by the other order).</summary>
    public IReadOnlyList<string?> Match(int loop, IReadOnlyList<LoopVariable> variables)
    {
        if (loop >= _loops.Count)
        {
            throw new Conditions.UnsupportedConstructException("loops that do not correspond", 0);
        }

        var free = _loops[loop].ToList();
        if (lastFirst)
        {
            free.Reverse();
        }

        var matched = new string?[variables.Count];
        for (var i = 0; i < variables.Count; i++)
        {
            Take(i, free.Find(f => f.Name == variables[i].Name && Fits(f, variables[i])));
        }

        for (var i = 0; i < variables.Count; i++)
        {
            if (matched[i] is null)
            {
                Take(i, free.Find(f => Fits(f, variables[i]) && variables.All(v => v.Name != f.Name)) ?? free.Find(f => Fits(f, variables[i])));
            }
        }

        for (var i = 0; i < matched.Length; i++)
        {
            matched[i] = matched[i] is { } name && _apart.Contains((loop, name)) ? null : matched[i];
        }

        return matched;

        void Take(int i, LoopVariable? old)
        {
            if (old is not null)
            {
                matched[i] = old.Name;
                free.Remove(old);
            }
        }
    }

    private static bool Fits(LoopVariable a, LoopVariable b) => a.Sorts.SequenceEqual(b.Sorts);
}
