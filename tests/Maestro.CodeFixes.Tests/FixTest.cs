using Basic.Reference.Assemblies;
using Maestro.Analyzers.Contracts;
using Maestro.CodeFixes.Contracts;
using Maestro.CodeFixes.Proof;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Maestro.CodeFixes.Tests;

/// <summary>
/// A fix with the real analyzer, verifier and Z3. The testing library applies it one by one and by Fix All, compares both with the expected
/// text, compiles that, and expects no finding in it but those marked: so a fix that changes nothing, or could be applied twice, fails.
/// </summary>
internal static class FixTest
{
    // Once: the package makes its references lazily without a lock, and two states with other instances count as a change of the project.
    private static readonly MetadataReference[] Framework = [.. Net100.References.All];

    internal static Task OffersAsync<TFix>(string source, string expected, string scope = "Contracts", int iterations = 1, bool strength = false)
        where TFix : CodeFixProvider, new() => Of<TFix>(source, expected, scope, iterations, strength).RunAsync(TestContext.Current.CancellationToken);

    internal static Task OffersNothingAsync<TFix>(string source, string scope = "Contracts", bool strength = false)
        where TFix : CodeFixProvider, new() => Of<TFix>(source, source, scope, 0, strength).RunAsync(TestContext.Current.CancellationToken);

    private static Test<TFix> Of<TFix>(string source, string expected, string scope, int iterations, bool strength)
        where TFix : CodeFixProvider, new()
    {
        var test = new Test<TFix>
        {
            TestCode = source,
            FixedCode = expected,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            NumberOfFixAllIterations = Math.Min(iterations, 1),
            NumberOfIncrementalIterations = iterations,
        };
        var config = $"is_global = true\nbuild_property.MaestroSolver = inprocess\nbuild_property.MaestroVerifyScope = {scope}\nbuild_property.MaestroContractStrength = {(strength ? "true" : "false")}\n";
        foreach (var state in new[] { test.TestState, test.FixedState })
        {
            state.AdditionalReferences.AddRange(Framework);
            state.AnalyzerConfigFiles.Add(("/.globalconfig", config));
        }

        return test;
    }

    private sealed class Test<TFix> : CSharpCodeFixTest<ContractAnalyzer, TFix, DefaultVerifier>
        where TFix : CodeFixProvider, new()
    {
        // Not the user's: the machine that runs tests may be busy.
        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders()
        {
            var fix = new TFix();
            switch (fix)
            {
                case ProvedFix proved:
                    proved.Patience = TimeSpan.FromMinutes(5);
                    break;
                case InferredInvariantFix inferred:
                    inferred.Patience = TimeSpan.FromMinutes(5);
                    break;
            }

            return [fix];
        }

        protected override CompilationOptions CreateCompilationOptions() =>
            ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);
    }
}
