using System.Collections.Immutable;
using Maestro.Verification.Replay;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>The same inputs for the other version: types and members are matched by documentation id.</summary>
internal sealed class InputTranslation(Compilation target)
{
    /// <summary>The inputs in the target's symbols; null where something in them is not there.</summary>
    public MethodInputs? Of(MethodInputs inputs)
    {
        var receiver = inputs.Receiver is { } r ? Of(r) : null;
        var arguments = inputs.Arguments.Select(Of).ToList();
        return inputs.Receiver is not null && receiver is null || arguments.Contains(null) ? null : new MethodInputs(receiver, arguments.Select(a => a!).ToImmutableArray());
    }

    private InputRecipe? Of(InputRecipe recipe)
    {
        switch (recipe)
        {
            case InputRecipe.Literal literal:
                return Of(literal.Type) is { } type ? literal with { Type = type } : null;
            case InputRecipe.Box box:
                return Of(box.Value) is InputRecipe.Literal held ? new InputRecipe.Box(held) : null;
            case InputRecipe.Array array:
                return Of(array.ElementType) is { } element && All(array.Items) is { } items ? new InputRecipe.Array(element, items) : null;
            case InputRecipe.Tuple tuple:
                return Of(tuple.Type) is INamedTypeSymbol tupleType && All(tuple.Items) is { } parts ? new InputRecipe.Tuple(tupleType, parts) : null;
            case InputRecipe.Default d:
                return Of(d.Type) is { } defaultType ? new InputRecipe.Default(defaultType) : null;
            case InputRecipe.Recorder recorder:
                return Of(recorder.Interface) is INamedTypeSymbol { TypeKind: TypeKind.Interface } found ? recorder with { Interface = found } : null;
            case InputRecipe.Function function:
                return Of(function.Delegate) is INamedTypeSymbol { TypeKind: TypeKind.Delegate } called && (function.Result is null || Of(function.Result) is not null)
                    ? function with { Delegate = called, Result = function.Result is null ? null : Of(function.Result) } : null;
            case InputRecipe.Alias:
                return recipe;
            case InputRecipe.New creation:
                var calls = creation.Calls.Select(c => Of(c.Method) is { } method && All(c.Arguments) is { } arguments ? new RecipeCall(method, arguments) : null).ToList();
                var members = creation.Initializer.Select(Of).ToList();
                return Of(creation.Constructor) is { } constructor && All(creation.Arguments) is { } given && !calls.Contains(null) && !members.Contains(null)
                    ? new InputRecipe.New(constructor, given, calls.Select(c => c!).ToImmutableArray()) { Initializer = members.Select(m => m!).ToImmutableArray() } : null;
            default:
                return null;
        }
    }

    private RecipeMember? Of(RecipeMember member) =>
        member.Member.OriginalDefinition.GetDocumentationCommentId() is { } id && Of(member.Member.ContainingType) is INamedTypeSymbol type && Of(member.Value) is { } value
            && type.GetMembers(member.Member.Name).FirstOrDefault(m => m.OriginalDefinition.GetDocumentationCommentId() == id) is { } found
            ? new RecipeMember(found, value) : null;

    private ImmutableArray<InputRecipe>? All(ImmutableArray<InputRecipe> recipes)
    {
        var translated = recipes.Select(Of).ToList();
        return translated.Contains(null) ? null : translated.Select(t => t!).ToImmutableArray();
    }

    private ITypeSymbol? Of(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error || DocumentationCommentId.CreateReferenceId(type) is not { } id)
        {
            return null;
        }

        return (DocumentationCommentId.GetFirstSymbolForReferenceId(id, target) as ITypeSymbol)?.WithNullableAnnotation(type.NullableAnnotation);
    }

    private IMethodSymbol? Of(IMethodSymbol method)
    {
        if (method.OriginalDefinition.GetDocumentationCommentId() is not { } id
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(id, target) is not IMethodSymbol found)
        {
            return null;
        }

        if (method.ContainingType is { IsGenericType: true } constructed)
        {
            return Of(constructed) is INamedTypeSymbol type
                ? type.GetMembers(found.Name).OfType<IMethodSymbol>().FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, found)) : null;
        }

        return found;
    }
}
