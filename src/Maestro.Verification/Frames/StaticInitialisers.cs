using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>What runs when a type is first used (semantics.md, 10).</summary>
internal static class StaticInitialisers
{
    /// <summary>True when the type has a static constructor in source.</summary>
    public static bool HasConstructor(INamedTypeSymbol type) =>
        type.StaticConstructors.Any(c => !c.IsImplicitlyDeclared && c.DeclaringSyntaxReferences.Length > 0);

    /// <summary>The values that static fields and properties of the type are initialised with, those of constants left out.</summary>
    public static IEnumerable<IOperation> Of(INamedTypeSymbol type, MethodBodies bodies) => Named(type, bodies).Select(i => i.Value);

    /// <summary>The same, with the names of their members.</summary>
    public static IEnumerable<(string Name, IOperation Value)> Named(INamedTypeSymbol type, MethodBodies bodies)
    {
        foreach (var member in type.OriginalDefinition.GetMembers().Where(m => m is IFieldSymbol { IsStatic: true, IsConst: false } or IPropertySymbol { IsStatic: true }))
        {
            foreach (var reference in member.DeclaringSyntaxReferences.Where(r => bodies.Contains(r.SyntaxTree)))
            {
                var equals = reference.GetSyntax() switch
                {
                    VariableDeclaratorSyntax v => v.Initializer,
                    PropertyDeclarationSyntax p => p.Initializer,
                    _ => null,
                };
                if (equals is not null && bodies.ModelOf(reference.SyntaxTree).GetOperation(equals) is ISymbolInitializerOperation { Value: { } value })
                {
                    yield return (member.Name, value);
                }
            }
        }
    }

    /// <summary>True unless the initialisers are seen to make nothing but plain values and new objects of the framework.</summary>
    public static bool MayThrow(INamedTypeSymbol type, MethodBodies bodies) =>
        HasConstructor(type) || Of(type, bodies).SelectMany(o => o.DescendantsAndSelf()).Any(o => !o.ConstantValue.HasValue && o switch
        {
            ILiteralOperation or IDefaultValueOperation or IArrayInitializerOperation or IFieldReferenceOperation { Field.IsConst: true } => false,
            IConversionOperation { OperatorMethod: null, IsImplicit: true } => false,
            IArrayCreationOperation array => array.DimensionSizes.Any(s => s.ConstantValue is not { HasValue: true, Value: int and >= 0 }),
            IObjectCreationOperation { Arguments.Length: 0, Constructor: { } constructor } => IsOurs(constructor),
            _ => true,
        });

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
