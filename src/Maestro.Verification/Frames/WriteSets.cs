using System.Collections.Concurrent;
using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Conditions;
using Maestro.Verification.Sidecars;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>Write sets of methods, inferred from bodies bottom-up, to a fixed point in cycles. Thread-safe.</summary>
internal sealed partial class WriteSets
{
    private readonly ContractReader _reader;
    private readonly MethodBodies _bodies;
    private readonly Found _shared;
    private readonly CancellationToken _cancellation;

    public WriteSets(ContractReader reader)
        : this(reader, new Found(reader.Bodies), CancellationToken.None)
    {
    }

    private WriteSets(ContractReader reader, Found shared, CancellationToken cancellation)
    {
        _reader = reader;
        _bodies = reader.Bodies;
        _shared = shared;
        _cancellation = cancellation;
    }

    /// <summary>Who may call whom.</summary>
    public Recursion Calls => _shared.Calls;

    /// <summary>The same sets, asked for by somebody who may give up.</summary>
    public WriteSets Within(CancellationToken token) => new(_reader, _shared, token);

    /// <summary>What a call of the method by this symbol may write; a call that may reach an override nobody has seen writes everything.</summary>
    public WriteSet Of(IMethodSymbol method)
    {
        if (_reader.Specifications.Of(method) is { } specified)
        {
            return FrameworkSpecifications.WritesOf(specified, method);
        }

        if (CollectionInterface.IsRead(method))
        {
            return WriteSet.Nothing;
        }

        method = Definition(method);
        if (_shared.Final.TryGetValue(method, out var known))
        {
            return known;
        }

        var sets = Solve(method);
        foreach (var pair in sets)
        {
            _shared.Final.TryAdd(pair.Key, pair.Value);
        }

        return sets[method];
    }

    /// <summary>True when a call by this symbol may run another body than the symbol's own.</summary>
    public bool IsOpen(IMethodSymbol method)
    {
        if (method.IsAbstract || method.MethodKind == MethodKind.DelegateInvoke || method.ContainingType?.TypeKind == TypeKind.Interface && !method.IsStatic)
        {
            return true;
        }

        return (method.IsVirtual || method.IsOverride) && !method.IsSealed && !IsExact(method.ContainingType!);
    }

    /// <summary>True when an object of this static type is of no derived type: the type is sealed, or nobody derives from it and nobody outside can.</summary>
    public bool IsExact(ITypeSymbol type) =>
        type.IsSealed || type.IsValueType || type.SpecialType == SpecialType.System_String
        || type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named
            && named.DeclaringSyntaxReferences.Length > 0 && _bodies.IsSource(named)
            && !IsVisibleOutside(named) && !HasFriends(named)
            && !_shared.DerivedFrom.Value.Contains(named.OriginalDefinition);

    // A friend may derive from what is internal.
    private bool HasFriends(INamedTypeSymbol type) => type.DeclaredAccessibility != Accessibility.Private
        && _shared.Friends.GetOrAdd(type.ContainingAssembly, a => a.GetAttributes().Any(m => m.AttributeClass?.Name == "InternalsVisibleToAttribute"));

