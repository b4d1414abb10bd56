using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Checking;

/// <summary>What a project declares beside the bodies of its methods.</summary>
/// <param name="Key">Project, framework and what is declared: pairs it with the other side.</param>
/// <param name="Shown">For people.</param>
/// <param name="Text">Equal exactly when the declarations are.</param>
/// <param name="SeenByMethods">True where taking it away is seen in the methods: it is one with a body, or a private field.</param>
internal sealed record DeclarationFact(string Key, string Shown, string Text, bool SeenByMethods, string File, int Line);

/// <summary>Reads declarations: types with their bases and attributes, fields, constants, members without a body, attributes of assemblies.</summary>
internal static class DeclarationFacts
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance)
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeExplicitInterface)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Of hand-written types, and their members that people declared.</summary>
    public static IEnumerable<DeclarationFact> Types(ProjectInventory project, string root)
    {
        var compared = project.Methods.Select(m => m.Symbol).ToHashSet(StringComparer.Ordinal);
        foreach (var type in MethodBodies.TypesOf(project.Loaded.Compilation.Assembly))
        {
            if (Place(type, root) is not { } place)
            {
                continue;
            }

            yield return Fact(project, type, Header(type), seen: false, place);
            foreach (var member in type.GetMembers().Where(m => !m.IsImplicitlyDeclared && m is not INamedTypeSymbol))
            {
                var seen = compared.Contains(member.GetDocumentationCommentId() ?? "") || member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsConst: false };
                yield return Fact(project, member, Member(member), seen, Place(member, root) ?? place);
            }
        }
    }

    /// <summary>Attributes of the assembly and its module in hand-written files; those made from the project file change with it.</summary>
    public static IEnumerable<DeclarationFact> Assemblies(ProjectInventory project, string root)
    {
        var assembly = project.Loaded.Compilation.Assembly;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var attribute in assembly.GetAttributes().Concat(assembly.Modules.SelectMany(m => m.GetAttributes())))
        {
            if (attribute.ApplicationSyntaxReference is not { } reference || ProjectInventory.Relative(root, reference.SyntaxTree.FilePath) is var file && GeneratedSource.Is(file))
            {
                continue;
            }

            var text = Text(attribute);
            counts[text] = counts.GetValueOrDefault(text) + 1;
            yield return new DeclarationFact($"{project.Id}|{text}|{counts[text]}", text, text, SeenByMethods: false, file, LineOf(reference.GetSyntax().GetLocation()));
        }
    }

    /// <summary>File and line of a hand-written declaration; null where there is none.</summary>
    public static (string File, int Line)? Place(ISymbol symbol, string root)
    {
        foreach (var location in symbol.Locations.Where(l => l.IsInSource))
        {
            var file = ProjectInventory.Relative(root, location.SourceTree!.FilePath);
            if (!GeneratedSource.Is(file))
            {
                return (file, LineOf(location));
            }
        }

        return null;
    }

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private static DeclarationFact Fact(ProjectInventory project, ISymbol symbol, string text, bool seen, (string File, int Line) place) => new(
        $"{project.Id}|{symbol.GetDocumentationCommentId() ?? symbol.ToDisplayString()}",
        symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
        text,
        seen,
        place.File,
        place.Line);

    private static string Header(INamedTypeSymbol type) => string.Join(
        " ",
        type.DeclaredAccessibility,
        type.TypeKind,
        Words(("static", type.IsStatic), ("abstract", type.IsAbstract), ("sealed", type.IsSealed), ("record", type.IsRecord), ("readonly", type.IsReadOnly), ("ref", type.IsRefLikeType)),
        type.ToDisplayString(Full),
        ":",
        type.BaseType?.ToDisplayString(Full) ?? "",
        type.EnumUnderlyingType?.ToDisplayString(Full) ?? "",
        string.Join(",", type.Interfaces.Select(i => i.ToDisplayString(Full)).Order(StringComparer.Ordinal)),
        type.DelegateInvokeMethod?.ToDisplayString(Full) ?? "",
        Attributes(type.GetAttributes()));

    private static string Member(ISymbol member) => member switch
    {
        IFieldSymbol f => $"{f.ToDisplayString(Full)} {Words(("volatile", f.IsVolatile), ("required", f.IsRequired))} {f.RefKind} {Attributes(f.GetAttributes())}",
        IPropertySymbol p => $"{p.ToDisplayString(Full)} {Words(("required", p.IsRequired), ("init", p.SetMethod?.IsInitOnly == true))} "
            + $"{p.GetMethod?.DeclaredAccessibility} {p.SetMethod?.DeclaredAccessibility} {Attributes(p.GetAttributes())}",
        // Names of parameters are left out: a method with a body is compared without them.
        IMethodSymbol m => $"{m.ToDisplayString(Full.RemoveParameterOptions(SymbolDisplayParameterOptions.IncludeName))} "
            + $"{Words(("extern", m.IsExtern), ("readonly", m.IsReadOnly), ("init", m.IsInitOnly))} {Attributes(m.GetAttributes())} {Attributes(m.GetReturnTypeAttributes())} "
            + string.Join(";", m.Parameters.Select(p => Default(p) + Attributes(p.GetAttributes()))),
        _ => $"{member.ToDisplayString(Full)} {Attributes(member.GetAttributes())}",
    };

    // Roslyn displays a default value only beside a name.
    private static string Default(IParameterSymbol parameter) => parameter.HasExplicitDefaultValue
        ? "= " + (parameter.ExplicitDefaultValue switch
        {
            null => "null",
            string s => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(s, quote: true),
            IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            var other => other.ToString(),
        })
        : "";

    private static string Words(params (string Word, bool Holds)[] words) => string.Join(" ", words.Where(w => w.Holds).Select(w => w.Word));

    private static string Attributes(IEnumerable<AttributeData> attributes) =>
        "[" + string.Join(",", attributes.Select(Text).Order(StringComparer.Ordinal)) + "]";

    // What is written there: it names types and constants as the author did.
    private static string Text(AttributeData attribute) => attribute.ToString() ?? attribute.AttributeClass?.Name ?? "?";
}
