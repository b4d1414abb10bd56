using System.Text.RegularExpressions;
using Maestro.Evidence.Json;

namespace Maestro.Evidence.Tests.Predicates;

/// <summary>The part of JSON Schema 2020-12 that <c>docs/schemas</c> uses. A keyword that is not known here throws, so that nothing is silently unchecked.</summary>
internal sealed class JsonSchema
{
    private readonly JsonObject _root;

    private JsonSchema(JsonObject root) => _root = root;

    internal static JsonSchema Load(string name) => new(StrictJson.ReadFile(RepositoryFolder.Schema(name)).Value);

    /// <summary>What does not fit, each with its place; empty when the value is valid.</summary>
    internal IReadOnlyList<string> Validate(JsonValue value) => Check(_root, value, "$").ToArray();

    private IEnumerable<string> Check(JsonObject schema, JsonValue value, string at) =>
        schema.Members.SelectMany(keyword => Check(schema, keyword.Key, keyword.Value, value, at));

    private IEnumerable<string> Check(JsonObject schema, string keyword, JsonValue argument, JsonValue value, string at) => keyword switch
    {
        "$schema" or "$id" or "$defs" or "title" or "description" => [],
        "$ref" => Check(Definition(argument), value, at),
        "type" => Fault(!Types(argument).Any(type => Is(value, type)), at, $"is {value.Kind}, not {argument}"),
        "const" => Fault(!argument.Equals(value), at, $"is not {argument}"),
        "enum" => Fault(!((JsonArray)argument).Items.Contains(value), at, $"{value} is not one of {argument}"),
        "pattern" => Fault(value is JsonString text && !Regex.IsMatch(text.Value, Text(argument)), at, $"{value} does not match {argument}"),
        "minimum" => Fault(value is JsonNumber number && number.Value < Number(argument), at, $"is below {argument}"),
        "minItems" => Fault(value is JsonArray array && array.Items.Count < Number(argument), at, "has too few items"),
        "minProperties" => Fault(value is JsonObject @object && @object.Members.Count < Number(argument), at, "has too few properties"),
        "required" => ((JsonArray)argument).Items.SelectMany(name => Fault(value is JsonObject o && o[Text(name)] is null, at, $"lacks {name}")),
        "items" => value is JsonArray items ? items.Items.SelectMany((item, i) => Check((JsonObject)argument, item, $"{at}[{i}]")) : [],
        "properties" => value is JsonObject o
            ? o.Members.SelectMany(m => ((JsonObject)argument)[m.Key] is JsonObject property ? Check(property, m.Value, $"{at}.{m.Key}") : [])
            : [],
        "oneOf" => Fault(
            ((JsonArray)argument).Items.Count(alternative => !Check((JsonObject)alternative, value, at).Any()) != 1, at, "fits none of the alternatives, or more than one"),
        "additionalProperties" => value is JsonObject o
            ? o.Members.Where(m => (schema["properties"] as JsonObject)?[m.Key] is null).SelectMany(m => argument switch
            {
                JsonBoolean { Value: false } => [$"{at} has {m.Key}, which the schema does not know"],
                JsonObject further => Check(further, m.Value, $"{at}.{m.Key}"),
                _ => (IEnumerable<string>)[],
            })
            : [],
        _ => throw new NotSupportedException($"The schema keyword '{keyword}' is not checked here."),
    };

    private JsonObject Definition(JsonValue reference) => (JsonObject)((JsonObject)_root["$defs"]!)[Text(reference)["#/$defs/".Length..]]!;

    private static IEnumerable<string> Types(JsonValue argument) => argument is JsonArray array ? array.Items.Select(Text) : [Text(argument)];

    private static bool Is(JsonValue value, string type) => type == "integer" ? value is JsonNumber n && double.IsInteger(n.Value) : value.Kind == type;

    private static IEnumerable<string> Fault(bool fault, string at, string text) => fault ? [$"{at} {text}"] : [];

    private static string Text(JsonValue value) => ((JsonString)value).Value;

    private static double Number(JsonValue value) => ((JsonNumber)value).Value;
}
