using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;
using Maestro.Cli.Checking;
using Maestro.Cli.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ISymbol = Microsoft.CodeAnalysis.ISymbol;
using SyntaxTree = Microsoft.CodeAnalysis.SyntaxTree;

namespace Maestro.Cli.Packages;

/// <summary>An assembly of a package as C# again: decompiled, compiled by Roslyn, and what of it does not compile.</summary>
internal sealed class DecompiledAssembly
{
    private readonly Dictionary<string, string> _errors;

    private DecompiledAssembly(ProjectInventory inventory, Dictionary<string, string> errors)
    {
        Inventory = inventory;
        _errors = errors;
        Methods = inventory.Methods.GroupBy(m => m.Symbol).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    public ProjectInventory Inventory { get; }

    /// <summary>Methods with a body, by documentation id.</summary>
    public IReadOnlyDictionary<string, InventoriedMethod> Methods { get; }

    /// <summary>Why a member, or the type that it lies in, does not compile; null where it does.</summary>
    public string? ErrorIn(string id) => _errors.GetValueOrDefault(id);

    /// <param name="image">The assembly.</param>
    /// <param name="members">What has to be compared: types that it does not reach are left out, or without bodies where they are only named.</param>
    /// <param name="references">By simple name, what to compile with.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public static DecompiledAssembly Of(PackageImage image, IReadOnlyCollection<string> members, IReadOnlyDictionary<string, string> references, CancellationToken cancellation)
    {
        var (bodies, named) = image.TypesFor(members);
        var settings = new DecompilerSettings(ICSharpCode.Decompiler.CSharp.LanguageVersion.CSharp11_0)
        {
            // Contracts of nullness are not taken from a package: null is an input like any other.
            NullableReferenceTypes = false,
            ThrowOnAssemblyResolveErrors = false,
            UseDebugSymbols = false,
            ShowXmlDocumentation = false,
            FileScopedNamespaces = false,
        };
        var options = CSharpParseOptions.Default.WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview);
        var trees = new List<SyntaxTree>();
        var decompiler = image.Decompiler(settings, cancellation);
        var withoutBodies = settings.Clone();
        withoutBodies.DecompileMemberBodies = false;
        var outline = image.Decompiler(withoutBodies, cancellation);
        foreach (var type in decompiler.TypeSystem.MainModule.TopLevelTypeDefinitions.Where(t => bodies.Contains(t.ReflectionName) || named.Contains(t.ReflectionName)).OrderBy(t => t.ReflectionName, StringComparer.Ordinal))
        {
            try
            {
                var text = (bodies.Contains(type.ReflectionName) ? decompiler : outline).DecompileTypeAsString(type.FullTypeName);
                trees.Add(CSharpSyntaxTree.ParseText(text, options, $"/{image.Name}/{trees.Count.ToString("D5", System.Globalization.CultureInfo.InvariantCulture)}.cs", cancellationToken: cancellation));
            }
            catch (Exception e) when (PackageImage.IsBadImage(e))
            {
                // Whoever needs the type will not compile, and is then undecided.
            }
        }

        var compilation = CSharpCompilation.Create(
            image.Name,
            trees,
            references.Where(r => !string.Equals(r.Key, image.Name, StringComparison.OrdinalIgnoreCase)).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => MetadataReference.CreateFromFile(r.Value)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, metadataImportOptions: MetadataImportOptions.All, concurrentBuild: true));
        var project = new CapturedProject($"/{image.Name}/{image.Name}.csproj", "", image.Name, [], false, null, [], []);
        var loaded = new LoadedProject(project, compilation, CSharpCommandLineParser.Default.Parse([], "/", sdkDirectory: null), [], []);
        return new DecompiledAssembly(ProjectInventory.Of([loaded], "/")[0], ErrorsOf(compilation, cancellation));
    }

    /// <summary>By the documentation id of the member or type that an error lies in; a type's error is one of each of its members.</summary>
    private static Dictionary<string, string> ErrorsOf(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in compilation.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree is not null).GroupBy(d => d.Location.SourceTree!))
        {
            var model = compilation.GetSemanticModel(group.Key);
            var root = group.Key.GetRoot(cancellation);
            foreach (var error in group)
            {
                var node = root.FindNode(error.Location.SourceSpan);
                if (node.FirstAncestorOrSelf<AttributeListSyntax>() is not null)
                {
                    continue;
                }

                var member = node.AncestorsAndSelf().FirstOrDefault(n => n is AccessorDeclarationSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or BaseTypeDeclarationSyntax);
                foreach (var symbol in Declared(model, member, cancellation))
                {
                    errors.TryAdd(symbol, error.Id);
                }
            }
        }

        return errors;
    }

    private static IEnumerable<string> Declared(SemanticModel model, SyntaxNode? member, CancellationToken cancellation)
    {
        IEnumerable<ISymbol?> symbols = member switch
        {
            // A field's initialiser is part of every constructor.
            BaseFieldDeclarationSyntax field => [model.GetDeclaredSymbol(field.Declaration.Variables[0], cancellation)?.ContainingType],
            null => [],
            _ => [model.GetDeclaredSymbol(member, cancellation)],
        };
        foreach (var symbol in symbols.OfType<ISymbol>())
        {
            IEnumerable<ISymbol> all = symbol switch
            {
                INamedTypeSymbol type => [type, .. type.GetMembers()],
                IPropertySymbol property => [property, property.GetMethod!, property.SetMethod!],
                _ => [symbol],
            };
            foreach (var id in all.Where(s => s is not null).Select(s => s.GetDocumentationCommentId()).OfType<string>())
            {
                yield return id;
            }
        }
    }
}
