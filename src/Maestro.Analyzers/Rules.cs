using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Analyzers;

/// <summary>The registry: every rule, by area. The only place where descriptors are made.</summary>
public static partial class Rules
{
    /// <summary>The version of the set, which the heartbeat carries: rules, and the build step that listens for it, are versioned as one.</summary>
    public static string SetVersion => typeof(Rules).Assembly.GetName().Version.ToString(3);

    /// <summary>Every rule, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All =>
        // Made anew, because static fields of a class in several files are initialised in no certain order.
        ImmutableArray.CreateRange(Infrastructure.Concat(Contracts).OrderBy(rule => rule.Id, StringComparer.Ordinal));

    /// <summary>Where the page of a rule is.</summary>
    public static string HelpLink(string id) => $"https://github.com/maestro-analyzers/maestro/blob/main/docs/rules/{id}.md";

    private static DiagnosticDescriptor Rule(
        string id, string title, string message, string category, DiagnosticSeverity severity, string description, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description, HelpLink(id), tags);
}
