using System.Numerics;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>A query that has not been consumed; each consumption runs it on what the sources hold then.</summary>
internal sealed class QueryValue(Func<IEnumerable<object?>> run)
{
    public IEnumerable<object?> Items => run();
}

/// <summary>Members of <c>Enumerable</c>: lazy ones give a <see cref="QueryValue"/>, the others run their lambdas in the real order.</summary>
internal sealed class QueryCalls(Execution run)
{
    private const string InvalidOperation = "System.InvalidOperationException";

    public object? Run(IInvocationOperation call, Frame frame)
    {
        var arguments = run.Calls.Arguments(call.Arguments, call.TargetMethod, frame).Select(a => a.Get()).ToArray();
        if (arguments.Length is 0 or > 2)
        {
            throw run.Unsupported(call.TargetMethod.ToDisplayString(), call);
        }

        try
        {
            var items = Items(arguments[0], call, frame);
            return StructValue.CopyOf(arguments.Length == 1 ? Alone(items, call, frame)
                : arguments[1] is DelegateValue function && function.Method.Parameters.Length == 1 ? WithFunction(items, function, call, frame)
                : WithValue(items, arguments[1], call, frame));
        }
        catch (InvalidOperationException)
        {
            throw run.Fault(ObligationKind.PreCaller, call, frame, "the collection was changed while it was enumerated", InvalidOperation);
        }
    }

    /// <summary>
    /// What a source holds, as a list or an array where it is one: whether a selector runs for elements that are skipped or only counted depends on that in .NET's own code, which
    /// is what executes it here.
    /// </summary>
    private Func<IEnumerable<object?>> Items(object? source, IOperation site, Frame frame) => source switch
    {
        ArrayValue array => () => array.Items,
        ListValue { Type.Name: "List" } list => () => list.Items,
        ListValue => throw run.Unsupported("query over this collection", site),
        MapValue { IsSet: true } set => () => set.Entries.Keys.Select(k => ReferenceEquals(k, MapValue.NullKey) ? null : k),
        QueryValue query => () => query.Items,
        string text => () => text.Select(c => (object?)c),
        null => throw run.Fault(ObligationKind.Null, site, frame, "the collection is null", "System.ArgumentNullException"),
        _ => throw run.Unsupported("query", site),
    };

    private object? Alone(Func<IEnumerable<object?>> source, IInvocationOperation call, Frame frame)
    {
        var (name, items) = (call.TargetMethod.Name, source());
        switch (name)
        {
            case "Any":
                return Arithmetic.Box(items.Any());
            case "Count":
                return items.Count();
            case "LongCount":
                return items.LongCount();
            case "Sum":
                return Sum(items, call, frame);
            case "Min" or "Max":
                return Extreme(items, name == "Min", call, frame);
            case "First" or "Last" or "FirstOrDefault" or "LastOrDefault":
                return Of(items, name, call, frame);
            case "Single" when items.Take(2).Count() == 1:
                return items.First();
            case "Reverse" or "AsEnumerable":
                return new QueryValue(name == "Reverse" ? () => source().Reverse() : source);
            case "ToArray" when run.Resolve(call.Type!, frame) is IArrayTypeSymbol array:
                return new ArrayValue(array.ElementType, items.Select(StructValue.CopyOf).ToArray()) { MayBeShared = true };
            case "ToList":
                return new ListValue((INamedTypeSymbol)run.Resolve(call.Type!, frame), items.Select(StructValue.CopyOf).ToList());
            default:
                throw run.Unsupported(call.TargetMethod.ToDisplayString(), call);
        }
    }

    private object? WithFunction(Func<IEnumerable<object?>> source, DelegateValue function, IInvocationOperation call, Frame frame)
    {
        object? Apply(object? item) => run.Calls.Delegate(function, new Location[] { new Cell(StructValue.CopyOf(item)) }, call, frame);
        bool Holds(object? item) => Apply(item) is true;
        var (name, items) = (call.TargetMethod.Name, source());
        switch (name)
        {
            case "All":
                return Arithmetic.Box(items.All(Holds));
            case "Any":
                return Arithmetic.Box(items.Any(Holds));
            case "Count":
                return items.Count(Holds);
            case "LongCount":
                return items.LongCount(Holds);
            case "Where":
                return new QueryValue(() => source().Where(Holds));
            case "Select":
                return new QueryValue(() => source().Select(Apply));
            case "TakeWhile":
                return new QueryValue(() => source().TakeWhile(Holds));
            case "SkipWhile":
                return new QueryValue(() => source().SkipWhile(Holds));
            case "Sum":
                return Sum(items.Select(Apply), call, frame);
            case "Min" or "Max":
                return Extreme(items.Select(Apply), name == "Min", call, frame);
            case "First" or "Last" or "FirstOrDefault" or "LastOrDefault":
                return Of(items, name, call, frame, Holds);
            default:
                throw run.Unsupported(call.TargetMethod.ToDisplayString(), call);
        }
    }

