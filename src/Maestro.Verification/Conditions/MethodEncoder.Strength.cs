using System.Globalization;
using System.Numerics;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Whether the postconditions would also let another result pass: a question at the exit, for results that no careful contract accepts.</content>
internal sealed partial class MethodEncoder
{
    private void AskForOtherResults()
    {
        var clauses = _contract.Ensures.ToList();
        if (_method.ReturnsVoid || _method.ReturnsByRef || _method.ReturnsByRefReadonly || Now.Result is null || clauses.Count == 0)
        {
            return;
        }

        // The clause to look at is the last that speaks of the result.
        var about = clauses.LastOrDefault(c => c.Condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(i => ContractCalls.IsResult(i.TargetMethod)))
            ?? clauses[clauses.Count - 1];
        foreach (var (text, value) in OtherResults())
        {
            var here = _state;
            var goals = clauses.Select(c => WithFrame(ClauseFrame(c).Silently() with { Result = value, Old = _entry }, () => Clause(c))).ToList();
            _obligations.Add(new Pending(ObligationRole.Accepted, ObligationKind.Post, about.Line, about.Location, text, _terms.And(goals), here.Path, Now.Knowledge));
            _state = here;
        }
    }

    private IEnumerable<(string Text, Value Value)> OtherResults()
    {
        var type = _method.ReturnType;
        if (type.SpecialType == SpecialType.System_Boolean)
        {
            yield return ("false", Scalar(type, _terms.False));
            yield return ("true", Scalar(type, _terms.True));
        }
        else if (type.TypeKind != TypeKind.Enum && type.SpecialType != SpecialType.System_Char && Shapes.IntegerSortOf(type) is { } sort)
        {
            foreach (var number in new[] { 0, 1, sort.Maximum, sort.Minimum }.Distinct())
            {
                yield return (number.ToString(CultureInfo.InvariantCulture), Scalar(type, _terms.Integer(number, sort)));
            }
        }
        else if (type.IsReferenceType && !IsNonNull(type))
        {
            yield return ("null", Default(type));
        }

        if (type.SpecialType is SpecialType.None or SpecialType.System_Object)
        {
            yield break;
        }

        var assigned = _writes.AssignedParameters(_method).OfType<IParameterSymbol>().Select(p => p.Ordinal).ToList();
        foreach (var parameter in _method.Parameters.Where(p => p.RefKind == RefKind.None && !assigned.Contains(p.Ordinal) && SymbolEqualityComparer.Default.Equals(p.Type, type)).Take(3))
        {
            yield return (parameter.Name, Now.Locals[parameter]);
        }
    }
}
