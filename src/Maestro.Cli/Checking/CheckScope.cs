using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Building;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Checking;

/// <summary>What a case has to speak of: the touched methods and the callers that read what changed.</summary>
internal sealed record CheckScope(IReadOnlyList<TouchedMethod> Touched, IReadOnlyList<TouchedMethod> Callers)
{
    public static CheckScope Of(IReadOnlyList<MethodDifference> changes) => new(
        changes.Where(c => c.Kind != MethodChange.Unchanged).Select(Touch).DistinctBy(t => t.Symbol).ToList(),
        changes.Where(c => c.Kind == MethodChange.Unchanged).Select(Touch).DistinctBy(t => t.Symbol).ToList());

    public static CheckScope FromJson(JsonFields fields) => new(fields.List("touched", Method), fields.List("callers", Method));

    public JsonObject ToJson() => JsonObject.Of(("touched", JsonArray.Of(Touched, Json)), ("callers", JsonArray.Of(Callers, Json)));

    private static TouchedMethod Touch(MethodDifference change)
    {
        var method = change.Either;
        var contract = method.Project.Reader.Of(method.Method);
        var byInvariant = method.Project.Reader.HoldsInvariants(method.Method);
        return new TouchedMethod(
            method.Symbol,
            method.Method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            method.File,
            method.Line,
            change.Kind switch
            {
                MethodChange.Added => "added",
                MethodChange.Removed => "removed",
                _ => "modified",
            },
            contract.HasNonTrivialClause || byInvariant);
    }

    private static TouchedMethod Method(JsonFields fields) => new(
        fields.Text("symbol"), fields.Text("displayName"), fields.Text("file"), fields.Count("line"), fields.Text("kind"), fields.Flag("hasContract"));

    private static JsonValue Json(TouchedMethod method) => JsonObject.Of(
        ("symbol", method.Symbol),
        ("displayName", method.DisplayName),
        ("file", method.File),
        ("line", method.Line),
        ("kind", method.Kind),
        ("hasContract", method.HasContract));
}
