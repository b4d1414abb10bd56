using System.Collections.Immutable;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Forgetting what a call or a loop may have changed.</content>
internal sealed partial class MethodEncoder
{
    private int _epochs;

    private void HavocEverything()
    {
        _epochs++;
        _state = Now with
        {
            Heap = Now.Heap.Where(p => p.Key.IsReadOnly).ToImmutableDictionary(),
            Epoch = new Epoch.Fresh($"{_version?.Side}epoch{_epochs.ToString(System.Globalization.CultureInfo.InvariantCulture)}"),
        };
        ForgetReferred(WriteSet.All);
    }

    /// <summary>Objects may have been made.</summary>
    private void Age()
    {
        var before = Now.Allocation;
        var after = _terms.Fresh("allocation", Sort.Ref);
        _state = Now with { Allocation = after };
        Know(_terms.Not(_terms.Older(after, before)));
    }

    private void Havoc(WriteSet writes, Value? receiver, ImmutableArray<Value> arguments) =>
        Havoc(writes, root => root switch
        {
            Root.This => receiver,
            Root.Parameter p when p.Ordinal < arguments.Length => arguments[p.Ordinal],
            _ => null,
        });

    /// <summary>Forgets what the set names: at one object where its root is known, everywhere otherwise.</summary>
    private void Havoc(WriteSet writes, Func<Root, Value?> rootValue)
    {
        if (writes.Everything)
        {
            HavocEverything();

            // What outlives calls does not outlive its own assignment.
            foreach (var key in writes.Writes.SelectMany(Keys).Where(k => k.IsReadOnly).Distinct().OrderBy(k => k.Id, StringComparer.Ordinal))
            {
                SetMap(key, FromOutside(key, _terms.Fresh("map", key.Sort)));
            }

            return;
        }

        var before = Now;
        var targets = writes.Writes
            .SelectMany(w => Keys(w).Select(k => (Key: k, At: k.Sort is Sort.Map && w.Field?.IsStatic != true ? Resolve(w.Root, rootValue, before, writes) : null)))
            .GroupBy(t => t.Key)
            .OrderBy(g => g.Key.Id, StringComparer.Ordinal)
            .ToList();
        foreach (var target in targets)
        {
            var key = target.Key;
            var map = MapOf(key);
            if (target.Any(t => t.At is null))
            {
                SetMap(key, FromOutside(key, _terms.Fresh("map", key.Sort)));
                continue;
            }

            foreach (var at in target.Select(t => t.At!).Distinct().OrderBy(t => t.Id))
            {
                map = _terms.Store(map, at, FromOutside(key, _terms.Fresh("written", ((Sort.Map)key.Sort).Element)));
            }

            SetMap(key, map);
        }

        ForgetReferred(writes);
    }

    private IEnumerable<MapKey> Keys(HeapWrite write)
    {
        if (write.Field is { } field)
        {
            return _keys.OfField(field);
        }

        return write.Element is { } element ? _keys.OfElements(element, write.Rank) : [HeapKeys.Hidden];
    }

    private Term? Resolve(Root root, Func<Root, Value?> rootValue, State before, WriteSet writes)
    {
        if (root is Root.FieldOf f)
        {
            if (writes.Writes.Any(w => SymbolEqualityComparer.Default.Equals(w.Field, f.Field))
                || Resolve(f.Owner, rootValue, before, writes) is not { } owner || !_shapes.Of(f.Field.Type).IsScalar)
            {
                return null;
            }

            var key = _keys.OfField(f.Field)[0];
            return key.Sort is Sort.Map { Element: Sort.Reference } ? _terms.Select(before.Heap.TryGetValue(key, out var map) ? map : Initial(before.Epoch, key), owner) : null;
        }

        if (rootValue(root) is { } span && IsSpan(span))
        {
            return PartOf(span, Spans.Memory);
        }

        return rootValue(root) is { Shape.IsScalar: true } value && value.Sort == Sort.Ref ? value.Term : null;
    }
}
