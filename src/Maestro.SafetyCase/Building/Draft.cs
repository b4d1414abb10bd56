using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Building;

/// <summary>A node before it has an id and a status: an argument is drafted as a tree, then numbered.</summary>
internal sealed record Draft(GsnNodeType Type, string Text)
{
    public string Reason { get; init; } = "";

    public string Subject { get; init; } = "";

    public IReadOnlyList<Draft> SupportedBy { get; init; } = [];

    public IReadOnlyList<Draft> InContextOf { get; init; } = [];

    public IReadOnlyList<Draft> ChallengedBy { get; init; } = [];

    public IReadOnlyList<CaseEvidence> Evidence { get; init; } = [];

    public string? AcceptedBy { get; init; }

    public string? AcceptedUntil { get; init; }

    public string? File { get; init; }

    public int? Line { get; init; }

    public CaseWitness? Witness { get; init; }

    internal static Draft Goal(string text, params IReadOnlyList<Draft> supportedBy) =>
        new(GsnNodeType.Goal, text) { SupportedBy = supportedBy };

    /// <summary>A goal whose support is still to come, and why.</summary>
    internal static Draft Undeveloped(string text, string reason) => new(GsnNodeType.Goal, text) { Reason = reason };

    internal static Draft Strategy(string text, params IReadOnlyList<Draft> supportedBy) =>
        new(GsnNodeType.Strategy, text) { SupportedBy = supportedBy };

    internal static Draft Solution(string text, string subject, IReadOnlyList<CaseEvidence> evidence) =>
        new(GsnNodeType.Solution, text) { Subject = subject, Evidence = evidence };

    internal static Draft Context(string text) => new(GsnNodeType.Context, text);

    internal static Draft Assumed(CaseAssumption assumption) => new(GsnNodeType.Assumption, $"Taken as true ({assumption.Kind}): {assumption.Text}")
    {
        Reason = (assumption.Owner, assumption.Expiry) switch
        {
            (null, _) => "nobody is named as its owner",
            (_, null) => $"{assumption.Owner} names no date until which it holds",
            _ => $"accepted by {assumption.Owner} until {assumption.Expiry}",
        },
        AcceptedBy = assumption.Owner is not null && assumption.Expiry is not null ? assumption.Owner : null,
        AcceptedUntil = assumption.Owner is not null ? assumption.Expiry : null,
        File = assumption.File,
        Line = assumption.Line,
    };
}

/// <summary>Numbers a drafted argument in the order a reader meets it, and gives every node its status.</summary>
internal sealed class DraftNumbering
{
    private readonly string _module;
    private readonly string _suffix;
    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);
    private readonly List<CaseNode> _nodes = [];

    private DraftNumbering(string module, string suffix) => (_module, _suffix) = (module, suffix);

    /// <summary>The nodes of a module, statuses still open.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="suffix">Set between an id's letters and its number, so that modules share no id.</param>
    /// <param name="root">The top goal.</param>
    internal static IReadOnlyList<CaseNode> Number(string module, string suffix, Draft root)
    {
        var numbering = new DraftNumbering(module, suffix);
        numbering.Visit(root, counter: false, challenges: []);
        return numbering._nodes;
    }

    private string Visit(Draft draft, bool counter, IReadOnlyList<string> challenges)
    {
        var letters = (counter ? "C" : "") + Letters(draft.Type) + _suffix;
        var number = _counters[letters] = _counters.GetValueOrDefault(letters) + 1;
        var id = letters + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var at = _nodes.Count;
        _nodes.Add(null!);
        string[] context = [.. draft.InContextOf.Select(d => Visit(d, counter, []))];
        string[] support = [.. draft.SupportedBy.Select(d => Visit(d, counter, []))];
        _nodes[at] = new()
        {
            Id = id,
            Type = draft.Type,
            Module = _module,
            Text = draft.Text,
            Status = NodeStatus.Missing,
            Reason = draft.Reason,
            Subject = draft.Subject,
            SupportedBy = support,
            InContextOf = context,
            Challenges = challenges,
            Undeveloped = draft.Type is GsnNodeType.Goal or GsnNodeType.Strategy && support.Length == 0,
            Evidence = draft.Evidence,
            AcceptedBy = draft.AcceptedBy,
            AcceptedUntil = draft.AcceptedUntil,
            File = draft.File,
            Line = draft.Line,
            Witness = draft.Witness,
        };
        foreach (var challenger in draft.ChallengedBy)
        {
            Visit(challenger, counter: true, [id]);
        }

        return id;
    }

    private static string Letters(GsnNodeType type) => type switch
    {
        GsnNodeType.Goal => "G",
        GsnNodeType.Strategy => "S",
        GsnNodeType.Solution => "Sn",
        GsnNodeType.Context => "C",
        GsnNodeType.Assumption => "A",
        _ => "J",
    };
}
