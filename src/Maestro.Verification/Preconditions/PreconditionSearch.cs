namespace Maestro.Verification.Preconditions;

/// <summary>Tries the candidates for an obligation, weakest first, each alone and then in pairs.</summary>
internal static class PreconditionSearch
{
    // Two that each fail alone may be needed together; more is no simple precondition.
    private const int MostInPairs = 6;

    /// <summary>The first conditions that pass; null where none do.</summary>
    /// <param name="open">What is to be discharged.</param>
    /// <param name="passes">Whether a proof with them succeeds; null to give up.</param>
    public static IReadOnlyList<string>? Find(OpenObligation open, Func<IReadOnlyList<string>, bool?> passes)
    {
        var all = PreconditionCandidates.Of(open);
        var candidates = all.Where(condition => !WitnessFilter.Meets(condition, open.Inputs)).ToList();
        var pairs = candidates.Take(MostInPairs)
            .SelectMany(first => all.Take(MostInPairs).Where(second => second != first).Select(second => new[] { first, second }));
        foreach (var conditions in candidates.Select(condition => new[] { condition }).Concat(pairs))
        {
            switch (passes(conditions))
            {
                case true:
                    return conditions;
                case null:
                    return null;
            }
        }

        return null;
    }
}
