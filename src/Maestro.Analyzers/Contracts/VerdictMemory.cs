using System.Collections.Concurrent;
using Maestro.Verification.Hashing;

namespace Maestro.Analyzers.Contracts;

/// <summary>What one analyzer remembers from compilation to compilation. Thread-safe.</summary>
internal sealed class VerdictMemory
{
    /// <summary>A method's findings are a few hundred characters, most are none.</summary>
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<string, string> _verdicts = new(StringComparer.Ordinal);

    /// <summary>What trees say.</summary>
    public DeclaredTexts Texts { get; } = new();

    /// <summary>The verdict under a key; null where none is known.</summary>
    public string? Find(string key) => _verdicts.TryGetValue(key, out var verdict) ? verdict : null;

    /// <summary>How many are remembered.</summary>
    public int Count => _verdicts.Count;

    /// <summary>Remembers; beyond what is reasonable all is forgotten.</summary>
    public void Keep(string key, string verdict)
    {
        if (_verdicts.Count >= Most)
        {
            _verdicts.Clear();
        }

        _verdicts[key] = verdict;
    }

    /// <summary>Puts another text for each that is remembered.</summary>
    internal void Damage(string verdict)
    {
        foreach (var key in _verdicts.Keys)
        {
            _verdicts[key] = verdict;
        }
    }
}
