using System.Collections.Concurrent;
using System.Collections.Immutable;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Whether what object invariants read belongs to the object alone (semantics.md, 11): a collection, array or object behind a private field that is
/// only ever made for that field, and that no member hands out. Thread-safe.
/// </summary>
internal sealed class OwnedState(ContractReader reader)
{
    private readonly ConcurrentDictionary<Clause, string> _shared = new();
    private readonly ConcurrentDictionary<IFieldSymbol, (bool IsOwned, bool IsShown)> _owned = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IFieldSymbol, bool> _exact = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, DeferredWrites> _deferred = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<IOperation>> _code = new(SymbolEqualityComparer.Default);

    /// <summary>What the invariant reads although others may write it; null where there is nothing of the kind.</summary>
    public string? SharedBy(Clause clause) =>
        FrameworkSpecifications.IsSpecification(clause.Owner.ContainingType) ? null
        : _shared.GetOrAdd(clause, c => c.Condition.DescendantsAndSelf().Select(o => Shared(o) ?? Deferred(o)).FirstOrDefault(s => s is not null) ?? "") is { Length: > 0 } shared ? shared : null;

    /// <summary>True for a private field whose object is nobody else's.</summary>
    public bool IsOwned(IFieldSymbol field) => Ownership(field).IsOwned;

    /// <summary>True for an invariant that reads behind a field which others see through a read-only interface.</summary>
    public bool IsShown(Clause clause) => clause.Condition.DescendantsAndSelf().Any(o => o switch
    {
        IFieldReferenceOperation { Field: { IsStatic: false, Type.IsReferenceType: true } field } => Ownership(field).IsShown,
        IPropertyReferenceOperation { Property: { IsStatic: false, Type.IsReferenceType: true } property } => reader.Bodies.FieldBehind(property) is { } field && Ownership(field).IsShown,
        _ => false,
    });

    private (bool IsOwned, bool IsShown) Ownership(IFieldSymbol field) => _owned.GetOrAdd(field.OriginalDefinition, f =>
    {
        if (f.IsStatic || f.DeclaredAccessibility != Accessibility.Private || f.AssociatedSymbol is { DeclaredAccessibility: not Accessibility.Private })
        {
            return (false, false);
        }

        var uses = new FieldUses(reader, f, CodeOf(OutermostOf(f.ContainingType)));
        return uses.AreOwn() ? (true, uses.IsShown) : (false, false);
    });

