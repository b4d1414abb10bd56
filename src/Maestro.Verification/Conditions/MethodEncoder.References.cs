using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>References: what <c>ref</c> locals refer to, what calls return by reference, and when two places are one (semantics.md, 13).</content>
internal sealed partial class MethodEncoder
{
    /// <summary><c>ref T r = ref place</c>, and <c>r = ref place</c>: from here on the local is the place.</summary>
    private Value Refer(ISimpleAssignmentOperation operation)
    {
        if (_frame.Mode != EvaluationMode.Execute || _version is not null || operation.Target is not ILocalReferenceOperation { Local: { IsRef: true } local })
        {
            throw UnsupportedConstructException.At("assignment of a reference", operation);
        }

        var place = ReferencePlace(operation.Value);
        _state = Now with { References = Now.References.SetItem(local, place) };
        return Read(place, operation);
    }

    private Place ReferredBy(ILocalReferenceOperation operation) => Now.References.TryGetValue(operation.Local, out var place)
        ? place : throw UnsupportedConstructException.At($"reference {operation.Local.Name}, which may be one of several places", operation);

    /// <summary>A place that outlives the expression, and that any value of its type may be stored in.</summary>
    private Place ReferencePlace(IOperation operation)
    {
        var place = PlaceOf(operation);
        var root = RootOf(place);
        switch (root)
        {
            case Place.Local { Symbol: var symbol } when _frame.Mode == EvaluationMode.Execute && !_frame.Bindings.ContainsKey(symbol):
            case Place.Field or Place.GridElement:
                return place;
            case Place.Element { IsExact: false, Shape.Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String } type } when !_writes.IsExact(type):
                throw UnsupportedConstructException.At("reference into an array that may be of a derived type", operation);
            case Place.Element:
                return place;
            default:
                throw UnsupportedConstructException.At("reference to a value", operation);
        }
    }

    private static Place RootOf(Place place) => place is Place.PartOf part ? RootOf(part.Whole) : place;

    /// <summary>The place that a method returns whose body is one expression; null where the body is not seen, or is more.</summary>
    private Place? ReturnedPlace(IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, IOperation operation)
    {
        var contract = _reader.Of(method);
        if (_version is not null || IsOpen(method) || method.IsGenericMethod || method.ContainingType is { IsGenericType: true } or { IsValueType: true } || method.IsAsync
            || method.Parameters.Any(p => p.RefKind != RefKind.None) || contract.Unreadable is not null || !_writes.Of(method).IsNothing
            || _frame.Unfolding.Contains(method.OriginalDefinition) || _reader.Bodies.ReturnedExpressionOf(method) is not { } body)
        {
            return null;
        }

        var receiver = instance is null ? null : Evaluate(instance);
        if (receiver is not null)
        {
            NonNull(receiver, operation);
        }

        var values = Arguments(arguments, method.Parameters);
        var frame = _frame with
        {
            Mode = EvaluationMode.Silent,
            Bindings = Bind(method, receiver, values, contract, null),
            This = receiver,
            Result = null,
            Old = null,
            OldBindings = null,
            Unfolding = _frame.Unfolding.Add(method.OriginalDefinition),
        };
        foreach (var clause in contract.Requires)
        {
            Require(ObligationKind.PreCaller, operation.Syntax.GetLocation(), clause.Text, WithFrame(frame, () => Clause(clause)));
        }

        ForkAtCall(method, contract, frame);
        return WithFrame(frame, () => ReferencePlace(body));
    }

    private Place PlaceOfCall(IInvocationOperation call) => ReturnedPlace(call.TargetMethod, call.Instance, call.Arguments, call)
        ?? throw UnsupportedConstructException.At("reference return", call);

    /// <summary>When two places, of which at least one is about to be written, are one.</summary>
    private Term AreOne(Place one, Place other, IOperation operation)
    {
        switch (one, other)
        {
            case (Place.Nowhere, _) or (_, Place.Nowhere):
                return _terms.False;
            case (Place.Local a, Place.Local b):
                return SymbolEqualityComparer.Default.Equals(a.Symbol, b.Symbol) ? _terms.True
                    : a.Symbol is IParameterSymbol p && b.Symbol is IParameterSymbol q && ParameterPlaces.MayShare(p, q) ? AreOne(p, q) : _terms.False;
            case (Place.Field a, Place.Field b) when SymbolEqualityComparer.Default.Equals(a.Symbol, b.Symbol):
                return a.Receiver is null ? _terms.True : _terms.Equal(a.Receiver, b.Receiver!);
            case (Place.Element a, Place.Element b) when _keys.OfElements(a.Shape.Type).SequenceEqual(_keys.OfElements(b.Shape.Type)):
                return _terms.And(_terms.Equal(a.Array, b.Array), _terms.Equal(a.Index, b.Index));
            case (Place.Local, Place.Field or Place.Element):
                return IsReferent(((Place.Local)one).Symbol, other);
            case (Place.Field or Place.Element, Place.Local):
                return IsReferent(((Place.Local)other).Symbol, one);
            case (Place.PartOf a, Place.PartOf b) when ReferenceEquals(a.Part, b.Part):
                return AreOne(a.Whole, b.Whole, operation);
        }

        // One within the other is no case that a condition could say.
        var (x, y) = (RootOf(one), RootOf(other));
        return ReferenceEquals(x, one) && ReferenceEquals(y, other) ? _terms.False
            : AreOne(x, y, operation) is { IsFalse: true } apart ? apart
            : throw UnsupportedConstructException.At("references to a variable and to a part of it", operation);
    }

    private Term IsReferent(ISymbol symbol, Place place) => _terms.Or(_referents.Where(r => SymbolEqualityComparer.Default.Equals(r.Parameter, symbol)).Select(r => (r.Index, place) switch
    {
        (null, Place.Field field) when r.Keys.SequenceEqual(_keys.OfField(field.Symbol)) => r.At is null ? r.Is : _terms.And(r.Is, _terms.Equal(r.At, field.Receiver!)),
        ({ } index, Place.Element element) when r.Keys.SequenceEqual(_keys.OfElements(element.Shape.Type)) =>
            _terms.And([r.Is, _terms.Equal(r.At!, element.Array), _terms.Equal(index, element.Index)]),
        _ => _terms.False,
    }));

    /// <summary>What a reference refers to where two paths meet; null where no place is both.</summary>
    private Place? Join(Term condition, Place a, Place b) => (a, b) switch
    {
        (Place.Element x, Place.Element y) when x.IsExact == y.IsExact && x.Shape == y.Shape =>
            x with { Array = _terms.Ite(condition, x.Array, y.Array), Index = _terms.Ite(condition, x.Index, y.Index) },
        (Place.Field { Receiver: { } x } f, Place.Field { Receiver: { } y } g) when SymbolEqualityComparer.Default.Equals(f.Symbol, g.Symbol) =>
            f with { Receiver = _terms.Ite(condition, x, y) },
        _ => a.Equals(b) ? a : null,
    };
}
