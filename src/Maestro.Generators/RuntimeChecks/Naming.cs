using Maestro.Verification.Sidecars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>What generated code can name: it stands in a file and a class of its own, in the same assembly.</summary>
internal sealed class Naming(CSharpCompilation compilation)
{
    private readonly int _framework = compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Identity.Version.Major ?? 0;

    /// <summary>True where private members can be reached at all.</summary>
    public bool HasAccessors { get; } = compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.UnsafeAccessorAttribute") is not null;

    /// <summary>True where they can be reached in generic types (.NET 9).</summary>
    public bool HasGenericAccessors => HasAccessors && _framework >= 9;

    /// <summary>True where they can be reached in types that are no types of values, such as static classes (.NET 10).</summary>
    public bool HasAccessorsByName { get; } = compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.UnsafeAccessorTypeAttribute") is not null;

    /// <summary>True for a member that is neither private nor protected.</summary>
    public bool CanReach(ISymbol member) => compilation.IsSymbolAccessibleWithin(member, compilation.Assembly);

    /// <summary>True for a type that can be written down anywhere in the assembly.</summary>
    public bool CanName(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => CanName(array.ElementType),
        INamedTypeSymbol named => named.TypeKind != TypeKind.Error && (named.CanBeReferencedByName || named.IsTupleType) && !named.IsAnonymousType && !named.IsFileLocal
            && CanReach(named.OriginalDefinition)
            && (named.IsTupleType ? named.TupleElements.All(e => CanName(e.Type)) : named.TypeArguments.All(CanName))
            && (named.ContainingType is null || CanName(named.ContainingType)),
        _ => false,
    };

    /// <summary>The full name.</summary>
    public static string Of(ITypeSymbol type) => ClausePrinter.NameOf(type);

    /// <summary>A name that is no keyword.</summary>
    public static string Escaped(string name) => ClausePrinter.Escaped(name);

    /// <summary>Every type parameter that a member of the type may use, outermost first.</summary>
    public static IEnumerable<ITypeParameterSymbol> TypeParameters(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? TypeParameters(outer) : []).Concat(type.TypeParameters);

    /// <summary>A constraint clause for each parameter that has one.</summary>
    public static string Constraints(IEnumerable<ITypeParameterSymbol> parameters) => string.Concat(parameters.Select(p =>
    {
        var constraints = new List<string>();
        if (p.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (p.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (p.HasReferenceTypeConstraint)
        {
            constraints.Add("class");
        }

        constraints.AddRange(p.ConstraintTypes.Select(Of));
        if (p.HasConstructorConstraint && !p.HasValueTypeConstraint)
        {
            constraints.Add("new()");
        }

        if (p.AllowsRefLikeType)
        {
            constraints.Add("allows ref struct");
        }

        return constraints.Count == 0 ? "" : $" where {Escaped(p.Name)} : {string.Join(", ", constraints)}";
    }));

    /// <summary><c>&lt;T, U&gt;</c>, or nothing.</summary>
    public static string TypeList(IEnumerable<ITypeParameterSymbol> parameters) =>
        string.Join(", ", parameters.Select(p => Escaped(p.Name))) is { Length: > 0 } list ? $"<{list}>" : "";

    /// <summary>A parameter as declared, without attributes and defaults.</summary>
    public static string Parameter(IParameterSymbol parameter, string name) => $"{Scope(parameter)}{Modifier(parameter.RefKind)}{Of(parameter.Type)} {name}";

    /// <summary>An argument for a parameter.</summary>
    public static string Argument(IParameterSymbol parameter, string name) => parameter.RefKind switch
    {
        RefKind.Ref => $"ref {name}",
        RefKind.Out => $"out {name}",
        RefKind.In or RefKind.RefReadOnlyParameter => $"in {name}",
        // A dynamic argument would bind when it runs.
        _ => parameter.Type.TypeKind == TypeKind.Dynamic ? $"(object){name}" : name,
    };

    private static string Scope(IParameterSymbol parameter) => parameter.ScopedKind switch
    {
        ScopedKind.ScopedRef when parameter.RefKind == RefKind.Out => "",
        ScopedKind.None => "",
        _ => "scoped ",
    };

    private static string Modifier(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };
}
