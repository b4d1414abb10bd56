using System.Collections.Immutable;
using Maestro.Analyzers;
using Maestro.Analyzers.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>MAE0005: what <see cref="RuntimeCheckGenerator"/> does not check. A generator's own diagnostics could not be placed or kept.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuntimeCheckAnalyzer : DiagnosticAnalyzer
{
    private const int Shown = 3;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.UncheckedCalls);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Report);
    }

    private static void Report(CompilationAnalysisContext context)
    {
        if (!RuntimeCheckGenerator.IsEnabled(MaestroOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            || context.Compilation is not CSharpCompilation compilation)
        {
            return;
        }

        var plan = RuntimeCheckPlan.Of(compilation, context.CancellationToken);
        if (plan.Unchecked.Count == 0)
        {
            return;
        }

        var (calls, clauses) = (plan.Unchecked.Where(u => !u.IsClause).ToList(), plan.Unchecked.Where(u => u.IsClause).ToList());
        var properties = ImmutableDictionary<string, string?>.Empty.Add("unchecked.calls", Lines(calls)).Add("unchecked.clauses", Lines(clauses));
        var shown = string.Join("; ", plan.Unchecked.Take(Shown).Select(Words)) + (plan.Unchecked.Count > Shown ? "; …" : "");
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.UncheckedCalls, Location.None, plan.Unchecked.Select(u => u.Location), properties, plan.CheckedCalls, calls.Count, clauses.Count, shown));
    }

    private static string Lines(IEnumerable<Unchecked> items) => string.Join("\n", items.Select(Words));

    private static string Words(Unchecked item)
    {
        var span = item.Location.GetLineSpan();
        return $"{Path.GetFileName(span.Path)}({span.StartLinePosition.Line + 1}): {item.Member} ({item.Reason})";
    }
}
