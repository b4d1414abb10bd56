namespace Maestro.Verification.Solving;

/// <summary>
/// Keeps what compilers found out about methods, under keys that say all it depends on. What it gives back may be forged by whoever can write where it keeps:
/// a hint, as everything is that a build says (semantics.md, 26).
/// </summary>
public interface IVerdictKeeper
{
    /// <summary>What is kept under some of the keys; empty where the keeper cannot be reached.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    IReadOnlyList<KeyValuePair<string, string>> Find(IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>Keeps one; where that fails, another compiler finds it out again.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    void Keep(string key, string verdict, CancellationToken cancellation);
}
