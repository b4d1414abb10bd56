using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>A dictionary or a set over a real dictionary, so that enumerations have the real order and end where the real ones do. Keys are equal by value.</summary>
internal sealed class MapValue(INamedTypeSymbol type)
{
    /// <summary>Stands for null in a set.</summary>
    public static object NullKey { get; } = new();

    public INamedTypeSymbol Type { get; } = type;

    public Dictionary<object, object?> Entries { get; } = new();

    public bool IsSet => Type.Arity == 1;
}
