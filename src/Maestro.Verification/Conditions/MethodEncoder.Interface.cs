using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>What a method's callers rely on, over the same inputs and outcome as another's.</summary>
/// <param name="Inputs">Parameters by position, then the receiver where there is one.</param>
/// <param name="Outcomes">By-reference parameters after the call, then the result where there is one.</param>
/// <param name="Requires">All preconditions.</param>
/// <param name="Ensures">All postconditions.</param>
/// <param name="Knowledge">What holds whatever the method does.</param>
internal sealed record InterfaceTerms(
    IReadOnlyList<Value> Inputs, IReadOnlyList<Value> Outcomes, Term Requires, Term Ensures, Knowledge Knowledge);

/// <content>The contract as callers see it, without the body.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>Encodes the contract; with <paramref name="like"/>, over the inputs and outcomes of the other method, by position.</summary>
    public InterfaceTerms Interface(InterfaceTerms? like)
    {
        Know(_terms.Older(_terms.Null(Smt.Sort.Ref), Now.Allocation));
        var inputs = new List<Value>();
        foreach (var parameter in _method.Parameters)
        {
            var value = like is null ? Unknown("p", parameter.Type) : As(like.Inputs[inputs.Count], parameter.Type);
            inputs.Add(value);
            _state = Now with { Locals = Now.Locals.SetItem(parameter, value) };
            KnowAllocated(value);
            if (_reader.IsNeverNull(parameter))
            {
                Know(_terms.Not(IsNull(value)));
            }
        }

        if (!_method.IsStatic)
        {
            var self = like is null ? Unknown("this", _method.ContainingType) : As(like.Inputs[inputs.Count], _method.ContainingType);
            inputs.Add(self);
            _state = Now with { This = self };
            KnowAllocated(self);
            if (self.Shape.IsScalar && self.Sort == Smt.Sort.Ref)
            {
                Know(_terms.Not(IsNull(self)));
            }
        }

        _entry = _state;
        var requires = Clauses(_contract.Requires, null);
        HavocEverything();
        Age();
        var outcomes = new List<Value>();
        foreach (var parameter in _method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out))
        {
            var value = like is null ? Havoced("after", parameter.Type) : As(like.Outcomes[outcomes.Count], parameter.Type);
            outcomes.Add(value);
            _state = Now with { Locals = Now.Locals.SetItem(parameter, value) };
        }

        if (!_method.ReturnsVoid)
        {
            var result = like is null ? Havoced("result", _method.ReturnType) : As(like.Outcomes[outcomes.Count], _method.ReturnType);
            outcomes.Add(result);
            _state = Now with { Result = result };
        }

        var ensures = Clauses(_contract.Ensures, Now.Result);
        return new InterfaceTerms(inputs, outcomes, requires, ensures, WithDeclarations(Now.Knowledge));
    }

    private Term Clauses(IEnumerable<Clause> clauses, Value? result)
    {
        var all = new List<Term>();
        foreach (var clause in clauses)
        {
            all.Add(WithFrame(ClauseFrame(clause) with { Mode = EvaluationMode.Silent, Result = result, Old = _entry }, () => Clause(clause)));
        }

        return _terms.And(all);
    }

    private Value As(Value value, ITypeSymbol type)
    {
        var shape = _shapes.Of(type);
        return shape.Leaves.Select(l => l.Sort).SequenceEqual(value.Shape.Leaves.Select(l => l.Sort))
            ? value with { Shape = shape }
            : throw new UnsupportedConstructException($"parameter or result that was of type {value.Shape.Type.ToDisplayString()}", 0);
    }
}
