using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>How to make an input by public means. Closed.</summary>
public abstract record InputRecipe
{
    private protected InputRecipe()
    {
    }

    /// <summary>A number, character, truth value, string, enum (by its number) or null.</summary>
    /// <param name="Value">A boxed .NET value of the type (enums: of the underlying type), or null.</param>
    /// <param name="Type">The static type.</param>
    public sealed record Literal(object? Value, ITypeSymbol Type) : InputRecipe;

    /// <summary>A value type as an object.</summary>
    public sealed record Box(Literal Value) : InputRecipe;

    /// <summary>A new array.</summary>
    public sealed record Array(ITypeSymbol ElementType, ImmutableArray<InputRecipe> Items) : InputRecipe;

    /// <summary>A new array of several dimensions, its items row by row.</summary>
    public sealed record Grid(ITypeSymbol ElementType, ImmutableArray<int> Lengths, ImmutableArray<InputRecipe> Items) : InputRecipe;

    /// <summary>For a by-reference parameter: the variable of another one, or an element of the array that another parameter is.</summary>
    /// <param name="Parameter">Its position, from 0.</param>
    /// <param name="Element">The position in the array; null for the variable itself.</param>
    public sealed record Variable(int Parameter, int? Element) : InputRecipe;

    /// <summary>A tuple.</summary>
    public sealed record Tuple(INamedTypeSymbol Type, ImmutableArray<InputRecipe> Items) : InputRecipe;

    /// <summary>The default value of a struct.</summary>
    public sealed record Default(ITypeSymbol Type) : InputRecipe;

    /// <summary>An implementation of an interface that notes its calls and answers by their number; for comparisons only, where no contract speaks of its answers.</summary>
    /// <param name="Interface">What it implements.</param>
    /// <param name="Seed">Which answers it gives.</param>
    public sealed record Recorder(INamedTypeSymbol Interface, int Seed) : InputRecipe;

    /// <summary>A delegate that does nothing but return one value, whatever it is given, or throw.</summary>
    /// <param name="Delegate">Its type.</param>
    /// <param name="Result">What it returns; null for nothing.</param>
    /// <param name="Throws">True for one that throws an <see cref="InvalidOperationException"/>.</param>
    public sealed record Function(INamedTypeSymbol Delegate, InputRecipe? Result, bool Throws) : InputRecipe;

    /// <summary>The same object as an earlier parameter's, or as the receiver.</summary>
    /// <param name="Parameter">Its position, from 0; <see cref="Receiver"/> for the receiver.</param>
    public sealed record Alias(int Parameter) : InputRecipe
    {
        /// <summary>The position that stands for the receiver.</summary>
        public const int Receiver = -1;
    }

    /// <summary>A new object, then methods called on it; setting a property is calling its setter.</summary>
    /// <param name="Constructor">The constructor.</param>
    /// <param name="Arguments">Its arguments.</param>
    /// <param name="Calls">Public methods and setters called afterwards, in order.</param>
    public sealed record New(IMethodSymbol Constructor, ImmutableArray<InputRecipe> Arguments, ImmutableArray<RecipeCall> Calls) : InputRecipe
    {
        /// <summary>The object initialiser: fields and properties (<c>init</c> too) that are set before the calls.</summary>
        public ImmutableArray<RecipeMember> Initializer { get; init; } = ImmutableArray<RecipeMember>.Empty;
    }
}

/// <summary>One member of an object initialiser.</summary>
/// <param name="Member">A field, or a property with a setter.</param>
/// <param name="Value">What it is set to.</param>
public sealed record RecipeMember(ISymbol Member, InputRecipe Value);

/// <summary>A call that prepares an object.</summary>
public sealed record RecipeCall(IMethodSymbol Method, ImmutableArray<InputRecipe> Arguments);

/// <summary>All inputs of one execution.</summary>
/// <param name="Receiver">Null for static methods and constructors.</param>
/// <param name="Arguments">In parameter order.</param>
public sealed record MethodInputs(InputRecipe? Receiver, ImmutableArray<InputRecipe> Arguments);
