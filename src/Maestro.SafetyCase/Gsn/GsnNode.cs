namespace Maestro.SafetyCase.Gsn;

/// <summary>The node types of GSN Community Standard v3, section 1:2.</summary>
public enum GsnNodeType
{
    /// <summary>A claim.</summary>
    Goal,

    /// <summary>How a goal is argued.</summary>
    Strategy,

    /// <summary>A reference to evidence.</summary>
    Solution,

    /// <summary>Scope or meaning that a claim is made within.</summary>
    Context,

    /// <summary>Something taken as true without evidence.</summary>
    Assumption,

    /// <summary>Why a goal or strategy is apt.</summary>
    Justification,
}

/// <summary>One element of an argument.</summary>
/// <param name="Id">Unique in the case, such as <c>G1.2</c>.</param>
/// <param name="Type">What kind of element.</param>
/// <param name="Text">The claim, or what is referred to; may be empty in cases made elsewhere.</param>
public sealed record GsnNode(string Id, GsnNodeType Type, string Text)
{
    /// <summary>The module the node belongs to; empty in a case of one module. Each module has one root goal.</summary>
    public string Module { get; init; } = "";

    /// <summary>True for counter-goals and counter-solutions: they argue against the case (GSN v3, dialectic extension).</summary>
    public bool IsCounter { get; init; }

    /// <summary>Ids of the nodes that support this one.</summary>
    public IReadOnlyList<string> SupportedBy { get; init; } = [];

    /// <summary>Ids of contexts, assumptions and justifications.</summary>
    public IReadOnlyList<string> InContextOf { get; init; } = [];

    /// <summary>What this node argues against.</summary>
    public IReadOnlyList<GsnChallenge> Challenges { get; init; } = [];

    /// <summary>True when the author says that support is still to come.</summary>
    public bool Undeveloped { get; init; }

    /// <summary>True when the author marks the node as defeated.</summary>
    public bool MarkedDefeated { get; init; }

    /// <summary>What an exchange file says beyond the model (layout, classes, URLs), kept for the way back, by key.</summary>
    public IReadOnlyList<KeyValuePair<string, GsnAttribute>> Attributes { get; init; } = [];
}

/// <summary>What a counter-argument argues against: a node, or the relation between two nodes.</summary>
/// <param name="Target">The node, or where the relation starts.</param>
/// <param name="RelatedTo">Where the challenged relation ends; null when the node itself is challenged.</param>
public sealed record GsnChallenge(string Target, string? RelatedTo = null);

/// <summary>A value of an exchange file that the model does not interpret. Closed: text, list, map.</summary>
public abstract record GsnAttribute
{
    private GsnAttribute()
    {
    }

    /// <summary>A scalar as written.</summary>
    public sealed record Scalar(string Value) : GsnAttribute;

    /// <summary>A sequence.</summary>
    public sealed record Sequence(IReadOnlyList<GsnAttribute> Items) : GsnAttribute;

    /// <summary>A mapping in its order.</summary>
    public sealed record Mapping(IReadOnlyList<KeyValuePair<string, GsnAttribute>> Entries) : GsnAttribute;
}
