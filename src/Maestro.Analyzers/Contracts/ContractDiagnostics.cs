using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Sidecars;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Analyzers.Contracts;

/// <summary>A method's report as diagnostics. Their properties carry the evidence into SARIF; every value is a text, absent facts are left out.</summary>
internal static class ContractDiagnostics
{
    /// <summary>The rule that speaks of a refuted obligation.</summary>
    public static DiagnosticDescriptor RuleOf(ObligationKind kind) => kind switch
    {
        ObligationKind.Post or ObligationKind.ObjectInvariant => Rules.Postcondition,
        ObligationKind.PreCaller => Rules.Precondition,
        ObligationKind.Assert or ObligationKind.Unmatched => Rules.Assertion,
        ObligationKind.InvariantInit or ObligationKind.InvariantKeep or ObligationKind.Termination => Rules.LoopInvariant,
        ObligationKind.Index or ObligationKind.Range or ObligationKind.ArraySize => Rules.Index,
        ObligationKind.DivideByZero => Rules.Division,
        ObligationKind.Overflow => Rules.Overflow,
        _ => Rules.Null,
    };

    /// <summary>What to report of a method, in the report's order.</summary>
    /// <param name="report">What was found out.</param>
    /// <param name="contract">Its clauses.</param>
    /// <param name="evidence">True to report proved obligations too.</param>
    public static IEnumerable<Diagnostic> Of(MethodReport report, MethodContract contract, bool evidence) =>
        Findings(report, contract, evidence).Select(f => f.ToDiagnostic());

    /// <summary>What <see cref="Of(MethodReport, MethodContract, bool)"/> reports, before it is put into words.</summary>
    public static IEnumerable<ContractFinding> Findings(MethodReport report, MethodContract contract, bool evidence)
    {
        var place = PlaceOf(report.Method);
        var facts = FactsOf(report, contract, evidence);
        // A contradiction is reported once, for the whole method.
        foreach (var obligation in report.Obligations.Where(o => o.Verdict is not Verdict.Unknown { Reason: { Kind: UnknownKind.Vacuous } reason } || reason != report.Reason))
        {
            if (Of(report, obligation, place, facts, evidence) is { } diagnostic)
            {
                yield return diagnostic;
            }
        }

        foreach (var loop in report.InferredInvariants.GroupBy(i => i.Location))
        {
            var texts = loop.Select(i => $"`{i.Text}`").ToList();
            yield return ContractFinding.Of(
                Rules.InferredInvariant, loop.Key, ImmutableDictionary<string, string?>.Empty.Add("symbol", report.Symbol), string.Join(", ", texts));
        }

        if (report.Reason is { } reason && Undecided(report, reason, "the method", place, facts, place) is { } whole)
        {
            yield return whole;
        }

        if (!report.Accepts.IsEmpty)
        {
            yield return Weak(report, place);
        }
    }

    /// <summary>Ill-formed clauses, each at its place.</summary>
    public static IEnumerable<ContractFinding> Problems(MethodContract contract) => contract.Problems.Select(problem =>
        ContractFinding.Of(Rules.IllFormed, problem.Location, ImmutableDictionary<string, string?>.Empty, NameOf(contract.Method), problem.Message));

    /// <summary>
    /// A member for the sidecar. Each line of <c>clauses</c> is kind, condition, exception, bound members, text, file and line, separated by tabs; the
    /// condition is empty where other assemblies cannot name what it speaks of.
    /// </summary>
    public static Diagnostic Exported(MemberContract member)
    {
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add("symbol", member.Symbol)
            .Add("carrier", member.Carrier)
            .Add("words", string.Join(" ", MemberWords.Of(member)));
        return Diagnostic.Create(Rules.Exported, Location.None, AddLines(properties, "clauses", member.Clauses.Select(LineOf)), member.Symbol);
    }

