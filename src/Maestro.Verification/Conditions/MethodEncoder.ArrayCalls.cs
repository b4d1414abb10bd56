using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Members of <c>Array</c> and <c>List</c> that work on all elements at once.</content>
internal sealed partial class MethodEncoder
{
    private const string ArgumentNull = "System.ArgumentNullException";
    private const string ArgumentOutside = "System.ArgumentException";

    /// <summary>The value of such a call; null for any other.</summary>
    private Value? WholeCall(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        if (_version is not null || !WholeCalls.IsKnown(operation, IsSequence))
        {
            return null;
        }

        var type = operation.Type!;
        if (KnownMembers.IsNamed(method.ContainingType, "System", "MemoryExtensions"))
        {
            return OfSpans(operation, type);
        }

        var receiver = WholeCalls.Receiver(operation);
        var collection = Evaluate(Sequence.Uncast(receiver));
        var others = operation.Arguments.Where(a => !ReferenceEquals(a.Value, receiver)).Select(a => a.Value).ToList();
        switch (method.Name)
        {
            case "Exists":
                return Scalar(type, OfSome(Where(Elements(collection, operation), FunctionOf(others[0])), _ => _terms.True));
            case "TrueForAll":
                var holds = FunctionOf(others[0]);
                return Scalar(type, OfAll(Elements(collection, operation), element => holds(element).Term));
            case "IndexOf":
                // Evaluated first: what it writes is seen.
                var wanted = Convert(Evaluate(others[0]), ElementType(collection), others[0]);
                return Scalar(type, FirstIndex(Elements(collection, operation), wanted, operation));
            case "ToArray":
                return Collected(Elements(collection, operation), type, operation);
            case "Clone":
                var copy = Collected(Elements(collection, operation), collection.Shape.Type, operation, isAlwaysNew: true);
                return copy with { Shape = _shapes.Of(type) };
        }

        if (_frame.Mode != EvaluationMode.Execute)
        {
            throw new IllFormedContractException($"a contract calls {method.ToDisplayString()}, which writes", Lines.Of(operation));
        }

        return Rewrite(collection, others, operation);
    }

