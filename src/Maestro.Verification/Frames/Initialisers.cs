using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>Values that fields and properties are declared with.</summary>
internal static class Initialisers
{
    /// <summary>The value that a field or property is declared with; null where it has none in source.</summary>
    public static IOperation? Of(ISymbol member, MethodBodies bodies) => (bodies.InitialiserOf(member) as ISymbolInitializerOperation)?.Value;

    /// <summary>The members of a type that have one, constants left out, in the order of their text.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type, bool isStatic, MethodBodies bodies) =>
        type.OriginalDefinition.GetMembers().Where(m => m.IsStatic == isStatic && bodies.InitialiserOf(m) is not null);

    /// <summary>The same in an order that says what they mean: that of their text where one may see or change what another does, else by name.</summary>
    public static IReadOnlyList<ISymbol> InMeaningfulOrder(INamedTypeSymbol type, bool isStatic, MethodBodies bodies)
    {
        var members = MembersOf(type, isStatic, bodies).ToList();
        return members.Any(m => MayFail(Of(m, bodies)!)) ? members : members.OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
    }

    /// <summary>The field that an initialiser of a property stores into, whatever the property's setter does; null for any other use of a property.</summary>
    public static IFieldSymbol? StoredBy(IPropertyReferenceOperation target) => target is { IsImplicit: true, Syntax: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } }
        ? target.Property.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, target.Property)) : null;

    /// <summary>True for a constructor in which the initialisers of the instance's members run: one that calls no other of its type, or only the one that sets a struct to its default.</summary>
    public static bool RunIn(IMethodSymbol constructor, MethodBodies bodies) =>
        bodies.BodyOf(constructor) is not IConstructorBodyOperation { Initializer: IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: var called } } }
        || !SymbolEqualityComparer.Default.Equals(called.ContainingType, constructor.ContainingType) || SetsDefaults(called);

    /// <summary>True for the parameterless constructor that nobody declared of a struct: it runs no code.</summary>
    public static bool SetsDefaults(IMethodSymbol constructor) =>
        constructor is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true, Parameters.Length: 0, ContainingType.IsValueType: true };

    /// <summary>
    /// True for a constructor without a body of its own that has something to show: initialisers which may fail, of the implicit one, a primary one, or the static
    /// one; the call of the base's, or the object invariant, of a primary one.
    /// </summary>
    public static bool AreAllOf(IMethodSymbol constructor, ContractReader reader) =>
        constructor.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor
        && reader.Bodies.BodyOf(constructor) is null
        && (constructor is { IsImplicitlyDeclared: true, Parameters.Length: 0 } || PrimaryConstructors.IsPrimary(constructor))
        && (OwesInvariant(constructor, reader) || CallsWhatMayRefuse(constructor, reader) || reader.Bodies.BaseCallOf(constructor) is not null || MembersOf(constructor.ContainingType, constructor.IsStatic, reader.Bodies).Any(m => MayFail(Of(m, reader.Bodies)!)));

    /// <summary>True for the implicit constructor of a class whose base has none that takes nothing and asks for nothing.</summary>
    private static bool CallsWhatMayRefuse(IMethodSymbol constructor, ContractReader reader) =>
        constructor is { IsStatic: false, IsImplicitlyDeclared: true, ContainingType: { TypeKind: TypeKind.Class, BaseType: { } parent } } && reader.Bodies.IsSource(parent)
        && parent.InstanceConstructors.Any(c => c.DeclaredAccessibility != Accessibility.Private && (c.Parameters.Length > 0 && c.Parameters.All(p => p.IsOptional || p.IsParams) || reader.Of(c.OriginalDefinition).Requires.Any()));

    /// <summary>True for a primary constructor of a class with an object invariant.</summary>
    public static bool OwesInvariant(IMethodSymbol constructor, ContractReader reader) => PrimaryConstructors.IsPrimary(constructor) && reader.HoldsInvariants(constructor);

    /// <summary>True unless a value is seen to be plain, or a new object of the framework.</summary>
    public static bool MayFail(IOperation value) => value.DescendantsAndSelf().Any(o => !o.ConstantValue.HasValue && o switch
    {
        ILiteralOperation or IDefaultValueOperation or IArrayInitializerOperation or IFieldReferenceOperation { Field.IsConst: true } or IParameterReferenceOperation => false,
        IConversionOperation { OperatorMethod: null, IsImplicit: true } => false,
        IArrayCreationOperation array => array.DimensionSizes.Any(s => s.ConstantValue is not { HasValue: true, Value: int and >= 0 }),
        IObjectCreationOperation { Arguments.Length: 0, Constructor: { } constructor } => constructor.ContainingType?.DeclaringSyntaxReferences.Length > 0,
        _ => true,
    });
}
