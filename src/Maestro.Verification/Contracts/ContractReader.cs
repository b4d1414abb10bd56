using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Finds and binds contract clauses of a compilation's methods and types: the front end shared by encoder and interpreter. Thread-safe.
/// </summary>
public sealed class ContractReader(MethodBodies bodies)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodContract> _contracts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<Clause>> _invariants = new(SymbolEqualityComparer.Default);

    /// <summary>Bodies and graphs.</summary>
    public MethodBodies Bodies { get; } = bodies;

    /// <summary>The contract of a method, with what it inherits. Never null: a method without clauses has an empty one.</summary>
    public MethodContract Of(IMethodSymbol method) =>
        _contracts.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Read);

    /// <summary>The object invariants of a class, base classes' first; empty for structs (semantics.md, 11).</summary>
    public ImmutableArray<Clause> InvariantsOf(INamedTypeSymbol type) => _invariants.GetOrAdd(type.OriginalDefinition, ReadInvariants);

    /// <summary>True for a <c>[ContractInvariantMethod]</c>: not a method to verify, but a place for clauses.</summary>
    public static bool IsInvariantMethod(IMethodSymbol method) => ContractCalls.HasAttribute(method, "ContractInvariantMethodAttribute");

    /// <summary>
    /// True where the object invariant of the type is assumed at entry and shown at exit: public and internal-interface instance methods and
    /// accessors that may be called on a complete object, and (exit only) constructors.
    /// </summary>
    public bool HoldsInvariants(IMethodSymbol method) =>
        !method.IsStatic
        && method.DeclaredAccessibility is not Accessibility.Private
        && !IsInvariantMethod(method)
        && InvariantsOf(method.ContainingType).Length > 0;

    private static int LineOf(IOperation operation) => operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private MethodContract Read(IMethodSymbol method)
    {
        var isPure = ContractCalls.IsMarkedPure(method);
        var inherited = InheritedFrom(method).SelectMany(m => Of(m).Clauses)
            .Where(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow)
            .ToImmutableArray();
        if (Bodies.BodyOf(method) is not { } body)
        {
            var carrier = ContractClassMethod(method);
            var clauses = carrier is null ? inherited : inherited.AddRange(Of(carrier).Clauses);
            return new MethodContract(method, clauses, ImmutableArray<ContractProblem>.Empty, null, ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan>.Empty, isPure);
        }

        var found = new BodyClauses(method, inherited.Length > 0).Collect(body);
        return new MethodContract(method, inherited.AddRange(found.Clauses), found.Problems, body.Syntax.SyntaxTree, found.Spans, isPure);
    }

    private static IEnumerable<IMethodSymbol> InheritedFrom(IMethodSymbol method)
    {
        if (method.ContainingType is { } holder && ContractCalls.HasAttribute(holder, "ContractClassForAttribute"))
        {
            // A contract class states the contract of what it implements; it does not inherit it.
            yield break;
        }

        if (method.OverriddenMethod is { } overridden)
        {
            yield return overridden;
            yield break;
        }

        if (method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || method.IsStatic)
        {
            yield break;
        }

        foreach (var contract in type.AllInterfaces.SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(contract), method))
            {
                yield return contract;
            }
        }
    }

    /// <summary>The member of the <c>[ContractClass]</c> that states the contract of an abstract or interface member.</summary>
    private static IMethodSymbol? ContractClassMethod(IMethodSymbol method)
    {
        if (!method.IsAbstract || method.ContainingType is not { } type)
        {
            return null;
        }

        var carrier = type.GetAttributes()
            .Where(a => a.AttributeClass?.Name == "ContractClassAttribute" && a.ConstructorArguments.Length == 1)
            .Select(a => a.ConstructorArguments[0].Value as INamedTypeSymbol)
            .FirstOrDefault(t => t is not null)?.OriginalDefinition;
        return type.TypeKind == TypeKind.Interface
            ? carrier?.FindImplementationForInterfaceMember(method) as IMethodSymbol
            : carrier?.GetMembers(method.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OverriddenMethod?.OriginalDefinition, method));
    }

    private ImmutableArray<Clause> ReadInvariants(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            return ImmutableArray<Clause>.Empty;
        }

        var clauses = ImmutableArray.CreateBuilder<Clause>();
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent)
        {
            clauses.AddRange(InvariantsOf(parent));
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(IsInvariantMethod))
        {
            if (Bodies.BodyOf(method) is not { } body)
            {
                continue;
            }

            foreach (var statement in MethodBodies.StatementsOf(body))
            {
                if (ContractCalls.Statement(statement) is { Arguments.Length: > 0 } call && call.TargetMethod.Name == "Invariant")
                {
                    clauses.Add(new Clause(
                        ClauseKind.ObjectInvariant,
                        call.Arguments[0].Value,
                        Negated: false,
                        method,
                        Exception: null,
                        statement.Syntax.ToString(),
                        LineOf(statement),
                        statement.Syntax.GetLocation()));
                }
            }
        }

        return clauses.ToImmutable();
    }
}