    private object? WithValue(Func<IEnumerable<object?>> source, object? value, IInvocationOperation call, Frame frame)
    {
        var items = source();
        switch (call.TargetMethod.Name, value)
        {
            case ("Take", int count):
                return new QueryValue(() => source().Take(count));
            case ("Skip", int count):
                return new QueryValue(() => source().Skip(count));
            case ("ElementAt", int index):
                try
                {
                    return items.ElementAt(index);
                }
                catch (ArgumentOutOfRangeException)
                {
                    throw run.Fault(ObligationKind.PreCaller, call, frame, FormattableString.Invariant($"there is no element {index}"), "System.ArgumentOutOfRangeException");
                }

            case ("Contains", _) when HasPlainEquality(call.TargetMethod.TypeArguments[0], frame):
                return Arithmetic.Box(items.Contains(value));
            case ("SequenceEqual", _) when HasPlainEquality(call.TargetMethod.TypeArguments[0], frame):
                return Arithmetic.Box(items.SequenceEqual(Items(value, call, frame)()));
            case ("Append", _):
                return new QueryValue(() => source().Append(value));
            case ("Concat", _):
                var second = Items(value, call, frame);
                return new QueryValue(() => source().Concat(second()));
            default:
                throw run.Unsupported(call.TargetMethod.ToDisplayString(), call);
        }
    }

    private bool HasPlainEquality(ITypeSymbol type, Frame frame) => run.Resolve(type, frame) is { TypeKind: TypeKind.Enum }
        or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String };

    /// <summary>Checked. In which order vectors add is not ours to know: where that would matter there is no answer.</summary>
    private object Sum(IEnumerable<object?> items, IInvocationOperation call, Frame frame)
    {
        var (low, high) = run.Resolve(call.Type!, frame).SpecialType switch
        {
            SpecialType.System_Int32 => ((BigInteger)int.MinValue, (BigInteger)int.MaxValue),
            SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
            _ => throw run.Unsupported(call.TargetMethod.ToDisplayString(), call),
        };
        var numbers = items.Select(i => (BigInteger)Numbers.ToInt64(i!)).ToList();
        var sum = numbers.Aggregate(BigInteger.Zero, (a, b) => a + b);
        if (sum < low || sum > high)
        {
            throw run.Fault(ObligationKind.Overflow, call, frame, "the sum overflows");
        }

        if (numbers.Where(n => n.Sign > 0).Aggregate(BigInteger.Zero, (a, b) => a + b) > high || numbers.Where(n => n.Sign < 0).Aggregate(BigInteger.Zero, (a, b) => a + b) < low)
        {
            throw run.Unsupported("sum that may overflow on its way", call);
        }

        return low == int.MinValue ? (object)(int)sum : (long)sum;
    }

    private object? Extreme(IEnumerable<object?> items, bool least, IInvocationOperation call, Frame frame)
    {
        var all = items.ToList();
        if (call.Type is not { IsValueType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
        {
            // null where there is nothing to compare.
            throw run.Unsupported(call.TargetMethod.ToDisplayString(), call);
        }

        if (all.Count == 0)
        {
            throw Empty(call, frame);
        }

        return all.All(i => i is int or long or uint or short or ushort or byte or sbyte or char)
            ? all.Aggregate((a, b) => (Numbers.ToInt64(b!) < Numbers.ToInt64(a!)) == least && Numbers.ToInt64(b!) != Numbers.ToInt64(a!) ? b : a)
            : throw run.Unsupported(call.TargetMethod.ToDisplayString(), call);
    }

    private object? Of(IEnumerable<object?> items, string name, IInvocationOperation call, Frame frame, Func<object?, bool>? holds = null)
    {
        try
        {
            return name.StartsWith("First", StringComparison.Ordinal)
                ? holds is null ? items.First() : items.First(holds)
                : holds is null ? items.Last() : items.Last(holds);
        }
        catch (InvalidOperationException)
        {
            return name.EndsWith("OrDefault", StringComparison.Ordinal) ? run.Types.DefaultOf(run.Resolve(call.Type!, frame)) : throw Empty(call, frame);
        }
    }

    private Exception Empty(IOperation site, Frame frame) => run.Fault(ObligationKind.PreCaller, site, frame, "there is no such element", InvalidOperation);
}
