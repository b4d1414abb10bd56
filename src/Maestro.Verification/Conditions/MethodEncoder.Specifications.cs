using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Members of framework types, known by their specifications.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>The contents of a framework object at an index that somebody else answers for.</summary>
    private Value ReadContents(Value owner, IFieldSymbol contents, Term index)
    {
        var closed = FrameworkSpecifications.Closed(contents, (INamedTypeSymbol)owner.Shape.Type);
        var value = new Value(
            _shapes.Of(((IArrayTypeSymbol)closed.Type).ElementType),
            _keys.OfField(closed).Select(k => _terms.Select(_terms.Select(MapOf(k), owner.Term), index)).ToImmutableArray());
        KnowAllocated(value);
        return value;
    }

    /// <summary>What always holds of a framework object, where no quantifier chooses the object.</summary>
    private void KnowAlways(MemberSpecification? specified, Frame frame)
    {
        if (specified is null || frame.This!.Term.FreeBound.Count > 0)
        {
            return;
        }

        foreach (var clause in specified.Invariants)
        {
            Know(WithFrame(frame, () => Clause(clause)));
        }
    }

    private Value GhostCall(IInvocationOperation operation)
    {
        var arguments = operation.Arguments;
        switch (operation.TargetMethod.Name)
        {
            case "Same":
                return Scalar(operation.Type!, _terms.And(Evaluate(arguments[0].Value).Leaves.Zip(Evaluate(arguments[1].Value).Leaves, _terms.Equal)));
            case "Equal":
                var a = Evaluate(arguments[0].Value);
                var b = Evaluate(arguments[1].Value);
                return a.Shape.IsScalar && a.Sort is IntegerSort or Sort.Truth or Sort.Str && a.Sort.Equals(b.Sort)
                    ? Scalar(operation.Type!, _terms.Equal(a.Term, b.Term))
                    : throw new UnsupportedConstructException($"equality of {a.Shape.Type.ToDisplayString()}", 0);
            case "Replaced" when arguments[0].Value is IFieldReferenceOperation { Field: var contents } && _frame.Old is { } old:
                return Scalar(operation.Type!, Replaced(contents, Evaluate(arguments[1].Value).Term, Evaluate(arguments[2].Value), old));
            default:
                throw UnsupportedConstructException.At($"Ghost.{operation.TargetMethod.Name}", operation);
        }
    }

    private Term Replaced(IFieldSymbol contents, Term index, Value value, State old)
    {
        var owner = _frame.This!;
        var equal = new List<Term>();
        var keys = _keys.OfField(FrameworkSpecifications.Closed(contents, (INamedTypeSymbol)owner.Shape.Type));
        for (var i = 0; i < keys.Count; i++)
        {
            var before = old.Heap.TryGetValue(keys[i], out var map) ? map : Initial(old.Epoch, keys[i]);
            equal.Add(_terms.Equal(_terms.Select(MapOf(keys[i]), owner.Term), _terms.Store(_terms.Select(before, owner.Term), index, value.Leaves[i])));
        }

        return _terms.And(equal);
    }
}