    private static bool IsVisibleOutside(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.ContainingType)
        {
            if (t.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    private static HashSet<ISymbol> FindDerived(MethodBodies bodies) =>
        new(bodies.Types().Where(t => t.BaseType is not null).Select(t => t.BaseType!.OriginalDefinition), SymbolEqualityComparer.Default);

    private static IMethodSymbol Definition(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    private WriteSet Infer(IMethodSymbol method, Func<IMethodSymbol, WriteSet> ofSource)
    {
        if (KnownMembers.WritesNothing(method) || Spans.OnlyReads(method) || CollectionInterface.IsRead(method) || Records.ComparesFields(method, _bodies)
            || method.Name == Records.CloneMethod && Records.CopiesFields(method.ContainingType, _bodies))
        {
            return WriteSet.Nothing;
        }

        if (IsOpen(method) || method.IsAsync || method.IsExtern)
        {
            return WriteSet.All;
        }

        if ((method.IsStatic || method.MethodKind == MethodKind.Constructor) && StaticInitialisers.HasConstructor(method.ContainingType))
        {
            // Its static constructor may run first.
            return WriteSet.All;
        }

        WriteSet Callee(IMethodSymbol m)
        {
            if (_reader.Specifications.Of(m) is { } specified)
            {
                return FrameworkSpecifications.WritesOf(specified, m);
            }

            return ofSource(Definition(m));
        }

        if (_bodies.BodyOf(method) is not { } body)
        {
            return _reader.References.Of(method)?.Member.Writes switch
            {
                MemberWrites.Nothing => WriteSet.Nothing,
                MemberWrites.Hidden => WriteSet.Hidden,
                _ => WithoutBody(method, Callee),
            };
        }

        var collector = Collector(method, body, Callee);
        collector.Visit(body);
        var set = collector.Result;
        if (method.MethodKind == MethodKind.Constructor && InitialisersCall(method.ContainingType, Callee))
        {
            return WriteSet.All;
        }

        return set.Everything ? WriteSet.All : new WriteSet(false, set.Writes.Select(w => w with { Root = Settle(w.Root, set) }).ToImmutableHashSet());
    }

    private WriteSet WithoutBody(IMethodSymbol method, Func<IMethodSymbol, WriteSet> callee)
    {
        var type = method.ContainingType;
        var isOurs = type is not null && type.DeclaringSyntaxReferences.Length > 0 && _bodies.IsSource(type);
        if (!isOurs)
        {
            return WriteSet.All;
        }

        // What the compiler writes itself: default and record constructors, auto-property accessors.
        if (method.MethodKind == MethodKind.Constructor)
        {
            return InitialisersCall(type!, callee) ? WriteSet.All : OfBaseConstructors(type!, callee);
        }

        if (method.AssociatedSymbol is IPropertySymbol property && _bodies.FieldBehind(property) is { } field)
        {
            return method.MethodKind == MethodKind.PropertyGet ? WriteSet.Nothing
                : new WriteSet(false, [new HeapWrite(field, null, method.IsStatic ? Root.Anything.Instance : Root.This.Instance)]);
        }

        return WriteSet.All;
    }

    /// <summary>Which constructor of the base runs need not be known: the union of all.</summary>
    private static WriteSet OfBaseConstructors(INamedTypeSymbol type, Func<IMethodSymbol, WriteSet> callee)
    {
        if (type.IsValueType || type.BaseType is not { SpecialType: not SpecialType.System_Object } parent)
        {
            return WriteSet.Nothing;
        }

        var sets = parent.InstanceConstructors.Where(c => c.DeclaredAccessibility != Accessibility.Private).Select(callee).ToList();
        return sets.Any(s => s.Everything) ? WriteSet.All : new WriteSet(false, sets.SelectMany(s => s.Writes)
            .Select(w => w.Root is Root.This ? w : w with { Root = Root.Anything.Instance }).ToImmutableHashSet());
    }

    /// <summary>True when the initialisers of the type's statics may write what others read.</summary>
    public bool InitialisersWrite(INamedTypeSymbol type) => !Written(StaticInitialisers.Of(type, _bodies), Of).IsNothing;

    /// <summary>The by-value parameters that a method's own body assigns: what a postcondition reads at exit is not what the caller passed.</summary>
    public IReadOnlyCollection<ISymbol> AssignedParameters(IMethodSymbol method) => _shared.Assigned.GetOrAdd(Definition(method), m =>
    {
        if (_bodies.BodyOf(m) is not { } body)
        {
            return [];
        }

        var collector = Collector(m, body, Of);
        collector.Visit(body);
        return collector.Variables.Where(v => v is IParameterSymbol { RefKind: RefKind.None }).ToList();
    });

    /// <summary>True when no override or implementation in this compilation writes, nor the body of the member itself.</summary>
    public bool EveryBodyWritesNothing(IMethodSymbol method) => BodiesOf(Definition(method)).All(m =>
    {
        if (_bodies.BodyOf(m) is not { } body)
        {
            return m.IsAbstract || m.AssociatedSymbol is IPropertySymbol && m.MethodKind == MethodKind.PropertyGet;
        }

        var collector = Collector(m, body, Of);
        collector.Visit(body);
        return collector.Result.IsNothing && !m.IsAsync;
    });

    private IEnumerable<IMethodSymbol> BodiesOf(IMethodSymbol method)
    {
        yield return method;
        foreach (var type in _bodies.Types())
        {
            if (method.ContainingType.TypeKind == TypeKind.Interface)
            {
                foreach (var member in type.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType))
                             .SelectMany(i => i.GetMembers(method.Name)).Where(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method)))
                {
                    if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                    {
                        yield return Definition(implementation);
                    }
                }
            }

            foreach (var member in type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsOverride))
            {
                for (var o = member.OverriddenMethod; o is not null; o = o.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(o.OriginalDefinition, method))
                    {
                        yield return member;
                        break;
                    }
                }
            }
        }
    }

    /// <summary>True when the initialisers of the type's instance members may write what others read, or may call what does.</summary>
    private bool InitialisersCall(INamedTypeSymbol type, Func<IMethodSymbol, WriteSet> callee) =>
        !Written(Initialisers.MembersOf(type, isStatic: false, _bodies).Select(m => Initialisers.Of(m, _bodies)!), callee).IsNothing;

    /// <summary>What initialisers write, beside the members that they are of.</summary>
    private WriteSet Written(IEnumerable<IOperation> initialisers, Func<IMethodSymbol, WriteSet> callee)
    {
        var collector = new WriteCollector(
            _bodies,
            m => m.MethodKind == MethodKind.Constructor && !MayWriteWhatIsRead(m, callee) ? WriteSet.Nothing : callee(m),
            _ => Root.Anything.Instance,
            _ => Root.Anything.Instance,
            _ => null,
            new ReferenceLocals(null));
        foreach (var initialiser in initialisers)
        {
            collector.Visit(initialiser);
        }

        return collector.Result;
    }

    /// <summary>
    /// Of a library without a sidecar: a constructor that gets no object of ours writes nothing that we read but through that library, whose members
    /// are not known to write nothing either.
    /// </summary>
    private bool MayWriteWhatIsRead(IMethodSymbol constructor, Func<IMethodSymbol, WriteSet> callee)
    {
        if (KnownMembers.WritesNothing(constructor))
        {
            return false;
        }

        return _bodies.IsSource(constructor) || _reader.References.Of(constructor) is not null
            ? callee(constructor) is var set && (set.Everything || set.Writes.Any(w => w.Root is not Root.This))
            : constructor.Parameters.Any(p => p.Type.IsReferenceType && p.Type.SpecialType != SpecialType.System_String);
    }

    /// <summary>A root through a field that the method itself assigns is not known to the caller.</summary>
    private static Root Settle(Root root, WriteSet set) => root switch
    {
        Root.FieldOf f when set.Writes.Any(w => SymbolEqualityComparer.Default.Equals(w.Field, f.Field)) => Root.Anything.Instance,
        Root.FieldOf f => Settle(f.Owner, set) is Root.Anything ? Root.Anything.Instance : f,
        _ => root,
    };

    private WriteCollector Collector(IMethodSymbol method, IOperation body, Func<IMethodSymbol, WriteSet> callee)
    {
        var assigned = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var declared = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                    declared[declarator.Symbol] = value;
                    if (declarator.Symbol.IsRef)
                    {
                        // Who has a reference may assign.
                        Note(value);
                    }

                    break;
                case ISimpleAssignmentOperation { IsRef: true } reference:
                    Note(reference.Target);
                    Note(reference.Value);
                    break;
                case IAssignmentOperation assignment:
                    Note(assignment.Target);
                    break;
                case IIncrementOrDecrementOperation increment:
                    Note(increment.Target);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    Note(argument.Value);
                    break;
            }
        }

        // The variable that is assigned, not the one through which an object or element is.
        void Note(IOperation target)
        {
            switch (target)
            {
                case ITupleOperation tuple:
                    foreach (var element in tuple.Elements)
                    {
                        Note(element);
                    }

                    break;
                case IConditionalOperation { WhenFalse: { } otherwise } choice:
                    Note(choice.WhenTrue);
                    Note(otherwise);
                    break;
                case IDeclarationExpressionOperation declaration:
                    Note(declaration.Expression);
                    break;
                case IParenthesizedOperation parenthesized:
                    Note(parenthesized.Operand);
                    break;
                case IConversionOperation conversion:
                    Note(conversion.Operand);
                    break;
                case IPropertyReferenceOperation { Property: { ReturnsByRef: true, ContainingType.IsReadOnly: true } }:
                    break;
                case IMemberReferenceOperation { Instance: { Type.IsValueType: true } instance }:
                    Note(instance);
                    break;
                case ILocalReferenceOperation l:
                    assigned.Add(l.Local);
                    break;
                case IParameterReferenceOperation p:
                    assigned.Add(p.Parameter);
                    break;
            }
        }

        WriteCollector? collector = null;
        collector = new WriteCollector(
            _bodies,
            callee,
            p => SymbolEqualityComparer.Default.Equals(p.ContainingSymbol, method) && p.RefKind == RefKind.None && !assigned.Contains(p) ? new Root.Parameter(p.Ordinal) : Root.Anything.Instance,
            l => !assigned.Contains(l) && declared.TryGetValue(l, out var value) ? collector!.RootOf(value) : Root.Anything.Instance,
            _ => null,
            new ReferenceLocals(body));
        return collector;
    }
}
