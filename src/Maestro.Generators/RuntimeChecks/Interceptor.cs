using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>A clause in the words of an interceptor.</summary>
/// <param name="Clause">As written.</param>
/// <param name="Condition">The condition as text.</param>
/// <param name="Entry">What it takes from the entry.</param>
/// <param name="Exception">The exception of an EnsuresOnThrow.</param>
internal sealed record CheckedClause(Clause Clause, string Condition, IReadOnlyList<EntryValue> Entry, string? Exception)
{
    /// <summary>Its name in messages.</summary>
    public string Kind => Clause.Kind == ClauseKind.ObjectInvariant ? "Invariant" : Clause.Kind.ToString();
}

/// <summary>A clause that nobody checks, and why.</summary>
internal sealed record SkippedClause(Clause Clause, string Reason);

/// <summary>One method that stands in for calls of another.</summary>
internal sealed class Interceptor
{
    private Interceptor(IMethodSymbol target, IReadOnlyList<InterceptableLocation> locations)
    {
        Target = target;
        Locations = locations;
    }

    /// <summary>What the calls name.</summary>
    public IMethodSymbol Target { get; }

    /// <summary>The calls.</summary>
    public IReadOnlyList<InterceptableLocation> Locations { get; }

    /// <summary>What is checked.</summary>
    public List<CheckedClause> Clauses { get; } = [];

    /// <summary>What is not.</summary>
    public List<SkippedClause> Skipped { get; } = [];

    /// <summary>How a target is called that is not accessible; null where it is.</summary>
    public string? Accessor { get; private set; }

    /// <summary>True where postconditions speak of the completed result.</summary>
    public bool OnCompletion { get; private set; }

    /// <summary>The interceptor of a member; null, and why, where there is none.</summary>
    public static Interceptor? Of(CheckContext context, IMethodSymbol target, IReadOnlyList<InterceptableLocation> locations, out string reason)
    {
        var stated = context.Contracts.Of(target);
        reason = Obstacle(context, target);
        if (reason.Length > 0)
        {
            return null;
        }

        var interceptor = new Interceptor(target, locations) { OnCompletion = Completion.IsMeant(target, stated) };
        if (!context.Naming.CanReach(target) && (interceptor.Accessor = context.Accessors.Of(target)) is null)
        {
            reason = "a private or protected member of a type that has no accessors";
            return null;
        }

        context.Enter(target);
        var invariants = context.Reader.HoldsInvariants(target) ? context.Reader.InvariantsOf(target.ContainingType) : [];
        foreach (var clause in stated.Concat(invariants))
        {
            interceptor.Add(context, clause);
        }

        return interceptor;
    }

    private void Add(CheckContext context, Clause clause)
    {
        if (clause.Kind != ClauseKind.Requires && Target is { IsAsync: true, ReturnsVoid: true })
        {
            Skipped.Add(new SkippedClause(clause, "nobody awaits an async void method"));
            return;
        }

        if (OwnerMap.Of(context.Compilation, clause.Owner, Target) is not { } map)
        {
            Skipped.Add(new SkippedClause(clause, "it is inherited through a generic type in a way that has no counterpart"));
            return;
        }

        var exception = clause.Exception is { } thrown ? map.Read(thrown) : null;
        if (exception is not null && !context.Naming.CanName(exception))
        {
            Skipped.Add(new SkippedClause(clause, $"it names the type `{exception.Name}`, which is not accessible"));
            return;
        }

        var (text, entry, failure) = ClauseRewriter.Rewrite(context, map, clause, Clauses.Sum(c => c.Entry.Count));
        if (failure is null)
        {
            Clauses.Add(new CheckedClause(clause, text, entry, exception is null ? null : Naming.Of(exception)));
        }
        else
        {
            Skipped.Add(new SkippedClause(clause, failure));
        }
    }

    private static string Obstacle(CheckContext context, IMethodSymbol target)
    {
        if (!context.Reader.Of(target).Problems.IsEmpty)
        {
            return "its contract is ill-formed";
        }

        if (context.Reader.Bodies.IsIterator(target) || target.IsAsync && !target.ReturnsVoid && !Tasks.IsTask(target.ReturnType))
        {
            return "an iterator or an asynchronous method of a type of its own";
        }

        if (!target.IsStatic && !context.Naming.CanName(target.ContainingType)
            || target.Parameters.Any(p => !context.Naming.CanName(p.Type)) || !target.ReturnsVoid && !context.Naming.CanName(target.ReturnType))
        {
            return "a type in its signature has no name outside";
        }

        var parameters = Naming.TypeParameters(target.ContainingType).Concat(target.TypeParameters).ToList();
        if (parameters.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count() != parameters.Count)
        {
            return "two of its type parameters have one name";
        }

        return target.IsVararg || target.Parameters.Any(p => p.GetAttributes().Any(a => a.AttributeClass?.Name == "UnscopedRefAttribute"))
            || target.GetAttributes().Any(a => a.AttributeClass?.Name == "UnscopedRefAttribute")
                ? "its signature cannot be repeated"
                : "";
    }
}
