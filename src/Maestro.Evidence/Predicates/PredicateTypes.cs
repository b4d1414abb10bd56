namespace Maestro.Evidence.Predicates;

/// <summary>The type of every predicate that Maestro reads or writes.</summary>
public static class PredicateTypes
{
    /// <summary>in-toto test result.</summary>
    public const string TestResult = "https://in-toto.io/attestation/test-result/v0.1";

    /// <summary>SLSA build provenance.</summary>
    public const string Provenance = "https://slsa.dev/provenance/v1";

    /// <summary>SLSA verification summary: the merge verdict.</summary>
    public const string VerificationSummary = "https://slsa.dev/verification_summary/v1";

    /// <summary>Verdicts on the contracts of methods.</summary>
    public const string ContractVerification = "urn:maestro:contract-verification:v1";

    /// <summary>How behaviour or contracts differ from the base.</summary>
    public const string BehaviourDiff = "urn:maestro:behaviour-diff:v1";

    /// <summary>What the analyzers of a build reported.</summary>
    public const string Finding = "urn:maestro:finding:v1";

    /// <summary>What a policy decided.</summary>
    public const string PolicyDecision = "urn:maestro:policy-decision:v1";

    /// <summary>What a temporal guard saw.</summary>
    public const string GuardVerdict = "urn:maestro:guard-verdict:v1";

    /// <summary>A run of the twin.</summary>
    public const string Simulation = "urn:maestro:simulation:v1";

    /// <summary>Which model or machine was chosen, and why.</summary>
    public const string RoutingDecision = "urn:maestro:routing-decision:v1";

    /// <summary>An edit made by a code generator.</summary>
    public const string CodegenEdit = "urn:maestro:codegen-edit:v1";

    /// <summary>A person's approval.</summary>
    public const string Approval = "urn:maestro:approval:v1";

    /// <summary>A repair in operation.</summary>
    public const string Remediation = "urn:maestro:remediation:v1";

    /// <summary>A step of a release.</summary>
    public const string ReleaseDecision = "urn:maestro:release-decision:v1";

    /// <summary>The manifest of a safety case.</summary>
    public const string SafetyCase = "urn:maestro:safety-case:v1";
}
