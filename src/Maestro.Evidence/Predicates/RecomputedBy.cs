using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>Who computed a verdict: what the build itself says can be forged by the change (semantics, 26).</summary>
public enum RecomputedBy
{
    /// <summary>Nobody: the verdict is the build's own.</summary>
    InBuild,

    /// <summary>A worker that loaded nothing of the change but its sources.</summary>
    CleanWorker,
}

/// <summary>The words of enums that several predicates share.</summary>
public static class PredicateWords
{
    /// <summary>Of <see cref="Predicates.RecomputedBy"/>.</summary>
    public static JsonWords<RecomputedBy> RecomputedBy { get; } = new(
        (Predicates.RecomputedBy.InBuild, "in-build"),
        (Predicates.RecomputedBy.CleanWorker, "clean-worker"));
}
