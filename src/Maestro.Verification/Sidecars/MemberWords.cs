namespace Maestro.Verification.Sidecars;

/// <summary>What holds of a member, in words: the same in the compiler's log, in a sidecar, and on a carrier.</summary>
public static class MemberWords
{
    internal const string HiddenRequires = "hidden-requires";
    internal const string HiddenEnsures = "hidden-ensures";

    private const string Pure = "pure";
    private const string ReadsField = "reads-field";
    private const string Returns = "returns";
    private const string WritesNothing = "writes-nothing";
    private const string WritesHidden = "writes-hidden";

    /// <summary>The words of a member; those that are absent are not known to hold.</summary>
    public static IEnumerable<string> Of(MemberContract member)
    {
        if (member.Pure)
        {
            yield return Pure;
        }

        if (member.ReadsField)
        {
            yield return ReadsField;
        }

        if (member.Returns)
        {
            yield return Returns;
        }

        if (member.Writes != MemberWrites.Everything)
        {
            yield return member.Writes == MemberWrites.Nothing ? WritesNothing : WritesHidden;
        }
    }

    /// <summary>A member of which these words hold, without clauses; unknown words say nothing.</summary>
    public static MemberContract Read(string symbol, string carrier, IReadOnlyCollection<string> words) => new(
        symbol,
        carrier,
        words.Contains(Pure),
        words.Contains(ReadsField),
        words.Contains(WritesNothing) ? MemberWrites.Nothing : words.Contains(WritesHidden) ? MemberWrites.Hidden : MemberWrites.Everything,
        words.Contains(Returns),
        []);
}
