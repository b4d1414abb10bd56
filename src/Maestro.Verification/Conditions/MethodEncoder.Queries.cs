using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Queries that are consumed at once, in clauses and in code: they are what they say of elements by index.</content>
internal sealed partial class MethodEncoder
{
    private int _underBound;

    private const string InvalidOperation = "System.InvalidOperationException";

    /// <summary>Queries over arrays, strings and specified collections; null for any other call.</summary>
    private Value? Query(IInvocationOperation operation)
    {
        var heap = Now.Heap;
        var value = Queried(operation);
        return value is null || ReferenceEquals(heap, Now.Heap) || operation.TargetMethod.Name is "ToArray" or "ToList" ? value
            // The source is read after its arguments are evaluated.
            : throw UnsupportedConstructException.At("query with an argument that writes", operation);
    }

    private Value? Queried(IInvocationOperation operation)
    {
        // On null a query throws another exception than a dereference, which matters where versions are compared.
        if (_version is not null || !Sequence.IsConsumed(operation, IsSequence))
        {
            return null;
        }

        var method = operation.TargetMethod;
        var type = operation.Type!;
        var source = SequenceOf(operation.Arguments[0]);
        var argument = operation.Arguments.Length == 2 ? operation.Arguments[1] : null;
        var isFunction = argument?.Parameter!.Type.TypeKind == TypeKind.Delegate;
        switch (method.Name)
        {
            case "All":
                var holds = FunctionOf(argument!.Value);
                return Scalar(type, OfAll(source, element => holds(element).Term));
            case "Any" or "Count" or "LongCount" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" when argument is not null:
                source = Where(source, FunctionOf(argument.Value));
                break;
            case "Sum" or "Min" or "Max" when argument is not null:
                source = Selected(source, FunctionOf(argument.Value));
                break;
        }

        switch (method.Name)
        {
            case "Any":
                return Scalar(type, source.Keeps is null ? _terms.Less(Int(0), source.Length) : OfSome(source, _ => _terms.True));
            case "Count" or "LongCount":
                return Scalar(type, _terms.Convert(CountOf(source), (IntegerSort)_shapes.Of(type).Sort));
            case "Sum":
                return SumOf(source, type, operation);
            case "Min" or "Max":
                return Extreme(source, method.Name == "Min", type, operation);
            case "Contains" when !isFunction:
                if (!Sequence.IsStage(Sequence.Uncast(operation.Arguments[0].Value), IsSequence) && IsThroughInterface(Concrete(Evaluate(Sequence.Uncast(operation.Arguments[0].Value))).Shape.Type))
                {
                    // A collection's own Contains decides, by an equality that nobody knows.
                    throw UnsupportedConstructException.At("Contains through an interface", operation);
                }

                var wanted = Convert(Evaluate(argument!.Value), argument.Parameter!.Type, argument.Value);
                return Scalar(type, OfSome(source, element => EqualByDefault(element, wanted)));
            case "First" or "FirstOrDefault" or "Last" or "LastOrDefault":
                return FirstOf(source, method.Name.StartsWith("Last", StringComparison.Ordinal), method.Name.EndsWith("OrDefault", StringComparison.Ordinal), type, operation);
            case "ElementAt" when source.Keeps is null:
                var index = Evaluate(argument!.Value).Term;
                RequireThrown(ObligationKind.PreCaller, "System.ArgumentOutOfRangeException", operation, _terms.And(_terms.LessOrEqual(Int(0), index), _terms.Less(index, source.Length)));
                return source.At(index);
            case "SequenceEqual" when source.Keeps is null:
                var other = SequenceOf(argument!);
                return other.Keeps is null ? Scalar(type, AreEqual(source, other)) : throw UnsupportedConstructException.At("SequenceEqual of a filtered sequence", operation);
            case "ToArray" or "ToList":
                return Collected(source, type, operation);
            default:
                throw UnsupportedConstructException.At($"query {method.Name}", operation);
        }
    }

    /// <summary>A source or a chain of lazy stages. Inference puts a number in the place of the whole: so many elements from the first.</summary>
    private Sequence SequenceOf(IArgumentOperation argument)
    {
        var operation = Sequence.Uncast(argument.Value);
        var found = Sequence.IsStage(operation, IsSequence) ? Stage((IInvocationOperation)operation) : Source(operation);
        return _insteadOf is not null && _insteadOf.TryGetValue(argument, out var prefix) ? found with { Length = prefix.Term } : found;
    }

