using Maestro.Evidence.Json;

namespace Maestro.Evidence;

/// <summary>A predicate that a statement can carry.</summary>
public interface IPredicate
{
    /// <summary>The URI of its type.</summary>
    string PredicateType { get; }

    /// <summary>The predicate as JSON, sorted so that equal content gives equal bytes.</summary>
    JsonObject ToJson();
}

/// <summary>A predicate that can be read back.</summary>
public interface IPredicate<T> : IPredicate
    where T : IPredicate<T>
{
    /// <summary>The URI of its type.</summary>
    static abstract string Type { get; }

    /// <summary>Reads the predicate; called by <see cref="Statement.PredicateAs{T}"/>.</summary>
    static abstract T FromJson(JsonFields fields);
}
