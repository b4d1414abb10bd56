using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>What the code of one generated file is made with.</summary>
internal sealed class CheckContext(CSharpCompilation compilation, ContractReader reader, StatedContracts contracts, WriteSets writes, Naming naming)
{
    public CSharpCompilation Compilation { get; } = compilation;

    public ContractReader Reader { get; } = reader;

    public StatedContracts Contracts { get; } = contracts;

    public Naming Naming { get; } = naming;

    public Accessors Accessors { get; } = new(naming);

    /// <summary>The by-value parameters of the member at hand that its body assigns.</summary>
    public IReadOnlyCollection<int> Assigned { get; private set; } = [];

    /// <summary>Turns to a member.</summary>
    public void Enter(IMethodSymbol member) =>
        Assigned = [.. writes.AssignedParameters(member).OfType<IParameterSymbol>().Select(p => p.Ordinal)];

    /// <summary>False for what is known to write. Framework code that is not specified is trusted in a clause.</summary>
    public bool IsHarmless(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (Reader.Specifications.Of(definition) is { } specified)
        {
            return FrameworkSpecifications.WritesOf(specified, definition).IsNothing;
        }

        return definition.DeclaringSyntaxReferences.IsEmpty || ContractCalls.IsMarkedPure(definition) || writes.EveryBodyWritesNothing(definition);
    }
}
