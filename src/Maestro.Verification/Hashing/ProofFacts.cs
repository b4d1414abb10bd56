using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Hashing;

/// <summary>
/// What a proof of a method may rest on, as sorted lines. Bodies of others count by what is inferred from them (frames, whether they return), so that an
/// edit which changes no such fact leaves the callers' proofs alone. Thread-safe.
/// </summary>
/// <param name="reader">The sources.</param>
/// <param name="writes">Frames.</param>
/// <param name="own">The digest of a method's own meaning, and what it names.</param>
internal sealed class ProofFacts(ContractReader reader, WriteSets writes, Func<IMethodSymbol, (string Own, Mentions Mentions)> own)
{
    private readonly ConcurrentDictionary<IMethodSymbol, (string Line, Mentions Mentions)> _methods = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, (string Line, Mentions Mentions)> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _taken = new(SymbolEqualityComparer.Default);
    private readonly Totality _totality = new(reader, writes);
    private readonly TakenReferences _references = new(reader.Bodies);
    private readonly ObjectUse _objects = new(reader);

    /// <summary>The lines of one method.</summary>
    public string Of(IMethodSymbol method)
    {
        var (digest, mentions) = own(method);
        var lines = new SortedSet<string>(StringComparer.Ordinal) { digest, $"runs during construction {_objects.RunsDuringConstruction(method)}" };
        foreach (var callee in mentions.Methods.Where(c => c.DeclaringSyntaxReferences.Length > 0 && writes.Calls.Reaches(c, method)))
        {
            lines.Add($"recurs {OperationText.Id(callee)}");
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            // Whichever of them runs first need not be written.
            foreach (var parent in BaseConstructors(method))
            {
                lines.Add(_methods.GetOrAdd(parent, ReadMethod).Line);
            }

            foreach (var callee in mentions.Methods.Where(c => !c.IsStatic && _objects.ReliesOnInvariant(c)))
            {
                lines.Add($"relies on invariant {OperationText.Id(callee)}");
            }
        }

        // What a reference given to the method may be.
        var refers = method.Parameters.Any(p => p.RefKind != RefKind.None) || !method.IsStatic && method.ContainingType.IsValueType;
        Follow(method, mentions, lines, refers);
        return string.Join("\n", lines) + "\n";
    }

    private void Follow(IMethodSymbol method, Mentions first, SortedSet<string> lines, bool refers)
    {
        var methods = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<(Mentions Mentions, bool InClause)>();
        pending.Push((first, false));
        pending.Push((InClauses(method), true));
        Meet(method.ContainingType.OriginalDefinition);
        while (pending.Count > 0)
        {
            var (mentions, inClause) = pending.Pop();
            foreach (var callee in mentions.Methods.Where(m => m.MethodKind is not (MethodKind.LocalFunction or MethodKind.AnonymousFunction)))
            {
                if (inClause)
                {
                    // A clause may lean on the postcondition of what returns only.
                    lines.Add($"returns {OperationText.Id(callee)} {_totality.Returns(callee)}");
                }

                if (methods.Add(callee))
                {
                    var (line, next) = _methods.GetOrAdd(callee, ReadMethod);
                    lines.Add(line);
                    pending.Push((next, true));
                }
            }

            foreach (var type in mentions.Types)
            {
                Meet(type);
            }
        }

        void Meet(INamedTypeSymbol type)
        {
            if (reader.Bodies.IsSource(type) && types.Add(type))
            {
                var (line, next) = _types.GetOrAdd(type, ReadType);
                lines.Add(line);
                pending.Push((next, true));
                if (refers)
                {
                    lines.Add(_taken.GetOrAdd(type, t => $"taken {OperationText.Id(t)}: "
                        + string.Join(" ", t.GetMembers().OfType<IFieldSymbol>().Where(_references.MayBeReferredTo).Select(f => f.Name).OrderBy(n => n, StringComparer.Ordinal))));
                }
            }
        }
    }

    /// <summary>What the method's own clauses name, which are code that nobody runs.</summary>
    private Mentions InClauses(IMethodSymbol method)
    {
        var mentions = new Mentions();
        var text = new OperationText(mentions);
        foreach (var clause in reader.Of(method).Clauses)
        {
            text.Tree(clause.Condition);
        }

        return mentions;
    }

    private (string Line, Mentions Mentions) ReadMethod(IMethodSymbol method)
    {
        var mentions = new Mentions();
        var contract = reader.Of(method);
        var text = new StringBuilder(MethodInterface.Text(method, reader, mentions, mayUnfold: true, out _));
        text.Append("unreadable ").Append(contract.Unreadable).Append(" problems ").Append(contract.Problems.Length.ToString(CultureInfo.InvariantCulture)).Append('\n');
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return Line(method, text, mentions);
        }

