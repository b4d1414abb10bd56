using System.Runtime.CompilerServices;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Evaluates operations: those of a graph, and the tree-level ones of clauses.</summary>
internal sealed class Evaluator(Execution run)
{
    /// <summary>The operation's value; a struct is a copy.</summary>
    public object? Evaluate(IOperation operation, Frame frame) => StructValue.CopyOf(Raw(operation, frame));

    /// <summary>The truth of a condition.</summary>
    public bool Holds(IOperation condition, Frame frame) => Evaluate(condition, frame) is true;

    /// <summary>The operation's value; a struct that lives in a place is that place.</summary>
    public object? Raw(IOperation operation, Frame frame)
    {
        run.Step();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true } constant)
        {
            return Constant(constant.Value, operation.Type);
        }

        return operation.Kind switch
        {
            OperationKind.ExpressionStatement => Raw(((IExpressionStatementOperation)operation).Operation, frame),
            OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.FieldReference
                or OperationKind.ArrayElementReference => run.Places.Read(operation, frame),
            OperationKind.FlowCapture => Capture((IFlowCaptureOperation)operation, frame),
            OperationKind.FlowCaptureReference => Captured((IFlowCaptureReferenceOperation)operation, frame),
            OperationKind.InstanceReference => Instance((IInstanceReferenceOperation)operation, frame),
            OperationKind.Binary => run.Operators.Binary((IBinaryOperation)operation, frame),
            OperationKind.Unary => run.Operators.Unary((IUnaryOperation)operation, frame),
            OperationKind.Conversion => run.Conversions.Convert((IConversionOperation)operation, frame),
            OperationKind.SimpleAssignment => Assign((ISimpleAssignmentOperation)operation, frame),
            OperationKind.CompoundAssignment => run.Operators.Compound((ICompoundAssignmentOperation)operation, frame),
            OperationKind.Increment or OperationKind.Decrement => run.Operators.Increment((IIncrementOrDecrementOperation)operation, frame),
            OperationKind.DeconstructionAssignment => Deconstruct((IDeconstructionAssignmentOperation)operation, frame),
            OperationKind.PropertyReference => run.Calls.ReadProperty((IPropertyReferenceOperation)operation, frame),
            OperationKind.ImplicitIndexerReference => run.Places.ReadImplicitIndexer((IImplicitIndexerReferenceOperation)operation, frame) is var found && found is Location element ? element.Get() : found,
            OperationKind.Await => run.Tasks.Await((IAwaitOperation)operation, frame),
            OperationKind.Invocation => run.Calls.Invoke((IInvocationOperation)operation, frame),
            OperationKind.ObjectCreation => run.Construction.Create((IObjectCreationOperation)operation, frame),
            OperationKind.ArrayCreation => run.Construction.CreateArray((IArrayCreationOperation)operation, frame),
            OperationKind.CollectionExpression => run.Construction.Collection((ICollectionExpressionOperation)operation, frame),
            OperationKind.With => run.Construction.With((IWithOperation)operation, frame),
            OperationKind.ObjectOrCollectionInitializer => run.Construction.Initialize((IObjectOrCollectionInitializerOperation)operation, frame),
            OperationKind.TypeParameterObjectCreation => throw run.Unsupported("new T()", operation),
            OperationKind.Tuple => Tuple((ITupleOperation)operation, frame),
            OperationKind.TupleBinary => run.Operators.TupleEquality((ITupleBinaryOperation)operation, frame),
            OperationKind.DefaultValue => Default(operation, frame),
            OperationKind.IsNull => Arithmetic.Box(Raw(((IIsNullOperation)operation).Operand, frame) is null),
            OperationKind.TypeOf when run.Resolve(((ITypeOfOperation)operation).TypeOperand, frame) is INamedTypeSymbol { IsUnboundGenericType: false } named => run.TypeObject(named),
            OperationKind.IsType => IsType((IIsTypeOperation)operation, frame),
            OperationKind.IsPattern => IsPattern((IIsPatternOperation)operation, frame),
            OperationKind.CaughtException => GraphRunner.Caught(frame) ?? throw run.Unsupported("exception outside a handler", operation),
            OperationKind.DelegateCreation => Delegate((IDelegateCreationOperation)operation, frame),
            OperationKind.FlowAnonymousFunction => Lambda((IFlowAnonymousFunctionOperation)operation, frame),
            OperationKind.AnonymousFunction => new DelegateValue(((IAnonymousFunctionOperation)operation).Symbol, null, frame, null) { Body = ((IAnonymousFunctionOperation)operation).Body },
            OperationKind.InterpolatedString => Interpolate((IInterpolatedStringOperation)operation, frame),
            OperationKind.Range => Range((IRangeOperation)operation, frame),
            OperationKind.Conditional => Conditional((IConditionalOperation)operation, frame),
            OperationKind.Coalesce => Coalesce((ICoalesceOperation)operation, frame),
            OperationKind.ConditionalAccess => ConditionalAccess((IConditionalAccessOperation)operation, frame),
            OperationKind.ConditionalAccessInstance => frame.ConditionalReceivers.Peek(),
            OperationKind.SwitchExpression => Switch((ISwitchExpressionOperation)operation, frame),
            OperationKind.Parenthesized => Raw(((IParenthesizedOperation)operation).Operand, frame),
            OperationKind.DeclarationExpression => run.Places.Read(((IDeclarationExpressionOperation)operation).Expression, frame),
            OperationKind.None when SpanValue.ElementOf(operation.Type) is not null => run.Spans.StackAllocate(operation, frame),
            OperationKind.Empty => null,
            OperationKind.Discard => null,
            _ => throw run.Unsupported(NameOf(operation), operation),
        };
    }

    /// <summary>A construct's name as people write it, where the compiler's own word would puzzle.</summary>
    private static string NameOf(IOperation operation) => operation.Kind switch
    {
        OperationKind.Await => "await",
        OperationKind.DynamicInvocation or OperationKind.DynamicMemberReference or OperationKind.DynamicIndexerAccess or OperationKind.DynamicObjectCreation => "dynamic",
        OperationKind.TypeOf => "typeof",
        OperationKind.SizeOf => "sizeof",
        OperationKind.AddressOf => "&",
        OperationKind.None => operation.Syntax.Kind().ToString(),
        _ => operation.Kind.ToString(),
    };

    private static object? Constant(object? value, ITypeSymbol? type) => value switch
    {
        bool b => Arithmetic.Box(b),
        int or uint when type?.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr => Numbers.Convert(value, type.SpecialType, isChecked: false),
        _ => value,
    };

    private object? Capture(IFlowCaptureOperation capture, Frame frame)
    {
        if (capture.Value.Type is { IsValueType: true } && RecordMembers.IsOperandOfWith(capture.Value.Syntax))
        {
            // A copy to be filled, not the place that it was copied from.
            frame.Captures[capture.Id] = Evaluate(capture.Value, frame);
            return null;
        }

        var facts = run.Program.FactsOf(frame.Graph!, null);
        if (facts.IsAssignedThrough(capture.Id) && Places.IsPlace(capture.Value))
        {
            // A compound assignment reads before its operand is evaluated.
            var isCompound = facts.IsCompound(capture.Id);
            var place = run.Places.Of(capture.Value, frame, eager: isCompound);
            frame.Captures[capture.Id] = isCompound ? new ReadBefore(place, StructValue.CopyOf(place.Get())) : place;
            return null;
        }

        // The branch of `c ? ref a : ref b` is the variable.
        frame.Captures[capture.Id] = capture.Value.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.RefExpressionSyntax && Receivers.IsAddressable(capture.Value)
            ? run.Places.Of(capture.Value, frame, eager: true)
            : facts.IsReceiver(capture) ? run.Receivers.Of(capture.Value, null, frame) : Evaluate(capture.Value, frame);
        return null;
    }

    private object? Captured(IFlowCaptureReferenceOperation reference, Frame frame)
    {
        var value = frame.Captures.TryGetValue(reference.Id, out var captured) ? captured : throw run.Unsupported("capture", reference);
        return value is Location location ? location.Get() : value;
    }

    private object? Instance(IInstanceReferenceOperation reference, Frame frame) =>
        reference.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance
            ? frame.This
            : frame.ImplicitReceivers.Count > 0 ? frame.ImplicitReceivers.Peek() : throw run.Unsupported("implicit receiver", reference);

    private object? Assign(ISimpleAssignmentOperation assignment, Frame frame)
    {
        if (assignment.Target is IDiscardOperation)
        {
            return Evaluate(assignment.Value, frame);
        }

        if (assignment.IsRef)
        {
            var referred = run.Places.Of(assignment.Value, frame, eager: true);
            if (assignment.Target is not (ILocalReferenceOperation or IParameterReferenceOperation))
            {
                throw run.Unsupported("ref field", assignment);
            }

            frame.Variables[Places.SymbolOf(assignment.Target)] = referred;
            return referred.Get();
        }

        if (assignment.Target is ILocalReferenceOperation or IParameterReferenceOperation)
        {
            var direct = Evaluate(assignment.Value, frame);
            run.Places.Variable(assignment.Target, frame).Set(direct);
            return direct;
        }

        var place = run.Places.Of(assignment.Target, frame, eager: false);
        var value = Evaluate(assignment.Value, frame);
        place.Set(value);
        return value;
    }

    private object? Deconstruct(IDeconstructionAssignmentOperation assignment, Frame frame)
    {
        // Targets first, left to right, then the value, then its parts, then the stores (C# specification, 12.21.2 and 12.7).
        var target = assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target;
        if (target is not ITupleOperation tuple)
        {
            throw run.Unsupported("deconstruction", assignment);
        }

        var places = new List<(Location? Place, IOperation Target)>();
        Targets(tuple, frame, places);
        var value = Evaluate(assignment.Value, frame);
        var values = new List<object?>();
        Parts(tuple, value, assignment, frame, values);
        for (var i = 0; i < places.Count; i++)
        {
            places[i].Place?.Set(values[i]);
        }

        return value;
    }

    private void Targets(ITupleOperation tuple, Frame frame, List<(Location? Place, IOperation Target)> places)
    {
        foreach (var element in tuple.Elements)
        {
            var target = element is IDeclarationExpressionOperation declaration ? declaration.Expression : element;
            if (target is ITupleOperation nested)
            {
                Targets(nested, frame, places);
            }
            else
            {
                // The compiler takes a reference to an element at once.
                places.Add((target is IDiscardOperation ? null : run.Places.Of(target, frame, eager: target is IArrayElementReferenceOperation), target));
            }
        }
    }

    private void Parts(ITupleOperation target, object? value, IDeconstructionAssignmentOperation site, Frame frame, List<object?> parts)
    {
        if (value is StructValue { Type.Name: "KeyValuePair", Fields.Length: 2 } pair && target.Elements.All(e => e is not ITupleOperation))
        {
            parts.AddRange(pair.Fields.Select(StructValue.CopyOf));
            return;
        }

        if (value is not StructValue { Type.IsTupleType: true } tuple)
        {
            var method = run.Records.MethodOf(site) ?? throw run.Unsupported("Deconstruct", site);
            var given = run.Records.Deconstruct(value, method, site, frame);
            for (var i = 0; i < given.Length; i++)
            {
                parts.Add(target.Elements[i].Type is { } to && target.Elements[i] is not IDiscardOperation
                    ? run.Conversions.Value(given[i], run.Resolve(method.Parameters[i].Type, frame), to, isChecked: false, tryCast: false, site, frame)
                    : given[i]);
            }

            return;
        }

        for (var i = 0; i < target.Elements.Length; i++)
        {
            var element = target.Elements[i] is IDeclarationExpressionOperation declaration ? declaration.Expression : target.Elements[i];
            if (element is ITupleOperation nested)
            {
                Parts(nested, tuple.Fields[i], site, frame, parts);
            }
            else
            {
                var from = tuple.Type.TupleElements[i].Type;
                parts.Add(element.Type is { } to && !SymbolEqualityComparer.Default.Equals(from, to) && element is not IDiscardOperation
                    ? run.Conversions.Value(tuple.Fields[i], from, to, isChecked: false, tryCast: false, site, frame)
                    : StructValue.CopyOf(tuple.Fields[i]));
            }
        }
    }

    private object? Tuple(ITupleOperation tuple, Frame frame) =>
        new StructValue((INamedTypeSymbol)run.Resolve(tuple.Type!, frame), tuple.Elements.Select(e => Evaluate(e, frame)).ToArray());

    private object? Default(IOperation operation, Frame frame)
    {
        var type = run.Resolve(operation.Type!, frame);
        return type is ITypeParameterSymbol ? throw run.Unsupported("type parameter", operation) : run.Types.DefaultOf(type);
    }

    private object? IsType(IIsTypeOperation operation, Frame frame)
    {
        var value = Evaluate(operation.ValueOperand, frame);
        var is_ = run.Patterns.HasType(value, operation.ValueOperand.Type!, run.Resolve(operation.TypeOperand, frame), operation, frame);
        return Arithmetic.Box(is_ != operation.IsNegated);
    }

    private object? IsPattern(IIsPatternOperation operation, Frame frame) =>
        Arithmetic.Box(run.Patterns.Matches(operation.Pattern, Evaluate(operation.Value, frame), frame));

    private object? Delegate(IDelegateCreationOperation creation, Frame frame)
    {
        switch (creation.Target)
        {
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } local:
                return new DelegateValue(local.Method, null, frame.Nested(local.Method), GraphOf(local.Method, frame, creation));
            case IMethodReferenceOperation method:
                var receiver = method.Instance is null ? null : Evaluate(method.Instance, frame);
                return method.Instance is not null && receiver is null
                    ? throw run.Fault(ObligationKind.Null, creation, frame, "the receiver is null")
                    : new DelegateValue(method.Method, receiver, null, null);
            default:
                return Evaluate(creation.Target, frame);
        }
    }

    /// <summary>The graph of a local function that is in scope.</summary>
    public ControlFlowGraph GraphOf(IMethodSymbol localFunction, Frame frame, IOperation site) =>
        frame.Graph is { } graph && InScope(graph, localFunction.OriginalDefinition)
            ? graph.GetLocalFunctionControlFlowGraphInScope(localFunction.OriginalDefinition)
            : throw run.Unsupported("local function", site);

    private static bool InScope(ControlFlowGraph? graph, IMethodSymbol function)
    {
        for (; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    private object? Lambda(IFlowAnonymousFunctionOperation lambda, Frame frame) =>
        new DelegateValue(lambda.Symbol, null, frame.Nested(lambda.Symbol), frame.Graph!.GetAnonymousFunctionControlFlowGraphInScope(lambda));

    private object? Interpolate(IInterpolatedStringOperation operation, Frame frame)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in operation.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation literal:
                    text.Append(literal.Text.ConstantValue.Value as string);
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } hole:
                    text.Append(run.Framework.TextOf(Evaluate(hole.Expression, frame), hole.Expression.Type, hole, frame));
                    break;
                default:
                    throw run.Unsupported("interpolation format", part);
            }
        }

        return text.ToString();
    }

    private object? Range(IRangeOperation range, Frame frame)
    {
        var start = range.LeftOperand is null ? new IndexValue(0, false) : Evaluate(range.LeftOperand, frame);
        var end = range.RightOperand is null ? new IndexValue(0, true) : Evaluate(range.RightOperand, frame);
        return start is IndexValue s && end is IndexValue e ? new RangeValue(s, e) : throw run.Unsupported("range", range);
    }

    private object? Conditional(IConditionalOperation operation, Frame frame) =>
        operation is { IsRef: false, WhenFalse: { } whenFalse }
            ? Evaluate(Holds(operation.Condition, frame) ? operation.WhenTrue : whenFalse, frame)
            : throw run.Unsupported("conditional", operation);

    private object? Coalesce(ICoalesceOperation operation, Frame frame)
    {
        if (Evaluate(operation.Value, frame) is { } value)
        {
            return SymbolEqualityComparer.Default.Equals(operation.Value.Type, operation.Type)
                ? value
                : run.Conversions.Value(value, TypeModel.Underlying(operation.Value.Type!), operation.Type!, isChecked: false, tryCast: false, operation, frame);
        }

        return Evaluate(operation.WhenNull, frame);
    }

    private object? ConditionalAccess(IConditionalAccessOperation operation, Frame frame)
    {
        var receiver = Raw(operation.Operation, frame);
        if (receiver is null)
        {
            return null;
        }

        frame.ConditionalReceivers.Push(receiver);
        try
        {
            var value = Evaluate(operation.WhenNotNull, frame);
            return value;
        }
        finally
        {
            frame.ConditionalReceivers.Pop();
        }
    }

    private object? Switch(ISwitchExpressionOperation operation, Frame frame)
    {
        var value = Evaluate(operation.Value, frame);
        foreach (var arm in operation.Arms)
        {
            if (run.Patterns.Matches(arm.Pattern, value, frame) && (arm.Guard is null || Holds(arm.Guard, frame)))
            {
                return Evaluate(arm.Value, frame);
            }
        }

        throw run.Fault(ObligationKind.Unmatched, operation, frame, "no arm of the switch expression matches");
    }
}
