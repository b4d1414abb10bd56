using System.Collections.Immutable;
using Maestro.Analyzers.Infrastructure;
using Maestro.Verification.Sidecars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Analyzers.Contracts;

/// <summary>Verifies each method as the compiler comes to it, and reports its verdicts: MAE0002 and MAE1001 to MAE1015.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    // An IDE keeps the analyzer from one edit to the next.
    private readonly VerdictMemory _memory = new();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.SolverUnavailable,
        Rules.Postcondition,
        Rules.Precondition,
        Rules.Assertion,
        Rules.LoopInvariant,
        Rules.Index,
        Rules.Division,
        Rules.Overflow,
        Rules.Null,
        Rules.Vacuous,
        Rules.IllFormed,
        Rules.Unknown,
        Rules.Proved,
        Rules.Exported,
        Rules.InferredInvariant,
        Rules.AcceptsMore);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        var options = MaestroOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        if (!options.Verifies)
        {
            return;
        }

        var verification = new CompilationVerification(
            context.Compilation, options, Sidecars(context.Options.AdditionalFiles, context.CancellationToken), _memory);
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is IMethodSymbol method && !verification.IsUnwritten(method))
            {
                Report(verification, method, block.ReportDiagnostic, block.CancellationToken);
            }
        });
        context.RegisterSymbolAction(
            declaration =>
            {
                // Constructors without a body of their own run initialisers, and owe invariants, all the same.
                foreach (var constructor in ((INamedTypeSymbol)declaration.Symbol).Constructors.Where(verification.IsUnwritten))
                {
                    Report(verification, constructor, declaration.ReportDiagnostic, declaration.CancellationToken);
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            if (verification.SolverUnavailability is { Length: > 0 } reason)
            {
                end.ReportDiagnostic(Diagnostic.Create(Rules.SolverUnavailable, Location.None, reason));
            }

            if (options.Evidence)
            {
                Export(verification, end.ReportDiagnostic, end.CancellationToken);
            }

            verification.End();
        });
    }

    /// <summary>The contracts of references, in the form that the build makes of their sidecars.</summary>
    private static List<SourceText> Sidecars(ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
        [.. files.Where(f => Path.GetFileName(f.Path) == CarrierSource.FileName).Select(f => f.GetText(cancellation)).OfType<SourceText>()];

    private static void Export(CompilationVerification verification, Action<Diagnostic> report, CancellationToken cancellation)
    {
        try
        {
            foreach (var member in verification.Export(cancellation))
            {
                report(ContractDiagnostics.Exported(member));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // No sidecar is better than a crash; the assembly's methods were reported before.
            report(Diagnostic.Create(Rules.Unknown, Location.None, "the contract sidecar", "the assembly", $"internal({exception.GetType().Name})"));
        }
    }

    private static void Report(
        CompilationVerification verification, IMethodSymbol method, Action<Diagnostic> report, CancellationToken cancellation)
    {
        try
        {
            foreach (var finding in verification.FindingsOf(method, cancellation))
            {
                report(finding.ToDiagnostic());
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An analyzer that throws is taken out for the rest of the compilation, and the build stays green.
            report(ContractDiagnostics.Internal(method, exception));
        }
    }
}