        text.Append("writes ").Append(TextOf(writes.Of(method))).Append('\n');
        text.Append(writes.IsOpen(method) ? $"open, bodies write nothing: {writes.EveryBodyWritesNothing(method)}\n" : "")
            .Append("own code ").Append(_totality.IsOwnCode(method))
            .Append(" has a body ").Append(reader.Bodies.BodyOf(method) is not null).Append(" iterates ").Append(reader.Bodies.IsIterator(method))
            .Append(" stated ").Append(StatedFrames.WritesNothing(method)).Append(" omitted ").Append(method is { IsPartialDefinition: true, PartialImplementationPart: null })
            .Append(" compares ").Append(Records.ComparesFields(method, reader.Bodies)).Append('\n');
        text.Append("assigns ").Append(string.Join(" ", writes.AssignedParameters(method).OfType<IParameterSymbol>().Select(p => p.Ordinal).OrderBy(o => o))).Append('\n');
        if (method.AssociatedSymbol is IPropertySymbol property)
        {
            text.Append("behind ").Append(reader.Bodies.FieldBehind(property) is { } field ? OperationText.Id(field) : "").Append('\n');
        }

        if (reader.References.Of(method) is { Member: { } member })
        {
            text.Append($"member {member.Pure} {member.ReadsField} {member.Writes} {member.Returns}\n");
        }

        if (method.MethodKind == MethodKind.Constructor && reader.Bodies.IsSource(method))
        {
            Construct(method, text, mentions);
        }

        return Line(method, text, mentions);
    }

    /// <summary>What the compiler writes of a constructor is read by callers: initialisers, and which constructor of the base runs.</summary>
    private void Construct(IMethodSymbol constructor, StringBuilder text, Mentions mentions)
    {
        if (reader.Bodies.BodyOf(constructor) is null)
        {
            text.Append(own(constructor).Own).Append('\n');
            foreach (var inner in own(constructor).Mentions.Methods)
            {
                mentions.Add(inner);
            }
        }

        foreach (var parent in BaseConstructors(constructor))
        {
            mentions.Add(parent);
        }
    }

    private static IEnumerable<IMethodSymbol> BaseConstructors(IMethodSymbol constructor) =>
        constructor.ContainingType.BaseType is { SpecialType: SpecialType.None } type ? type.OriginalDefinition.InstanceConstructors : [];

    private (string Line, Mentions Mentions) ReadType(INamedTypeSymbol type)
    {
        var mentions = new Mentions();
        var text = new StringBuilder(TypeShape.Of(type, mentions));
        text.Append("exact ").Append(writes.IsExact(type)).Append(" static constructor ").Append(StaticInitialisers.HasConstructor(type))
            .Append(" initialisers write ").Append(writes.InitialisersWrite(type)).Append(" copies ").Append(Records.CopiesFields(type, reader.Bodies)).Append('\n');
        foreach (var constructor in type.InstanceConstructors.OrderBy(c => c.GetDocumentationCommentId(), StringComparer.Ordinal))
        {
            text.Append("constructor ").Append(OperationText.Id(constructor)).Append(' ').Append(constructor.DeclaredAccessibility).Append(constructor.IsImplicitlyDeclared ? " implicit" : "").Append('\n');
        }

        var operations = new OperationText(mentions);
        foreach (var member in Initialisers.InMeaningfulOrder(type, isStatic: true, reader.Bodies))
        {
            operations.Line($"static {member.Name}").Tree(Initialisers.Of(member, reader.Bodies)!);
        }

        foreach (var clause in reader.InvariantsOf(type))
        {
            operations.Line("invariant").Tree(clause.Condition);
        }

        foreach (var (derived, clauses) in _objects.DerivedInvariants(type).OrderBy(d => d.Type.ToDisplayString(), StringComparer.Ordinal))
        {
            operations.Line($"derived {OperationText.Id(derived)}");
            foreach (var clause in clauses)
            {
                operations.Tree(clause.Condition);
            }
        }

        text.Append(operations);
        return ($"type {OperationText.Id(type)} {SemanticHash.Hex(text.ToString())}", mentions);
    }

    private static (string Line, Mentions Mentions) Line(IMethodSymbol method, StringBuilder text, Mentions mentions) =>
        ($"method {OperationText.Id(method)} {SemanticHash.Hex(text.ToString())}", mentions);

    private static string TextOf(WriteSet set) => set.Everything ? "everything"
        : string.Join("; ", set.Writes.Select(w => $"{(w.Field is { } f ? OperationText.Id(f) : "")} {(w.Element is { } e ? OperationText.Declared(e) : "")} {w.Rank} of {TextOf(w.Root)}").OrderBy(w => w, StringComparer.Ordinal));

    private static string TextOf(Root root) => root switch
    {
        Root.FieldOf field => $"{TextOf(field.Owner)}.{OperationText.Id(field.Field)}",
        Root.Parameter parameter => "parameter " + parameter.Ordinal.ToString(CultureInfo.InvariantCulture),
        Root.Local local => $"local {local.Symbol.Name}",
        _ => root.GetType().Name,
    };
}
