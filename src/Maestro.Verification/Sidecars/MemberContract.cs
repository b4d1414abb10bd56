using System.Collections.Immutable;
using Maestro.Verification.Contracts;

namespace Maestro.Verification.Sidecars;

/// <summary>What a call of the member may change, as other assemblies can tell (semantics.md, 2 and 4).</summary>
public enum MemberWrites
{
    /// <summary>Whatever has escaped, and every static.</summary>
    Everything,

    /// <summary>Private fields of objects only: nothing that another assembly reads but through members of this one.</summary>
    Hidden,

    /// <summary>Nothing.</summary>
    Nothing,
}

/// <summary>What other assemblies may know of one member: an entry of a contract sidecar.</summary>
/// <param name="Symbol">Documentation id.</param>
/// <param name="Carrier">
/// The head of the C# method in which the clauses have a meaning: the member's own parameters, then the receiver as <c>@this</c>, all names
/// in full; such as <c>static int Add(int n, global::Shop.Book @this)</c>.
/// </param>
/// <param name="Pure">Marked <c>[Pure]</c>, and seen to write nothing: equal inputs and state give equal results.</param>
/// <param name="ReadsField">A getter that only reads a field of its receiver.</param>
/// <param name="Writes">Its frame.</param>
/// <param name="Returns">It returns for every input (semantics.md, 18).</param>
/// <param name="Clauses">Preconditions and postconditions, in source order, inherited ones first.</param>
public sealed record MemberContract(
    string Symbol, string Carrier, bool Pure, bool ReadsField, MemberWrites Writes, bool Returns, ImmutableArray<MemberClause> Clauses);

/// <summary>One clause for other assemblies.</summary>
/// <param name="Kind">Requires, Ensures or EnsuresOnThrow.</param>
/// <param name="Condition">
/// The condition as one line of C# in the carrier, true where the clause holds; null where it speaks of what other assemblies cannot name.
/// </param>
/// <param name="Exception">The full name of the exception of an EnsuresOnThrow; null for the others.</param>
/// <param name="Binds">The members that the condition names, as the source's own compiler bound them; another binding is another meaning.</param>
/// <param name="Text">The statement as written, on one line.</param>
/// <param name="File">The name of its file, without folders.</param>
/// <param name="Line">Its first line, from 1.</param>
public sealed record MemberClause(ClauseKind Kind, string? Condition, string? Exception, string Binds, string Text, string File, int Line);
