using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Sidecars;

/// <summary>
/// The members that an expression names, in order. The same text may bind otherwise in another assembly, where an overload is not visible or
/// another is nearer: then it must not count as the same clause.
/// </summary>
internal static class BoundMembers
{
    public static string Of(IOperation condition) =>
        string.Join(" ", condition.DescendantsAndSelf().Select(Member).Where(member => member is not null).Select(IdOf));

    private static ISymbol? Member(IOperation operation) => operation switch
    {
        { ConstantValue.HasValue: true } => null,
        // Parts of a constant that the printer wrote as one.
        _ when IsInConstant(operation) => null,
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property,
        IFieldReferenceOperation field => field.Field,
        IMethodReferenceOperation method => method.Method,
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        _ => null,
    };

    private static bool IsInConstant(IOperation operation)
    {
        for (var o = operation.Parent; o is not null; o = o.Parent)
        {
            if (o.ConstantValue.HasValue)
            {
                return true;
            }
        }

        return false;
    }

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

    private static string IdOf(ISymbol? member) =>
        (Stated(member!).OriginalDefinition.GetDocumentationCommentId() ?? member!.ToDisplayString()).Replace(' ', '_');
}
