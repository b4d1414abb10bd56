using System.Collections.Concurrent;
using Maestro.Analyzers.Infrastructure;
using Maestro.Verification.Hashing;
using Maestro.Verification.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Analyzers.Contracts;

/// <summary>
/// Findings of methods by what their verdicts depend on (<see cref="SourceDependencies"/>): in the analyzer's memory, else in the worker's cache. They are what
/// an IDE and an ordinary build show. An evidence build neither reads nor writes them, and no other command knows of them: a forged one deceives a squiggle,
/// never a verdict that is signed (semantics.md, 26).
/// </summary>
internal sealed class RememberedFindings
{
    private const string NoVersion = "z3 unavailable";
    private readonly Compilation _compilation;
    private readonly VerdictMemory _memory;
    private readonly Lazy<CheckedSolver> _solver;
    private readonly MaestroOptions _options;
    private readonly IReadOnlyList<SourceText> _sidecars;
    private readonly object _reading = new();
    private SourceDependencies? _dependencies;
    private int _hits;
    private readonly ConcurrentDictionary<SyntaxTree, Lazy<bool>> _fetched = new();

    public RememberedFindings(Compilation compilation, MaestroOptions options, IReadOnlyList<SourceText> sidecars, VerdictMemory memory, Lazy<CheckedSolver> solver)
    {
        _compilation = compilation;
        _memory = memory;
        _solver = solver;
        _options = options;
        _sidecars = sidecars;
    }

    /// <summary>Methods that nothing had to be found out of.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>The findings of a method, from memory or from <paramref name="findOut"/>.</summary>
    public IReadOnlyList<ContractFinding> Get(IMethodSymbol method, Func<List<ContractFinding>> findOut, CancellationToken cancellation)
    {
        if (Dependencies(cancellation) is not { } dependencies || dependencies.KeysOf(method, cancellation) is not { } keys)
        {
            return findOut();
        }

        var text = new FindingText(keys, dependencies, _compilation);
        if (Known(keys, dependencies) is { } known && text.Read(known) is { } remembered)
        {
            Interlocked.Increment(ref _hits);
            return remembered;
        }

        var before = _solver.Value.Passing;
        var found = findOut();
        if (_solver.Value.Passing == before && !found.Any(IsPassing) && text.Write(found) is { } written)
        {
            // What nothing is reported of was proved, whatever objects there may be to execute it on.
            var key = found.Count == 0 && !_options.Strength ? keys.Proof : keys.Execution;
            _memory.Keep(key, written);
            _solver.Value.Keeper?.Keep(key, written, cancellation);
        }

        return found;
    }

    /// <summary>Null where nothing is to be remembered. Not lazy: who gives up leaves it to the next.</summary>
    private SourceDependencies? Dependencies(CancellationToken cancellation)
    {
        if (_options.Evidence || _solver.Value.Version == NoVersion)
        {
            return null;
        }

        lock (_reading)
        {
            return _dependencies ??= new SourceDependencies(_compilation, SettingsOf(_options, _sidecars, _solver.Value.Version), _memory.Texts, cancellation);
        }
    }

    private string? Known(MethodKeys keys, SourceDependencies dependencies)
    {
        if (Find() is { } known || _solver.Value.Keeper is not { } keeper)
        {
            return Find();
        }

        // All methods of the file at once: each question to the worker is a round trip.
        _ = _fetched.GetOrAdd(keys.Tree, tree => new Lazy<bool>(() => Fetch(dependencies.KeysIn(tree), keeper))).Value;
        return Find();

        string? Find() => _memory.Find(keys.Proof) ?? _memory.Find(keys.Execution);
    }

    private bool Fetch(IEnumerable<MethodKeys> keys, IVerdictKeeper keeper)
    {
        var missing = keys.SelectMany(k => new[] { k.Proof, k.Execution }).Where(k => _memory.Find(k) is null).ToList();
        foreach (var verdict in keeper.Find(missing, CancellationToken.None))
        {
            _memory.Keep(verdict.Key, verdict.Value);
        }

        return true;
    }

    /// <summary>A verdict that rests on the clock, or on a fault.</summary>
    private static bool IsPassing(ContractFinding finding) => finding.Properties.TryGetValue("reason", out var reason)
        && reason is not null && (reason.StartsWith("timeout", StringComparison.Ordinal) || reason.StartsWith("solver-", StringComparison.Ordinal) || reason.StartsWith("internal", StringComparison.Ordinal));

    private static string SettingsOf(MaestroOptions options, IReadOnlyList<SourceText> sidecars, string solver) => string.Join(
        "\n",
        new[]
        {
            typeof(SourceDependencies).Assembly.ManifestModule.ModuleVersionId.ToString("N"),
            typeof(RememberedFindings).Assembly.ManifestModule.ModuleVersionId.ToString("N"),
            solver,
            FormattableString.Invariant($"{options.Scope} {options.Budget} {options.Strength}"),
        }.Concat(sidecars.Select(s => s.ToString())));
}
