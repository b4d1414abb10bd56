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
                Draft.Undeveloped("The contracts say enough", Adequacy(scope)),
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

    /// <summary>The figures; how much is enough is for a person to say.</summary>
    private static string Adequacy(CaseScope scope)
    {
        var touched = scope.Touched.Where(m => m.Kind != "removed").ToList();
        var measured = touched.Select(m => (Method: m, scope.Deciding(m.Symbol)?.Strength)).Where(m => m.Strength is not null).ToList();
        if (measured.Count == 0)
        {
            return "not measured: no touched method is proved with a contract of its own and can be executed";
        }

        var (mutants, killed, passed) = (measured.Sum(m => m.Strength!.Mutants), measured.Sum(m => m.Strength!.Killed), measured.Sum(m => m.Strength!.Survivors));
        var weakest = measured.Where(m => m.Strength!.Survivors > 0).OrderByDescending(m => (double)m.Strength!.Survivors / m.Strength.Mutants).ThenBy(m => m.Method.Symbol, StringComparer.Ordinal).FirstOrDefault();
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"measured of {measured.Count} of {touched.Count} touched methods: of {mutants} small changes of their bodies the contracts notice {killed} and let pass {passed}");
        return weakest.Strength is { } least
            ? string.Create(CultureInfo.InvariantCulture, $"{figures}, most of them {weakest.Method.DisplayName} ({least.Survivors} of {least.Mutants}); how much is enough is for a person to say")
            : $"{figures}; how much is enough is for a person to say";
    }
}
