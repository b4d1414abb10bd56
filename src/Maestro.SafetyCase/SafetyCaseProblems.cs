using Maestro.Evidence;

namespace Maestro.SafetyCase;

/// <summary>Every problem of a safety case that a user can meet: MAE72xx the argument, MAE73xx the case folder, MAE74xx exchange files.</summary>
public static class SafetyCaseProblems
{
    private const string EditArgument = "Correct the argument; a case made by 'maestro check' never has this.";
    private const string AskAgain = "Do not trust this copy: ask for the case again, or run 'maestro check' on the change yourself.";

    // The argument (GSN v3, and the stricter rules): MAE72xx.

    /// <summary>Two nodes have one id.</summary>
    public static ProblemKind DuplicateId { get; } = Argument("MAE7201", "Another node has the same id.");

    /// <summary>A relation names a node that does not exist.</summary>
    public static ProblemKind UnknownNode { get; } = Argument("MAE7202", "{0} names {1}, which does not exist.");

    /// <summary>supportedBy joins two types that it may not join.</summary>
    public static ProblemKind SupportNotAllowed { get; } = Argument("MAE7203", "A {0} may not be supported by a {1}.");

    /// <summary>inContextOf joins two types that it may not join.</summary>
    public static ProblemKind ContextNotAllowed { get; } = Argument("MAE7204", "A {0} may not be in the context of a {1}.");

    /// <summary>A node depends on itself in the end.</summary>
    public static ProblemKind Cycle { get; } = Argument("MAE7205", "The node depends on itself: {0}.");

    /// <summary>A module has no root goal, or several.</summary>
    public static ProblemKind NotOneRoot { get; } = Argument("MAE7206", "There must be one goal at the top; here: {0}.");

    /// <summary>A node that the root does not reach.</summary>
    public static ProblemKind Unreachable { get; } = Argument("MAE7207", "The top goal does not reach this node.");

    /// <summary>A node is both undeveloped and supported.</summary>
    public static ProblemKind UndevelopedWithSupport { get; } = Argument("MAE7208", "The node is marked undeveloped and yet supported.");

    /// <summary>A goal or strategy with neither support nor the undeveloped mark.</summary>
    public static ProblemKind Unsupported { get; } = Argument("MAE7209", "The {0} is neither supported nor marked undeveloped.");

    /// <summary>The undeveloped mark on a type that cannot be developed.</summary>
    public static ProblemKind CannotBeUndeveloped { get; } = Argument("MAE7210", "A {0} cannot be undeveloped.");

    /// <summary>A relation names one node twice.</summary>
    public static ProblemKind RepeatedRelation { get; } = Argument("MAE7211", "{0} names {1} twice.");

    /// <summary>A challenge by a node that is no counter-argument, or of a relation that does not exist.</summary>
    public static ProblemKind ChallengeNotAllowed { get; } = Argument("MAE7212", "The challenge is not allowed: {0}.");

    /// <summary>supportedBy joins an argument and a counter-argument.</summary>
    public static ProblemKind MixedSides { get; } = Argument("MAE7213", "Argument and counter-argument may not support each other ({0}).");

    /// <summary>supportedBy or inContextOf crosses modules.</summary>
    public static ProblemKind CrossesModules { get; } = Argument("MAE7214", "{0} names {1}, which is in another module.");

    /// <summary>A node without an id.</summary>
    public static ProblemKind EmptyId { get; } = Argument("MAE7215", "A {0} has no id.");

    // The case folder: MAE73xx.

    /// <summary>A file that the case needs is not there.</summary>
    public static ProblemKind FileMissing { get; } = Altered("MAE7301", "The file is missing.");

    /// <summary>A file's bytes are not those that the manifest lists.</summary>
    public static ProblemKind FileChanged { get; } = Altered("MAE7302", "The file was changed after signing: its digest is {0}, the manifest says {1}.");

    /// <summary>A file that the manifest does not name.</summary>
    public static ProblemKind FileExtra { get; } = Altered("MAE7303", "The manifest does not name this file.");

