using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Texts put together: one function of two, folded from the left, however it is written.</content>
internal sealed partial class BehaviourEncoder
{
    private Value Interpolated(IInterpolatedStringOperation operation)
    {
        var parts = new List<Value>();
        foreach (var part in operation.Parts)
        {
            parts.Add(part switch
            {
                IInterpolatedStringTextOperation text => Evaluate(text.Text),
                // A format or a width would change the text; any other type makes it by a call.
                IInterpolationOperation { Alignment: null, FormatString: null, Expression: { Type.SpecialType: SpecialType.System_String } inner } => Evaluate(inner),
                _ => throw Unsupported("interpolation of what is no text", part),
            });
        }

        return Joined(parts, operation);
    }

    /// <summary>One text alone is put together with nothing: null becomes empty.</summary>
    private Value Joined(IReadOnlyList<Value> parts, IOperation operation)
    {
        if (parts.Any(p => !p.Shape.IsScalar || p.Sort != Sort.Text))
        {
            throw Unsupported("text", operation);
        }

        var nothing = _terms.Variable("text " + SmtName(""), Sort.Text);
        var terms = parts.Select(p => p.Term).ToList();
        return Scalar(operation.Type!, terms.Count < 2
            ? Function("concat", Sort.Text, [terms.FirstOrDefault() ?? nothing, nothing])
            : terms.Skip(1).Aggregate(terms[0], (joined, next) => Function("concat", Sort.Text, [joined, next])));
    }
}
