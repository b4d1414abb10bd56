using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>New arrays and lists that hold what a query gives.</content>
internal sealed partial class MethodEncoder
{
    private Value Collected(Sequence source, ITypeSymbol type, IOperation operation, bool isAlwaysNew = false)
    {
        if (_frame.Mode != EvaluationMode.Execute)
        {
            throw UnsupportedConstructException.At("new collection in a contract", operation);
        }

        var isArray = type is IArrayTypeSymbol;
        var element = isArray ? ((IArrayTypeSymbol)type).ElementType : ((INamedTypeSymbol)type).TypeArguments[0];
        var shape = _shapes.Of(element);
        var contents = shape.Leaves.Select(l => _terms.Fresh("collected", new Sort.Map(IntegerSort.Int32, l.Sort))).ToList();
        var count = _terms.Convert(CountOf(source), IntegerSort.Int32);
        KnowCollected(source, contents, count);

        var made = Allocate(_shapes.Of(type));
        KnowType(made);
        if (isArray)
        {
            Know(_terms.Equal(_terms.ArrayLength(made.Term), count));
            SetAll(_keys.OfElements(element), made.Term, contents);
            return isAlwaysNew ? made : OrShared(made, count);
        }

        var specified = _reader.Specifications.EnumerationOf(type) ?? throw UnsupportedConstructException.At($"new {type.ToDisplayString()}", operation);
        SetAll(_keys.OfField(FrameworkSpecifications.Closed(specified.Contents, (INamedTypeSymbol)type)), made.Term, contents);
        SetMap(_keys.OfField(specified.Count)[0], _terms.Store(MapOf(_keys.OfField(specified.Count)[0]), made.Term, count));
        return made;
    }

    private void SetAll(IReadOnlyList<MapKey> keys, Term owner, IReadOnlyList<Term> contents)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var held = (Sort.Map)((Sort.Map)keys[i].Sort).Element;
            if (!held.Equals(contents[i].Sort))
            {
                throw new UnsupportedConstructException("collected elements that share their map", 0);
            }

            SetMap(keys[i], _terms.Store(MapOf(keys[i]), owner, contents[i]));
        }
    }

    /// <summary>Which element of the source each one is; where some do not take part, those that do are all there, in their order.</summary>
    private void KnowCollected(Sequence source, IReadOnlyList<Term> contents, Term count)
    {
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        var inside = _terms.And(_terms.LessOrEqual(Int(0), bound), _terms.Less(bound, count));
        Term Holds(Term at) => ForEach(() => _terms.And(source.At(at).Leaves.Select((l, i) => _terms.Equal(_terms.Select(contents[i], bound), l))));
        if (source.Keeps is not { } keeps)
        {
            var (_, same) = AtElement(source, bound, () => Holds(bound));
            Know(_terms.ForAll(bound, _terms.Or(_terms.Not(inside), same)));
            return;
        }

        var from = _terms.Fresh("from", new Sort.Map(IntegerSort.Int32, IntegerSort.Int32));
        var to = _terms.Fresh("to", new Sort.Map(IntegerSort.Int32, IntegerSort.Int32));
        var taken = _terms.Select(from, bound);
        var next = _terms.Select(from, _terms.Add(bound, Int(1)));
        // Said once where the lambda may throw, then relied on.
        var (guard, _) = AtElement(source, bound, () => _terms.True);
        WithFrame(_frame.Silently(), () =>
        {
            Know(_terms.ForAll(bound, _terms.Or(_terms.Not(inside), _terms.And(
                _terms.LessOrEqual(Int(0), taken),
                _terms.Less(taken, source.Length),
                ForEach(() => keeps(taken)),
                Holds(taken),
                _terms.Or(_terms.LessOrEqual(count, _terms.Add(bound, Int(1))), _terms.Less(taken, next)))), _terms.Select(contents[0], bound)));
            var place = _terms.Select(to, bound);
            Know(_terms.ForAll(bound, _terms.Or(
                _terms.Not(_terms.And(guard)),
                _terms.And(_terms.LessOrEqual(Int(0), place), _terms.Less(place, count), _terms.Equal(_terms.Select(from, place), bound)))));
        });
    }
}
