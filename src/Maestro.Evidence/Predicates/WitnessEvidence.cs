using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

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
