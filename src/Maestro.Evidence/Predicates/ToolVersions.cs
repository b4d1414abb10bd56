using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

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
