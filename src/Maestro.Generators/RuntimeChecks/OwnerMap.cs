using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>How the words of a clause's owner read in the member that is called: another one where the clause is inherited.</summary>
internal sealed class OwnerMap
{
    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _types = new(SymbolEqualityComparer.Default);

    private OwnerMap(CSharpCompilation compilation, IMethodSymbol owner, IMethodSymbol target)
    {
        _compilation = compilation;
        Owner = owner;
        Target = target;
    }

    /// <summary>The method whose body holds the clause.</summary>
    public IMethodSymbol Owner { get; }

    /// <summary>The method that is called.</summary>
    public IMethodSymbol Target { get; }

    /// <summary>True where the receiver has to be seen as the owner's type.</summary>
    public bool IsInherited { get; private init; }

    /// <summary>The type as which the clause sees the receiver.</summary>
    public ITypeSymbol Receiver { get; private set; } = null!;

    /// <summary>Null where a type parameter of the owner has no counterpart.</summary>
    public static OwnerMap? Of(CSharpCompilation compilation, IMethodSymbol owner, IMethodSymbol target)
    {
        var (from, to) = (owner.ContainingType.OriginalDefinition, target.ContainingType.OriginalDefinition);
        var map = new OwnerMap(compilation, owner, target) { IsInherited = !SymbolEqualityComparer.Default.Equals(from, to) };
        var stated = StatedBy(from);
        if (SymbolEqualityComparer.Default.Equals(stated.OriginalDefinition, to))
        {
            map.Receiver = to;
        }
        else if (Above(to).FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, stated.OriginalDefinition)) is { } seen)
        {
            map.Receiver = seen;
        }
        else
        {
            return null;
        }

        // A contract class hands its own type parameters to the type it speaks for; each must be one of them, whole.
        for (var i = 0; map.IsInherited && i < stated.TypeArguments.Length; i++)
        {
            if (stated.TypeArguments[i] is not ITypeParameterSymbol parameter)
            {
                return null;
            }

            map._types[parameter] = ((INamedTypeSymbol)map.Receiver).TypeArguments[i];
        }

        // An object invariant belongs to no method with type parameters.
        for (var i = 0; i < owner.TypeParameters.Length && owner.TypeParameters.Length == target.TypeParameters.Length; i++)
        {
            map._types[owner.TypeParameters[i]] = target.TypeParameters[i];
        }

        return map;
    }

    /// <summary>A type in the target's words.</summary>
    public ITypeSymbol Read(ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return _types.TryGetValue(parameter, out var mapped) ? mapped : type;
            case IArrayTypeSymbol array:
                return _compilation.CreateArrayTypeSymbol(Read(array.ElementType), array.Rank);
            case INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false, IsTupleType: false } named when _types.Count > 0:
                var definition = named.ContainingType is { IsGenericType: true } outer
                    ? ((INamedTypeSymbol)Read(outer)).GetTypeMembers(named.Name, named.Arity).First()
                    : named.OriginalDefinition;
                return named.Arity == 0 ? definition : definition.Construct([.. named.TypeArguments.Select(Read)]);
            default:
                return type;
        }
    }

    /// <summary>The type whose contract a contract class states, as it implements it; any other type itself.</summary>
    private static INamedTypeSymbol StatedBy(INamedTypeSymbol type)
    {
        var target = type.GetAttributes()
            .Where(a => a.AttributeClass?.Name == "ContractClassForAttribute" && a.ConstructorArguments.Length == 1)
            .Select(a => (a.ConstructorArguments[0].Value as INamedTypeSymbol)?.OriginalDefinition)
            .FirstOrDefault();
        return target is null ? type : Above(type).FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, target)) ?? type;
    }

    private static IEnumerable<INamedTypeSymbol> Above(INamedTypeSymbol type)
    {
        for (var b = type.BaseType; b is not null; b = b.BaseType)
        {
            yield return b;
        }

        foreach (var contract in type.AllInterfaces)
        {
            yield return contract;
        }
    }
}
