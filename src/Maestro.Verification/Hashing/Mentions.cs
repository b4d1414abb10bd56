using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Hashing;

/// <summary>The methods and types that some code names, by definition: what else its meaning may depend on.</summary>
internal sealed class Mentions
{
    private readonly HashSet<IMethodSymbol> _methods = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _types = new(SymbolEqualityComparer.Default);

    private IReadOnlyList<IMethodSymbol>? _sortedMethods;
    private IReadOnlyList<INamedTypeSymbol>? _sortedTypes;

    /// <summary>Methods, by documentation id.</summary>
    public IReadOnlyList<IMethodSymbol> Methods =>
        _sortedMethods ??= _methods.OrderBy(m => m.GetDocumentationCommentId() ?? m.ToDisplayString(), StringComparer.Ordinal).ToList();

    /// <summary>Types, by name.</summary>
    public IReadOnlyList<INamedTypeSymbol> Types => _sortedTypes ??= _types.OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).ToList();

    public void Add(IMethodSymbol? method)
    {
        if (method is null)
        {
            return;
        }

        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_methods.Add(definition.PartialImplementationPart ?? definition))
        {
            _sortedMethods = null;
            Add(method.ContainingType);
            foreach (var argument in method.TypeArguments)
            {
                Add(argument);
            }

            AddSignature(definition);
        }
    }

    public void AddSignature(IMethodSymbol method)
    {
        Add(method.ReturnType);
        foreach (var parameter in method.Parameters)
        {
            Add(parameter.Type);
        }
    }

    /// <summary>A field by its type; a property or event by its accessors.</summary>
    public void AddMember(ISymbol member)
    {
        switch (member)
        {
            case IMethodSymbol method:
                Add(method);
                break;
            case IPropertySymbol property:
                Add(property.ContainingType);
                Add(property.Type);
                Add(property.GetMethod);
                Add(property.SetMethod);
                break;
            case IFieldSymbol field:
                Add(field.ContainingType);
                Add(field.Type);
                break;
            case ITypeSymbol type:
                Add(type);
                break;
            case IEventSymbol happening:
                Add(happening.ContainingType);
                Add(happening.AddMethod);
                Add(happening.RemoveMethod);
                break;
        }
    }

    public void Add(ITypeSymbol? type)
    {
        var pending = new Stack<ITypeSymbol?>();
        pending.Push(type);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case IArrayTypeSymbol array:
                    pending.Push(array.ElementType);
                    break;
                case IPointerTypeSymbol pointer:
                    pending.Push(pointer.PointedAtType);
                    break;
                case INamedTypeSymbol named:
                    if (!named.IsTupleType && _types.Add(named.OriginalDefinition))
                    {
                        _sortedTypes = null;
                    }

                    foreach (var argument in named.TypeArguments.Where(a => a is not ITypeParameterSymbol))
                    {
                        pending.Push(argument);
                    }

                    pending.Push(named.ContainingType);
                    break;
            }
        }
    }
}
