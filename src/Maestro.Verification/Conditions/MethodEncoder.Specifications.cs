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

    private bool IsSequence(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } or { SpecialType: SpecialType.System_String }
        || type is not null && _reader.Specifications.EnumerationOf(type) is not null;

    /// <summary>The element of an array, a string or a specified collection, at an index in range.</summary>
    private Value ElementOf(Value collection, Term index) => collection.Sort == Sort.Text
        ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Char), _terms.StringChar(collection.Term, index))
        : collection.Shape.Type is IArrayTypeSymbol array ? ReadElement(collection.Term, index, array.ElementType)
        : ReadContents(collection, _reader.Specifications.EnumerationOf(collection.Shape.Type)!.Contents, index);

    private Term LengthOf(Value collection)
    {
        if (_reader.Specifications.EnumerationOf(collection.Shape.Type) is not { } specified)
        {
            return collection.Sort == Sort.Text ? _terms.StringLength(collection.Term) : _terms.ArrayLength(collection.Term);
        }

        var count = _terms.Select(MapOf(_keys.OfField(specified.Count)[0]), collection.Term);
        if (count.FreeBound.Count == 0)
        {
            Know(_terms.LessOrEqual(Int(0), count));
        }

        return count;
    }

    /// <summary>What stays the same while a collection may be enumerated; null for arrays and strings, whose length stays anyway.</summary>
    private Term? VersionOf(Value collection) => _reader.Specifications.EnumerationOf(collection.Shape.Type) is { } specified
        ? _terms.Select(MapOf(_keys.OfField(specified.Version)[0]), collection.Term) : null;

    /// <summary>Queries over arrays, strings and specified collections that are consumed at once.</summary>
    private Value? Query(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        // On null a query throws another exception than a dereference, which matters where versions are compared.
        if (_version is not null || !KnownMembers.IsNamed(method.ContainingType, "System.Linq", "Enumerable") || operation.Arguments.Length == 0 || !IsSequence(Uncast(operation.Arguments[0].Value).Type))
        {
            return null;
        }

        switch (method.Name)
        {
            case "All" or "Any" when operation.Arguments.Length == 2 && _frame.Mode != EvaluationMode.Execute:
                return Scalar(operation.Type!, Quantify(method.Name == "All", operation));
            case "Any" or "Count" when operation.Arguments.Length == 1:
                var collection = Evaluate(Uncast(operation.Arguments[0].Value));
                NonNull(collection, operation);
                return Scalar(operation.Type!, method.Name == "Count" ? LengthOf(collection) : _terms.Less(Int(0), LengthOf(collection)));
            default:
                return null;
        }
    }

    /// <summary>What always holds of a framework object, where no quantifier chooses the object.</summary>
    private void KnowAlways(MemberSpecification? specified, Frame frame)
    {
        if (specified is null or { IsOfValue: true } || frame.This!.Term.FreeBound.Count > 0)
        {
            return;
        }

        foreach (var clause in specified.Invariants)
        {
            Know(WithFrame(frame, () => Clause(clause)));
        }
    }

    /// <summary>A member of the framework's numbers and times that is not specified may throw, and nobody would owe that it does not.</summary>
    private void RequireSpecified(MemberSpecification? specified, IMethodSymbol method, IOperation operation)
    {
        if (specified is null && _version is null && method.ContainingType is { DeclaringSyntaxReferences.IsEmpty: true } type && MustBeSpecified(type, method))
        {
            throw UnsupportedConstructException.At($"{type.Name}.{(method.MethodKind == MethodKind.Constructor ? "this constructor" : method.Name)}", operation);
        }
    }

    private static bool MustBeSpecified(INamedTypeSymbol type, IMethodSymbol method) =>
        TimeTypes.Contains(type) ? !TimeTypes.MayBeLeftOpen(method)
        : KnownMembers.IsNamed(type, "System", "DateTimeOffset") ? !TimeTypes.MayBeLeftOpen(method) && !(method.MethodKind == MethodKind.UserDefinedOperator && method.ReturnType.SpecialType == SpecialType.System_Boolean)
        : KnownMembers.IsNamed(type, "System", "Math") ? method.Name is "DivRem" or "Round"
        : KnownMembers.IsNamed(type, "System", "Int128") || KnownMembers.IsNamed(type, "System", "UInt128") || KnownMembers.IsNamed(type, "System", "Half")
            || KnownMembers.IsNamed(type, "System.Numerics", "BigInteger");

    /// <summary>What always holds of values of specified value types that a specified member is about.</summary>
    private void KnowValues(MemberSpecification? specified, IEnumerable<Value> values)
    {
        foreach (var value in specified is null ? [] : values.Where(v => v.Leaves.All(l => l.FreeBound.Count == 0)))
        {
            foreach (var clause in _reader.Specifications.InvariantsOf(value.Shape.Type))
            {
                Know(WithFrame(Frame.OfMethod.Silently() with { This = value }, () => Clause(clause)));
            }
        }
    }

    /// <summary>The result of a member of a specified value type, or what its constructor makes.</summary>
    private Value ValueOf(IMethodSymbol method, MemberSpecification specified, Value? receiver, ImmutableArray<Value> arguments, Frame frame, IOperation operation)
    {
        if (arguments.Concat(receiver is null ? [] : [receiver]).Any(v => v.Leaves.Any(l => l.FreeBound.Count > 0)))
        {
            throw UnsupportedConstructException.At($"call of {method.Name} under a quantifier", operation);
        }

        var made = Havoced("result", method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType);
        var after = frame with { Result = made, This = method.MethodKind == MethodKind.Constructor ? made : frame.This };
        var requires = _terms.And(specified.Contract.Requires.Select(c => WithFrame(frame, () => Clause(c))).ToList());
        foreach (var clause in specified.Contract.Ensures)
        {
            Know(_terms.Implies(requires, WithFrame(after, () => Clause(clause))));
        }

        KnowValues(specified, [made]);
        return made;
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
