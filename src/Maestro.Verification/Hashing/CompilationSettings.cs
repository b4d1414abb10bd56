using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Hashing;

/// <summary>What a compilation adds to the meaning of its sources: settings, and the very assemblies that it is compiled against.</summary>
internal static class CompilationSettings
{
    public static string Of(Compilation compilation)
    {
        var options = (CSharpCompilationOptions)compilation.Options;
        return $"checked={options.CheckOverflow} nullable={options.NullableContextOptions} unsafe={options.AllowUnsafe}";
    }

    /// <summary>Names and module versions of what is no source here; language and symbols of what is.</summary>
    public static string ReferencesOf(MethodBodies bodies)
    {
        var references = bodies.Compilation.SourceModule.ReferencedAssemblySymbols.Where(a => !bodies.IsSource(a))
            .Select(a => $"{a.Identity.GetDisplayName()} {(a.GetMetadata()?.GetModules() is [var module, ..] ? module.GetModuleVersionId().ToString("D") : "")}")
            .OrderBy(r => r, StringComparer.Ordinal);
        // Symbols decide what is compiled, and whether calls of conditional methods are.
        var languages = bodies.Compilation.SyntaxTrees.Select(t => t.Options).OfType<CSharpParseOptions>().Distinct()
            .Select(o => $"{o.LanguageVersion} {string.Join(",", o.PreprocessorSymbolNames.OrderBy(s => s, StringComparer.Ordinal))}").Distinct().OrderBy(o => o, StringComparer.Ordinal);
        return $"{bodies.Compilation.Assembly.Name}\n{string.Join("\n", references)}\n{string.Join("\n", languages)}\n";
    }
}
