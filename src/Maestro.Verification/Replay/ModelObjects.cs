using System.Collections.Immutable;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>
/// Objects and structs as the solver's candidate has them: a constructor whose parameters are named after members, and an object initialiser for the members that
/// can be set. Whether that gives the state that was meant is seen when it is executed.
/// </summary>
/// <param name="others">Values for what the model leaves open.</param>
/// <param name="recipe">The recipe of a member's value in the model.</param>
internal sealed class ModelObjects(CandidateInputs others, Func<ModelValue, ITypeSymbol, InputRecipe?> recipe)
{
    private const int MostConstructors = 3;

    /// <summary>Ways to make an object, those of the static type first.</summary>
    /// <param name="members">The values of fields and properties, by name.</param>
    /// <param name="type">The static type.</param>
    public IEnumerable<InputRecipe> Of(ImmutableDictionary<string, ModelValue> members, INamedTypeSymbol type)
    {
        foreach (var dynamic in others.Derived(type).Prepend(type).Where(t => !t.IsAbstract && t.TypeKind is TypeKind.Class or TypeKind.Struct))
        {
            foreach (var constructor in dynamic.InstanceConstructors.Where(c => CandidateInputs.IsReachable(c) && !CandidateInputs.IsCopy(c))
                .OrderByDescending(c => c.Parameters.Count(p => Named(members, p.Name) is not null)).ThenBy(c => c.Parameters.Length).Take(MostConstructors))
            {
                yield return Make(members, dynamic, constructor);
            }
        }
    }

    private InputRecipe Make(ImmutableDictionary<string, ModelValue> members, INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var arguments = ImmutableArray.CreateBuilder<InputRecipe>();
        foreach (var parameter in constructor.Parameters)
        {
            if (Named(members, parameter.Name) is { } member && recipe(member.Value, parameter.Type) is { } value)
            {
                given.Add(member.Key.TrimStart('_'));
                arguments.Add(value);
            }
            else
            {
                arguments.Add(Open(parameter.Type));
            }
        }

        var initializer = ImmutableArray.CreateBuilder<RecipeMember>();
        var settable = BaseTypes(type).SelectMany(t => t.GetMembers()).Where(IsSettable).GroupBy(m => m.Name, StringComparer.Ordinal).Select(g => g.First()).ToList();
        foreach (var member in settable.Where(m => !given.Contains(m.Name.TrimStart('_'))).OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            var memberType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
            if (members.TryGetValue(member.Name, out var value) && recipe(value, memberType) is { } set)
            {
                initializer.Add(new RecipeMember(member, set));
            }
            else if (member is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true })
            {
                initializer.Add(new RecipeMember(member, Open(memberType)));
            }
        }

        return new InputRecipe.New(constructor, arguments.ToImmutable(), ImmutableArray<RecipeCall>.Empty) { Initializer = initializer.ToImmutable() };
    }

    private InputRecipe Open(ITypeSymbol type) => others.OfType(type, depth: 1).FirstOrDefault() ?? new InputRecipe.Literal(null, type);

    private static KeyValuePair<string, ModelValue>? Named(ImmutableDictionary<string, ModelValue> members, string parameter)
    {
        var found = members.Where(m => m.Key.TrimStart('_').Equals(parameter, StringComparison.OrdinalIgnoreCase)).OrderBy(m => m.Key, StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found[0] : null;
    }

    private static bool IsSettable(ISymbol member) => !member.IsStatic && CandidateInputs.IsReachable(member) && member switch
    {
        IFieldSymbol field => field is { IsReadOnly: false, IsConst: false, IsImplicitlyDeclared: false },
        IPropertySymbol { IsIndexer: false, SetMethod: { } setter } => CandidateInputs.IsReachable(setter),
        _ => false,
    };

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (var t = type; t is not null && t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); t = t.BaseType)
        {
            yield return t;
        }
    }
}
