using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>The clauses that a caller of a member may see: the reader's, and those of contract classes for generic types, which the reader does not resolve.</summary>
internal sealed class StatedContracts(ContractReader reader)
{
    private readonly Dictionary<IMethodSymbol, ImmutableArray<Clause>> _clauses = new(SymbolEqualityComparer.Default);

    /// <summary>Requires, Ensures and EnsuresOnThrow; inherited ones first. An entry guard is behaviour, and checks itself.</summary>
    public ImmutableArray<Clause> Of(IMethodSymbol member)
    {
        if (!_clauses.TryGetValue(member, out var clauses))
        {
            var own = reader.Of(member).Clauses.Where(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow && !c.Negated && c.IsNonTrivial).ToList();
            clauses = [.. Carriers(member).SelectMany(c => reader.Of(c).Clauses).Where(c => !c.Negated && c.IsNonTrivial && own.TrueForAll(o => o.Location != c.Location)), .. own];
            _clauses.Add(member, clauses);
        }

        return clauses;
    }

    private static IEnumerable<IMethodSymbol> Carriers(IMethodSymbol member) =>
        Stated(member).Select(CarrierOf).OfType<IMethodSymbol>();

    private static IEnumerable<IMethodSymbol> Stated(IMethodSymbol member)
    {
        if (member.IsStatic || member.ContainingType is not { } type)
        {
            yield break;
        }

        yield return member;
        for (var o = member.OverriddenMethod; o is not null; o = o.OverriddenMethod)
        {
            yield return o.OriginalDefinition;
        }

        foreach (var contract in type.TypeKind == TypeKind.Interface ? [] : type.AllInterfaces.Where(i => i.IsGenericType).SelectMany(i => i.GetMembers(member.Name)).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(contract), member))
            {
                yield return contract.OriginalDefinition;
            }
        }
    }

    private static IMethodSymbol? CarrierOf(IMethodSymbol member)
    {
        if (!member.IsAbstract || !member.ContainingType.IsGenericType)
        {
            return null;
        }

        var carrier = member.ContainingType.GetAttributes()
            .Where(a => a.AttributeClass?.Name == "ContractClassAttribute" && a.ConstructorArguments.Length == 1)
            .Select(a => (a.ConstructorArguments[0].Value as INamedTypeSymbol)?.OriginalDefinition)
            .FirstOrDefault();
        if (carrier is null)
        {
            return null;
        }

        return member.ContainingType.TypeKind == TypeKind.Interface
            ? carrier.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, member.ContainingType))
                .SelectMany(i => i.GetMembers(member.Name))
                .Where(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member))
                .Select(m => carrier.FindImplementationForInterfaceMember(m)).OfType<IMethodSymbol>().FirstOrDefault()
            : carrier.GetMembers(member.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OverriddenMethod?.OriginalDefinition, member));
    }
}
