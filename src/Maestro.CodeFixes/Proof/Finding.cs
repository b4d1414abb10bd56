using System.Collections.Immutable;
using Maestro.Analyzers;
using Maestro.Analyzers.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.CodeFixes.Proof;

/// <summary>An obligation that is not proved, which a fix is to discharge.</summary>
/// <param name="RuleId">The rule that reports it.</param>
/// <param name="Obligation">The obligation, in the compilation before the edit.</param>
/// <param name="Inputs">The inputs of its witness by name, as C# literals; empty where it has none.</param>
internal sealed record Finding(string RuleId, ObligationResult Obligation, ImmutableDictionary<string, string> Inputs)
{
    /// <summary>What the obligation is about.</summary>
    public ObligationKind Kind => Obligation.Kind;

    /// <summary>The finding that a diagnostic speaks of; null where it speaks of none that the report has open.</summary>
    public static Finding? Of(Diagnostic diagnostic, MethodReport report) =>
        diagnostic.Properties.TryGetValue("id", out var id)
        && report.Obligations.FirstOrDefault(o => o.Id == id && o.Verdict is not Verdict.Proved) is { } obligation
            ? new Finding(diagnostic.Id, obligation, InputsOf(diagnostic))
            : null;

    /// <summary>The open obligations of a report, in its order.</summary>
    public static IEnumerable<Finding> Of(MethodReport report) => report.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => new Finding(
        o.Verdict is Verdict.Refuted ? ContractDiagnostics.RuleOf(o.Kind).Id : Rules.Unknown.Id,
        o,
        o.Verdict is Verdict.Refuted refuted
            ? refuted.Witness.Inputs.ToImmutableDictionary(input => input.Key, input => input.Value)
            : ImmutableDictionary<string, string>.Empty));

    private static ImmutableDictionary<string, string> InputsOf(Diagnostic diagnostic)
    {
        var inputs = ImmutableDictionary<string, string>.Empty;
        if (diagnostic.Properties.TryGetValue("inputs", out var lines) && lines is not null)
        {
            foreach (var line in lines.Split('\n'))
            {
                var equals = line.IndexOf(" = ", StringComparison.Ordinal);
                if (equals > 0)
                {
                    inputs = inputs.SetItem(line.Substring(0, equals), line.Substring(equals + 3));
                }
            }
        }

        return inputs;
    }
}
