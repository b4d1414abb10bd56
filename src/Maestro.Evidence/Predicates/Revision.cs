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
