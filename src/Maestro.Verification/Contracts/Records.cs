using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Contracts;

/// <summary>What the compiler writes for records: copies, equality and deconstruction member by member, unless the source says otherwise.</summary>
internal static class Records
{
    /// <summary>What the compiler calls to copy a record.</summary>
    public const string CloneMethod = "<Clone>$";

    /// <summary>True for the capture of a struct that <c>with</c> is about to copy: a value, whatever place it came from.</summary>
    public static bool IsCopied(IOperation value)
    {
        var syntax = value.Syntax;
        while (syntax.Parent is ParenthesizedExpressionSyntax outer)
        {
            syntax = outer;
        }

        return value.Type is { IsValueType: true } && syntax.Parent is WithExpressionSyntax with && with.Expression == syntax;
    }

    /// <summary>True when <c>with</c> copies the fields and runs nobody's code, as far as the sources say.</summary>
    public static bool CopiesFields(ITypeSymbol? type, MethodBodies bodies) => type switch
    {
        { IsValueType: true, TypeKind: TypeKind.Struct } => true,
        INamedTypeSymbol { IsRecord: true, IsGenericType: false } record when bodies.IsSource(record) =>
            Hierarchy(record).All(HasCompilersCopy) && !bodies.Types().Any(t => !HasCompilersCopy(t) && Hierarchy(t).Contains(record, SymbolEqualityComparer.Default)),
        _ => false,
    };

    /// <summary>True for <c>==</c>, <c>!=</c> and <c>Equals</c> that compare member by member without running anybody's code.</summary>
    public static bool ComparesFields(IMethodSymbol method, MethodBodies bodies) =>
        method.IsImplicitlyDeclared && method.Name is "op_Equality" or "op_Inequality" or "Equals" && method.ContainingType is { IsRecord: true } record
        && method.Parameters.Any(p => SymbolEqualityComparer.Default.Equals(p.Type, record)) && ComparesFields(record, bodies)
        && !bodies.Types().Any(t => t.IsRecord && !SymbolEqualityComparer.Default.Equals(t, record)
            && Hierarchy(t).Contains(record, SymbolEqualityComparer.Default) && !ComparesFields(t, bodies));

    /// <summary>The fields that equality compares, of base records first.</summary>
    public static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol record) =>
        Hierarchy(record).Reverse().SelectMany(t => t.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst));

    /// <summary>The property that a parameter of a record's own <c>Deconstruct</c> gives; null for a method that somebody wrote.</summary>
    public static IPropertySymbol? Deconstructed(IMethodSymbol method, IParameterSymbol parameter) =>
        method is { IsImplicitlyDeclared: true, ContainingType.IsRecord: true }
            ? method.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault()
            : null;

    private static bool ComparesFields(INamedTypeSymbol record, MethodBodies bodies) =>
        bodies.IsSource(record) && !record.IsGenericType
        && Hierarchy(record).All(t => t.IsRecord && t.GetMembers("Equals").All(m => m.IsImplicitlyDeclared)
            && t.GetMembers("EqualityContract").All(m => m.IsImplicitlyDeclared))
        && Fields(record).All(f => IsPlain(f.Type, bodies));

    /// <summary>Values whose default comparison is known: numbers but floating ones, characters, strings, arrays by reference, and what is made of them.</summary>
    private static bool IsPlain(ITypeSymbol type, MethodBodies bodies) => type switch
    {
        IArrayTypeSymbol => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsPlain(nullable.TypeArguments[0], bodies),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(e => IsPlain(e.Type, bodies)),
        INamedTypeSymbol { IsRecord: true, IsValueType: true } record => ComparesFields(record, bodies),
        _ => type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean || Conditions.Shapes.IntegerSortOf(type) is not null,
    };

    private static bool HasCompilersCopy(INamedTypeSymbol type) => !type.IsRecord || type.IsValueType || type.InstanceConstructors.All(c =>
        c.IsImplicitlyDeclared || c.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type));

    private static IEnumerable<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        for (var t = type; t is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; t = t.BaseType)
        {
            yield return t;
        }
    }
}
