using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Sidecars;

/// <summary>
/// The members and types that an expression names, in order, those of the library itself marked. The same text may bind otherwise in another
/// assembly, where an overload is not visible, another is nearer, or a type has the same name: then it must not count as the same clause.
/// </summary>
internal static class BoundMembers
{
    /// <summary>The list, separated by spaces.</summary>
    /// <param name="condition">The condition, bound.</param>
    /// <param name="library">The assembly whose clause it is.</param>
    /// <param name="user">The assembly that reads it; null where the library writes it.</param>
    public static string Of(IOperation condition, IAssemblySymbol library, IAssemblySymbol? user) => string.Join(
        " ", condition.DescendantsAndSelf().Where(o => !IsInConstant(o)).SelectMany(Named).OfType<ISymbol>().Select(symbol => IdOf(symbol, library, user)));

    /// <summary>The member of which a contract class states the contract; any other member itself.</summary>
    public static ISymbol Stated(ISymbol member)
    {
        if (member.ContainingType is not { } type || !ContractCalls.HasAttribute(type, "ContractClassForAttribute"))
        {
            return member;
        }

        var overridden = member switch
        {
            IMethodSymbol method => method.OverriddenMethod ?? method.ExplicitInterfaceImplementations.FirstOrDefault() as ISymbol,
            IPropertySymbol property => property.OverriddenProperty ?? property.ExplicitInterfaceImplementations.FirstOrDefault() as ISymbol,
            _ => null,
        };
        return overridden ?? type.AllInterfaces.SelectMany(i => i.GetMembers(member.Name))
            .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), member)) ?? member;
    }

    private static IEnumerable<ISymbol?> Named(IOperation operation) => operation switch
    {
        IInvocationOperation call => [call.TargetMethod],
        IObjectCreationOperation creation => [creation.Constructor],
        IPropertyReferenceOperation property => [property.Property],
        IFieldReferenceOperation field => [field.Field],
        IMethodReferenceOperation method => [method.Method],
        IBinaryOperation binary => [binary.OperatorMethod],
        IUnaryOperation unary => [unary.OperatorMethod],
        IConversionOperation conversion => [conversion.OperatorMethod, conversion.IsImplicit ? null : conversion.Type],
        IIsTypeOperation test => [test.TypeOperand],
        ITypeOfOperation type => [type.TypeOperand],
        ITypePatternOperation pattern => [pattern.MatchedType],
        IDeclarationPatternOperation pattern => [pattern.MatchedType],
        IRecursivePatternOperation pattern => [pattern.MatchedType],
        IDefaultValueOperation value => [value.Type],
        _ => [],
    };

    /// <summary>A constant, or part of one: it was written as its value.</summary>
    private static bool IsInConstant(IOperation operation)
    {
        for (var o = operation; o is not null; o = o.Parent)
        {
            if (o.ConstantValue.HasValue)
            {
                return true;
            }
        }

        return false;
    }

    private static string IdOf(ISymbol named, IAssemblySymbol library, IAssemblySymbol? user)
    {
        var symbol = Stated(named);
        var id = (symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.ToDisplayString()).Replace(' ', '_');
        return SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, library) ? $"~{id}"
            : user is not null && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, user) ? $"?{id}"
            : id;
    }
}
