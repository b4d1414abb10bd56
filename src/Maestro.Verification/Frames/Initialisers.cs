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

    /// <summary>True for a constructor without a body of its own that runs initialisers which may fail: the implicit one, a primary one, or the static one.</summary>
    public static bool AreAllOf(IMethodSymbol constructor, MethodBodies bodies) =>
        constructor.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor
        && bodies.BodyOf(constructor) is null
        && (constructor is { IsImplicitlyDeclared: true, Parameters.Length: 0 }
            || constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null }))
        && MembersOf(constructor.ContainingType, constructor.IsStatic, bodies).Any(m => MayFail(Of(m, bodies)!));

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
