using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Local functions, run in place; queries over arrays, which are the loops they stand for; guards of the framework.</content>
internal sealed partial class BehaviourEncoder
{
    private Value LocalFunction(IInvocationOperation operation)
    {
        var function = operation.TargetMethod;
        var graph = GraphDeclaring(function) ?? throw Unsupported("local function", operation);
        if (function.IsAsync || function.IsGenericMethod || function.Parameters.Any(p => p.RefKind != RefKind.None) || _stack.Any(a => SymbolEqualityComparer.Default.Equals(a.Method, function))
            || WritesOutside(graph, function))
        {
            throw Unsupported("local function that writes what it captures, is generic or calls itself", operation);
        }

        var arguments = operation.Arguments.Select(a => (a.Parameter!, Value: Converted(Evaluate(a.Value), a.Parameter!.Type, a))).ToList();
        return InPlace(graph, function, arguments);
    }

    private Value InPlace(ControlFlowGraph graph, IMethodSymbol function, IEnumerable<(IParameterSymbol Parameter, Value Value)> arguments)
    {
        var variables = _now.Variables;
        foreach (var (parameter, value) in arguments)
        {
            Set(parameter, value);
        }

        var result = Run(graph, function, Active.This, Active.Contract);
        _now = _now with { Variables = variables };
        return result;
    }

    private ControlFlowGraph? GraphDeclaring(IMethodSymbol function)
    {
        for (var graph = Active.Functions; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
            {
                return graph.GetLocalFunctionControlFlowGraph(function);
            }
        }

        return null;
    }

