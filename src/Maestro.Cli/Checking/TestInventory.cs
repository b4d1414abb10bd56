using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Checking;

/// <summary>One test method of one side.</summary>
/// <param name="Key">Project, framework and documentation id.</param>
/// <param name="Skipped">How it says that it does not run by itself; empty where it runs.</param>
internal sealed record FoundTest(string Key, string Shown, string Skipped, string File, int Line);

/// <summary>Finds tests of xunit, NUnit and MSTest by the names of their attributes, so that no version of a framework matters.</summary>
internal static class TestInventory
{
    private static readonly HashSet<string> TestAttributes = new(StringComparer.Ordinal)
    {
        "FactAttribute", "TheoryAttribute", "TestAttribute", "TestCaseAttribute", "TestCaseSourceAttribute", "TestMethodAttribute", "DataTestMethodAttribute",
    };

    private static readonly HashSet<string> SkipAttributes = new(StringComparer.Ordinal) { "IgnoreAttribute", "ExplicitAttribute" };

    private static readonly HashSet<string> SkipArguments = new(StringComparer.Ordinal) { "Skip", "SkipWhen", "SkipUnless", "SkipExceptions", "Explicit", "Ignore", "IgnoreReason" };

    public static IEnumerable<FoundTest> Of(ProjectInventory project, string root)
    {
        foreach (var type in MethodBodies.TypesOf(project.Loaded.Compilation.Assembly))
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(IsTest))
            {
                var place = DeclarationFacts.Place(method, root) ?? ("", 1);
                yield return new FoundTest(
                    $"{project.Id}|{method.GetDocumentationCommentId()}",
                    method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                    Skipped(method),
                    place.Item1,
                    place.Item2);
            }
        }
    }

    private static bool IsTest(IMethodSymbol method) => method.GetAttributes().Any(a => Bases(a.AttributeClass).Any(TestAttributes.Contains));

    private static string Skipped(IMethodSymbol method)
    {
        var all = method.GetAttributes().ToList();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            all.AddRange(type.GetAttributes());
        }

        all.AddRange(method.ContainingAssembly.GetAttributes());
        var words = all.Where(a => Bases(a.AttributeClass).Any(SkipAttributes.Contains)).Select(a => a.AttributeClass!.Name)
            .Concat(all.SelectMany(a => a.NamedArguments).Where(n => SkipArguments.Contains(n.Key) && n.Value is { IsNull: false } and ({ Kind: TypedConstantKind.Array } or not { Value: false })).Select(n => n.Key));
        return string.Join(" ", words.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Bases(INamedTypeSymbol? attribute)
    {
        for (var type = attribute; type is not null; type = type.BaseType)
        {
            yield return type.Name;
        }
    }
}
