using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Hashing;

/// <summary>
/// The semantic hash of methods (semantics.md, 19), in parts that say ever more: <see cref="OwnOf"/> is what the method itself says, and tells which
/// methods a change touched; <see cref="Of"/> adds what it reads of the callees that it names; <see cref="ProofOf"/> adds everything that a proof of
/// the method may rest on; <see cref="RunOf"/> everything that an execution of it may meet. Thread-safe.
/// </summary>
public sealed class SemanticHash
{
    private readonly ContractReader _reader;
    private readonly ProofFacts _proofs;
    private readonly ReachedTypes _reached;
    private readonly ConcurrentDictionary<IMethodSymbol, (string Own, Mentions Mentions)> _own = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _specifications = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, string> _interfaces = new(SymbolEqualityComparer.Default);

    /// <summary>The hashes of the methods of a compilation.</summary>
    public SemanticHash(ContractReader reader)
        : this(reader, new WriteSets(reader))
    {
    }

    internal SemanticHash(ContractReader reader, WriteSets writes)
    {
        _reader = reader;
        _proofs = new ProofFacts(reader, writes, m => Own(m));
        _reached = new ReachedTypes(reader, m => Own(m));
    }

    /// <summary>
    /// Hex SHA-256 of the method's own meaning: signature, bound body with its contract clauses, object invariants and, of a constructor,
    /// field initialisers. Names of locals, comments, layout and the order of members do not count.
    /// </summary>
    public string OwnOf(IMethodSymbol method) => Own(method).Own;

    /// <summary>The methods that the body calls, by definition, in the order of their documentation ids.</summary>
    public IReadOnlyList<IMethodSymbol> CalleesOf(IMethodSymbol method) => Own(method).Mentions.Methods;

    /// <summary>
    /// Hex SHA-256 of <see cref="OwnOf"/>, of the compilation's settings that change meaning, and of what callers read of each callee: its
    /// contract, and its body where that is unfolded.
    /// </summary>
    public string Of(IMethodSymbol method)
    {
        var (own, mentions) = Own(method);
        var callees = mentions.Methods;
        var text = new StringBuilder(own).Append('\n').Append(CompilationSettings.Of(_reader.Bodies.Compilation)).Append('\n');
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
    /// Hex SHA-256 of everything that a proof of the method may rest on: <see cref="OwnOf"/>; of what it names, and of what that names in turn where it
    /// is read, contracts, unfolded bodies, frames, whether it returns, shapes and invariants of types and who overrides them; settings, references
    /// and this encoder. While it stays, a Proved of the method stays. It says nothing of executions: see <see cref="RunOf"/>.
    /// </summary>
    public string ProofOf(IMethodSymbol method) => Hex(_proofs.Of(method.OriginalDefinition) + Identity);

    /// <summary>
    /// Hex SHA-256 of <see cref="ProofOf"/> and of every body that an execution of the method may reach: what a witness, a search or a proof of
    /// termination depends on. Coarse: of a type that is reached, each member counts.
    /// </summary>
    public string RunOf(IMethodSymbol method) => Hex(ProofOf(method) + _reached.From(method.OriginalDefinition));

    /// <summary>
    /// Hex SHA-256 of what a caller's proof may read of the method: clauses and purity, and the body of a pure expression or getter without
    /// postcondition, with what that unfolds in turn.
    /// </summary>
    public string InterfaceOf(IMethodSymbol method) =>
        _interfaces.GetOrAdd(method.OriginalDefinition, m => Hex(MethodInterface.Of(m, _reader)));

    private string Identity => _identity ??= CompilationSettings.Of(_reader.Bodies.Compilation) + CompilationSettings.ReferencesOf(_reader.Bodies)
        + typeof(SemanticHash).Module.ModuleVersionId.ToString("D");

    private string? _identity;

    internal static string Hex(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private (string Own, Mentions Mentions) Own(IMethodSymbol method) => _own.GetOrAdd(method.OriginalDefinition, ReadOwn);

    private (string Own, Mentions Mentions) ReadOwn(IMethodSymbol method)
    {
        var mentions = new Mentions();
        mentions.AddSignature(method);
        var text = new OperationText(mentions).Line(MethodInterface.Signature(method));
        foreach (var clause in _reader.Of(method).Clauses.Where(c => !SymbolEqualityComparer.Default.Equals(c.Owner, method)))
        {
            text.Line("inherited " + MethodInterface.Head(clause)).Tree(clause.Condition);
        }

        if (_reader.HoldsInvariants(method))
        {
            foreach (var clause in _reader.InvariantsOf(method.ContainingType))
            {
                text.Line(_reader.Owned.SharedBy(clause) is { } shared ? $"invariant of {shared}" : "invariant").Tree(clause.Condition);
            }
        }

        foreach (var parameter in _reader.Primary.FixedIn(method.ContainingType))
        {
            text.Line("fixed " + parameter.Name);
        }

        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
        {
            Initialisers(method, text);
        }

        if (_reader.Bodies.BodyOf(method) is { } body)
        {
            text.Tree(body);
        }

        return (Hex(text.ToString()), mentions);
    }

    private void Initialisers(IMethodSymbol constructor, OperationText text)
    {
        foreach (var member in Frames.Initialisers.InMeaningfulOrder(constructor.ContainingType, constructor.IsStatic, _reader.Bodies))
        {
            text.Line("initialiser " + member.Name).Tree(_reader.Bodies.InitialiserOf(member)!);
        }

        if (_reader.Bodies.BaseCallOf(constructor) is { } call)
        {
            text.Line("base").Tree(call.OriginalOperation);
        }
    }
}
