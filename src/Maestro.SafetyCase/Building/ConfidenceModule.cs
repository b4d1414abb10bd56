using System.Globalization;

namespace Maestro.SafetyCase.Building;

/// <summary>The argument about how far the first one may be relied on (semantics, 28); what is not measured is open, and says so.</summary>
internal static class ConfidenceModule
{
    internal static Draft Root(CaseScope scope)
    {
        var trusted = scope.Trusted.Count.ToString(CultureInfo.InvariantCulture);
        return Draft.Goal(
            "The argument about the change can be relied on within the stated scope",
            Draft.Strategy(
                "Argue over what could make the verdicts wrong or beside the point",
                Draft.Undeveloped(
                    "The verifier's rate of wrong verdicts is known and low",
                    Qualification.Text),
                Draft.Undeveloped("A second solver agrees with the verdicts", "not measured yet: one solver was asked"),
                Draft.Undeveloped("The contracts say enough", "not measured yet: no mutants of the touched methods were tried"),
                Draft.Undeveloped(
                    "What the proofs trust by rule is watched at run time",
                    $"not measured yet: {trusted} such assumptions, none known to be watched") with
                {
                    InContextOf = [.. scope.Trusted.Select(Draft.Assumed)],
                },
                Draft.Undeveloped(
                    "Callers outside the build keep the preconditions of public methods",
                    "not measured yet: public preconditions are not guarded at run time as far as is known"))) with
        {
            ChallengedBy =
            [
                Draft.Undeveloped("The requirements may be incomplete", "a standing doubt that only a person's signature answers"),
            ],
        };
    }
}