    /// <summary>True for a private array field that only ever holds arrays made as its type says: those of a derived element type never get in.</summary>
    public bool HoldsExactArrays(IFieldSymbol field) => _exact.GetOrAdd(field.OriginalDefinition, f =>
        f.DeclaredAccessibility == Accessibility.Private && f.AssociatedSymbol is null && f.Type is IArrayTypeSymbol { Rank: 1 } type
        && CodeOf(OutermostOf(f.ContainingType)).All(body => body.DescendantsAndSelf().All(o => o switch
        {
            IFieldInitializerOperation initialiser when initialiser.InitializedFields.Contains(f, SymbolEqualityComparer.Default) => MakesExactly(initialiser.Value, type, body),
            IFieldReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Field.OriginalDefinition, f) => reference.Parent switch
            {
                ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Target, reference) => MakesExactly(assignment.Value, type, body),
                IAssignmentOperation assignment => !ReferenceEquals(assignment.Target, reference),
                ITupleOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => false,
                IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => argument.Parent is IInvocationOperation { TargetMethod: { Name: "Resize", ContainingType.SpecialType: SpecialType.System_Array } },
                IReturnOperation => f.Type.Equals((reference.SemanticModel?.GetEnclosingSymbol(reference.Syntax.SpanStart) as IMethodSymbol)?.ReturnType, SymbolEqualityComparer.Default)
                    && reference.SemanticModel?.GetEnclosingSymbol(reference.Syntax.SpanStart) is IMethodSymbol { ReturnsByRef: false },
                _ => true,
            },
            _ => true,
        })));

    private static bool MakesExactly(IOperation value, IArrayTypeSymbol type, IOperation body) => value switch
    {
        IConversionOperation { OperatorMethod: null, Conversion.IsIdentity: true } conversion => MakesExactly(conversion.Operand, type, body),
        ILiteralOperation or IDefaultValueOperation => true,
        IConversionOperation { ConstantValue: { HasValue: true, Value: null } } => true,
        IArrayCreationOperation or ICollectionExpressionOperation => type.Equals(value.Type, SymbolEqualityComparer.Default),
        IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array } } => type.Equals(value.Type, SymbolEqualityComparer.Default),
        ILocalReferenceOperation { Local: { IsRef: false } local } => body.DescendantsAndSelf().All(o => o switch
        {
            IVariableDeclaratorOperation { Initializer.Value: { } first } d when SymbolEqualityComparer.Default.Equals(d.Symbol, local) => MakesExactly(first, type, body),
            ILocalReferenceOperation l when SymbolEqualityComparer.Default.Equals(l.Local, local) => l.Parent switch
            {
                ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Target, l) => !ReferenceEquals(assignment.Value, value) && assignment.Value is not ILocalReferenceOperation && MakesExactly(assignment.Value, type, body),
                IAssignmentOperation assignment => !ReferenceEquals(assignment.Target, l),
                ITupleOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None } => false,
                _ => true,
            },
            _ => true,
        }) && body.DescendantsAndSelf().Any(o => o is IVariableDeclaratorOperation { Initializer.Value: IArrayCreationOperation } d && SymbolEqualityComparer.Default.Equals(d.Symbol, local)),
        _ => false,
    };

    /// <summary>The type that everybody who may use a private member stands in.</summary>
    public static INamedTypeSymbol OutermostOf(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return type.OriginalDefinition;
    }

    /// <summary>What a delegate of the type may write when somebody runs it; where it writes anything, what a member called in the clause reads.</summary>
    private string? Deferred(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: false, ContainingType: { } type } field } => DeferredIn(type).Contains(field) ? field.Name : null,
        IPropertyReferenceOperation { Property: { IsStatic: false, ContainingType: { } type } property } when reader.Bodies.IsSource(type) =>
            reader.Bodies.FieldBehind(property) is { } field ? DeferredIn(field.ContainingType).Contains(field) ? property.Name : null
            : DeferredIn(type).Any ? property.Name : null,
        IInvocationOperation { TargetMethod: { ContainingType: { } type } method } when ContractCalls.NameOf(method) is null && reader.Bodies.IsSource(type) => DeferredIn(type).Any ? method.Name : null,
        _ => null,
    };

    private DeferredWrites DeferredIn(INamedTypeSymbol type) => _deferred.GetOrAdd(OutermostOf(type), t => new DeferredWrites(reader, CodeOf(t)));

    private string? Shared(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: false, IsConst: false } field } => field.Name,
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod.IsInitOnly: false } property } when reader.Bodies.FieldBehind(property) is not null => property.Name,
        IFieldReferenceOperation { Instance: { } through, Field: { IsReadOnly: false } field } => SharedBehind(through, field.Name),
        IArrayElementReferenceOperation element => SharedBehind(element.ArrayReference, "an element"),
        IPropertyReferenceOperation { Instance: { } through, Property: var property } when !IsFixed(property) => SharedBehind(through, property.Name),
        IInvocationOperation { Instance: { } through } call => SharedBehind(through, call.TargetMethod.Name),
        IInvocationOperation { TargetMethod: var method } call => call.Arguments.Where(a => IsMutable(a.Value.Type)).Select(a => SharedBehind(a.Value, method.Name)).FirstOrDefault(s => s is not null),
        _ => null,
    };

    /// <summary>A property that is the same for the whole life of its object.</summary>
    private bool IsFixed(IPropertySymbol property) =>
        property.ContainingType.SpecialType is SpecialType.System_Array or SpecialType.System_String
        || property.SetMethod is null or { IsInitOnly: true } && reader.Bodies.FieldBehind(property) is { IsReadOnly: true };

    private static bool IsMutable(ITypeSymbol? type) =>
        type is { IsReferenceType: true, SpecialType: not SpecialType.System_String } and not { TypeKind: TypeKind.Delegate };

    /// <summary>What is read behind a reference is the object's own only where the reference is an owned field of it.</summary>
    private string? SharedBehind(IOperation reference, string what)
    {
        while (reference is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            reference = reference is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)reference).Operand;
        }

        return reference switch
        {
            IInstanceReferenceOperation => null,
            { Type: var type } when !IsMutable(type) => null,
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } => IsOwned(field) ? null : $"{what} behind {field.Name}",
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } when reader.Bodies.FieldBehind(property) is { } field
                => IsOwned(field) ? null : $"{what} behind {property.Name}",
            IInvocationOperation or IDelegateCreationOperation or IAnonymousFunctionOperation => null,
            _ => $"{what} behind {reference.Syntax}",
        };
    }

    /// <summary>Every body and initialiser of the type and of those inside it.</summary>
    internal ImmutableArray<IOperation> CodeOf(INamedTypeSymbol type) => _code.GetOrAdd(type, t =>
    {
        var code = ImmutableArray.CreateBuilder<IOperation>();
        var pending = new Stack<INamedTypeSymbol>();
        pending.Push(t);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers())
            {
                if (member is INamedTypeSymbol nested)
                {
                    pending.Push(nested);
                }
                else if (member is IMethodSymbol method && reader.Bodies.BodyOf(method) is { } body)
                {
                    code.Add(body);
                }
                else if (member is IFieldSymbol field && reader.Bodies.InitialiserOf(field.AssociatedSymbol ?? field) is { } initialiser)
                {
                    code.Add(initialiser);
                }
            }
        }

        return code.ToImmutable();
    });
}
