using System.Collections.Concurrent;
using System.Collections.Immutable;
using Maestro.Verification.Sidecars;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Finds and binds contract clauses of a compilation's methods and types: the front end shared by encoder and interpreter. Thread-safe.
/// </summary>
/// <param name="bodies">Bodies of the compilation.</param>
/// <param name="references">What sidecars say of references; null where there are none.</param>
public sealed class ContractReader(MethodBodies bodies, ReferencedContracts? references = null)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodContract> _contracts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<Clause>> _invariants = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<IParameterSymbol, bool> _neverNull = new(SymbolEqualityComparer.Default);

    private OwnedState? _owned;
    private PrimaryConstructors? _primary;

    private readonly Lazy<Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>> _derived = new(() => DerivedTypes(bodies));

    /// <summary>Bodies and graphs.</summary>
    public MethodBodies Bodies { get; } = bodies;

    /// <summary>Contracts of members of references.</summary>
    internal ReferencedContracts References { get; } = references ?? ReferencedContracts.None(bodies.Compilation);

    /// <summary>What is known of framework types.</summary>
    internal FrameworkSpecifications Specifications { get; } = new(bodies.Compilation);

    /// <summary>Which state that invariants read is the object's own.</summary>
    internal OwnedState Owned => _owned ??= new OwnedState(this);

    /// <summary>Parameters of primary constructors that members use.</summary>
    internal PrimaryConstructors Primary => _primary ??= new PrimaryConstructors(this);

    /// <summary>What is never null although it may be.</summary>
    internal NonNullTrust NonNull { get; } = new(bodies);

    /// <summary>The contract of a method, with what it inherits. Never null: a method without clauses has an empty one.</summary>
    public MethodContract Of(IMethodSymbol method) =>
        _contracts.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Read);

    /// <summary>The object invariants of a class, base classes' first; empty for structs (semantics.md, 11).</summary>
    public ImmutableArray<Clause> InvariantsOf(INamedTypeSymbol type) => _invariants.GetOrAdd(type.OriginalDefinition, ReadInvariants);

    /// <summary>True for a <c>[ContractInvariantMethod]</c>: not a method to verify, but a place for clauses.</summary>
    public static bool IsInvariantMethod(IMethodSymbol method) => ContractCalls.HasAttribute(method, "ContractInvariantMethodAttribute");

    /// <summary>
    /// True where the object invariant of the type is assumed at entry and shown at exit: public and internal-interface instance methods and
    /// accessors that may be called on a complete object, explicit implementations too, and (exit only) constructors, private ones too:
    /// what they make gets out.
    /// </summary>
    public bool HoldsInvariants(IMethodSymbol method) =>
        !method.IsStatic
        && (method.DeclaredAccessibility is not Accessibility.Private || method.MethodKind == MethodKind.Constructor || !method.ExplicitInterfaceImplementations.IsEmpty)
        && !IsInvariantMethod(method)
        && InvariantsOf(method.ContainingType).Length > 0;

    /// <summary>True for a parameter by value to which its type, its attributes, and every declaration that the method overrides or implements keep null away.</summary>
    internal bool IsNeverNull(IParameterSymbol parameter) => parameter.RefKind == RefKind.None && NonNullTrust.KeepsNullOut(parameter)
        && parameter.ContainingSymbol is IMethodSymbol && _neverNull.GetOrAdd(parameter.OriginalDefinition, p => Inherits((IMethodSymbol)p.ContainingSymbol, p.Ordinal));

    private bool Inherits(IMethodSymbol method, int ordinal) => InheritedFrom(method).All(m => m.Parameters.Length <= ordinal
        || (NonNullTrust.KeepsNullOut(m.Parameters[ordinal]) || m.Parameters[ordinal].Type is ITypeParameterSymbol { NullableAnnotation: not NullableAnnotation.Annotated })
            && Inherits(m.OriginalDefinition, ordinal));

    /// <summary>True for a constructor without a body of its own that has something to show: what its initialisers or its base may refuse, or the object invariant.</summary>
    public bool IsUnwritten(IMethodSymbol method) => Frames.Initialisers.AreAllOf(method, this);

    private static int LineOf(IOperation operation) => operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private MethodContract Read(IMethodSymbol method)
    {
        var isPure = ContractCalls.IsMarkedPure(method);
        var sources = InheritedFrom(method).Select(Of).ToList();
        var inherited = sources.SelectMany(m => m.Clauses)
            .Where(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow)
            .ToImmutableArray();
        var unreadable = sources.Select(s => s.Unreadable).FirstOrDefault(u => u is not null);
        if (References.Of(method) is { } referenced)
        {
            return new MethodContract(
                method, inherited.AddRange(referenced.Clauses), [], null, [], isPure || referenced.Member.Pure, referenced.Unreadable ?? unreadable);
        }

        if (Bodies.BodyOf(method) is not { } body)
        {
            var carrier = ContractClassMethod(method);
            var clauses = carrier is null ? inherited : inherited.AddRange(Of(carrier).Clauses);
            return new MethodContract(method, clauses, [], null, [], isPure, unreadable);
        }

        var found = new BodyClauses(method, inherited.Length > 0).Collect(body);
        var problems = Unnamed(method.ContainingType) is { } stated && found.Clauses.Any()
            ? found.Problems.Insert(0, new ContractProblem($"the contract class is not used: {stated.Name} does not name it by [ContractClass]", found.Clauses[0].Location, found.Clauses[0].Line)) : found.Problems;
        return new MethodContract(method, inherited.AddRange(found.Clauses), problems, body.Syntax.SyntaxTree, found.Spans, isPure, unreadable);
    }

    /// <summary>The type for which a contract class states contracts that nobody reads, since that type names another, or none.</summary>
    private static INamedTypeSymbol? Unnamed(INamedTypeSymbol? type) => type?.GetAttributes()
        .Where(a => a.AttributeClass?.Name == "ContractClassForAttribute" && a.ConstructorArguments.Length == 1)
        .Select(a => (a.ConstructorArguments[0].Value as INamedTypeSymbol)?.OriginalDefinition)
        .FirstOrDefault(t => t is not null && !t.GetAttributes().Any(a => a.AttributeClass?.Name == "ContractClassAttribute" && a.ConstructorArguments.Length == 1
            && SymbolEqualityComparer.Default.Equals((a.ConstructorArguments[0].Value as INamedTypeSymbol)?.OriginalDefinition, type.OriginalDefinition)));

    private IEnumerable<IMethodSymbol> InheritedFrom(IMethodSymbol method)
    {
        if (method.ContainingType is { } holder && ContractCalls.HasAttribute(holder, "ContractClassForAttribute"))
        {
            // A contract class states the contract of what it implements; it does not inherit it.
            yield break;
        }

        var inherited = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        if (method.OverriddenMethod is { } overridden)
        {
            inherited.Add(overridden.OriginalDefinition);
            yield return overridden;
        }

        if (method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || method.IsStatic)
        {
            yield break;
        }

        // A base class lends its method to the interface that a derived one adds.
        foreach (var user in Lenders(type))
        {
            foreach (var contract in user.AllInterfaces.SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(user.FindImplementationForInterfaceMember(contract)?.OriginalDefinition, method)
                    && !IsInheritedThrough(method, contract) && inherited.Add(contract.OriginalDefinition))
                {
                    yield return contract;
                }
            }
        }
    }

    /// <summary>What an overridden method implements already comes with its contract.</summary>
    private static bool IsInheritedThrough(IMethodSymbol method, IMethodSymbol contract)
    {
        for (var o = method.OverriddenMethod; o is not null; o = o.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(o.ContainingType.FindImplementationForInterfaceMember(contract), o))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<INamedTypeSymbol> Lenders(INamedTypeSymbol type) =>
        _derived.Value.TryGetValue(type.OriginalDefinition, out var derived) ? derived.Prepend(type) : [type];

    private static Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> DerivedTypes(MethodBodies bodies)
    {
        var derived = new Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        foreach (var type in bodies.Types().Where(t => t.TypeKind == TypeKind.Class))
        {
            for (var b = type.BaseType; b is { SpecialType: not SpecialType.System_Object }; b = b.BaseType)
            {
                if (!derived.TryGetValue(b.OriginalDefinition, out var types))
                {
                    derived.Add(b.OriginalDefinition, types = []);
                }

                types.Add(type);
            }
        }

        return derived;
    }

    /// <summary>The classes of the compilation that derive from a class, directly or not.</summary>
    internal IEnumerable<INamedTypeSymbol> DerivedFrom(INamedTypeSymbol type) =>
        _derived.Value.TryGetValue(type.OriginalDefinition, out var derived) ? derived : [];

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
            ? StatedMember(carrier, method) is { } stated ? carrier!.FindImplementationForInterfaceMember(stated) as IMethodSymbol : null
            : carrier?.GetMembers(method.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OverriddenMethod?.OriginalDefinition, method));
    }

    /// <summary>The interface's member as the contract class implements it: of a generic interface, with the class's own type parameters.</summary>
    private static ISymbol? StatedMember(INamedTypeSymbol? carrier, IMethodSymbol method) => carrier?.AllInterfaces
        .Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType.OriginalDefinition))
        .SelectMany(i => i.GetMembers(method.Name)).FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition));

    private ImmutableArray<Clause> ReadInvariants(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class && !FrameworkSpecifications.IsSpecification(type))
        {
            return ImmutableArray<Clause>.Empty;
        }

        var clauses = ImmutableArray.CreateBuilder<Clause>();
        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent)
        {
            clauses.AddRange(InvariantsOf(parent));
        }

        clauses.AddRange(type.GetMembers().OfType<IMethodSymbol>().Where(IsInvariantMethod).SelectMany(m => InvariantsIn(m, Bodies)));
        return clauses.ToImmutable();
    }

    /// <summary>The invariants that the method's statements are.</summary>
    internal static IEnumerable<Clause> InvariantsIn(IMethodSymbol method, MethodBodies bodies)
    {
        foreach (var statement in bodies.BodyOf(method) is { } body ? MethodBodies.StatementsOf(body) : [])
        {
            if (ContractCalls.Statement(statement) is { Arguments.Length: > 0 } call && call.TargetMethod.Name == "Invariant")
            {
                yield return new Clause(
                    ClauseKind.ObjectInvariant,
                    ContractCalls.Condition(call),
                    Negated: false,
                    method,
                    Exception: null,
                    statement.Syntax.ToString(),
                    LineOf(statement),
                    statement.Syntax.GetLocation());
            }
        }
    }
}
