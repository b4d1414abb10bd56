using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Maestro.Verification.Contracts;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Hashing;

/// <summary>
/// The semantic hash of methods (semantics.md, 19), in two parts: <see cref="OwnOf"/> is what the method itself says, and tells which methods
/// a change touched; <see cref="Of"/> adds all that its proof reads from others, and is part of the verdict's identity. Thread-safe.
/// </summary>
public sealed class SemanticHash(ContractReader reader)
{
    private readonly ConcurrentDictionary<IMethodSymbol, (string Own, IReadOnlyList<IMethodSymbol> Callees)> _own = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _specifications = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, string> _interfaces = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Hex SHA-256 of the method's own meaning: signature, bound body with its contract clauses, object invariants and, of a constructor,
    /// field initialisers. Names of locals, comments, layout and the order of members do not count.
    /// </summary>
    public string OwnOf(IMethodSymbol method) => Own(method).Own;

    /// <summary>The methods that the body calls, by definition, in the order of their documentation ids.</summary>
    public IReadOnlyList<IMethodSymbol> CalleesOf(IMethodSymbol method) => Own(method).Callees;

    /// <summary>
    /// Hex SHA-256 of <see cref="OwnOf"/>, of the compilation's settings that change meaning, and of what callers read of each callee: its
    /// contract, and its body where that is unfolded.
    /// </summary>
    public string Of(IMethodSymbol method)
    {
        var (own, callees) = Own(method);
        var text = new StringBuilder(own).Append('\n').Append(Settings()).Append('\n');
        foreach (var callee in callees)
        {
            text.Append(callee.GetDocumentationCommentId()).Append(' ').Append(InterfaceOf(callee)).Append('\n');
        }

        foreach (var type in callees.Select(c => c.ContainingType).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
        {
            if (_specifications.GetOrAdd(type, t => FrameworkSpecifications.TextOf(t) is { } specified ? Hex(specified) : "") is { Length: > 0 } digest)
            {
                text.Append("specified ").Append(type.ToDisplayString()).Append(' ').Append(digest).Append('\n');
            }
        }

        return Hex(text.ToString());
    }

    /// <summary>
    /// Hex SHA-256 of what a caller's proof may read of the method: clauses and purity, and the body of a pure expression or getter without
    /// postcondition, with what that unfolds in turn.
    /// </summary>
    public string InterfaceOf(IMethodSymbol method) =>
        _interfaces.GetOrAdd(method.OriginalDefinition, m => Hex(InterfaceText(m)));

    private (string Own, IReadOnlyList<IMethodSymbol> Callees) Own(IMethodSymbol method) => _own.GetOrAdd(method.OriginalDefinition, ReadOwn);

    private (string Own, IReadOnlyList<IMethodSymbol> Callees) ReadOwn(IMethodSymbol method)
    {
        var callees = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var text = new OperationText(callees).Line(Signature(method));
        foreach (var clause in reader.Of(method).Clauses.Where(c => !SymbolEqualityComparer.Default.Equals(c.Owner, method)))
        {
            text.Line("inherited " + clause.Kind + (clause.Negated ? " not" : "")).Tree(clause.Condition);
        }

        if (reader.HoldsInvariants(method))
        {
            foreach (var clause in reader.InvariantsOf(method.ContainingType))
            {
                text.Line(reader.Owned.SharedBy(clause) is { } shared ? $"invariant of {shared}" : "invariant").Tree(clause.Condition);
            }
        }

        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
        {
            Initialisers(method, text);
        }

        if (reader.Bodies.BodyOf(method) is { } body)
        {
            text.Tree(body);
        }

        return (Hex(text.ToString()), callees.OrderBy(c => c.GetDocumentationCommentId(), StringComparer.Ordinal).ToList());
    }

    private void Initialisers(IMethodSymbol constructor, OperationText text)
    {
        foreach (var reference in constructor.ContainingType.GetMembers().Where(m => m.IsStatic == constructor.IsStatic)
                     .SelectMany(m => m.DeclaringSyntaxReferences))
        {
            EqualsValueClauseSyntax? initialiser = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax v => v.Initializer,
                PropertyDeclarationSyntax p => p.Initializer,
                _ => null,
            };
            if (initialiser is not null && reader.Bodies.ModelOf(reference.SyntaxTree).GetOperation(initialiser) is { } operation)
            {
                text.Line("initialiser").Tree(operation);
            }
        }
    }

    /// <summary>What a method shows, with what that unfolds in turn, each once. Without recursion: getters may stand in a chain of thousands.</summary>
    private string InterfaceText(IMethodSymbol root)
    {
        var whole = new StringBuilder();
        var unfolding = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol?>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            if (pending.Pop() is not { } method)
            {
                whole.Append('\n');
                continue;
            }

            whole.Append(OwnInterfaceText(method, unfolding, out var unfolded));
            foreach (var callee in unfolded.Reverse())
            {
                pending.Push(null);
                pending.Push(callee);
            }
        }

        return whole.ToString();
    }

    private string OwnInterfaceText(IMethodSymbol method, HashSet<IMethodSymbol> unfolding, out IReadOnlyList<IMethodSymbol> unfolded)
    {
        var callees = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var contract = reader.Of(method);
        var text = new OperationText(callees).Line(Signature(method)).Line(contract.IsPure ? "pure" : "");
        foreach (var clause in contract.Clauses.Where(c => c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow))
        {
            text.Line(clause.Kind + (clause.Negated ? " not" : "")).Tree(clause.Condition);
        }

        var unfolds = method.MethodKind == MethodKind.PropertyGet || (contract.IsPure && !contract.Ensures.Any());
        if (unfolds && unfolding.Add(method) && reader.Bodies.ReturnedExpressionOf(method) is { } expression)
        {
            text.Line("unfolds").Tree(expression);
            unfolded = callees.OrderBy(c => c.GetDocumentationCommentId(), StringComparer.Ordinal).ToList();
        }
        else
        {
            unfolded = [];
        }

        return text.ToString();
    }

    private static string Signature(IMethodSymbol method)
    {
        var modifiers = (method.IsStatic ? "static " : "") + (method.IsVirtual ? "virtual " : "") + (method.IsOverride ? "override " : "")
            + (method.IsSealed ? "sealed " : "") + (method.IsAsync ? "async " : "") + method.DeclaredAccessibility;
        var attributes = method.GetAttributes().Select(a => a.ToString() ?? "").OrderBy(a => a, StringComparer.Ordinal);
        return modifiers + " " + method.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeContainingType).WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut)
            .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier))
            + " [" + string.Join(",", attributes) + "]"
            // Copied into callers. A display without names shows no defaults.
            + string.Concat(method.Parameters.Where(p => p.HasExplicitDefaultValue).Select(p =>
                FormattableString.Invariant($" {p.Ordinal}={p.ExplicitDefaultValue ?? "null"}")));
    }

    private string Settings()
    {
        var options = (CSharpCompilationOptions)reader.Bodies.Compilation.Options;
        return $"checked={options.CheckOverflow} nullable={options.NullableContextOptions} unsafe={options.AllowUnsafe}";
    }

    private static string Hex(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
