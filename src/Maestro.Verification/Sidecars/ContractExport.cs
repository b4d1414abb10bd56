using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Sidecars;

/// <summary>What a compilation's contract sidecar says: the members that other assemblies may call, and of each what holds (semantics.md, 2).</summary>
public sealed class ContractExport
{
    private readonly ContractReader _reader;
    private readonly WriteSets _writes;
    private readonly Totality _totality;

    /// <summary>The export of the reader's compilation.</summary>
    public ContractExport(ContractReader reader)
    {
        _reader = reader;
        _writes = new WriteSets(reader);
        _totality = new Totality(reader, _writes);
    }

    /// <summary>By documentation id; members of which nothing can be said are left out.</summary>
    public IEnumerable<MemberContract> Members(CancellationToken cancellation)
    {
        var members = new SortedDictionary<string, MemberContract>(StringComparer.Ordinal);
        foreach (var method in MethodBodies.TypesOf(_reader.Bodies.Compilation.Assembly)
                     .Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface)
                     .SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>())
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsCallable(method) && method.GetDocumentationCommentId() is { } id && Of(method, id) is { } member)
            {
                members[id] = member;
            }
        }

        return members.Values;
    }

    /// <summary>From another assembly, friends of this one included.</summary>
    private static bool IsCallable(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.Constructor or MethodKind.PropertyGet or MethodKind.PropertySet
            or MethodKind.UserDefinedOperator or MethodKind.Conversion))
        {
            return false;
        }

        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility == Accessibility.Private || symbol is INamedTypeSymbol { IsFileLocal: true })
            {
                return false;
            }
        }

        return true;
    }

    private MemberContract? Of(IMethodSymbol method, string id)
    {
        var contract = _reader.Of(method);
        var writes = WritesOf(method);
        var readsField = _reader.Bodies.IsPlainGetter(method) && method is { IsStatic: false, ContainingType.TypeKind: TypeKind.Class, AssociatedSymbol: IPropertySymbol property }
            && _reader.Bodies.FieldBehind(property)!.DeclaredAccessibility == Accessibility.Private;
        var isPure = contract.IsPure && writes == MemberWrites.Nothing;
        var clauses = contract.Problems.IsEmpty
            ? OwnClauses(method, contract).Select(c => Of(method, c)).ToImmutableArray()
            // Nothing is claimed of it here, and nothing elsewhere.
            : [new MemberClause(ClauseKind.Requires, null, null, "", "an ill-formed contract", "", 0)];
        return clauses.IsEmpty && writes == MemberWrites.Everything ? null
            : new MemberContract(id, Carrier(method), isPure, readsField, writes, _totality.Returns(method), clauses);
    }

    /// <summary>Of an abstract member those of its contract class; inherited ones are left to the entries of the members that state them.</summary>
    private static IEnumerable<Clause> OwnClauses(IMethodSymbol method, MethodContract contract) => contract.Clauses.Where(c =>
        c.Kind is ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.EnsuresOnThrow
        && (SymbolEqualityComparer.Default.Equals(c.Owner, method) || method.IsAbstract && SymbolEqualityComparer.Default.Equals(BoundMembers.Stated(c.Owner), method)));

    private MemberWrites WritesOf(IMethodSymbol method)
    {
        var set = _writes.Of(method);
        if (set.Everything)
        {
            return MemberWrites.Everything;
        }

        // What a constructor sets on its own object nobody has read before.
        var seen = set.Writes.Where(w => !(method.MethodKind == MethodKind.Constructor && w.Root is Root.This)).ToList();
        return seen.Count == 0 ? MemberWrites.Nothing
            : seen.All(w => w.Field is { DeclaredAccessibility: Accessibility.Private, ContainingType.TypeKind: TypeKind.Class }) ? MemberWrites.Hidden
            : MemberWrites.Everything;
    }

    private MemberClause Of(IMethodSymbol method, Clause clause)
    {
        var compilation = _reader.Bodies.Compilation;
        var line = clause.Location.GetLineSpan();
        var mayBeSaid = clause.Condition.Syntax is ExpressionSyntax && SameParameters(method, clause.Owner)
            && compilation.ContainsSyntaxTree(clause.Condition.Syntax.SyntaxTree)
            // Outside, a parameter is what the caller passed: what the body made of it is not known there.
            && !(clause.Kind != ClauseKind.Requires && ReadsOneOf(clause.Condition, _writes.AssignedParameters(method)));
        var condition = mayBeSaid
            ? ClausePrinter.Print(compilation, (ExpressionSyntax)clause.Condition.Syntax, _reader.Bodies.ModelOf(clause.Condition.Syntax.SyntaxTree), clause.Negated)
            : null;
        return new MemberClause(
            clause.Kind,
            condition,
            clause.Exception is null ? null : ClausePrinter.NameOf(clause.Exception),
            BoundMembers.Of(clause.Condition, compilation.Assembly, null),
            string.Join(" ", clause.Text.Split(new[] { ' ', '\t', '\r', '\n' }, StringSplitOptions.RemoveEmptyEntries)),
            Path.GetFileName(line.Path),
            line.StartLinePosition.Line + 1);
    }

    /// <summary>An inherited clause uses its owner's names for the parameters; where they differ it is left to the owner's own entry.</summary>
    private static bool SameParameters(IMethodSymbol method, IMethodSymbol owner) =>
        method.Parameters.Select(p => p.Name).SequenceEqual(owner.Parameters.Select(p => p.Name));

    private static bool ReadsOneOf(IOperation condition, IReadOnlyCollection<ISymbol> parameters) => parameters.Count > 0
        && condition.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Any(p => parameters.Any(a => ((IParameterSymbol)a).Ordinal == p.Parameter.Ordinal));

    private static string Carrier(IMethodSymbol method)
    {
        var types = new List<ITypeParameterSymbol>();
        for (var t = method.ContainingType; t is not null; t = t.ContainingType)
        {
            types.InsertRange(0, t.TypeParameters);
        }

        types.AddRange(method.TypeParameters);
        var parameters = method.Parameters.Select(p => $"{Kind(p)}{ClausePrinter.NameOf(p.Type)} {ClausePrinter.Escaped(p.Name)}").ToList();
        if (!method.IsStatic)
        {
            parameters.Add($"{ClausePrinter.NameOf(method.ContainingType)} @this");
        }

        var generic = types.Count == 0 ? "" : $"<{string.Join(", ", types.Select(t => ClausePrinter.Escaped(t.Name)))}>";
        return $"static {(method.ReturnsVoid ? "void" : ClausePrinter.NameOf(method.ReturnType))} Carrier{generic}({string.Join(", ", parameters)})";
    }

    private static string Kind(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };
}