    private static bool WritesOutside(ControlFlowGraph graph, IMethodSymbol function) => graph.Blocks
        .SelectMany(b => b.BranchValue is { } value ? b.Operations.Append(value) : b.Operations).SelectMany(o => o.DescendantsAndSelf())
        .Where(o => o is IAssignmentOperation or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } or IFlowAnonymousFunctionOperation)
        .SelectMany(o => o is IFlowAnonymousFunctionOperation ? [o] : WrittenBy(o))
        .SelectMany(t => t.DescendantsAndSelf())
        .Any(t => t is IFlowAnonymousFunctionOperation
            || t is ILocalReferenceOperation l && !SymbolEqualityComparer.Default.Equals(l.Local.ContainingSymbol, function)
            || t is IParameterReferenceOperation p && !SymbolEqualityComparer.Default.Equals(p.Parameter.ContainingSymbol, function)
            || t is IFlowCaptureReferenceOperation);

    private static bool IsGuard(IMethodSymbol method) => method is { IsStatic: true, ContainingType: { Name: "ArgumentNullException" or "ArgumentOutOfRangeException" } type }
        && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } && method.Name.StartsWith("ThrowIf", StringComparison.Ordinal);

    private Value Guard(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        var values = operation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Where(a => a.Parameter!.Name != "paramName")
            .Select(a => a.Value is IConversionOperation { IsImplicit: true, Operand: { Type.IsReferenceType: true } operand } && method.Name == "ThrowIfNull" ? Evaluate(operand) : Evaluate(a.Value)).ToList();
        var type = method.ContainingType.ToDisplayString();
        if (method.Name == "ThrowIfNull")
        {
            ThrowWhen(IsNull(values[0], operation), type);
        }
        else if (values.All(v => v.Sort is IntegerSort && v.Sort.Equals(values[0].Sort)))
        {
            var value = values[0].Term;
            var zero = _terms.Integer(0, (IntegerSort)value.Sort);
            ThrowWhen(
                method.Name switch
                {
                    "ThrowIfNegative" => _terms.Less(value, zero),
                    "ThrowIfNegativeOrZero" => _terms.LessOrEqual(value, zero),
                    "ThrowIfZero" => _terms.Equal(value, zero),
                    "ThrowIfGreaterThan" => _terms.Less(values[1].Term, value),
                    "ThrowIfGreaterThanOrEqual" => _terms.LessOrEqual(values[1].Term, value),
                    "ThrowIfLessThan" => _terms.Less(value, values[1].Term),
                    "ThrowIfLessThanOrEqual" => _terms.LessOrEqual(value, values[1].Term),
                    _ => throw Unsupported(method.Name, operation),
                },
                type);
        }
        else
        {
            throw Unsupported(method.Name, operation);
        }

        return Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0));
    }

    /// <summary>A query over an array, with its lambda in place; null where it is none.</summary>
    private Value? Query(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        if (method is not { Name: "All" or "Any" or "Count" or "Sum" or "Max" or "Min", IsStatic: true, ContainingType: { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } } }
            || operation.Arguments.Length is 0 or > 2)
        {
            return null;
        }

        var ordered = operation.Arguments.OrderBy(a => a.Parameter!.Ordinal).ToList();
        var source = ordered[0].Value;
        while (source is IConversionOperation { OperatorMethod: null } conversion)
        {
            source = conversion.Operand;
        }

        if (source.Type is not IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Boolean or SpecialType.System_Char })
        {
            throw Unsupported("query over this collection", operation);
        }

        var array = Evaluate(source);
        (ControlFlowGraph Graph, IMethodSymbol Symbol)? lambda = null;
        if (ordered.Count == 2)
        {
            if (ordered[1].Value is not IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation function } || function.Symbol.Parameters.Length != 1 || Active.Functions is null)
            {
                throw Unsupported("query with this function", operation);
            }

            var graph = Active.Functions.GetAnonymousFunctionControlFlowGraph(function);
            if (WritesOutside(graph, function.Symbol))
            {
                throw Unsupported("query whose function writes", operation);
            }

            lambda = (graph, function.Symbol);
        }

        ThrowWhen(IsNull(array, operation), "System.ArgumentNullException");
        return Fold(method, array, lambda, operation);
    }

    private Value Fold(IMethodSymbol method, Value array, (ControlFlowGraph Graph, IMethodSymbol Symbol)? lambda, IOperation operation)
    {
        var name = method.Name;
        var isTest = name is "All" or "Any";
        var length = Length(array.Term);
        if (name == "Any" && lambda is null)
        {
            return Scalar(method.ReturnType, _terms.Less(Int(0), length));
        }

        var startsAtFirst = name is "Max" or "Min";
        // A sum without a function adds in several lanes: where it overflows depends on their number.
        if (!startsAtFirst && lambda is null || startsAtFirst && lambda is not null
            || !isTest && _shapes.Of(method.ReturnType).Sort is not IntegerSort)
        {
            throw Unsupported($"query {name} of this form", operation);
        }

        var result = isTest ? Scalar(method.ReturnType, _terms.Bool(name == "All")) : Default(method.ReturnType);
        if (startsAtFirst)
        {
            ThrowWhen(_terms.Equal(length, Int(0)), "System.InvalidOperationException");
            result = ElementAt(array, Int(0));
        }

        var integer = _shapes.Of(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32));
        var next = new Value(integer, Int(startsAtFirst ? 1 : 0));
        List<LoopSlot> slots = [new("<position>", integer, () => next, v => next = v)];
        if (!isTest)
        {
            slots.Add(new("<result>", result.Shape, () => result, v => result = v));
        }

        // A function that makes or writes objects would do so each time round.
        var writes = lambda is { Graph: var body } && body.Blocks.SelectMany(b => b.BranchValue is { } value ? b.Operations.Append(value) : b.Operations).SelectMany(o => o.DescendantsAndSelf()).Any(MayWriteHeap);
        var head = Open(_loops++, slots, writes);
        Within(next.Term, length);
        var atHead = _now;
        var end = atHead with { Path = Paths.Add(atHead.Path, _terms.Not(_terms.Less(next.Term, length))) };
        var accumulated = result;
        _now = atHead with { Path = Paths.Add(atHead.Path, _terms.Less(next.Term, length)) };
        var element = ElementAt(array, next.Term);
        var value = lambda is { } f ? InPlace(f.Graph, f.Symbol, [(f.Symbol.Parameters[0], element)]) : element;
        next = new Value(integer, _terms.Add(next.Term, Int(1)));
        if (isTest)
        {
            var goesOn = name == "All" ? value.Term : _terms.Not(value.Term);
            var found = _now with { Path = Paths.Add(_now.Path, _terms.Not(goesOn)) };
            _now = _now with { Path = Paths.Add(_now.Path, goesOn) };
            Iterate(head);
            _now = Join([end, found]);
            var (_, selectors) = Paths.Join(_terms, [end.Path, found.Path]);
            return Merge(selectors[0], result, Scalar(method.ReturnType, _terms.Bool(name != "All")));
        }

        var sort = (IntegerSort)accumulated.Sort;
        switch (name)
        {
            case "Count":
                // No array has more elements than this can count.
                result = accumulated with { Leaves = [_terms.Ite(value.Term, _terms.Add(accumulated.Term, _terms.Integer(1, sort)), accumulated.Term)] };
                break;
            case "Sum" when value.Sort.Equals(sort):
                // So many numbers of 32 bits do not overflow 64.
                Overflows(sort.Width < 64 || !IsNarrow(value.Term), () => _terms.AddFits(accumulated.Term, value.Term));
                result = accumulated with { Leaves = [_terms.Add(accumulated.Term, value.Term)] };
                break;
            case "Max" or "Min" when value.Sort.Equals(sort):
                var better = name == "Max" ? _terms.Less(accumulated.Term, value.Term) : _terms.Less(value.Term, accumulated.Term);
                result = accumulated with { Leaves = [_terms.Ite(better, value.Term, accumulated.Term)] };
                break;
            default:
                throw Unsupported($"query {name} of this form", operation);
        }

        Iterate(head);
        _now = end;
        return accumulated;
    }

    private static bool IsNarrow(Term term) => term is { Op: Smt.Operator.Convert } && term.Arguments[0].Sort is IntegerSort { Width: < 32 } or IntegerSort { Width: 32, Signed: true };
}
