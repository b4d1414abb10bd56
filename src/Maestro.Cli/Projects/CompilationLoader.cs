using System.Collections.Immutable;
using System.Text;
using Maestro.Verification.Contracts;
using Maestro.Verification.Sidecars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Cli.Projects;

/// <summary>A compilation made from a captured command line, with what it was made of.</summary>
/// <param name="Project">The capture.</param>
/// <param name="Compilation">Sources and references only: no analyzer, generator or target of the project ran to make it.</param>
/// <param name="CommandLine">The parsed command line.</param>
/// <param name="Missing">Files that the command line names and that are not there; not empty means that nothing may be claimed.</param>
/// <param name="Contracts">Of referenced projects that are built for another framework, whose symbols are not those of this compilation.</param>
internal sealed record LoadedProject(
    CapturedProject Project,
    CSharpCompilation Compilation,
    CSharpCommandLineArguments CommandLine,
    ImmutableArray<string> Missing,
    ImmutableArray<AssemblyContracts> Contracts)
{
    /// <summary>A front end that knows the contracts of all other captured projects.</summary>
    public ContractReader Reader() => new(
        new MethodBodies(Compilation), new ReferencedContracts(Compilation, Contracts.IsEmpty ? [] : [SourceText.From(CarrierSource.Of(Contracts))]));
}

/// <summary>
/// Makes compilations from captured compiler command lines, so that trees and symbols are those that csc saw. References to other captured
/// projects become references to their compilations: their contracts are read from source. Where another framework's core library stands between them,
/// the compilation sees copies of their symbols; then they become references to an image made from the same sources, with their contracts beside it.
/// </summary>
internal static class CompilationLoader
{
    /// <summary>Loads all captured projects, dependencies first; deterministic order by project path, then framework.</summary>
    public static IReadOnlyList<LoadedProject> Load(IReadOnlyList<CapturedProject> projects, CancellationToken cancellation)
    {
        var byOutput = new Dictionary<string, CapturedProject>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            foreach (var output in project.Outputs)
            {
                byOutput[output] = project;
            }
        }

        var loaded = new Dictionary<CapturedProject, LoadedProject>();
        var metadata = new Dictionary<string, PortableExecutableReference>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            LoadOne(project, byOutput, loaded, metadata, [], cancellation);
        }

        return projects.Where(loaded.ContainsKey).Select(p => loaded[p])
            .OrderBy(l => l.Project.ProjectPath, StringComparer.Ordinal).ThenBy(l => l.Project.TargetFramework, StringComparer.Ordinal).ToList();
    }

    /// <summary>The sources on the command line, then those that generators made during the recorded compilation.</summary>
    private static IEnumerable<string> SourcesOf(CapturedProject project, CSharpCommandLineArguments arguments, string folder) =>
        arguments.SourceFiles.Select(f => Path.GetFullPath(f.Path, folder)).Concat(project.GeneratedFiles);

    private static LoadedProject LoadOne(
        CapturedProject project,
        Dictionary<string, CapturedProject> byOutput,
        Dictionary<CapturedProject, LoadedProject> loaded,
        Dictionary<string, PortableExecutableReference> metadata,
        HashSet<CapturedProject> path,
        CancellationToken cancellation)
    {
        if (loaded.TryGetValue(project, out var known))
        {
            return known;
        }

        path.Add(project);
        cancellation.ThrowIfCancellationRequested();
        var folder = Path.GetDirectoryName(project.ProjectPath)!;
        var arguments = CSharpCommandLineParser.Default.Parse(project.CommandLine, folder, sdkDirectory: null);
        var missing = ImmutableArray.CreateBuilder<string>();
        var trees = new List<SyntaxTree>();
        foreach (var full in SourcesOf(project, arguments, folder))
        {
            if (!File.Exists(full))
            {
                missing.Add(full);
                continue;
            }

            using var stream = File.OpenRead(full);
            var text = SourceText.From(stream, arguments.Encoding, arguments.ChecksumAlgorithm, canBeEmbedded: false);
            trees.Add(CSharpSyntaxTree.ParseText(text, arguments.ParseOptions, full, cancellation));
        }

        var references = new List<MetadataReference>();
        var sources = new List<LoadedProject>();
        foreach (var reference in arguments.MetadataReferences)
        {
            var full = Path.GetFullPath(reference.Reference, folder);
            if (byOutput.TryGetValue(full, out var dependency) && !path.Contains(dependency))
            {
                var source = LoadOne(dependency, byOutput, loaded, metadata, path, cancellation);
                references.Add(source.Compilation.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
                sources.Add(source);
            }
            else if (File.Exists(full))
            {
                if (!metadata.TryGetValue(full, out var image))
                {
                    metadata.Add(full, image = MetadataReference.CreateFromFile(full));
                }

                references.Add(image.WithProperties(reference.Properties));
            }
            else
            {
                missing.Add(full);
            }
        }

        path.Remove(project);
        var compilation = CSharpCompilation.Create(arguments.CompilationName ?? project.AssemblyName, trees, references, arguments.CompilationOptions);
        var contracts = ImmutableArray.CreateBuilder<AssemblyContracts>();
        foreach (var reference in compilation.References.OfType<CompilationReference>().ToList())
        {
            if (SymbolEqualityComparer.Default.Equals(compilation.GetAssemblyOrModuleSymbol(reference), reference.Compilation.Assembly))
            {
                continue;
            }

            var source = sources.First(s => s.Compilation == reference.Compilation);
            if (ImageOf(source, cancellation) is not { } image)
            {
                missing.Add(source.Project.ProjectPath);
                continue;
            }

            compilation = compilation.ReplaceReference(reference, image.Reference.WithProperties(reference.Properties));
            contracts.Add(image.Contracts);
        }

        var result = new LoadedProject(project, compilation, arguments, missing.ToImmutable(), contracts.ToImmutable());
        loaded.Add(project, result);
        return result;
    }

    /// <summary>A reference assembly made here, and what its sidecar would say; null where the sources do not compile.</summary>
    private static (PortableExecutableReference Reference, AssemblyContracts Contracts)? ImageOf(LoadedProject source, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        var options = new EmitOptions(metadataOnly: true, includePrivateMembers: true);
        if (!source.Compilation.Emit(stream, options: options, cancellationToken: cancellation).Success)
        {
            return null;
        }

        var module = ModuleMetadata.CreateFromImage(ImmutableArray.Create(stream.ToArray()));
        return (
            AssemblyMetadata.Create(module).GetReference(),
            new AssemblyContracts(
                source.Compilation.AssemblyName!, module.GetModuleVersionId(), [.. new ContractExport(source.Reader()).Members(cancellation)]));
    }
}
