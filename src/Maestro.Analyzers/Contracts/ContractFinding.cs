using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Analyzers.Contracts;

/// <summary>A diagnostic that can be taken apart again: what is remembered of a method.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="At">Where.</param>
/// <param name="Others">Where else to look.</param>
/// <param name="Properties">Facts.</param>
/// <param name="Arguments">What the message names.</param>
internal sealed record ContractFinding(
    DiagnosticDescriptor Rule, Location At, ImmutableArray<Location> Others, ImmutableDictionary<string, string?> Properties, ImmutableArray<string> Arguments)
{
    /// <summary>The rule's identity.</summary>
    public string Id => Rule.Id;

    /// <summary>A finding at one place.</summary>
    public static ContractFinding Of(DiagnosticDescriptor rule, Location at, ImmutableDictionary<string, string?> properties, params string[] arguments) =>
        new(rule, at, ImmutableArray<Location>.Empty, properties, [.. arguments]);

    /// <summary>A finding with places that belong to it.</summary>
    public static ContractFinding Of(DiagnosticDescriptor rule, Location at, ImmutableArray<Location> others, ImmutableDictionary<string, string?> properties, params string[] arguments) =>
        new(rule, at, others, properties, [.. arguments]);

    /// <summary>As the compiler reports it.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, At, Others, Properties, [.. Arguments]);
}
