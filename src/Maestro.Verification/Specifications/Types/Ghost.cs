using System;

namespace Maestro.Specifications
{
    /// <summary>On a class: the framework type that it specifies, by metadata name.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class SpecifiesAttribute : Attribute
    {
        public SpecifiesAttribute(string type)
        {
        }
    }

    /// <summary>On a member: the ghost fields of the receiver that it may change. One without, and without [Pure], has no specification.</summary>
    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
    internal sealed class ChangesAttribute : Attribute
    {
        public ChangesAttribute(params string[] fields)
        {
        }
    }

    /// <summary>On a ghost array: no array object, but contents of the receiver itself that nobody else can reach.</summary>
    [AttributeUsage(AttributeTargets.Field)]
    internal sealed class ContentsAttribute : Attribute
    {
    }

    /// <summary>On contents: <c>foreach</c> and queries see them in their order, <c>count</c> of them, while <c>version</c> stays.</summary>
    [AttributeUsage(AttributeTargets.Field)]
    internal sealed class EnumeratedAttribute : Attribute
    {
    }

    /// <summary>On contents by key: an enumeration gives each key with what belongs to it.</summary>
    [AttributeUsage(AttributeTargets.Field)]
    internal sealed class PairedAttribute : Attribute
    {
    }

    /// <summary>On a method of invariants: what holds of contents where they are enumerated, in a form that is dear to know everywhere.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class ElementsAttribute : Attribute
    {
    }

    /// <summary>On a type parameter: values that are looked up, whose default equality is known. For other type arguments there is no specification.</summary>
    [AttributeUsage(AttributeTargets.GenericParameter)]
    internal sealed class KeyedAttribute : Attribute
    {
    }

    /// <summary>Contents by key: a value for each key there is.</summary>
    internal sealed class Map<TKey, TValue>
    {
        public TValue this[TKey key]
        {
            get { throw new InvalidOperationException(); }
        }
    }

    /// <summary>What contracts say of values whose type they do not know.</summary>
    internal static class Ghost
    {
        /// <summary>The very same value: the same object, or the same bits.</summary>
        public static bool Same<T>(T a, T b) => throw new InvalidOperationException();

        /// <summary>Equal by the default comparer. Known for truth values, characters, integers, enums and strings only.</summary>
        public static bool Equal<T>(T a, T b) => throw new InvalidOperationException();

        public static bool IsNull<T>(T a) => throw new InvalidOperationException();

        /// <summary>What <c>default(T)</c> is.</summary>
        public static bool IsDefault<T>(T a) => throw new InvalidOperationException();

        /// <summary>The contents are what they were before the call, but for <paramref name="value"/> at <paramref name="index"/>.</summary>
        public static bool Replaced<T>(T[] contents, int index, T value) => throw new InvalidOperationException();

        /// <summary>The same of contents by key.</summary>
        public static bool Replaced<TKey, TValue>(Map<TKey, TValue> contents, TKey key, TValue value) => throw new InvalidOperationException();

        /// <summary>The contents are what they were before the call.</summary>
        public static bool Unchanged<TKey, TValue>(Map<TKey, TValue> contents) => throw new InvalidOperationException();

        /// <summary>Of no key there is.</summary>
        public static bool IsEmpty<TKey>(Map<TKey, bool> has) => throw new InvalidOperationException();

        /// <summary>Of all keys there are.</summary>
        public static bool ForAllKeys<TKey>(Map<TKey, bool> has, Func<TKey, bool> holds) => throw new InvalidOperationException();

        /// <summary>Of one key at least.</summary>
        public static bool ExistsKey<TKey>(Map<TKey, bool> has, Func<TKey, bool> holds) => throw new InvalidOperationException();
    }
}
