using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>Members that patterns read. C# leaves open how often they are called, and in which order: what counts its calls has no meaning there.</summary>
internal static class PatternMembers
{
    /// <summary>True when it may matter how often a member is called: its body in this build does more than read and compute.</summary>
    public static bool MayHaveEffects(IMethodSymbol member, MethodBodies bodies)
    {
        if (bodies.BodyOf(member) is not { } body)
        {
            return false;
        }

        return body.Descendants().Any(o => o switch
        {
            IAssignmentOperation { Target: ILocalReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation } => false,
            ISimpleAssignmentOperation { IsRef: false, Target: IParameterReferenceOperation { Parameter.RefKind: RefKind.Out } } => false,
            IAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation or IObjectCreationOperation or IAwaitOperation or IDynamicInvocationOperation
                or IEventAssignmentOperation or IThrowOperation => true,
            IPropertyReferenceOperation { Property.GetMethod: { } getter } => getter.DeclaringSyntaxReferences.Length > 0 && bodies.BodyOf(getter) is not null,
            _ => false,
        });
    }
}
