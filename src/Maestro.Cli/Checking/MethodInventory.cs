using Maestro.Cli.Projects;
using Maestro.Verification.Contracts;
using Maestro.Verification.Hashing;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Checking;

/// <summary>One method of one side of a change.</summary>
/// <param name="Key">Project (relative path, framework) and documentation id: what pairs it with the other side.</param>
/// <param name="Symbol">The documentation id.</param>
/// <param name="Method">The symbol.</param>
/// <param name="Project">Where it was found.</param>
/// <param name="OwnHash">What the method itself says.</param>
/// <param name="InterfaceHash">What callers read of it.</param>
/// <param name="File">Relative to the checked-out root, with <c>/</c>.</param>
/// <param name="Line">From 1.</param>
internal sealed record InventoriedMethod(
    string Key,
    string Symbol,
    IMethodSymbol Method,
    ProjectInventory Project,
    string OwnHash,
    string InterfaceHash,
    string File,
    int Line);

/// <summary>The methods of one loaded project, with the readers that made them.</summary>
internal sealed class ProjectInventory
{
    private ProjectInventory(LoadedProject loaded, string root)
    {
        Loaded = loaded;
        Reader = loaded.Reader();
        Hash = new SemanticHash(Reader);
        Name = Relative(root, loaded.Project.ProjectPath);
        Methods = Find(root).OrderBy(m => m.Key, StringComparer.Ordinal).ToList();
    }

    /// <summary>Project file relative to the root, with <c>/</c>.</summary>
    public string Name { get; }

    /// <summary>Name and target framework: one compilation.</summary>
    public string Id => $"{Name}|{Loaded.Project.TargetFramework}";

    public LoadedProject Loaded { get; }

    public ContractReader Reader { get; }

    public SemanticHash Hash { get; }

    /// <summary>Hand-written methods with a body, and constructors that exist only by their field initialisers.</summary>
    public IReadOnlyList<InventoriedMethod> Methods { get; }

    public static IReadOnlyList<ProjectInventory> Of(IReadOnlyList<LoadedProject> projects, string root) =>
        projects.Select(p => new ProjectInventory(p, root)).ToList();

    public static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private IEnumerable<InventoriedMethod> Find(string root)
    {
        foreach (var type in MethodBodies.TypesOf(Loaded.Compilation.Assembly))
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                var location = method.Locations.FirstOrDefault(l => l.IsInSource);
                if (location is null || GeneratedSource.Is(Relative(root, location.SourceTree!.FilePath)) || (Reader.Bodies.BodyOf(method) is null && !HasInitialisers(method)))
                {
                    continue;
                }

                var symbol = method.GetDocumentationCommentId() ?? method.ToDisplayString();
                yield return new InventoriedMethod(
                    $"{Id}|{symbol}",
                    symbol,
                    method,
                    this,
                    Hash.OwnOf(method),
                    Hash.InterfaceOf(method),
                    Relative(root, location.SourceTree.FilePath),
                    location.GetLineSpan().StartLinePosition.Line + 1);
            }
        }
    }

    private static bool HasInitialisers(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor, IsImplicitlyDeclared: true }
        && method.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => f.IsStatic == method.IsStatic && !f.IsConst);
}
