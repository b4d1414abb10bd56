using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What a postcondition that speaks of the least or greatest element suggests for a loop: of the part that is done none is beyond, and one there is.</content>
internal sealed partial class MethodEncoder
{
    private IEnumerable<Probe> Extremes(IReadOnlyList<Stand> stands)
    {
        foreach (var goal in Goals().Select(g => g.Goal).OfType<IBinaryOperation>().Where(g => g.OperatorKind == BinaryOperatorKind.Equals))
        {
            var query = new[] { goal.LeftOperand, goal.RightOperand }.OfType<IInvocationOperation>()
                .FirstOrDefault(i => i.TargetMethod.Name is "Min" or "Max" && Sequence.IsConsumed(i, IsSequence));
            foreach (var result in query is null ? [] : Results(goal).OfType<Stand>())
            {
                var least = query!.TargetMethod.Name == "Min";
                yield return new Probe($"{Shown(query)}.Contains({result.Text})", true, () =>
                {
                    var reached = result.Value();
                    return OfSome(SourceOf(query), element => EqualByDefault(element, reached));
                });
                foreach (var stand in stands)
                {
                    var text = stand.Text.Length == 0 ? "" : $"{Shown(query)}.Take({stand.Text}).All(x => x {(least ? ">=" : "<=")} {result.Text})";
                    yield return new Probe(text, true, () =>
                    {
                        var reached = result.Value().Term;
                        return OfAll(SourceOf(query) with { Length = stand.Value().Term }, element => least ? _terms.LessOrEqual(reached, element.Term) : _terms.LessOrEqual(element.Term, reached));
                    });
                }
            }
        }
    }

    private Sequence SourceOf(IInvocationOperation query) =>
        query.Arguments.Length == 2 ? Selected(SequenceOf(query.Arguments[0]), FunctionOf(query.Arguments[1].Value)) : SequenceOf(query.Arguments[0]);

    private static string Shown(IInvocationOperation query) =>
        query.Arguments.Length == 2 ? $"{query.Arguments[0].Syntax}.Select({query.Arguments[1].Syntax})" : query.Arguments[0].Syntax.ToString();
}
