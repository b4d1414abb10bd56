using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Strength;

/// <summary>One small change of a method's body.</summary>
/// <param name="Span">What is replaced.</param>
/// <param name="Replacement">By what.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">The change in words, such as <c>`a &lt; b` becomes `a &lt;= b`</c>.</param>
/// <param name="Accepted">The changed code, as in "the contract also accepts …".</param>
/// <param name="IsResult">True where only a returned value changes.</param>
public sealed record Mutation(TextSpan Span, string Replacement, int Line, string Text, string Accepted, bool IsResult = false)
{
    /// <summary>The compilation with the change; null where it does not compile.</summary>
    public Compilation? Apply(Compilation compilation, SyntaxTree tree)
    {
        var changed = tree.WithChangedText(tree.GetText().WithChanges(new TextChange(Span, Replacement)));
        var mutated = compilation.ReplaceSyntaxTree(tree, changed);
        return mutated.GetSemanticModel(changed).GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error && !d.IsSuppressed) ? null : mutated;
    }
}
