using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Maestro.Analyzers.Infrastructure;

/// <summary>MAE0001, the sign of life; MAE0003, properties with wrong values; MAE0004, <c>CONTRACTS_FULL</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : DiagnosticAnalyzer
{
    private const string RetiredSymbol = "CONTRACTS_FULL";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Rules.Heartbeat, Rules.WrongPropertyValue, Rules.ContractsFull);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(ReportOptions);
        context.RegisterSyntaxTreeAction(ReportRetiredSymbol);
    }

    private static void ReportOptions(CompilationAnalysisContext context)
    {
        var options = MaestroOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        foreach (var wrong in options.Wrong)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.WrongPropertyValue, Location.None, wrong.Property, wrong.Value, wrong.Allowed));
        }

        if (options is { Enabled: true, Evidence: true })
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add("ruleSetVersion", Rules.SetVersion);
            context.ReportDiagnostic(Diagnostic.Create(Rules.Heartbeat, Location.None, properties, Rules.SetVersion));
        }
    }

    private static void ReportRetiredSymbol(SyntaxTreeAnalysisContext context)
    {
        if (!MaestroOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Enabled)
        {
            return;
        }

        var root = context.Tree.GetRoot(context.CancellationToken);
        var defined = root.ContainsDirectives
            ? root.DescendantTrivia(descendIntoTrivia: false)
                .Select(trivia => trivia.GetStructure())
                .OfType<DefineDirectiveTriviaSyntax>()
                .FirstOrDefault(directive => directive.IsActive && directive.Name.ValueText == RetiredSymbol)
            : null;
        if (defined is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.ContractsFull, defined.GetLocation()));
        }
        else if (context.Tree.Options is CSharpParseOptions options && options.PreprocessorSymbolNames.Contains(RetiredSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.ContractsFull, Location.Create(context.Tree, default)));
        }
    }
}
