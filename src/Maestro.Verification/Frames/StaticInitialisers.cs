using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>What runs when a type is first used (semantics.md, 10).</summary>
internal static class StaticInitialisers
{
    /// <summary>True when the type has a static constructor in source.</summary>
    public static bool HasConstructor(INamedTypeSymbol type) =>
        type.StaticConstructors.Any(c => !c.IsImplicitlyDeclared && c.DeclaringSyntaxReferences.Length > 0);

    /// <summary>The values that static fields and properties of the type are initialised with, those of constants left out.</summary>
    public static IEnumerable<IOperation> Of(INamedTypeSymbol type, MethodBodies bodies) =>
        Initialisers.MembersOf(type, isStatic: true, bodies).Select(m => Initialisers.Of(m, bodies)!);

    /// <summary>True unless the initialisers are seen to make nothing but plain values and new objects of the framework.</summary>
    public static bool MayThrow(INamedTypeSymbol type, MethodBodies bodies) =>
        HasConstructor(type) || Of(type, bodies).Any(Initialisers.MayFail);

    /// <summary>True when a constant initialiser is what every reader sees: no static constructor, and nothing that runs before it could read it.</summary>
    public static bool AreConstantFacts(INamedTypeSymbol type, MethodBodies bodies) =>
        !HasConstructor(type)
        && !Of(type, bodies).SelectMany(o => o.DescendantsAndSelf()).Any(o => o switch
        {
            IInvocationOperation call => IsOurs(call.TargetMethod),
            IObjectCreationOperation { Constructor: { } constructor } => IsOurs(constructor),
            IPropertyReferenceOperation property => IsOurs(property.Property),
            IBinaryOperation { OperatorMethod: { } method } => IsOurs(method),
            IUnaryOperation { OperatorMethod: { } method } => IsOurs(method),
            IConversionOperation { OperatorMethod: { } method } => IsOurs(method),
            IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } => IsOurs(field) && !SymbolEqualityComparer.Default.Equals(field.ContainingType, type),
            _ => false,
        });

    private static bool IsOurs(ISymbol member) => member.ContainingType?.DeclaringSyntaxReferences.Length > 0;
}
