using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What a call leaves in variables: by-reference arguments, and structs that their own methods change.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>A variable that is passed to be read: the callee sees what happens to it.</summary>
    private bool IsReadReference(IArgumentOperation argument) =>
        argument.Parameter is { RefKind: RefKind.In or RefKind.RefReadOnlyParameter } && _version is null && _frame.Mode == EvaluationMode.Execute
        && (IsPlace(argument.Value) || argument.Value is IFlowCaptureReferenceOperation held && Now.Captures.TryGetValue(held.Id, out var capture) && capture is Conditions.Capture.OfPlace) && argument.Parent is IInvocationOperation call && !KnownMembers.WritesNothing(call.TargetMethod);

    /// <summary>By-reference arguments are places that the callee leaves with an unknown value, known by its postconditions.</summary>
    private Value InvokeByReference(IInvocationOperation operation)
    {
        if ((Resize(operation) ?? Interlock(operation)) is { } known)
        {
            return known;
        }

        var method = operation.TargetMethod;
        var receiver = Receiver(operation.Instance, method, out var at);
        var values = new Value[method.Parameters.Length];
        var places = new List<(int Ordinal, Place Place)>();
        foreach (var argument in operation.Arguments)
        {
            var parameter = argument.Parameter!;
            if (parameter.RefKind == RefKind.None || parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter && !IsReadReference(argument))
            {
                values[parameter.Ordinal] = Convert(Evaluate(argument.Value), parameter.Type, argument.Value);
                continue;
            }

            places.Add((parameter.Ordinal, ArgumentPlace(argument, method)));
        }

        // What a reference refers to is read by the callee: after the last argument.
        foreach (var (ordinal, place) in places)
        {
            var parameter = method.Parameters[ordinal];
            values[ordinal] = parameter.RefKind == RefKind.Out ? Unknown("out", parameter.Type) : Read(place, operation);
        }

        return Call(method, Latest(receiver, at, operation), values.ToImmutableArray(), operation, operation.Syntax.GetLocation(), at, operation.Arguments, places);
    }

    private Place ArgumentPlace(IArgumentOperation argument, IMethodSymbol method)
    {
        if (_version is not null || _frame.Mode != EvaluationMode.Execute)
        {
            var variable = PlaceOf(argument.Value);
            return variable is Place.Local or Place.Nowhere ? variable : throw UnsupportedConstructException.At("reference to a field or element", argument);
        }

        var place = argument.Value is IDiscardOperation ? PlaceOf(argument.Value) : argument.Parameter!.RefKind is RefKind.In or RefKind.RefReadOnlyParameter
            ? PlaceOf(argument.Value) : ReferencePlace(argument.Value);
        if (RootOf(place) is Place.Field { Symbol: var field } && method.DeclaringSyntaxReferences.Length > 0 && _reader.InvariantsOf(field.ContainingType).Any(c => Reads(c, field)))
        {
            // The callee does not know whose invariant it may break.
            throw UnsupportedConstructException.At($"reference to {field.Name}, which an object invariant reads", argument);
        }

        return place;
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
        var left = new List<(Place Place, Value Value)>();
        var written = (places ?? []).Where(p => method.Parameters[p.Ordinal].RefKind is RefKind.Ref or RefKind.Out).ToList();
        foreach (var (ordinal, place) in written)
        {
            var value = Convert(Havoced("ref", method.Parameters[ordinal].Type), place.Shape.Type, operation);
            foreach (var other in left)
            {
                var areOne = AreOne(other.Place, place, operation);
                if (!areOne.IsFalse)
                {
                    Know(_terms.Implies(areOne, _terms.And(value.Leaves.Zip(other.Value.Leaves, _terms.Equal))));
                }
            }

            left.Add((place, value));
            Write(place, value, operation);
        }

        foreach (var (ordinal, place) in places ?? [])
        {
            var index = written.FindIndex(w => w.Ordinal == ordinal);
            var value = Convert(index >= 0 ? left[index].Value : Read(place, operation), method.Parameters[ordinal].Type, operation);
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
