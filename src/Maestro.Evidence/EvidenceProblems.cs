namespace Maestro.Evidence;

/// <summary>Every problem of evidence that a user can meet. Evidence owns MAE7001 to MAE7199; what lies above belongs to the safety case.</summary>
public static class EvidenceProblems
{
    // Formats: MAE700x.

    /// <summary>Not JSON, or JSON that two readers could read differently.</summary>
    public static ProblemKind BadJson { get; } = new("MAE7001", "This is not strict JSON: {0}.", "Restore the file from where it was made; do not edit evidence.", ExitCode.BadInput);

    /// <summary>JSON of another shape than the format asks for.</summary>
    public static ProblemKind BadShape { get; } = new("MAE7002", "The JSON has another shape than expected: {0}.", "Check that the file is of the kind asked for and was made by this version of Maestro.", ExitCode.BadInput);

    /// <summary>The predicate is of another type.</summary>
    public static ProblemKind OtherPredicate { get; } = new("MAE7003", "The predicate type is '{0}' where '{1}' was expected.", "Pass the evidence of the kind asked for.", ExitCode.BadInput);

    /// <summary>The payload type of the envelope is not that of a statement.</summary>
    public static ProblemKind OtherPayloadType { get; } = new("MAE7004", "The envelope carries '{0}', not an in-toto statement.", "Pass a DSSE envelope with payload type application/vnd.in-toto+json.", ExitCode.BadInput);

    // Signatures and keys: MAE701x.

    /// <summary>No signature at all.</summary>
    public static ProblemKind Unsigned { get; } = new("MAE7010", "The envelope has no signature.", "Sign it, or ask its author for the signed one.", ExitCode.DoesNotHold);

    /// <summary>Too few signatures by trusted keys.</summary>
    public static ProblemKind NotSignedByTrusted { get; } = new("MAE7011", "{0} of the {1} needed trusted keys signed these bytes.", "Check that the key is the signer's and that the file is as it was signed.", ExitCode.DoesNotHold);

    /// <summary>A key that cannot be read.</summary>
    public static ProblemKind BadKey { get; } = new("MAE7012", "The key cannot be used: {0}.", "Use a P-256 key in PEM: 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256'.", ExitCode.BadInput);

    /// <summary>A private key that others can read or write.</summary>
    public static ProblemKind KeyExposed { get; } = new("MAE7013", "Others on this machine can read or change the private key (mode {0}).", "Make a new key, since this one may be known: delete the file and run again; for a key of your own, 'chmod 600' it.", ExitCode.Environment);

    /// <summary>The key file does not exist.</summary>
    public static ProblemKind KeyNotFound { get; } = new("MAE7014", "There is no key file here.", "Check the path given.", ExitCode.NotFound);

    /// <summary>The external signing command failed.</summary>
    public static ProblemKind SignerFailed { get; } = new("MAE7015", "The signing command failed: {0}.", "Run it by hand: it reads the message on standard input and writes a DER signature, raw or in base64, on standard output.", ExitCode.Environment);

    // Files and the store: MAE702x.

    /// <summary>A file that does not exist.</summary>
    public static ProblemKind FileNotFound { get; } = new("MAE7020", "The file does not exist.", "Check the path, or run 'maestro check' again to make it.", ExitCode.NotFound);

    /// <summary>Content that is not in the store.</summary>
    public static ProblemKind NotStored { get; } = new("MAE7021", "The store has no content with digest {0}.", "Run 'maestro check' again; the content may have been collected.", ExitCode.NotFound);

    /// <summary>Stored bytes whose digest is another one.</summary>
    public static ProblemKind Corrupt { get; } = new("MAE7022", "The bytes do not have the digest {0}: they were damaged or changed.", "Delete the file; the content is made again when needed.", ExitCode.DoesNotHold);

    /// <summary>No permission to write, or a read-only file system.</summary>
    public static ProblemKind NotWritable { get; } = new("MAE7023", "This place cannot be written: {0}.", "Choose another folder, or make this one writable.", ExitCode.Environment);

    /// <summary>No space left.</summary>
    public static ProblemKind DiskFull { get; } = new("MAE7024", "The disk is full.", "Free some space and run again; what was there before is unchanged.", ExitCode.Environment);

    /// <summary>Any other failure to read or write.</summary>
    public static ProblemKind IoFailed { get; } = new("MAE7025", "Reading or writing failed: {0}.", "Check the path and the disk.", ExitCode.Environment);

    /// <summary>No permission to read.</summary>
    public static ProblemKind NotReadable { get; } = new("MAE7026", "This file may not be read: {0}.", "Check its permissions.", ExitCode.Environment);

    /// <summary>A pin that cannot be read, so that nothing may be collected.</summary>
    public static ProblemKind BadPin { get; } = new("MAE7027", "The pin is damaged, so nothing was collected: {0}.", "Delete the pin if its case is no longer needed.", ExitCode.BadInput);

    // The compiler's log: MAE703x.

    /// <summary>The analyzers left no sign of life.</summary>
    public static ProblemKind NoHeartbeat { get; } = new("MAE7030", "The compiler's log has no heartbeat (MAE0001): the analyzers did not run.", "Look for RunAnalyzers=false, NoWarn, or a removed package reference; then build again.", ExitCode.DoesNotHold);

    /// <summary>The analyzers that ran are of another version.</summary>
    public static ProblemKind OtherRuleSet { get; } = new("MAE7031", "The analyzers that ran have rule set '{0}', this tool has '{1}'.", "Use the same version of the package and of the tool.", ExitCode.DoesNotHold);

    /// <summary>An evidence rule was suppressed.</summary>
    public static ProblemKind RuleSuppressed { get; } = new("MAE7032", "The evidence rule {0} was suppressed ({1}).", "Remove the suppression: evidence rules cannot be turned off for a part of the code.", ExitCode.DoesNotHold);

    /// <summary>The compiler could not load or run an analyzer or generator.</summary>
    public static ProblemKind AnalyzerFailed { get; } = new("MAE7033", "The compiler could not run all analyzers: {0}: {1}", "Use a package that fits the SDK; run 'maestro doctor'.", ExitCode.DoesNotHold);

    /// <summary>The log has no run of the C# compiler.</summary>
    public static ProblemKind NotCompilerLog { get; } = new("MAE7034", "This is no SARIF 2.1 log of the C# compiler: {0}.", "Set ErrorLog to a path that ends in ',version=2.1'.", ExitCode.BadInput);

    // Provenance: MAE705x.

    /// <summary>A path that only this machine understands.</summary>
    public static ProblemKind MachinePath { get; } = new("MAE7050", "The path is not relative to the repository.", "Give paths relative to the repository, with '/'.", ExitCode.BadInput);

    // Test results: MAE704x.

    /// <summary>Not a test report.</summary>
    public static ProblemKind BadTestReport { get; } = new("MAE7040", "This is no readable TRX test report: {0}.", "Run the tests again; a report is cut short when the test host dies.", ExitCode.BadInput);
}
