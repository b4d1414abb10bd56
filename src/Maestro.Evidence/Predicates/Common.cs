using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>A state of the code.</summary>
/// <param name="Tree">The git tree: what the evidence is bound to.</param>
/// <param name="Commit">The commit beside it; null for a working tree that was not committed.</param>
/// <param name="Ref">The branch or tag it was named by; may be null.</param>
public sealed record Revision(GitObjectId Tree, GitObjectId? Commit, string? Ref = null)
{
    /// <summary>Reads a revision.</summary>
    public static Revision FromJson(JsonFields fields) =>
        new(fields.GitObject("tree"), fields.OptionalGitObject("commit"), fields.OptionalText("ref"));

    /// <summary>The revision as JSON.</summary>
    public JsonObject ToJson() => JsonObject.Of(("tree", Tree.Hex), ("commit", Commit?.Hex), ("ref", Ref));
}

/// <summary>The versions of what made the evidence.</summary>
/// <param name="Maestro">Maestro's version.</param>
/// <param name="Sdk">The .NET SDK's.</param>
/// <param name="Compiler">Roslyn's.</param>
/// <param name="Solver">The solver and its version; empty where none was asked.</param>
public sealed record ToolVersions(string Maestro, string Sdk, string Compiler, string Solver)
{
    /// <summary>Reads the versions.</summary>
    public static ToolVersions FromJson(JsonFields fields) =>
        new(fields.Text("maestro"), fields.Text("sdk"), fields.Text("compiler"), fields.Text("solver"));

    /// <summary>The versions as JSON.</summary>
    public JsonObject ToJson() => JsonObject.Of(("maestro", Maestro), ("sdk", Sdk), ("compiler", Compiler), ("solver", Solver));
}

/// <summary>What was compiled.</summary>
/// <param name="Project">The project file, relative to the repository, with <c>/</c>.</param>
/// <param name="TargetFramework">Such as <c>net10.0</c>.</param>
/// <param name="Configuration">Such as <c>Release</c>: what ships.</param>
public sealed record CompilationScope(string Project, string TargetFramework, string Configuration)
{
    /// <summary>Reads the scope.</summary>
    public static CompilationScope FromJson(JsonFields fields) =>
        new(fields.Text("project"), fields.Text("targetFramework"), fields.Text("configuration"));

    /// <summary>The scope as JSON.</summary>
    public JsonObject ToJson() => JsonObject.Of(("project", Project), ("targetFramework", TargetFramework), ("configuration", Configuration));
}

/// <summary>Who computed a verdict: what the build itself says can be forged by the change (semantics, 26).</summary>
public enum RecomputedBy
{
    /// <summary>Nobody: the verdict is the build's own.</summary>
    InBuild,

    /// <summary>A worker that loaded nothing of the change but its sources.</summary>
    CleanWorker,
}

/// <summary>An input on which something fails, replayed.</summary>
/// <param name="Statement">One line of C# that reproduces it.</param>
/// <param name="Inputs">The inputs by name, as C# literals.</param>
/// <param name="Outcome">What happens.</param>
public sealed record WitnessEvidence(string Statement, IReadOnlyDictionary<string, string> Inputs, string Outcome)
{
    /// <summary>Reads a witness.</summary>
    public static WitnessEvidence FromJson(JsonFields fields) => new(fields.Text("statement"), fields.TextMap("inputs"), fields.Text("outcome"));

    /// <summary>The witness as JSON.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("statement", Statement),
        ("inputs", new JsonObject(Inputs.Select(i => KeyValuePair.Create(i.Key, (JsonValue)i.Value)))),
        ("outcome", Outcome));
}

/// <summary>The words of enums that several predicates share.</summary>
public static class PredicateWords
{
    /// <summary>Of <see cref="Predicates.RecomputedBy"/>.</summary>
    public static JsonWords<RecomputedBy> RecomputedBy { get; } = new(
        (Predicates.RecomputedBy.InBuild, "in-build"),
        (Predicates.RecomputedBy.CleanWorker, "clean-worker"));
}