    private ITypeSymbol ElementType(Value collection) => collection.Shape.Type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)collection.Shape.Type).TypeArguments[0];

    private Sequence Elements(Value collection, IOperation operation)
    {
        RequireThrown(ObligationKind.Null, operation is IInvocationOperation { Instance: null } ? ArgumentNull : "System.NullReferenceException", operation, _terms.Not(IsNull(collection)));
        var length = LengthOf(collection);
        return new Sequence(length, length, index => ElementOf(collection, index), null);
    }

    /// <summary>The first index of an equal element; -1 where there is none.</summary>
    private Term FirstIndex(Sequence source, Value wanted, IOperation operation)
    {
        var exists = OfSome(source, element => EqualByDefault(element, wanted));
        ForbidBound(exists, operation);
        var index = _terms.Fresh("found", IntegerSort.Int32);
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        var before = _terms.And(_terms.LessOrEqual(Int(0), bound), _terms.Less(bound, index));
        Know(_terms.Implies(_terms.Not(exists), _terms.Equal(index, Int(-1))));
        Know(_terms.Implies(exists, _terms.And(
            _terms.LessOrEqual(Int(0), index),
            _terms.Less(index, source.Length),
            EqualByDefault(source.At(index), wanted),
            _terms.ForAll(bound, _terms.Or(_terms.Not(before), _terms.Not(ForEach(() => EqualByDefault(source.At(bound), wanted))))))));
        return index;
    }

    /// <summary>Over arrays that the language sees as spans: null is an empty one.</summary>
    private Value OfSpans(IInvocationOperation operation, ITypeSymbol type)
    {
        Sequence Span(IOperation argument)
        {
            var array = Evaluate(Sequence.Uncast(argument));
            var length = _terms.Ite(IsNull(array), Int(0), LengthOf(array));
            return new Sequence(length, length, index => ElementOf(array, index), null);
        }

        var source = Span(operation.Arguments[0].Value);
        switch (operation.TargetMethod.Name)
        {
            case "Contains":
                var wanted = Evaluate(operation.Arguments[1].Value);
                return Scalar(type, OfSome(source, element => EqualByDefault(element, wanted)));
            case "IndexOf":
                return Scalar(type, FirstIndex(source, Evaluate(operation.Arguments[1].Value), operation));
            default:
                return Scalar(type, AreEqual(source, Span(operation.Arguments[1].Value)));
        }
    }

    /// <summary>Calls after which the collection holds other elements.</summary>
    private Value Rewrite(Value collection, List<IOperation> others, IInvocationOperation operation)
    {
        var given = operation.TargetMethod.Name == "Fill" ? Convert(Evaluate(others[0]), ElementType(collection), others[0]) : null;
        var added = operation.TargetMethod.Name == "AddRange" ? SequenceOf(operation.Arguments[0]) : null;
        var old = Elements(collection, operation);
        var element = ElementType(collection);
        var none = Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0));
        var shape = _shapes.Of(element);
        var contents = shape.Leaves.Select(l => _terms.Fresh("rewritten", new Sort.Map(IntegerSort.Int32, l.Sort))).ToList();
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        Term Is(Term at, Value value) => _terms.And(value.Leaves.Select((l, i) => _terms.Equal(_terms.Select(contents[i], at), l)));
        Term Inside(Term index, Term length) => _terms.And(_terms.LessOrEqual(Int(0), index), _terms.Less(index, length));
        Term All(Term guard, Func<Term> body) => _terms.ForAll(bound, _terms.Or(_terms.Not(guard), ForEach(body)));
        switch (operation.TargetMethod.Name)
        {
            case "Reverse":
                Know(All(Inside(bound, old.Length), () => Is(bound, old.At(_terms.Subtract(_terms.Subtract(old.Length, Int(1)), bound)))));
                Store(collection, contents, null);
                return none;
            case "Fill":
                Know(All(Inside(bound, old.Length), () => Is(bound, given!)));
                Store(collection, contents, null);
                return none;
            case "Sort" when shape.IsScalar && shape.Sort is IntegerSort:
                var from = _terms.Fresh("from", new Sort.Map(IntegerSort.Int32, IntegerSort.Int32));
                var to = _terms.Fresh("to", new Sort.Map(IntegerSort.Int32, IntegerSort.Int32));
                var later = _terms.FreshBound("l", IntegerSort.Int32);
                Know(All(Inside(bound, old.Length), () => _terms.ForAll(later, _terms.Or(
                    _terms.Not(_terms.And(_terms.LessOrEqual(bound, later), _terms.Less(later, old.Length))),
                    _terms.LessOrEqual(_terms.Select(contents[0], bound), _terms.Select(contents[0], later))))));
                Know(All(Inside(bound, old.Length), () => _terms.And(
                    Inside(_terms.Select(from, bound), old.Length), Is(bound, old.At(_terms.Select(from, bound))), _terms.Equal(_terms.Select(to, _terms.Select(from, bound)), bound))));
                Know(All(Inside(bound, old.Length), () => _terms.And(
                    Inside(_terms.Select(to, bound), old.Length), _terms.Equal(_terms.Select(from, _terms.Select(to, bound)), bound))));
                Store(collection, contents, null);
                return none;
            case "AddRange":
                if (added!.Keeps is not null)
                {
                    throw UnsupportedConstructException.At("AddRange of a filtered sequence", operation);
                }

                Know(All(Inside(bound, old.Length), () => Is(bound, old.At(bound))));
                Know(All(Inside(bound, added.Length), () => Is(_terms.Add(old.Length, bound), added.At(bound))));
                Store(collection, contents, _terms.Add(old.Length, added.Length));
                return none;
            case "RemoveAll":
                var removes = FunctionOf(others[0]);
                var kept = Where(old, value => Scalar(operation.Type!, _terms.Not(removes(value).Term)));
                var count = _terms.Convert(CountOf(kept), IntegerSort.Int32);
                KnowCollected(kept, contents, count);
                Store(collection, contents, count);
                return Scalar(operation.Type!, _terms.Subtract(old.Length, count));
            default:
                throw UnsupportedConstructException.At(operation.TargetMethod.Name, operation);
        }
    }

    /// <summary>Puts contents in the place of a collection's own, with another count where one is given.</summary>
    private void Store(Value collection, IReadOnlyList<Term> contents, Term? count)
    {
        if (collection.Shape.Type is IArrayTypeSymbol array)
        {
            SetAll(_keys.OfElements(array.ElementType), collection.Term, contents);
            return;
        }

        var specified = _reader.Specifications.EnumerationOf(collection.Shape.Type)!;
        SetAll(_keys.OfField(FrameworkSpecifications.Closed(specified.Contents, (INamedTypeSymbol)collection.Shape.Type)), collection.Term, contents);
        var version = _keys.OfField(specified.Version)[0];
        SetMap(version, _terms.Store(MapOf(version), collection.Term, _terms.Fresh("version", IntegerSort.Int32)));
        if (count is not null)
        {
            // Longer ones are out of memory, which is no behaviour of the program.
            Know(_terms.And(_terms.LessOrEqual(Int(0), count), _terms.LessOrEqual(count, Int(2147483591))));
            SetMap(_keys.OfField(specified.Count)[0], _terms.Store(MapOf(_keys.OfField(specified.Count)[0]), collection.Term, count));
        }
    }
}
