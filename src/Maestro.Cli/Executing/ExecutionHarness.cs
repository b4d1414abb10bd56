using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Maestro.Cli.Projects;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Cli.Executing;

/// <summary>One call of a copy.</summary>
/// <param name="Method">The method that is tested.</param>
/// <param name="Statement">The call of it, as one line of C#.</param>
/// <param name="Inputs">By name.</param>
internal sealed record PlannedCall(IMethodSymbol Method, string Statement, IReadOnlyList<KeyValuePair<string, string>> Inputs);

/// <summary>The project with checked copies of some methods and with calls of them, ready to be run by another process.</summary>
internal sealed class ExecutionHarness
{
    /// <summary>Of what the harness adds.</summary>
    public const string Namespace = "MaestroExecution";

    private const int CallsOfMethod = 160;
    private readonly LoadedProject _project;
    private readonly ContractReader _contracts;
    private readonly HashSet<IMethodSymbol> _left = new(SymbolEqualityComparer.Default);

    public ExecutionHarness(LoadedProject project, ContractReader contracts)
    {
        _project = project;
        _contracts = contracts;
    }

    /// <summary>Writes the assembly, and those of the projects it refers to; the calls in it by number, empty where none could be made.</summary>
    public IReadOnlyList<PlannedCall> Write(IEnumerable<IMethodSymbol> methods, string folder, CancellationToken cancellation)
    {
        var wanted = methods.ToList();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (compilation, calls, harness) = Build(wanted.Where(m => !_left.Contains(m)).ToList(), cancellation);
            if (calls.Count == 0)
            {
                return [];
            }

            using var image = new MemoryStream();
            var result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), cancellationToken: cancellation);
            if (result.Success)
            {
                File.WriteAllBytes(Path.Combine(folder, Name + ".dll"), image.ToArray());
                WriteReferences(compilation, folder, cancellation);
                return calls;
            }

            // What does not compile is left out: a name that is hidden where the call stands, a copy that shadows something.
            var failed = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            foreach (var error in failed.Where(d => d.Location.SourceTree == harness))
            {
                var index = error.Location.GetLineSpan().StartLinePosition.Line - FirstCallLine;
                if (index >= 0 && index < calls.Count)
                {
                    _left.Add(calls[index].Method);
                }
            }

            foreach (var tree in failed.Where(d => d.Location.SourceTree != harness).Select(d => d.Location.SourceTree?.FilePath).Distinct())
            {
                _left.UnionWith(wanted.Where(m => m.DeclaringSyntaxReferences.Any(r => r.SyntaxTree.FilePath == tree)));
            }
        }

        return [];
    }

    private string Name => _project.Compilation.AssemblyName ?? "assembly";

    private const int FirstCallLine = 4;

    private (Compilation Compilation, IReadOnlyList<PlannedCall> Calls, SyntaxTree Harness) Build(IReadOnlyList<IMethodSymbol> methods, CancellationToken cancellation)
    {
        var copies = new List<(IMethodSymbol Method, SyntaxTree Tree, int At, string Text)>();
        foreach (var method in methods)
        {
            if (method.DeclaringSyntaxReferences is [{ } reference] && reference.GetSyntax(cancellation) is MethodDeclarationSyntax declaration
                && CheckedCopy.Of(method, _contracts.Of(method), declaration, _contracts.Bodies.ModelOf(declaration.SyntaxTree)) is { } text)
            {
                copies.Add((method, declaration.SyntaxTree, declaration.Span.End, text));
            }
        }

        Compilation compilation = _project.Compilation.WithOptions(_project.Compilation.Options
            .WithOptimizationLevel(OptimizationLevel.Debug).WithGeneralDiagnosticOption(ReportDiagnostic.Suppress)
            .WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty)
            .WithCryptoKeyFile(null).WithPublicSign(false).WithDelaySign(null).WithOutputKind(OutputKind.DynamicallyLinkedLibrary));
        foreach (var tree in copies.GroupBy(c => c.Tree))
        {
            var changed = tree.Key.GetText(cancellation).WithChanges(tree.OrderBy(c => c.At).Select(c => new TextChange(new TextSpan(c.At, 0), c.Text)));
            compilation = compilation.ReplaceSyntaxTree(tree.Key, tree.Key.WithChangedText(SourceText.From(changed.ToString(), Encoding.UTF8)));
        }

        var calls = new List<PlannedCall>();
        var statements = new StringBuilder();
        var search = new WitnessSearch(_contracts);
        foreach (var (method, _, _, _) in copies)
        {
            if (compilation.GetTypeByMetadataName(MetadataName(method.ContainingType))?.GetMembers(method.Name + CheckedCopy.Suffix).OfType<IMethodSymbol>()
                    .FirstOrDefault(c => c.Parameters.Select(p => p.Type.ToDisplayString()).SequenceEqual(method.Parameters.Select(p => p.Type.ToDisplayString()))) is not { } copy)
            {
                continue;
            }

            foreach (var inputs in search.TestInputs(method, cancellation).Take(CallsOfMethod))
            {
                var (statement, listed) = WitnessSearch.Describe(method, inputs);
                statements.Append(CultureInfo.InvariantCulture, $"() => {{ {WitnessSearch.Describe(copy, inputs).Statement}; }},\n");
                calls.Add(new PlannedCall(method, statement, listed));
            }
        }

        var source = $"namespace {Namespace} {{ public sealed class Inadmissible : System.Exception {{ }}\n"
            + "public sealed class Failed : System.Exception { public Failed(string kind, int line) : base(kind + \" \" + line.ToString(System.Globalization.CultureInfo.InvariantCulture)) { } }\n"
            + "public static class Calls { public static readonly System.Action[] All = new System.Action[] {\n\n"
            + statements + "}; } }\n";
        var parse = (CSharpParseOptions?)_project.Compilation.SyntaxTrees.FirstOrDefault()?.Options;
        var harness = CSharpSyntaxTree.ParseText(source, parse, "MaestroExecution.cs", Encoding.UTF8, cancellation);
        return (compilation.AddSyntaxTrees(harness), calls, harness);
    }

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;

    private static void WriteReferences(Compilation compilation, string folder, CancellationToken cancellation)
    {
        var paths = new List<string>();
        foreach (var reference in compilation.References)
        {
            if (reference is PortableExecutableReference { FilePath: { } path })
            {
                paths.Add(path);
            }
            else if (reference is CompilationReference { Compilation: { AssemblyName: { } name } referenced } && !File.Exists(Path.Combine(folder, name + ".dll")))
            {
                using var image = new MemoryStream();
                if (referenced.Emit(image, cancellationToken: cancellation).Success)
                {
                    File.WriteAllBytes(Path.Combine(folder, name + ".dll"), image.ToArray());
                    WriteReferences(referenced, folder, cancellation);
                }
            }
        }

        File.AppendAllLines(Path.Combine(folder, RunCallsCommand.ReferencesFile), paths);
    }
}
