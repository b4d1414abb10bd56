using System.Globalization;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Collections through an interface. One that was seen as an array or a collection of the framework is that. Of others, count and elements are unknown
/// functions of the whole heap: they stay while nothing is written, whatever class is behind.
/// </content>
internal sealed partial class MethodEncoder
{
    private readonly Dictionary<Term, ITypeSymbol> _concrete = [];
    private readonly HashSet<Term> _narrowed = [];
    private readonly Dictionary<string, int> _snapshots = new(StringComparer.Ordinal);

    private bool IsThroughInterface(ITypeSymbol? type) => _version is null && CollectionInterface.ElementOf(type) is { } element && IsClosed(element);

    /// <summary>A value that an interface hides now was of this type when it was last seen. What a test narrowed is that on some paths only.</summary>
    private void NoteConcrete(Value value, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface && value.Term.Op != Operator.Null && !_narrowed.Contains(value.Term)
            && (value.Shape.Type is IArrayTypeSymbol { Rank: 1 } || _reader.Specifications.EnumerationOf(value.Shape.Type) is not null))
        {
            _concrete[value.Term] = value.Shape.Type;
        }
    }

    private Value Concrete(Value value) =>
        value.Shape.IsScalar && CollectionInterface.ElementOf(value.Shape.Type) is not null && _concrete.TryGetValue(value.Term, out var type) ? value with { Shape = _shapes.Of(type) } : value;

    /// <summary>Count or element of a collection through an interface; null for any other property, and where it is written.</summary>
    private Value? ReadThroughInterface(IPropertyReferenceOperation operation, Value? receiver)
    {
        if (receiver is null || operation.Property.GetMethod is not { } getter || !CollectionInterface.IsRead(getter) || !IsThroughInterface(operation.Property.ContainingType)
            || operation.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, operation) || operation.Parent is IIncrementOrDecrementOperation)
        {
            return null;
        }

        // The count of a list is its collection's.
        var collection = Concrete(receiver.Shape.Type is var type && IsThroughInterface(type) ? receiver : receiver with { Shape = _shapes.Of(operation.Property.ContainingType) });
        NonNull(collection, operation);
        TrustInterface(collection);
        if (getter.Name == "get_Count")
        {
            return Scalar(operation.Type!, LengthOf(collection));
        }

        var index = Evaluate(operation.Arguments[0].Value).Term;
        Require(ObligationKind.Index, operation.Syntax.GetLocation(), operation.Syntax.ToString(), _terms.And(_terms.LessOrEqual(Int(0), index), _terms.Less(index, LengthOf(collection))));
        return ElementOf(collection, index);
    }

    /// <summary>Code behind an interface may throw where somebody sees it.</summary>
    private void TrustInterface(Value collection)
    {
        if (IsThroughInterface(collection.Shape.Type))
        {
            Trust("interface-collection", $"reading a {collection.Shape.Type.ToDisplayString()} changes nothing", 0);
            ForkAtUnknownCode();
            if (_frame.Mode == EvaluationMode.Execute)
            {
                NoteOutside((IMethodSymbol)_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Collections_IEnumerable).GetMembers("GetEnumerator")[0]);
            }
        }
    }

    private Term CountThroughInterface(Value collection)
    {
        var count = _terms.Select(_terms.Variable($"count at {Snapshot()}/", FromRef(IntegerSort.Int32)), collection.Term);
        if (count.FreeBound.Count == 0)
        {
            Know(_terms.LessOrEqual(Int(0), count));
        }

        return count;
    }

    private Value ElementThroughInterface(Value collection, ITypeSymbol element, Term index)
    {
        var shape = _shapes.Of(element);
        var value = new Value(shape, [.. shape.Leaves.Select(l => _terms.Select(
            _terms.Select(_terms.Variable($"elements {HeapKeys.NameOf(element)}{l.Path} at {Snapshot()}/", FromRef(new Sort.Map(IntegerSort.Int32, l.Sort))), collection.Term), index))]);
        KnowAllocated(value);
        return value;
    }

    /// <summary>The number of a state of the heap: the same where nothing was written in between.</summary>
    private string Snapshot()
    {
        var heap = string.Join(" ", Now.Heap.Where(p => !p.Value.Equals(Initial(Now.Epoch, p.Key))).OrderBy(p => p.Key.Id, StringComparer.Ordinal)
            .Select(p => $"{p.Key.Id}={p.Value.Id.ToString(CultureInfo.InvariantCulture)}").Prepend(NameOf(Now.Epoch)));
        if (!_snapshots.TryGetValue(heap, out var number))
        {
            _snapshots.Add(heap, number = _snapshots.Count);
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static string NameOf(Epoch epoch) => epoch switch
    {
        Epoch.Either either => $"({either.Condition.Id.ToString(CultureInfo.InvariantCulture)} {NameOf(either.Then)} {NameOf(either.Otherwise)})",
        Epoch.Fresh fresh => fresh.Name,
        _ => throw new InvalidOperationException(),
    };
}
