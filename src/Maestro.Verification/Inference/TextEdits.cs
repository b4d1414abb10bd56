using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Inference;

/// <summary>An expression's text with parts of it replaced.</summary>
internal static class TextEdits
{
    public static string Apply(SyntaxNode expression, IEnumerable<(TextSpan Span, string Text)> edits)
    {
        var text = expression.ToString();
        foreach (var (span, replacement) in edits.OrderByDescending(e => e.Span.Start))
        {
            var start = span.Start - expression.SpanStart;
            if (start >= 0 && start + span.Length <= text.Length)
            {
                text = text.Remove(start, span.Length).Insert(start, replacement);
            }
        }

        return text;
    }
}
