using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>The private members that the code of one file reaches, each by an <c>UnsafeAccessor</c>.</summary>
internal sealed class Accessors(Naming naming)
{
    private readonly List<string> _classes = [];
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);

    /// <summary>The declarations, one a line.</summary>
    public IEnumerable<string> Declarations => _classes;

    /// <summary>
    /// What to write in front of <c>(receiver, arguments)</c> to reach a member; null where there is no way. Members of static classes have <c>null</c> as
    /// receiver, other static ones the default of their type, those of structs <c>ref</c> their receiver.
    /// </summary>
    public string? Of(ISymbol member)
    {
        var definition = member.OriginalDefinition;
        if (!_names.TryGetValue(definition, out var name))
        {
            if (Declare(definition, $"Access{_classes.Count}") is not { } declaration)
            {
                return null;
            }

            _names.Add(definition, name = $"Access{_classes.Count}");
            _classes.Add(declaration);
        }

        var holders = TypeArguments(member.ContainingType).Select(Naming.Of).ToList();
        var own = member is IMethodSymbol { TypeArguments.Length: > 0 } method ? $"<{string.Join(", ", method.TypeArguments.Select(Naming.Of))}>" : "";
        return $"{name}{(holders.Count == 0 ? "" : $"<{string.Join(", ", holders)}>")}.Get{own}";
    }

    /// <summary>The receiver that an accessor of a static member takes.</summary>
    public static string StaticReceiver(ISymbol member) => member.ContainingType.IsStatic ? "null" : $"default({Naming.Of(member.ContainingType)})";

    private static IEnumerable<ITypeSymbol> TypeArguments(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? TypeArguments(outer) : []).Concat(type.TypeArguments);

    private string? Declare(ISymbol member, string name)
    {
        var type = member.ContainingType;
        var parameters = Naming.TypeParameters(type).ToList();
        var method = member switch
        {
            IMethodSymbol m => m,
            IPropertySymbol { IsIndexer: false } property => property.GetMethod,
            _ => null,
        };
        if (!naming.HasAccessors || type.TypeKind == TypeKind.Interface || type.IsFileLocal || (parameters.Count > 0 || method?.IsGenericMethod == true) && !naming.HasGenericAccessors)
        {
            return null;
        }

        var byName = type.IsStatic;
        if (byName ? !naming.HasAccessorsByName || parameters.Count > 0 || type.ContainingType is { IsGenericType: true } : !naming.CanName(type))
        {
            return null;
        }

        var receiver = byName
            ? $"[global::System.Runtime.CompilerServices.UnsafeAccessorType({SymbolDisplay.FormatLiteral(ReflectionName(type), quote: true)})] object _"
            : $"{(type.IsValueType && !member.IsStatic ? "ref " : "")}{Naming.Of(type)} _";
        string kind, metadataName, signature;
        if (member is IFieldSymbol { IsConst: false } field && naming.CanName(field.Type))
        {
            (kind, metadataName) = (field.IsStatic ? "StaticField" : "Field", field.Name);
            signature = $"ref {Naming.Of(field.Type)} Get({receiver})";
        }
        else if (method is { ReturnsByRef: false, ReturnsByRefReadonly: false } && (method.ReturnsVoid || naming.CanName(method.ReturnType)) && method.Parameters.All(p => naming.CanName(p.Type)))
        {
            (kind, metadataName) = (method.IsStatic ? "StaticMethod" : "Method", method.MetadataName);
            var all = method.Parameters.Select(p => Naming.Parameter(p, Naming.Escaped(p.Name))).Prepend(receiver);
            signature = $"{Naming.Of(method.ReturnType)} Get{Naming.TypeList(method.TypeParameters)}({string.Join(", ", all)}){Naming.Constraints(method.TypeParameters)}";
        }
        else
        {
            return null;
        }

        return $"file static class {name}{Naming.TypeList(parameters)}{Naming.Constraints(parameters)} {{ "
            + $"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.{kind}, Name = {SymbolDisplay.FormatLiteral(metadataName, quote: true)})] "
            + $"internal static extern {signature}; }}";
    }

    private static string ReflectionName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{ReflectionName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
