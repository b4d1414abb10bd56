using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Contracts;

/// <summary>The file that holds the witness tests of one class. Tests are sorted by name, so that the order in which they are added does not show.</summary>
internal static class WitnessTestFile
{
    /// <summary>A new file with one test.</summary>
    public static string New(WitnessTest test) => $$"""
        // A witness may be null on purpose.
        #nullable disable
        using Xunit;

        {{(test.Namespace.Length > 0 ? $"namespace {test.Namespace};\n\n" : "")}}/// <summary>Inputs on which {{test.TypeName}} was found to break its contracts.</summary>
        public sealed class {{test.ClassName}}
        {
        {{Method(test)}}}

        """;

    /// <summary>A file with a test more; null where it has that test, or no class for it.</summary>
    public static string? With(string file, WitnessTest test)
    {
        var root = CSharpSyntaxTree.ParseText(file).GetRoot();
        if (root.DescendantNodes().OfType<ClassDeclarationSyntax>().FirstOrDefault(c => c.Identifier.Text == test.ClassName) is not { } holder
            || holder.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.Text == test.Name))
        {
            return null;
        }

        var next = holder.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(method => string.CompareOrdinal(method.Identifier.Text, test.Name) > 0);
        var text = Method(test);
        var ends = file.Contains("\r\n") ? "\r\n" : "\n";
        var position = next is not null ? StartOfLine(file, next.SpanStart) : StartOfLine(file, holder.CloseBraceToken.SpanStart);
        var added = next is not null ? text + "\n" : holder.Members.Count > 0 ? "\n" + text : text;
        return file.Insert(position, added.Replace("\n", ends));
    }

    private static int StartOfLine(string file, int position) => file.LastIndexOf('\n', position) + 1;

    private static string Method(WitnessTest test)
    {
        var lines = test.Body.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : $"        {line}");
        return $"    [Fact]\n    public void {test.Name}()\n    {{\n{string.Join("\n", lines)}\n    }}\n";
    }
}
