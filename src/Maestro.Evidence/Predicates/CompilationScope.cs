using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

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