    private static string LineOf(MemberClause clause) => string.Join(
        "\t", clause.Kind, clause.Condition, clause.Exception, clause.Binds, clause.Text, clause.File, clause.Line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A fault of ours while a method was verified: undecided, never a crash of the compiler.</summary>
    public static Diagnostic Internal(IMethodSymbol method, Exception exception) => Diagnostic.Create(
        Rules.Unknown,
        PlaceOf(method),
        ImmutableDictionary<string, string?>.Empty
            .Add("symbol", method.GetDocumentationCommentId() ?? NameOf(method))
            .Add("verdict", "unknown")
            .Add("reason", $"internal({exception.GetType().Name})"),
        "the method",
        NameOf(method),
        $"internal({exception.GetType().Name}: {exception.Message.Split('\n')[0].Trim()})");

    private static ContractFinding? Of(
        MethodReport report, ObligationResult obligation, Location place, ImmutableDictionary<string, string?> facts, bool evidence)
    {
        var properties = facts.AddRange(FactsOf(obligation));
        // The invariant stands elsewhere, and many methods owe it: the one that breaks it is the place to look at.
        var (at, others) = obligation.Kind == ObligationKind.ObjectInvariant && obligation.Location.IsInSource
            ? (place, ImmutableArray.Create(obligation.Location))
            : InMethodsFile(obligation.Location, place);
        return obligation.Verdict switch
        {
            Verdict.Refuted refuted => ContractFinding.Of(
                RuleOf(obligation.Kind), at, others, properties, Failure(obligation), refuted.Witness.Statement, refuted.Witness.Outcome.TrimEnd('.')),
            Verdict.Proved => evidence
                ? ContractFinding.Of(Rules.Proved, at, others, properties, Describe(obligation), NameOf(report.Method))
                : null,
            Verdict.Unknown unknown => Undecided(report, unknown.Reason, Describe(obligation), at, properties, place),
            Verdict.Bounded bounded => ContractFinding.Of(
                Rules.Unknown,
                at,
                others,
                properties,
                Describe(obligation),
                NameOf(report.Method),
                $"no failure up to depth {bounded.Depth.ToString(CultureInfo.InvariantCulture)}, which is no proof"),
            _ => null,
        };
    }

    private static ContractFinding Weak(MethodReport report, Location place)
    {
        var first = report.Accepts[0];
        var (at, others) = InMethodsFile(first.Location, place);
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add("symbol", report.Symbol)
            .Add("accepts", string.Join("\n", report.Accepts.Select(a => a.Text)));
        return ContractFinding.Of(
            Rules.AcceptsMore, at, others, properties, NameOf(report.Method), string.Join(", ", report.Accepts.Select(a => $"`return {a.Text}`")), first.Statement, first.Returns);
    }

    private static ContractFinding Undecided(
        MethodReport report, UnknownReason reason, string what, Location at, ImmutableDictionary<string, string?> properties, Location place)
    {
        var (location, others) = InMethodsFile(at, place);
        var name = NameOf(report.Method);
        var stated = properties.SetItem("reason", reason.ToString()).SetItem("verdict", "unknown");
        return reason.Kind switch
        {
            UnknownKind.Vacuous => ContractFinding.Of(Rules.Vacuous, location, others, stated, name, Detail(reason, "its clauses contradict each other")),
            UnknownKind.IllFormedContract => ContractFinding.Of(Rules.IllFormed, location, others, stated, name, Detail(reason, "a clause may fail when it is evaluated")),
            _ => ContractFinding.Of(Rules.Unknown, location, others, stated, what, name, reason.ToString()),
        };
    }

    private static string Detail(UnknownReason reason, string otherwise) => reason.Detail.Length > 0 ? reason.Detail : otherwise;

    private static string Failure(ObligationResult obligation) => obligation.Kind switch
    {
        ObligationKind.Post => $"The postcondition `{obligation.Text}` does not hold.",
        ObligationKind.ObjectInvariant => $"The object invariant `{obligation.Text}` does not hold at exit.",
        ObligationKind.PreCaller => $"The call `{obligation.Text}` breaks a precondition.",
        ObligationKind.Assert => $"The assertion `{obligation.Text}` does not hold.",
        ObligationKind.Unmatched => $"`{obligation.Text}` matches no arm.",
        ObligationKind.InvariantInit => $"The loop invariant `{obligation.Text}` does not hold when the loop is entered.",
        ObligationKind.InvariantKeep => $"The loop invariant `{obligation.Text}` is not kept by an iteration.",
        ObligationKind.Termination => $"`{obligation.Text}` may not end.",
        ObligationKind.Index => $"The index in `{obligation.Text}` is out of range.",
        ObligationKind.Range => $"The range in `{obligation.Text}` is out of range.",
        ObligationKind.ArraySize => $"The array size in `{obligation.Text}` is negative.",
        ObligationKind.DivideByZero => $"The divisor in `{obligation.Text}` is zero.",
        ObligationKind.Overflow => $"`{obligation.Text}` overflows.",
        ObligationKind.Nullable => $"`{obligation.Text}` has no value.",
        ObligationKind.Cast => $"The cast `{obligation.Text}` is invalid.",
        _ => $"`{obligation.Text}` is null.",
    };

    private static string Describe(ObligationResult obligation) => $"{ObligationKinds.Word(obligation.Kind)} `{obligation.Text}`";

    private static string NameOf(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static Location PlaceOf(IMethodSymbol method) => method.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;

    /// <summary>An inherited clause stands in another file; what is reported of a method stays in the method's own.</summary>
    private static (Location At, ImmutableArray<Location> Others) InMethodsFile(Location wanted, Location method) =>
        wanted.SourceTree is not null && (method.SourceTree is null || wanted.SourceTree == method.SourceTree)
            ? (wanted, ImmutableArray<Location>.Empty)
            : (method, wanted.IsInSource ? ImmutableArray.Create(wanted) : ImmutableArray<Location>.Empty);

    private static ImmutableDictionary<string, string?> FactsOf(MethodReport report, MethodContract contract, bool evidence)
    {
        var facts = ImmutableDictionary<string, string?>.Empty
            .Add("symbol", report.Symbol)
            .Add("total", report.Total ? "true" : "false")
            .Add("hasContract", report.HasContract ? "true" : "false")
            .Add("pure", contract.IsPure ? "true" : "false");
        if (evidence)
        {
            // Nobody else reads it, and what is remembered of an unchanged method need not be looked at again because of it.
            facts = facts.Add("semanticHash", report.SemanticHash);
        }

        facts = AddLines(facts, "requires", contract.Requires.Select(clause => clause.Text));
        facts = AddLines(facts, "ensures", contract.Ensures.Select(clause => clause.Text));
        return AddLines(facts, "assumptions", report.Assumptions.Select(assumption =>
            string.Format(CultureInfo.InvariantCulture, "{0} {1}: {2}", assumption.Kind, assumption.Line, assumption.Text)));
    }

    private static ImmutableDictionary<string, string?> FactsOf(ObligationResult obligation)
    {
        var facts = ImmutableDictionary<string, string?>.Empty
            .Add("id", obligation.Id)
            .Add("kind", ObligationKinds.Word(obligation.Kind))
            .Add("line", obligation.Line.ToString(CultureInfo.InvariantCulture))
            .Add("verdict", obligation.Verdict.Word)
            .Add("replayed", obligation.Replayed ? "true" : "false")
            .Add("rlimit", obligation.Rlimit.ToString(CultureInfo.InvariantCulture));
        facts = AddText(facts, "smtSha256", obligation.SmtSha256);
        facts = AddText(facts, "solver", obligation.Solver);
        facts = AddText(facts, "encoding", obligation.Encoding);
        return obligation.Verdict is Verdict.Refuted { Witness: var witness }
            ? AddLines(
                facts.Add("witness", witness.Statement).Add("outcome", witness.Outcome),
                "inputs",
                witness.Inputs.Select(input => $"{input.Key} = {input.Value}"))
            : facts;
    }

    private static ImmutableDictionary<string, string?> AddText(ImmutableDictionary<string, string?> facts, string name, string text) =>
        text.Length == 0 ? facts : facts.Add(name, text);

    private static ImmutableDictionary<string, string?> AddLines(ImmutableDictionary<string, string?> facts, string name, IEnumerable<string> lines) =>
        AddText(facts, name, string.Join("\n", lines));
}
