using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What a call leaves in variables: by-reference arguments, and structs that their own methods change.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>By-reference arguments are locals that the callee leaves with an unknown value, known by its postconditions.</summary>
    private Value InvokeByReference(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        var receiver = Receiver(operation.Instance, out var at);
        var values = new Value[method.Parameters.Length];
        var places = new List<(int Ordinal, Place Place)>();
        foreach (var argument in operation.Arguments)
        {
            var parameter = argument.Parameter!;
            if (parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter)
            {
                values[parameter.Ordinal] = Convert(Evaluate(argument.Value), parameter.Type, argument.Value);
                continue;
            }

            var place = PlaceOf(argument.Value);
            if (place is not (Place.Local or Place.Nowhere))
            {
                throw UnsupportedConstructException.At("reference to a field or element", argument);
            }

            places.Add((parameter.Ordinal, place));
        }

        // What a reference refers to is read by the callee: after the last argument.
        foreach (var (ordinal, place) in places)
        {
            var parameter = method.Parameters[ordinal];
            values[ordinal] = parameter.RefKind == RefKind.Out ? Unknown("out", parameter.Type) : Read(place, operation);
        }

        if (places.GroupBy(p => (p.Place as Place.Local)?.Symbol, SymbolEqualityComparer.Default).Any(g => g.Key is not null && g.Count() > 1))
        {
            throw UnsupportedConstructException.At("one variable passed by reference twice", operation);
        }

        return Call(method, receiver, values.ToImmutableArray(), operation, operation.Syntax.GetLocation(), at, operation.Arguments, places);
    }

    /// <summary>By-reference parameters that may be the same variable as one.</summary>
    private IEnumerable<IParameterSymbol> SharedWith(ISymbol symbol) =>
        symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method)
            ? _method.Parameters.Where(other => ParameterPlaces.MayShare(parameter, other)) : [];

    private Term AreOne(IParameterSymbol one, IParameterSymbol other) =>
        _terms.Variable(FormattableString.Invariant($"one variable {Math.Min(one.Ordinal, other.Ordinal)} {Math.Max(one.Ordinal, other.Ordinal)}"), Sort.Bool);

    /// <summary>Parameters that are one variable have one value, and what is one with both of two makes them one.</summary>
    private void KnowShared()
    {
        foreach (var one in _method.Parameters)
        {
            foreach (var other in SharedWith(one).Where(o => o.Ordinal > one.Ordinal))
            {
                Know(_terms.Implies(AreOne(one, other), _terms.And(Now.Locals[one].Leaves.Zip(Now.Locals[other].Leaves, _terms.Equal).ToList())));
                foreach (var third in SharedWith(one).Where(t => t.Ordinal != other.Ordinal))
                {
                    Know(_terms.Implies(_terms.And([AreOne(one, other), AreOne(other, third)]), AreOne(one, third)));
                }
            }
        }
    }

    private void WriteShared(ISymbol written)
    {
        foreach (var other in SharedWith(written))
        {
            _state = Now with { Locals = Now.Locals.SetItem(other, Merge(AreOne((IParameterSymbol)written, other), Now.Locals[written], Now.Locals[other])) };
        }
    }

    private ImmutableDictionary<ISymbol, Value> WriteBack(
        IMethodSymbol method, ImmutableDictionary<ISymbol, Value> bindings, MethodContract contract, IReadOnlyList<(int Ordinal, Place Place)>? places, IOperation operation)
    {
        foreach (var (ordinal, place) in places ?? [])
        {
            var value = Havoced("ref", method.Parameters[ordinal].Type);
            Write(place, Convert(value, place.Shape.Type, operation), operation);
            foreach (var owner in contract.Clauses.Select(c => c.Owner).Append(method.OriginalDefinition))
            {
                bindings = bindings.SetItem(owner.Parameters[ordinal], value);
            }
        }

        return bindings;
    }

    /// <summary>A method of a struct that is not read-only may have changed the variable, or the copy, that it was called on.</summary>
    private Value? AfterStructCall(IMethodSymbol method, Value? receiver, Place? at, IOperation operation)
    {
        if (receiver is null || method.IsStatic || method.ContainingType is not { IsValueType: true } type || type.IsReadOnly || method.IsReadOnly
            || KnownMembers.WritesNothing(method))
        {
            return null;
        }

        var changed = Havoced("struct", receiver.Shape.Type);
        if (_frame.Mode == EvaluationMode.Execute && at is not null)
        {
            Write(at, changed, operation);
        }

        return changed;
    }
}