    /// <summary>A name in the manifest that leads out of the folder, or a link in the folder.</summary>
    public static ProblemKind UnsafePath { get; } = Altered("MAE7304", "This is not a plain file of a case: {0}.");

    /// <summary>The manifest or the case says something that the other does not.</summary>
    public static ProblemKind ManifestDiffers { get; } = Altered("MAE7305", "The manifest and the case differ in {0}: '{1}' and '{2}'.");

    /// <summary>The page carries other files than the folder.</summary>
    public static ProblemKind PageDiffers { get; } = Altered("MAE7317", "The page does not carry this folder's files.");

    /// <summary>The stored verdict is not the one that the statuses give.</summary>
    public static ProblemKind VerdictDiffers { get; } = Altered("MAE7306", "The case claims '{0}', its own argument gives '{1}'.");

    /// <summary>A stored status is not the one that the evidence gives.</summary>
    public static ProblemKind StatusDiffers { get; } = Altered("MAE7307", "The node is marked '{0}', the evidence gives '{1}'.");

    /// <summary>A stored figure is not the one that the nodes or the evidence give.</summary>
    public static ProblemKind FigureDiffers { get; } = Altered("MAE7308", "The figures under '{0}' are not those of the argument and the evidence.");

    /// <summary>A statement that is about another change.</summary>
    public static ProblemKind WrongSubject { get; } = Altered("MAE7309", "The statement is not about the tree {0}.");

    /// <summary>A node cites evidence that the folder does not list, or whose type is another.</summary>
    public static ProblemKind NotInEvidence { get; } = Altered("MAE7310", "The node cites evidence {0}, which is not there or of another kind.");

    /// <summary>An acceptance that ran out.</summary>
    public static ProblemKind Expired { get; } = new("MAE7311", "The acceptance by {0} ran out on {1}.", "Renew it with its owner, or remove what it excuses.", ExitCode.DoesNotHold);

    /// <summary>More than a case may hold.</summary>
    public static ProblemKind TooLarge { get; } = new("MAE7312", "The file has more than {0} bytes.", "Split the change: a case this large helps no reader.", ExitCode.BadInput);

    /// <summary>Not a case folder.</summary>
    public static ProblemKind NotACase { get; } = new("MAE7313", "There is no safety case here.", "Pass the folder that 'maestro check' wrote, its case.json, or its manifest.dsse.json.", ExitCode.NotFound);

    /// <summary>The case has evidence that does not make sense.</summary>
    public static ProblemKind Malformed { get; } = new("MAE7314", "This is not what a case holds here: {0}.", AskAgain, ExitCode.BadInput);

    /// <summary>No key to check against.</summary>
    public static ProblemKind NoTrustedKey { get; } = new("MAE7315", "There is no key to check the signature against.", "Pass --key PUB with the signer's public key, got by another way than this case.", ExitCode.BadInput);

    // Exchange files: MAE74xx.

    /// <summary>Not YAML.</summary>
    public static ProblemKind NotYaml { get; } = new("MAE7401", "This is not YAML: {0}.", "Correct the file at that place.", ExitCode.BadInput);

    /// <summary>YAML of another shape than gsn2x asks for.</summary>
    public static ProblemKind WrongShape { get; } = new("MAE7402", "A gsn2x file has a mapping from ids to nodes; here: {0}.", "Correct the file at that place.", ExitCode.BadInput);

    /// <summary>A node whose type neither its id nor its nodeType tells.</summary>
    public static ProblemKind UnknownType { get; } = new("MAE7403", "Neither the id nor a nodeType tells the type of this node.", "Begin the id with G, S, Sn, C, A, J, CG or CSn, or give a nodeType.", ExitCode.BadInput);

    private static ProblemKind Argument(string id, string text) => new(id, text, EditArgument, ExitCode.BadInput);

    private static ProblemKind Altered(string id, string text) => new(id, text, AskAgain, ExitCode.DoesNotHold);
}
