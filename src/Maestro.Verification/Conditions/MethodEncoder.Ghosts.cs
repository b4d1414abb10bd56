using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What specifications say of ghosts: contents by index and by key.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>Contents by key, read; null for any other property.</summary>
    private Value? ContentsOf(IPropertyReferenceOperation operation) =>
        operation.Instance is IFieldReferenceOperation { Field: var ghost } && FrameworkSpecifications.IsContents(ghost)
            ? ReadContents(_frame.This!, ghost, Evaluate(operation.Arguments[0].Value).Term) : null;

    private Value GhostCall(IInvocationOperation operation)
    {
        var arguments = operation.Arguments;
        switch (operation.TargetMethod.Name)
        {
            case "Same":
                return Scalar(operation.Type!, _terms.And(Evaluate(arguments[0].Value).Leaves.Zip(Evaluate(arguments[1].Value).Leaves, _terms.Equal)));
            case "Equal":
                return Scalar(operation.Type!, EqualByDefault(Evaluate(arguments[0].Value), Evaluate(arguments[1].Value)));
            case "IsNull":
                var key = Evaluate(arguments[0].Value);
                return Scalar(operation.Type!, key.Shape.IsScalar && key.Sort is Sort.Reference or Sort.Str ? IsNull(key) : _terms.False);
            case "IsDefault":
                var value = Evaluate(arguments[0].Value);
                return Scalar(operation.Type!, _terms.And(value.Leaves.Select(l => _terms.Equal(l, DefaultOf(l.Sort)))));
            case "Replaced" when arguments[0].Value is IFieldReferenceOperation { Field: var contents } && _frame.Old is { } old:
                return Scalar(operation.Type!, Replaced(contents, Evaluate(arguments[1].Value).Term, Evaluate(arguments[2].Value), old));
            case "Unchanged" when arguments[0].Value is IFieldReferenceOperation { Field: var contents } && _frame.Old is { } old:
                return Scalar(operation.Type!, _terms.And(KeysOf(contents).Select(k => _terms.Equal(Mine(k), Mine(k, old)))));
            case "IsEmpty" when arguments[0].Value is IFieldReferenceOperation { Field: var contents }:
                var has = Mine(KeysOf(contents)[0]);
                return Scalar(operation.Type!, _terms.Equal(has, _terms.Everywhere((Sort.Map)has.Sort, _terms.False)));
            case "ForAllKeys" or "ExistsKey" when arguments[0].Value is IFieldReferenceOperation { Field: var contents }:
                return Scalar(operation.Type!, OfKeys(contents, operation.TargetMethod.Name == "ForAllKeys", operation));
            default:
                throw UnsupportedConstructException.At($"Ghost.{operation.TargetMethod.Name}", operation);
        }
    }

    /// <summary>Equality by the default comparer.</summary>
    private Term EqualByDefault(Value a, Value b) =>
        a.Shape.IsScalar && a.Sort is IntegerSort or Sort.Truth or Sort.Str && a.Sort.Equals(b.Sort) ? _terms.Equal(a.Term, b.Term)
        : throw new UnsupportedConstructException($"equality of {a.Shape.Type.ToDisplayString()}", 0);

    private Term OfKeys(IFieldSymbol contents, bool all, IInvocationOperation operation)
    {
        var type = FrameworkSpecifications.KeyOf(ClosedHere(contents))!;
        var lambda = Lambda(operation.Arguments[1].Value, operation);
        var bound = _terms.FreshBound("key", _shapes.Of(type).Sort);
        var body = WithFrame(_frame.Bind(lambda.Symbol.Parameters[0], Scalar(type, bound)), () => ForEach(() => Evaluate(BodyOf(lambda)).Term));
        return all ? _terms.ForAll(bound, body) : _terms.Exists(bound, body);
    }

    private IFieldSymbol ClosedHere(IFieldSymbol contents) => FrameworkSpecifications.Closed(contents, (INamedTypeSymbol)_frame.This!.Shape.Type);

    private IReadOnlyList<MapKey> KeysOf(IFieldSymbol contents) => _keys.OfField(ClosedHere(contents));

    /// <summary>The receiver's part of a map, now or then.</summary>
    private Term Mine(MapKey key, State? then = null) =>
        _terms.Select(then is null ? MapOf(key) : then.Heap.TryGetValue(key, out var map) ? map : Initial(then.Epoch, key), _frame.This!.Term);

    private Term Replaced(IFieldSymbol contents, Term index, Value value, State old) =>
        _terms.And(KeysOf(contents).Select((k, i) => _terms.Equal(Mine(k), _terms.Store(Mine(k, old), index, value.Leaves[i]))));

    /// <summary>What holds of the elements of a specified collection that is enumerated.</summary>
    private void KnowElements(Value collection)
    {
        TrustInterface(Concrete(collection));
        collection = Concrete(collection);
        if (collection.Term.FreeBound.Count == 0 && _reader.Specifications.EnumerationOf(collection.Shape.Type) is { Elements: { Length: > 0 } facts } specified)
        {
            TrustComparer(collection);
            var frame = Frame.OfMethod.Silently() with { This = collection };
            KnowAlways(_reader.Specifications.InvariantsOf(collection.Shape.Type), frame);
            KnowAlways(facts, frame);
        }
    }

    /// <summary>Who made a collection that this method did not make may have given it a comparer.</summary>
    private void TrustComparer(Value collection)
    {
        if (collection.Shape.Type is INamedTypeSymbol type && _reader.Specifications.HasKeys(type) && !IsFreshArray(collection.Term))
        {
            Trust("default-comparer", $"each {type.ToDisplayString()} compares by the default comparer", 0);
        }
    }
}
