using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;

namespace Maestro.SafetyCase.Building;

/// <summary>The argument that a reviewer knows what the change does differently (ADR 2): one goal for each method that both sides have.</summary>
internal static class BehaviourArgument
{
    /// <summary>One goal, or none where no method was modified: without a base everything is new.</summary>
    internal static IEnumerable<Draft> Of(CaseScope scope)
    {
        var modified = scope.Changes.Where(c => c.Kind == "modified").ToList();
        return modified.Count == 0 || scope.Input.Change.Base is null
            ? []
            : [Draft.Goal(
                "What touched methods do differently from the base is known",
                Draft.Strategy("Argue over each method that both sides have", [.. modified.Select(m => Method(scope, m))]))];
    }

    private static Draft Method(CaseScope scope, CaseMethodChange method)
    {
        var subject = EvidenceIndex.BehaviourOf(method.Symbol);
        var solution = Draft.Solution($"Behaviour of {method.DisplayName}", subject, [.. scope.BehaviourOf(method.Symbol).Select(b => b.Reference)]) with
        {
            Reason = Reason(method.Behaviour),
            File = method.File,
            Line = method.Line,
        };
        return Draft.Goal($"What {method.DisplayName} does differently is known", solution) with { File = method.File, Line = method.Line };
    }

    private static string Reason(CaseBehaviour? behaviour) => behaviour switch
    {
        null => "no evidence compares it",
        { Difference: { } seen } => $"differs: {seen.Inputs} was {seen.Old}, is {seen.New}{(behaviour.Reason.Length > 0 ? $" ({behaviour.Reason})" : "")}",
        { Verdict: "same" } => behaviour.Reason,
        { Verdict: "bounded" } => $"alike as far as searched: {behaviour.Reason}",
        _ => $"undecided: {behaviour.Reason}",
    };
}
