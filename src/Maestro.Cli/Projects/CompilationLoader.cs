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
    public ContractReader Reader() => ReaderOf(Compilation);

    /// <summary>The same of a changed compilation.</summary>
    public ContractReader ReaderOf(Compilation compilation) => new(
        new MethodBodies(compilation), new ReferencedContracts(compilation, Contracts.IsEmpty ? [] : [SourceText.From(CarrierSource.Of(Contracts))]));
}

/// <summary>
/// Makes compilations from captured compiler command lines, so that trees and symbols are those that csc saw. References to other captured
/// projects become references to their compilations: their contracts are read from source. Where another framework's core library stands between them,
/// the compilation sees copies of their symbols; then they become references to an image made from the same sources, with their contracts beside it.
/// </summary>
internal sealed class CompilationLoader
{
    private readonly Dictionary<string, CapturedProject> _byOutput = new(StringComparer.Ordinal);
    // Dependencies before those that reference them.
    private readonly OrderedDictionary<CapturedProject, LoadedProject> _loaded = [];
    private readonly Dictionary<string, PortableExecutableReference> _metadata = new(StringComparer.Ordinal);
    // One image a project, for one image has one symbol wherever it is referenced.
    private readonly Dictionary<LoadedProject, (PortableExecutableReference Reference, AssemblyContracts Contracts)?> _images = [];
    private readonly CancellationToken _cancellation;

    private CompilationLoader(IEnumerable<CapturedProject> projects, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        foreach (var project in projects)
        {
            foreach (var output in project.Outputs)
            {
                _byOutput[output] = project;
            }
        }
    }

    /// <summary>Loads all captured projects, dependencies first; deterministic order by project path, then framework.</summary>
    public static IReadOnlyList<LoadedProject> Load(IReadOnlyList<CapturedProject> projects, CancellationToken cancellation)
    {
        var loader = new CompilationLoader(projects, cancellation);
        return projects.Select(p => loader.LoadOne(p, [])).Distinct()
            .OrderBy(l => l.Project.ProjectPath, StringComparer.Ordinal).ThenBy(l => l.Project.TargetFramework, StringComparer.Ordinal).ToList();
    }

    /// <summary>The sources on the command line, then those that generators made during the recorded compilation.</summary>
    private static IEnumerable<string> SourcesOf(CapturedProject project, CSharpCommandLineArguments arguments, string folder) =>
        arguments.SourceFiles.Select(f => Path.GetFullPath(f.Path, folder)).Concat(project.GeneratedFiles);

    private LoadedProject LoadOne(CapturedProject project, HashSet<CapturedProject> path)
    {
        if (_loaded.TryGetValue(project, out var known))
        {
            return known;
        }

        path.Add(project);
        _cancellation.ThrowIfCancellationRequested();
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
            trees.Add(CSharpSyntaxTree.ParseText(text, arguments.ParseOptions, full, _cancellation));
        }

        var references = new List<MetadataReference>();
        foreach (var reference in arguments.MetadataReferences)
        {
            var full = Path.GetFullPath(reference.Reference, folder);
            if (_byOutput.TryGetValue(full, out var dependency) && !path.Contains(dependency))
            {
                references.Add(LoadOne(dependency, path).Compilation.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
            }
            else if (File.Exists(full))
            {
                if (!_metadata.TryGetValue(full, out var image))
                {
                    _metadata.Add(full, image = MetadataReference.CreateFromFile(full));
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
        // One at a time: where a dependency is an image here as it is there, what references it keeps its own symbols.
        while (Retargeted(compilation) is var (reference, source))
        {
            if (ImageOf(source) is not { } image)
            {
                missing.Add(source.Project.ProjectPath);
                break;
            }

            compilation = compilation.ReplaceReference(reference, image.Reference.WithProperties(reference.Properties));
            contracts.Add(image.Contracts);
        }

        var result = new LoadedProject(project, compilation, arguments, missing.ToImmutable(), contracts.ToImmutable());
        _loaded.Add(project, result);
        return result;
    }

    /// <summary>The first reference, dependencies before their users, whose symbols the compilation sees as copies; null where there is none.</summary>
    private (CompilationReference Reference, LoadedProject Source)? Retargeted(CSharpCompilation compilation)
    {
        var references = compilation.References.OfType<CompilationReference>()
            .Where(r => !SymbolEqualityComparer.Default.Equals(compilation.GetAssemblyOrModuleSymbol(r), r.Compilation.Assembly)).ToList();
        return _loaded.Values.Select(source => (Reference: references.Find(r => r.Compilation == source.Compilation), Source: source))
            .Where(found => found.Reference is not null).Select(found => ((CompilationReference, LoadedProject)?)(found.Reference!, found.Source)).FirstOrDefault();
    }

    /// <summary>A reference assembly made here, and what its sidecar would say; null where the sources do not compile.</summary>
    private (PortableExecutableReference Reference, AssemblyContracts Contracts)? ImageOf(LoadedProject source)
    {
        if (!_images.TryGetValue(source, out var known))
        {
            _images.Add(source, known = MakeImage(source));
        }

        return known;
    }

    private (PortableExecutableReference Reference, AssemblyContracts Contracts)? MakeImage(LoadedProject source)
    {
        using var stream = new MemoryStream();
        var options = new EmitOptions(metadataOnly: true, includePrivateMembers: true);
        if (!source.Compilation.Emit(stream, options: options, cancellationToken: _cancellation).Success)
        {
            return null;
        }

        var module = ModuleMetadata.CreateFromImage(ImmutableArray.Create(stream.ToArray()));
        return (
            AssemblyMetadata.Create(module).GetReference(),
            new AssemblyContracts(
                source.Compilation.AssemblyName!, module.GetModuleVersionId(), [.. new ContractExport(source.Reader()).Members(_cancellation)]));
    }
}
