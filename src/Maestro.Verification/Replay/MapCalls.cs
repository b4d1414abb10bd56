using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary><c>Dictionary</c> and <c>HashSet</c> with the default comparer, of keys whose equality is that of their values.</summary>
internal sealed class MapCalls(Execution run)
{
    private const string ArgumentNull = "System.ArgumentNullException";

    /// <summary>A new one, empty; null where the type is none of these or the constructor does more.</summary>
    public MapValue? Create(INamedTypeSymbol type, Location[] arguments) =>
        IsMap(type) && HasPlainKeys(type) && (arguments.Length == 0 || arguments is [var capacity] && capacity.Get() is int and >= 0) ? new MapValue(type) : null;

    public static bool IsMap(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic" && (type.Name, type.Arity) is ("Dictionary", 2) or ("HashSet", 1);

    private static bool HasPlainKeys(INamedTypeSymbol type) => type.TypeArguments[0] is { TypeKind: TypeKind.Enum }
        or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String };

    public object? Invoke(MapValue map, IMethodSymbol method, Location[] arguments, IOperation site, Frame frame)
    {
        switch (method.Name)
        {
            case "get_Count":
                return map.Entries.Count;
            case "Clear":
                map.Entries.Clear();
                return null;
            case "GetEnumerator" when method.ReturnType.IsValueType:
                return new EnumeratorValue(map.Entries.GetEnumerator(), e => Element(map, e, method));
        }

        if (arguments.Length == 0 || arguments[0].Get() is not (null or string or bool or char or int or uint or long or ulong or short or ushort or byte or sbyte))
        {
            throw run.Unsupported(method.ToDisplayString(), site);
        }

        return map.IsSet ? Set(map, method, arguments, site) : Dictionary(map, method, arguments, site, frame);
    }

    private object? Set(MapValue map, IMethodSymbol method, Location[] arguments, IOperation site)
    {
        var key = arguments[0].Get() ?? MapValue.NullKey;
        switch (method.Name)
        {
            case "Contains" when arguments.Length == 1:
                return Arithmetic.Box(map.Entries.ContainsKey(key));
            case "Add" when arguments.Length == 1:
                return Arithmetic.Box(Insert(map, key, null));
            case "Remove" when arguments.Length == 1:
                return Arithmetic.Box(map.Entries.Remove(key));
            default:
                throw run.Unsupported(method.ToDisplayString(), site);
        }
    }

    private object? Dictionary(MapValue map, IMethodSymbol method, Location[] arguments, IOperation site, Frame frame)
    {
        if (arguments[0].Get() is not { } key)
        {
            throw Owed(ArgumentNull, method, site, frame, "the key is null");
        }

        switch (method.Name)
        {
            case "ContainsKey":
                return Arithmetic.Box(map.Entries.ContainsKey(key));
            case "get_Item":
                return map.Entries.TryGetValue(key, out var value) ? StructValue.CopyOf(value)
                    : throw Owed("System.Collections.Generic.KeyNotFoundException", method, site, frame, "the key is not there");
            case "set_Item":
                map.Entries[key] = arguments[1].Get();
                return null;
            case "Add":
                return Insert(map, key, arguments[1].Get()) ? null : throw Owed("System.ArgumentException", method, site, frame, "the key is there already");
            case "TryAdd":
                return Arithmetic.Box(Insert(map, key, arguments[1].Get()));
            case "TryGetValue":
                var found = map.Entries.TryGetValue(key, out var held);
                arguments[1].Set(found ? StructValue.CopyOf(held) : run.Types.DefaultOf(map.Type.TypeArguments[1]));
                return Arithmetic.Box(found);
            case "Remove":
                var removes = map.Entries.TryGetValue(key, out var old) && map.Entries.Remove(key);
                if (arguments.Length == 2)
                {
                    arguments[1].Set(removes ? StructValue.CopyOf(old) : run.Types.DefaultOf(map.Type.TypeArguments[1]));
                }

                return Arithmetic.Box(removes);
            default:
                throw run.Unsupported(method.ToDisplayString(), site);
        }
    }

    private static bool Insert(MapValue map, object key, object? value)
    {
        var isNew = !map.Entries.ContainsKey(key);
        if (isNew)
        {
            map.Entries.Add(key, value);
        }

        return isNew;
    }

    private object? Element(MapValue map, KeyValuePair<object, object?> entry, IMethodSymbol getEnumerator) =>
        map.IsSet ? ReferenceEquals(entry.Key, MapValue.NullKey) ? null : entry.Key
        : new StructValue(PairOf(map, getEnumerator), [entry.Key, StructValue.CopyOf(entry.Value)]);

    private INamedTypeSymbol PairOf(MapValue map, IMethodSymbol getEnumerator) =>
        run.Types.Compilation.GetTypeByMetadataName("System.Collections.Generic.KeyValuePair`2")?.Construct(map.Type.TypeArguments.ToArray())
        ?? (INamedTypeSymbol)getEnumerator.ReturnType;

    private Exception Owed(string exception, IMethodSymbol method, IOperation site, Frame frame, string what) => run.Fault(
        method.AssociatedSymbol is IPropertySymbol { IsIndexer: true } ? ObligationKind.Index : ObligationKind.PreCaller, site, frame, what, exception);
}
