using System.Collections.Immutable;
using Maestro.Analyzers.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>
/// With <c>MaestroRuntimeChecks=true</c>: interceptors that check the contracts of this project's methods at each call in this project. What they
/// cannot check is said by <see cref="RuntimeCheckAnalyzer"/>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class RuntimeCheckGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads the property.</summary>
    internal const string OptionsStep = "RuntimeCheckOptions";

    /// <summary>The step whose result is the text of the sources.</summary>
    internal const string SourcesStep = "RuntimeCheckSources";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var enabled = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => IsEnabled(MaestroOptions.Read(provider.GlobalOptions)))
            .WithTrackingName(OptionsStep);
        var sources = context.CompilationProvider.Combine(enabled)
            .Select(static (pair, cancellation) => pair is { Right: true, Left: CSharpCompilation compilation }
                ? new EquatableArray<GeneratedSource>(RuntimeCheckPlan.Of(compilation, cancellation).Sources)
                : new EquatableArray<GeneratedSource>(ImmutableArray<GeneratedSource>.Empty))
            .WithTrackingName(SourcesStep);

        // Nothing that a user writes can depend on an interceptor: an IDE need not make them.
        context.RegisterImplementationSourceOutput(sources, static (production, files) =>
        {
            foreach (var file in files)
            {
                production.AddSource(file.HintName, SourceText.From(file.Text, System.Text.Encoding.UTF8));
            }
        });
    }

    /// <summary>True where calls of a compilation with these options are checked.</summary>
    internal static bool IsEnabled(MaestroOptions options) => options is { Enabled: true, RuntimeChecks: true, Wrong.IsEmpty: true };
}

/// <summary>One generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Text">Its text.</param>
internal sealed record GeneratedSource(string HintName, string Text);
