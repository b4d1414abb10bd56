using Microsoft.CodeAnalysis;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>The interceptors of one type's members.</summary>
internal sealed class CheckFile(CheckContext context, string hintName)
{
    /// <summary>Its name, without extension.</summary>
    public string HintName { get; } = hintName;

    /// <summary>The calls.</summary>
    public List<ContractUse> Uses { get; } = [];

    /// <summary>What is still to be emitted.</summary>
    public List<Interceptor> Interceptors { get; } = [];

    /// <summary>Makes an interceptor for each member that can have one.</summary>
    public void Plan(Action<ContractUse, string> skip)
    {
        foreach (var member in Uses.GroupBy<ContractUse, IMethodSymbol>(u => u.Member, SymbolEqualityComparer.Default))
        {
            if (Interceptor.Of(context, member.Key, [.. member.Select(u => u.Location!)], out var reason) is { } interceptor)
            {
                Interceptors.Add(interceptor);
            }
            else
            {
                member.ToList().ForEach(u => skip(u, reason));
            }
        }
    }

    /// <summary>The text, and where its parts are.</summary>
    public (string Text, InterceptorWriter Writer) Write()
    {
        var writer = new InterceptorWriter();
        return (writer.Write(Interceptors.Where(i => i.Clauses.Count > 0), context.Accessors.Declarations), writer);
    }
}
