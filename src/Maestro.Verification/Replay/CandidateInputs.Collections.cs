using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <content>Arrays, dictionaries and sets.</content>
internal sealed partial class CandidateInputs
{
    private ImmutableArray<InputRecipe> Arrays(ITypeSymbol elementType, int depth)
    {
        var elements = OfType(elementType, depth + 1);
        var few = elements.Take(depth == 0 ? 5 : 3).ToImmutableArray();
        var arrays = ImmutableArray.CreateBuilder<InputRecipe>();
        foreach (var length in SmallLengths)
        {
            var lists = Enumerable.Repeat(length <= 1 ? elements : few, length).ToList();
            arrays.AddRange(Products(lists, depth == 0 ? 120 : 12).Select(items => (InputRecipe)new InputRecipe.Array(elementType, items)));
        }

        if (depth == 0)
        {
            // Two of which one is large: sums overflow.
            arrays.AddRange(Products([elements.Skip(few.Length).ToImmutableArray(), elements.Take(3).Concat(elements.Skip(few.Length)).ToImmutableArray()], 60)
                .Select(items => (InputRecipe)new InputRecipe.Array(elementType, items)));
            if (elementType is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated })
            {
                // Whatever the annotation says, a new array holds nothing (semantics.md, 12).
                var nothing = new InputRecipe.Literal(null, elementType);
                arrays.Add(new InputRecipe.Array(elementType, ImmutableArray.Create<InputRecipe>(nothing)));
                arrays.AddRange(few.Take(2).Select(f => (InputRecipe)new InputRecipe.Array(elementType, ImmutableArray.Create(f, nothing))));
            }

            foreach (var length in _constants.Where(c => c > 4 && c <= 300).SelectMany(c => new[] { (int)c - 1, (int)c, (int)c + 1 }).Distinct().Take(12))
            {
                foreach (var element in few.Take(2))
                {
                    arrays.Add(new InputRecipe.Array(elementType, Enumerable.Repeat(element, length).ToImmutableArray()));
                }
            }
        }

        return arrays.ToImmutable();
    }

    private ImmutableArray<InputRecipe> Grids(IArrayTypeSymbol type, int depth)
    {
        var elements = OfType(type.ElementType, depth + 1);
        var few = elements.Take(depth == 0 ? 4 : 2).ToImmutableArray();
        var grids = ImmutableArray.CreateBuilder<InputRecipe>();
        foreach (var (rows, columns) in new[] { (0, 0), (1, 1), (1, 2), (2, 1), (0, 1), (1, 0), (2, 2), (2, 3), (3, 2) })
        {
            var lists = Enumerable.Repeat(few, rows * columns).ToList();
            grids.AddRange(Products(lists, depth == 0 ? 40 : 4).Select(items => (InputRecipe)new InputRecipe.Grid(type.ElementType, ImmutableArray.Create(rows, columns), items)));
        }

        if (depth == 0)
        {
            // Two of which one is large: sums overflow.
            grids.AddRange(Products([elements.Skip(few.Length).ToImmutableArray(), few], 60)
                .Select(items => (InputRecipe)new InputRecipe.Grid(type.ElementType, ImmutableArray.Create(1, 2), items)));
        }

        return grids.ToImmutable();
    }

    /// <summary>Entries of small dictionaries and sets, of distinct keys.</summary>
    private IEnumerable<ImmutableArray<ImmutableArray<InputRecipe>>> Maps(INamedTypeSymbol type, int depth)
    {
        var keys = OfType(type.TypeArguments[0].WithNullableAnnotation(NullableAnnotation.NotAnnotated), depth + 1);
        var values = type.Arity == 1 ? ImmutableArray<InputRecipe>.Empty : OfType(type.TypeArguments[1], depth + 1);
        foreach (var size in SmallLengths.Take(depth == 0 ? 3 : 2))
        {
            var lists = Enumerable.Repeat(keys, size).Concat(Enumerable.Repeat(values, type.Arity == 1 ? 0 : size)).ToList();
            foreach (var chosen in Products(lists, depth == 0 ? 200 : 12).Where(c => c.Take(size).Distinct().Count() == size))
            {
                yield return Enumerable.Range(0, size)
                    .Select(i => type.Arity == 1 ? ImmutableArray.Create(chosen[i]) : ImmutableArray.Create(chosen[i], chosen[size + i])).ToImmutableArray();
            }
        }

        if (depth == 0 && type.Arity == 2 && keys.Length > 1)
        {
            // Two entries of which one is large: sums overflow.
            foreach (var pair in Products([values, values.Take(4).ToImmutableArray()], 80))
            {
                yield return ImmutableArray.Create(ImmutableArray.Create(keys[keys.Length - 1], pair[0]), ImmutableArray.Create(keys[keys.Length - 2], pair[1]));
            }
        }
    }
}
