using Maestro.Verification.Comparison;
using Maestro.Verification.Contracts;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Comparison;

/// <summary>Two versions of a method <c>M</c> of a class <c>C</c>, compared as the tool does.</summary>
internal static class Pairs
{
    internal static BehaviourVerdict Compare(string old, string now, string outside = "", string? outsideNow = null)
    {
        var (before, after) = (Read(old, outside), Read(now, outsideNow ?? outside));
        var unchanged = new UnchangedMethods(before, after);
        var versions = new MethodVersions(before, Method(before), after, Method(after));
        var token = TestContext.Current.CancellationToken;
        var closed = BehaviourComparison.Compare(versions, unchanged.IsSame, Proving.Solver, new VerifierOptions(), token);
        return closed with { Alone = BehaviourLevels.OfMethodAlone(versions, closed, unchanged, Proving.Solver, new VerifierOptions(), token) };
    }

    private static ContractReader Read(string member, string outside) => new(new MethodBodies(Proving.Compile($"public class C {{ {member} }} {outside}")));

    private static IMethodSymbol Method(ContractReader reader) => reader.Bodies.Compilation.GetTypeByMetadataName("C")!.GetMembers("M").OfType<IMethodSymbol>().Single();
}
