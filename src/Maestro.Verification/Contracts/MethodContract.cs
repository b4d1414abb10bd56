using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Contracts;

/// <summary>All clauses of one method: its own, and those it inherits from what it overrides or implements.</summary>
public sealed class MethodContract
{
    private readonly ImmutableArray<TextSpan> _spans;
    private readonly SyntaxTree? _tree;

    internal MethodContract(
        IMethodSymbol method,
        ImmutableArray<Clause> clauses,
        ImmutableArray<ContractProblem> problems,
        SyntaxTree? tree,
        ImmutableArray<TextSpan> spans,
        bool isPure,
        string? unreadable)
    {
        Method = method;
        Clauses = clauses;
        Problems = problems;
        IsPure = isPure;
        Unreadable = unreadable;
        _tree = tree;
        _spans = spans;
        BySyntax = clauses.Where(c => SymbolEqualityComparer.Default.Equals(c.Owner, method))
            .GroupBy(c => c.Location.SourceSpan)
            .ToImmutableDictionary(g => g.Key, g => g.First());
    }

    /// <summary>The method that the clauses bind.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>Every clause in source order, inherited ones first.</summary>
    public ImmutableArray<Clause> Clauses { get; }

    /// <summary>What is ill-formed; not empty means that the method is Unknown.</summary>
    public ImmutableArray<ContractProblem> Problems { get; }

    /// <summary><c>[Pure]</c> on the method, its property or its type: a claim, checked elsewhere (semantics.md, 8).</summary>
    public bool IsPure { get; }

    /// <summary>A clause from another assembly that has no meaning in this one, and without which nothing can be claimed; null where there is none.</summary>
    public string? Unreadable { get; }

    /// <summary>Preconditions.</summary>
    public IEnumerable<Clause> Requires => Clauses.Where(c => c.Kind == ClauseKind.Requires);

    /// <summary>Postconditions of normal return.</summary>
    public IEnumerable<Clause> Ensures => Clauses.Where(c => c.Kind == ClauseKind.Ensures);

    /// <summary>True when callers know the method by something that was written.</summary>
    public bool HasInterface => Clauses.Any(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow);

    /// <summary>True when any clause says something (design, section 5: no non-trivial contract, no proof).</summary>
    public bool HasNonTrivialClause => Clauses.Any(c => c.Kind != ClauseKind.Assume && c.IsNonTrivial);

    private ImmutableDictionary<TextSpan, Clause> BySyntax { get; }

    /// <summary>
    /// True for syntax inside a contract statement of this method's own body: the graph holds it lowered, but it is not executed
    /// and raises no obligation of the body; the clause speaks through <see cref="Clause.Condition"/>.
    /// </summary>
    public bool IsInContractStatement(SyntaxNode syntax) =>
        syntax.SyntaxTree == _tree && _spans.Any(s => s.Contains(syntax.Span));

    /// <summary>The own clause whose statement is, or encloses, <paramref name="syntax"/>; null where there is none (<c>EndContractBlock</c>).</summary>
    public Clause? ClauseAt(SyntaxNode syntax)
    {
        if (syntax.SyntaxTree != _tree)
        {
            return null;
        }

        foreach (var pair in BySyntax)
        {
            if (pair.Key.Contains(syntax.Span) && !pair.Value.Negated)
            {
                return pair.Value;
            }
        }

        return null;
    }
}