    private Sequence Source(IOperation operation)
    {
        var collection = Evaluate(operation);
        if (!collection.Shape.IsScalar || collection.Sort is not (Sort.Reference or Sort.Str))
        {
            throw UnsupportedConstructException.At($"query over {collection.Shape.Type.ToDisplayString()}", operation);
        }

        if (!IsOwnThis(collection))
        {
            RequireThrown(ObligationKind.Null, "System.ArgumentNullException", operation, _terms.Not(IsNull(collection)));
        }

        KnowElements(collection);
        var length = LengthOf(collection);
        return new Sequence(length, length, index => ElementOf(collection, index), null);
    }

    private Sequence Stage(IInvocationOperation operation)
    {
        var source = SequenceOf(operation.Arguments[0]);
        var argument = operation.Arguments.Length == 2 ? operation.Arguments[1].Value : null;
        switch (operation.TargetMethod.Name)
        {
            case "Where":
                return RunForEach(Where(source, FunctionOf(argument!)));
            case "Select":
                return RunForEach(Selected(source, FunctionOf(argument!)));
            case "AsEnumerable":
                return source;
            case "Take" when source.Keeps is null:
                var count = Evaluate(argument!).Term;
                return source with { Length = _terms.Ite(_terms.Less(count, source.Length), AtLeastZero(count), source.Length) };
            case "Skip" when source.Keeps is null:
                var skipped = AtLeastZero(Evaluate(argument!).Term);
                var rest = _terms.Ite(_terms.Less(skipped, source.Length), _terms.Subtract(source.Length, skipped), Int(0));
                return new Sequence(rest, rest, index => source.At(_terms.Add(skipped, index)), null);
            case "Reverse" when source.Keeps is null:
                return source with { All = source.Length, At = index => source.At(_terms.Subtract(_terms.Subtract(source.Length, Int(1)), index)) };
            default:
                throw UnsupportedConstructException.At($"{operation.TargetMethod.Name} of a filtered sequence", operation);
        }
    }

    /// <summary>
    /// For which elements a lazy stage runs, when what follows skips or only counts them, is not specified and differs by the source's type: its lambda owes what it may throw for all.
    /// </summary>
    private Sequence RunForEach(Sequence stage)
    {
        _ = OfAll(stage, _ => _terms.True);
        return stage;
    }

    private Term AtLeastZero(Term count) => _terms.Ite(_terms.Less(count, Int(0)), Int(0), count);

    private Sequence Where(Sequence source, Func<Value, Value> holds) => source with
    {
        Keeps = source.Keeps is not { } earlier ? index => holds(source.At(index)).Term : index =>
        {
            var before = earlier(index);
            return _terms.And(before, Under(before, () => holds(source.At(index)).Term));
        },
    };

    private static Sequence Selected(Sequence source, Func<Value, Value> select) => source with { At = index => select(source.At(index)) };

