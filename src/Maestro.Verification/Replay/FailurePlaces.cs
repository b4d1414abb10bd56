using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Replay;

/// <summary>Which obligation a failure is about: several of one kind may stand on one line, and the failure of one says nothing of the others.</summary>
internal static class FailurePlaces
{
    /// <summary>
    /// The suspicions that a failure confirms: of those of its kind and line the ones at its place, and of these the ones that read like it.
    /// Where none does, a clause of a framework member failed: one of its clauses is meant.
    /// </summary>
    public static IEnumerable<int> Of(Outcome.Violation violation, IReadOnlyList<Suspicion> suspicions)
    {
        var near = Enumerable.Range(0, suspicions.Count).Where(i => suspicions[i].Kind == violation.Kind && suspicions[i].Line == violation.Line).ToList();
        var here = near.Where(i => suspicions[i].Position == violation.Position).ToList();
        var candidates = here.Count > 0 ? here : near;
        var read = candidates.Where(i => suspicions[i].Text == violation.Text).ToList();
        return read.Count > 0 ? read : candidates.Take(1);
    }
}
