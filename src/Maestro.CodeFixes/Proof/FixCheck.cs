using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.CodeFixes.Proof;

/// <summary>
/// Judges edits of one method: an edit passes if it changes the file, compiles, and the verifier then proves the finding's obligation and
/// leaves nothing of the method open that was not open before.
/// </summary>
internal sealed class FixCheck(IFixProof proof, FixSite site, MethodReport before, CancellationToken cancellation)
{
    // A search that has not found its edit by then is not worth the user's patience; a count, so that the same code gets the same offer.
    private const int MostProofs = 60;

    private readonly Dictionary<string, int> _openBefore = Open(before);
    private readonly Dictionary<string, int> _errorsBefore = Errors(site.Compilation, site.Declaration.SyntaxTree);
    private int _proofs;

    /// <summary>False once as many edits were tried as may be.</summary>
    public bool MayTry => _proofs < MostProofs;

    /// <summary>True if the edit passes.</summary>
    /// <exception cref="OperationCanceledException">The user moved on, or the time is up.</exception>
    public bool Passes(SyntaxNode edited) => Report(edited) is { Reason: null } report && IsDischarged(report);

    /// <summary>What is known of the method after an edit; null where the edit changes nothing, does not compile, or may not be tried.</summary>
    /// <exception cref="OperationCanceledException">The user moved on, or the time is up.</exception>
    public MethodReport? Report(SyntaxNode edited)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!MayTry || edited.IsEquivalentTo(site.Root))
        {
            return null;
        }

        _proofs++;
        var tree = site.Declaration.SyntaxTree;
        var newTree = tree.WithRootAndOptions(edited, tree.Options);
        var compilation = site.Compilation.ReplaceSyntaxTree(tree, newTree);
        return IsWithin(Errors(compilation, newTree), _errorsBefore) && FixSite.MethodOf(compilation, before.Symbol) is { } method
            ? proof.Verify(compilation, method, withWitnesses: false, cancellation)
            : null;
    }

    private bool IsDischarged(MethodReport after)
    {
        var open = Open(after);
        var key = Key(site.Finding.Obligation);
        open.TryGetValue(key, out var left);
        return IsWithin(open, _openBefore) && left < _openBefore[key];
    }

    private static Dictionary<string, int> Open(MethodReport report) =>
        Count(report.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(Key));

    // Lines move with the edit; what stays is what is claimed.
    private static string Key(ObligationResult obligation) => $"{ObligationKinds.Word(obligation.Kind)} {obligation.Text}";

    // By default severity: a warning made an error may be answered by a suppressor, which the compiler does not know of here.
    private static Dictionary<string, int> Errors(Compilation compilation, SyntaxTree tree) => Count(compilation.GetSemanticModel(tree).GetDiagnostics()
        .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
        .Select(diagnostic => diagnostic.Id));

    private static Dictionary<string, int> Count(IEnumerable<string> keys) =>
        keys.GroupBy(key => key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static bool IsWithin(Dictionary<string, int> part, Dictionary<string, int> whole) =>
        part.All(pair => whole.TryGetValue(pair.Key, out var count) && pair.Value <= count);
}
