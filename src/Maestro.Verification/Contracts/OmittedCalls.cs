using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>Calls that the compiler leaves out, arguments and all: of conditional methods whose symbols are not defined, and of partial methods that nobody implements.</summary>
internal static class OmittedCalls
{
    /// <summary>True when the call is in the source but not in the program.</summary>
    public static bool IsOmitted(IInvocationOperation call)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (method.IsPartialDefinition && method.PartialImplementationPart is null)
        {
            return true;
        }

        var symbols = SymbolsOf(method).ToList();
        return symbols.Count > 0 && !symbols.Any(s => IsDefined(s, call.Syntax.SyntaxTree));
    }

    private static IEnumerable<string> SymbolsOf(IMethodSymbol method)
    {
        for (var m = method; m is not null; m = m.OverriddenMethod)
        {
            foreach (var attribute in m.GetAttributes())
            {
                if (attribute is { AttributeClass: { Name: "ConditionalAttribute", ContainingNamespace: var space }, ConstructorArguments: [{ Value: string symbol }] }
                    && space.ToDisplayString() == "System.Diagnostics")
                {
                    yield return symbol;
                }
            }
        }
    }

    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        var isDefined = tree.Options.PreprocessorSymbolNames.Contains(symbol);
        foreach (var directive in tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia.Select(t => t.GetStructure()))
        {
            isDefined = directive switch
            {
                DefineDirectiveTriviaSyntax { IsActive: true } define when define.Name.Text == symbol => true,
                UndefDirectiveTriviaSyntax { IsActive: true } undef when undef.Name.Text == symbol => false,
                _ => isDefined,
            };
        }

        return isDefined;
    }
}
