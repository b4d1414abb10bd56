using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Conditions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>Walks operations (trees or blocks of a graph) and collects what they may write. What it does not know writes everything.</summary>
internal sealed partial class WriteCollector(
    MethodBodies bodies,
    Func<IMethodSymbol, WriteSet> callee,
    Func<IParameterSymbol, Root> parameter,
    Func<ILocalSymbol, Root> local,
    Func<CaptureId, IOperation?> captured,
    ReferenceLocals referents)
{
    private readonly ImmutableHashSet<HeapWrite>.Builder _writes = ImmutableHashSet.CreateBuilder<HeapWrite>();
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _started = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _references = new(SymbolEqualityComparer.Default);
    private bool _everything;

    /// <summary>Locals and parameters that are assigned, incremented or passed by reference.</summary>
    public IReadOnlyCollection<ISymbol> Variables => _variables;

    /// <summary><c>ref</c> locals that are made to refer to something.</summary>
    public IReadOnlyCollection<ISymbol> References => _references;

    public WriteSet Result => new(_everything, _writes.ToImmutable());

    /// <summary>Takes in an operation and what it consists of. Without recursion: a sum of thousands of terms is a tree of thousands of levels.</summary>
    public void Visit(IOperation root)
    {
        var pending = new Stack<IOperation>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (operation is IInvocationOperation contract && ContractCalls.NameOf(contract.TargetMethod) is not null)
            {
                continue;
            }

            Note(operation);
            foreach (var child in operation.ChildOperations.Reverse())
            {
                pending.Push(child);
            }
        }
    }

    private void Note(IOperation operation)
    {
        _everything |= HiddenCalls.In(operation);
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field }:
                Start(field.ContainingType);
                break;
            case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation reference }:
                _references.Add(reference.Local);
                break;
            case IAssignmentOperation assignment:
                WriteTo(assignment.Target);
                CallOperator((operation as ICompoundAssignmentOperation)?.OperatorMethod, operation);
                break;
            case IIncrementOrDecrementOperation increment:
                WriteTo(increment.Target);
                CallOperator(increment.OperatorMethod, operation);
                break;
            case IVariableDeclaratorOperation declarator:
                _variables.Add(declarator.Symbol);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                WriteTo(argument.Value);
                break;
            case IInvocationOperation invocation:
                Invoke(invocation.TargetMethod, invocation.Instance, invocation.Arguments, invocation.IsVirtual);
                break;
            case IPropertyReferenceOperation property:
                GetProperty(property);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                Apply(callee(constructor), Root.Fresh.Instance, creation.Arguments);
                break;
            case IBinaryOperation binary:
                CallOperator(binary.OperatorMethod, operation);
                Format(binary);
                break;
            case IUnaryOperation unary:
                CallOperator(unary.OperatorMethod, operation);
                break;
            case IConversionOperation conversion:
                CallOperator(conversion.OperatorMethod, operation);
                break;
            case IInterpolationOperation interpolation when interpolation.Expression.Type is { } type && !KnownMembers.FormatsWithoutCalls(Unboxed(interpolation.Expression) ?? type):
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation or IDynamicIndexerAccessOperation
                or IAwaitOperation or IEventAssignmentOperation or IRaiseEventOperation or IAddressOfOperation or IInvalidOperation
                or IUsingOperation or IUsingDeclarationOperation or ILockOperation or IFunctionPointerInvocationOperation:
                _everything = true;
                break;
            case IMemberInitializerOperation:
                // It fills an object that somebody else may hold.
                _everything = true;
                break;
            case IWithOperation with:
                _everything |= !Records.CopiesFields(with.Type, bodies);
                break;
            case IForEachLoopOperation { Collection: { } collection } when !HiddenCalls.IsSequence(Unboxed(collection)):
                _everything = true;
                break;
        }
    }

    /// <summary>The first access to a static runs its type's initialisers, or its static constructor.</summary>
    private void Start(INamedTypeSymbol type)
    {
        if (!_started.Add(type.OriginalDefinition))
        {
            return;
        }

        _everything |= StaticInitialisers.HasConstructor(type);
        foreach (var initialiser in StaticInitialisers.Of(type, bodies))
        {
            Visit(initialiser);
        }
    }

    public Root RootOf(IOperation? operation) => operation switch
    {
        IConversionOperation conversion when conversion.OperatorMethod is null || Spans.OnlyReads(conversion.OperatorMethod) => RootOf(conversion.Operand),
        // A span is written where its elements are.
        IInvocationOperation { Instance: { } sliced, TargetMethod: { Name: "Slice" } slice } when Spans.OnlyReads(slice) => RootOf(sliced),
        IInvocationOperation { TargetMethod: var asSpan, Arguments: [var array, ..] } when Spans.IsAsSpan(asSpan) => RootOf(array.Value),
        IObjectCreationOperation { Type: var made } when Spans.ElementOf(made) is not null => Root.Anything.Instance,
        IImplicitIndexerReferenceOperation indexed when Spans.ElementOf(indexed.Instance.Type) is not null => RootOf(indexed.Instance),
        IParenthesizedOperation p => RootOf(p.Operand),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => Root.This.Instance,
        // A parameter of a nested function is none of the method's.
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } } => Root.Anything.Instance,
        IParameterReferenceOperation p => parameter(p.Parameter),
        ILocalReferenceOperation l => local(l.Local),
        IObjectCreationOperation or IArrayCreationOperation => Root.Fresh.Instance,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } implicitly when Initialised(implicitly) is IObjectCreationOperation or IWithOperation => Root.Fresh.Instance,
        IWithOperation { Type.IsReferenceType: true } => Root.Fresh.Instance,
        IFlowCaptureReferenceOperation reference => RootOf(captured(reference.Id)),
        IFieldReferenceOperation { Instance: { } instance } f => Through(RootOf(instance), f.Field),
        IPropertyReferenceOperation { Instance: { } instance } p when bodies.FieldBehind(p.Property) is { } field && !p.Property.IsVirtual && !p.Property.IsOverride
            => Through(RootOf(instance), field),
        _ => Root.Anything.Instance,
    };

    /// <summary>What an object initialiser fills: a new object, or the value of a member.</summary>
    private static IOperation? Initialised(IOperation operation)
    {
        while (operation is not (null or IObjectOrCollectionInitializerOperation))
        {
            operation = operation.Parent!;
        }

        return operation?.Parent;
    }

    private static ITypeSymbol? Unboxed(IOperation operation) => operation is IConversionOperation { IsImplicit: true } c ? c.Operand.Type : operation.Type;

    private static Root Through(Root owner, IFieldSymbol field) =>
        owner is Root.Anything or Root.Fresh ? Root.Anything.Instance : new Root.FieldOf(owner, field);

    private void WriteTo(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation p:
                WriteTo(p.Operand);
                break;
            case ILocalReferenceOperation { Local: { IsRef: true } local }:
                WriteThrough(local, []);
                break;
            case ILocalReferenceOperation l:
                _variables.Add(l.Local);
                break;
            case IParameterReferenceOperation p:
                _variables.Add(p.Parameter);
                _everything |= IsCapturedByType(p.Parameter);
                break;
            case IDiscardOperation or IInstanceReferenceOperation:
                break;
            case IDeclarationExpressionOperation d:
                WriteTo(d.Expression);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    WriteTo(element);
                }

                break;
            case IFlowCaptureReferenceOperation reference when captured(reference.Id) is { } value:
                WriteTo(value);
                break;
            case IFieldReferenceOperation { Field.RefKind: not RefKind.None }:
                _everything = true;
                break;
            case IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance }:
                WriteTo(instance);
                break;
            case IFieldReferenceOperation f:
                Add(new HeapWrite(f.Field, null, f.Instance is null ? Root.Anything.Instance : RootOf(f.Instance)));
                break;
            case IArrayElementReferenceOperation e:
                Add(new HeapWrite(null, e.Type!, RootOf(e.ArrayReference)) { Rank = (e.ArrayReference.Type as IArrayTypeSymbol)?.Rank ?? 1 });
                break;
            case IPropertyReferenceOperation p:
                SetProperty(p);
                break;
            case IImplicitIndexerReferenceOperation i when Spans.ElementOf(i.Instance.Type) is { } element:
                Add(new HeapWrite(null, element, RootOf(i.Instance)));
                break;
            default:
                _everything = true;
                break;
        }
    }

    /// <summary>What a reference refers to was chosen earlier: through which object is not known here.</summary>
    private void WriteThrough(ILocalSymbol reference, HashSet<ISymbol> seen)
    {
        foreach (var place in seen.Add(reference) ? referents.Of(reference) : [])
        {
            WriteThrough(place, seen);
        }
    }

    private void WriteThrough(IOperation? place, HashSet<ISymbol> seen)
    {
        switch (place)
        {
            case IParenthesizedOperation p:
                WriteThrough(p.Operand, seen);
                break;
            case ILocalReferenceOperation { Local: { IsRef: true } other }:
                WriteThrough(other, seen);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation:
                WriteTo(place);
                break;
            case IFieldReferenceOperation { Field.RefKind: RefKind.None, Instance: { Type.IsValueType: true } instance }:
                WriteThrough(instance, seen);
                break;
            case IFieldReferenceOperation { Field.RefKind: RefKind.None } field:
                Add(new HeapWrite(field.Field, null, Root.Anything.Instance));
                break;
            case IArrayElementReferenceOperation { ArrayReference.Type: IArrayTypeSymbol array }:
                Add(new HeapWrite(null, array.ElementType, Root.Anything.Instance) { Rank = array.Rank });
                break;
            case IPropertyReferenceOperation { Property.ContainingType: var type } when Spans.ElementOf(type) is { } element:
                Add(new HeapWrite(null, element, Root.Anything.Instance));
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                WriteThrough(choice.WhenTrue, seen);
                WriteThrough(otherwise, seen);
                break;
            default:
                _everything = true;
                break;
        }
    }

    // A parameter of a primary constructor that members use is a field.
    private static bool IsCapturedByType(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is { Parent.Parent: Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax });

    private void SetProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (Spans.ElementOf(property.ContainingType) is { } element)
        {
            Add(new HeapWrite(null, element, RootOf(reference.Instance)));
            return;
        }

        if (bodies.FieldBehind(property) is { } field && property is { IsVirtual: false, IsOverride: false, IsAbstract: false }
            && (property.SetMethod is not { } accessor || bodies.BodyOf(accessor) is null))
        {
            if (reference.Instance is { Type.IsValueType: true } instance)
            {
                WriteTo(instance);
                return;
            }

            Add(new HeapWrite(field, null, reference.Instance is null ? Root.Anything.Instance : RootOf(reference.Instance)));
        }
        else if (property.SetMethod is { } setter)
        {
            Invoke(setter, reference.Instance, reference.Arguments, setter.IsVirtual || setter.IsAbstract || setter.IsOverride);
        }
        else
        {
            _everything = true;
        }
    }

    private void Add(HeapWrite write)
    {
        if (write.Root is not Root.Fresh)
        {
            _writes.Add(write);
        }
    }
}