    /// <summary>A lambda in place, or a method by name: of it nothing but its value may matter.</summary>
    private Func<Value, Value> FunctionOf(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return FunctionOf(conversion.Operand);
            case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }:
                return InPlace(lambda);
            case IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation flow } when Nested.BodyOf(flow.Symbol) is IAnonymousFunctionOperation lambda:
                return InPlace(lambda);
            case IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: null, Method: { MethodKind: MethodKind.Ordinary } method } reference }:
                return element => WithFrame(InQuery(), () => Call(method, null, [element], reference, reference.Syntax.GetLocation()));
            default:
                throw UnsupportedConstructException.At("delegate in a query", operation);
        }
    }

    private Func<Value, Value> InPlace(IAnonymousFunctionOperation lambda)
    {
        if (lambda.Symbol.IsAsync || lambda.Symbol.Parameters.Length != 1)
        {
            throw UnsupportedConstructException.At("lambda of this kind in a query", lambda);
        }

        var body = BodyOf(lambda);
        return element => WithFrame(
            InQuery().Bind(lambda.Symbol.Parameters[0], Convert(element, lambda.Symbol.Parameters[0].Type, lambda)),
            () => Convert(Evaluate(body), lambda.Symbol.ReturnType, body));
    }

    private Frame InQuery() => _frame.Mode == EvaluationMode.Execute ? _frame with { Mode = EvaluationMode.Query } : _frame;

    private Term OfAll(Sequence source, Func<Value, Term> holds)
    {
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        var (guard, body) = AtElement(source, bound, () => holds(source.At(bound)));
        return _terms.ForAll(bound, _terms.Or(guard.Select(_terms.Not).Append(body)));
    }

    private Term OfSome(Sequence source, Func<Value, Term> holds)
    {
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        var (guard, body) = AtElement(source, bound, () => holds(source.At(bound)));
        return _terms.Exists(bound, _terms.And(guard.Append(body)));
    }

    /// <summary>Evaluates for an element that takes part; the conditions under which it does come first.</summary>
    private (IReadOnlyList<Term> Guard, T Value) AtElement<T>(Sequence source, Term index, Func<T> evaluate)
    {
        var guard = new List<Term> { _terms.LessOrEqual(Int(0), index), _terms.Less(index, source.Length) };
        return (guard, ForEach(() => Under(guard[0], () => Under(guard[1], () =>
        {
            if (source.Keeps is not { } keeps)
            {
                return evaluate();
            }

            guard.Add(keeps(index));
            return Under(guard[2], evaluate);
        }))));
    }

    /// <summary>Evaluates for a variable that stands for each element.</summary>
    private T ForEach<T>(Func<T> evaluate)
    {
        _underBound++;
        try
        {
            return evaluate();
        }
        finally
        {
            _underBound--;
        }
    }

    /// <summary>Evaluates what is the same for each element.</summary>
    private T Outside<T>(Func<T> evaluate)
    {
        var outer = _underBound;
        _underBound = 0;
        try
        {
            return evaluate();
        }
        finally
        {
            _underBound = outer;
        }
    }

    private Term AreEqual(Sequence a, Sequence b)
    {
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        var (guard, equal) = AtElement(a, bound, () => EqualByDefault(a.At(bound), b.At(bound)));
        return _terms.And(_terms.Equal(a.Length, b.Length), _terms.ForAll(bound, _terms.Or(guard.Select(_terms.Not).Append(equal))));
    }

    /// <summary>The first or last element that takes part; without one the query throws, or gives the default.</summary>
    private Value FirstOf(Sequence source, bool isLast, bool orDefault, ITypeSymbol type, IInvocationOperation operation)
    {
        Term exists;
        Term index;
        if (source.Keeps is null)
        {
            exists = _terms.Less(Int(0), source.Length);
            index = isLast ? _terms.Subtract(source.Length, Int(1)) : Int(0);
        }
        else
        {
            exists = OfSome(source, _ => _terms.True);
            ForbidBound(exists, operation);
            index = _terms.Fresh("first", IntegerSort.Int32);
            Know(_terms.Implies(exists, WithFrame(_frame.Silently(), () =>
            {
                var bound = _terms.FreshBound("k", IntegerSort.Int32);
                var before = isLast ? _terms.And(_terms.Less(index, bound), _terms.Less(bound, source.Length)) : _terms.And(_terms.LessOrEqual(Int(0), bound), _terms.Less(bound, index));
                return _terms.And(
                    _terms.LessOrEqual(Int(0), index),
                    _terms.Less(index, source.Length),
                    source.Keeps(index),
                    _terms.ForAll(bound, _terms.Or(_terms.Not(before), _terms.Not(ForEach(() => source.Keeps(bound))))));
            })));
        }

        if (!orDefault)
        {
            RequireThrown(ObligationKind.PreCaller, InvalidOperation, operation, exists);
        }

        var value = Convert(WithFrame(source.Keeps is null ? _frame : _frame.Silently(), () => Under(exists, () => source.At(index))), type, operation);
        return orDefault ? Merge(exists, value, Default(type)) : value;
    }

    /// <summary>An obligation of a query, whose exception is not that of the kind.</summary>
    private void RequireThrown(ObligationKind kind, string exception, IOperation operation, Term goal)
    {
        ForbidHandlers(goal, operation);
        if (_frame.Mode != EvaluationMode.Execute || _walk?.Forks(_reader.Bodies.Compilation.GetTypeByMetadataName(exception), goal) != true)
        {
            Require(kind, operation.Syntax.GetLocation(), operation.Syntax.ToString(), goal);
        }
    }

    /// <summary>What a lambda throws may be behaviour, for an element that nobody knows.</summary>
    private void ForbidHandlers(Term goal, IOperation operation)
    {
        if (_frame.Mode == EvaluationMode.Query && !goal.IsTrue && _walk is { HasHandlers: true })
        {
            throw UnsupportedConstructException.At("lambda that may throw, under a handler", operation);
        }
    }

    private static void ForbidBound(Term term, IOperation operation)
    {
        if (term.FreeBound.Count > 0)
        {
            throw UnsupportedConstructException.At("query under a quantifier", operation);
        }
    }
}
