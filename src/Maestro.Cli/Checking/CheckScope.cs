using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Building;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Checking;

/// <summary>What a case has to speak of: the touched methods, the callers that read what changed, and what went away beside them.</summary>
internal sealed record CheckScope(IReadOnlyList<TouchedMethod> Touched, IReadOnlyList<TouchedMethod> Callers, IReadOnlyList<ScopeProblem> Problems)
{
    public static CheckScope Of(IReadOnlyList<MethodDifference> changes, IReadOnlyList<ScopeProblem> problems) => new(
        changes.Where(c => c.Kind != MethodChange.Unchanged).Select(Touch).DistinctBy(t => t.Symbol).ToList(),
        changes.Where(c => c.Kind == MethodChange.Unchanged).Select(Touch).DistinctBy(t => t.Symbol).ToList(),
        problems);

    public static CheckScope FromJson(JsonFields fields) => new(fields.List("touched", Method), fields.List("callers", Method), fields.List("problems", Problem));

    public JsonObject ToJson() => JsonObject.Of(
        ("touched", JsonArray.Of(Touched, Json)), ("callers", JsonArray.Of(Callers, Json)), ("problems", JsonArray.Of(Problems, Json)));

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

    private static ScopeProblem Problem(JsonFields fields) =>
        new(fields.Text("text"), fields.Text("file"), fields.Count("line")) { Goal = fields.Text("goal") };

    private static JsonValue Json(ScopeProblem problem) => JsonObject.Of(
        ("text", problem.Text), ("file", problem.File ?? ""), ("line", problem.Line ?? 1), ("goal", problem.Goal));

    private static JsonValue Json(TouchedMethod method) => JsonObject.Of(
        ("symbol", method.Symbol),
        ("displayName", method.DisplayName),
        ("file", method.File),
        ("line", method.Line),
        ("kind", method.Kind),
        ("hasContract", method.HasContract));
}
