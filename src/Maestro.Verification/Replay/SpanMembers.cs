using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Members of spans, and what makes spans of arrays, strings and the stack.</summary>
internal sealed class SpanMembers(Execution run)
{
    public object? Member(SpanValue span, IMethodSymbol method, Location[] arguments, IOperation site, Frame frame)
    {
        int Number(int i) => (int)arguments[i].Get()!;
        switch (method.Name)
        {
            case "get_Length":
                return span.Length;
            case "get_IsEmpty":
                return Arithmetic.Box(span.Length == 0);
            case "get_Item":
                return span.At(run.Places.CheckIndex(Number(0), span.Length, site, frame));
            case "Slice":
                return Part(span, Number(0), arguments.Length > 1 ? Number(1) : null, site, frame);
            case "ToArray":
                return new ArrayValue(span.ElementType, Items(span)) { MayBeShared = true };
            case "Fill":
                SetAll(span, _ => arguments[0].Get());
                return null;
            case "Clear":
                SetAll(span, _ => run.Types.DefaultOf(span.ElementType));
                return null;
            case "CopyTo" when arguments[0].Get() is SpanValue target:
                Owe(span.Length <= target.Length, "the destination is too short", site, frame);
                var items = Items(span);
                SetAll(target.Slice(0, span.Length), i => items[i]);
                return null;
            case "GetEnumerator":
                return new EnumeratorValue(() => span.Length, span.At);
            default:
                throw run.Unsupported(method.ToDisplayString(), site);
        }
    }

    /// <summary><c>AsSpan</c> and <c>SequenceEqual</c>; false for every other call.</summary>
    public bool TryMake(IInvocationOperation call, Frame frame, out object? result)
    {
        result = null;
        var method = call.TargetMethod;
        if (method.ContainingType is not { Name: "MemoryExtensions", DeclaringSyntaxReferences.IsEmpty: true } || method.Name is not ("AsSpan" or "SequenceEqual"))
        {
            return false;
        }

        var arguments = run.Calls.Arguments(call.Arguments, method, frame).Select(a => a.Get()).ToArray();
        if (method.Name == "SequenceEqual")
        {
            result = arguments is [SpanValue one, SpanValue other] && TypeModel.NumberType(one.ElementType) != SpecialType.None
                ? Arithmetic.Box(Items(one).SequenceEqual(Items(other))) : throw run.Unsupported("SequenceEqual", call);
            return true;
        }

        if (arguments.Skip(1).Any(a => a is not int) || arguments[0] is not (null or string or ArrayValue))
        {
            throw run.Unsupported(method.ToDisplayString(), call);
        }

        var whole = Convert(arguments[0], run.Resolve(method.ReturnType, frame), call, frame);
        result = arguments.Length == 1 ? whole : Part(whole, (int)arguments[1]!, arguments.Length > 2 ? (int)arguments[2]! : null, call, frame);
        return true;
    }

    /// <summary>An array, a string or a span as a span.</summary>
    public SpanValue Convert(object? value, ITypeSymbol to, IOperation site, Frame frame)
    {
        var element = SpanValue.ElementOf(to)!;
        switch (value)
        {
            case null:
                return SpanValue.Of(element, (ArrayValue?)null);
            case string text:
                return SpanValue.Of(element, text);
            case SpanValue span:
                return new SpanValue(element, span.Memory, span.Start, span.Length);
            case ArrayValue array when to.Name == "Span" && element.IsReferenceType && !SymbolEqualityComparer.Default.Equals(array.ElementType, element):
                throw run.Fault(ObligationKind.Cast, site, frame, "the array's element type is another one");
            case ArrayValue array:
                return SpanValue.Of(element, array);
            default:
                throw run.Unsupported("span", site);
        }
    }

    public object Create(INamedTypeSymbol type, IMethodSymbol constructor, Location[] arguments, IOperation site, Frame frame)
    {
        if (arguments.Length == 0)
        {
            return run.Types.DefaultOf(type)!;
        }

        if (constructor.Parameters[0].Type is not IArrayTypeSymbol)
        {
            throw run.Unsupported("span of a variable", site);
        }

        var whole = Convert(arguments[0].Get(), type, site, frame);
        return arguments.Length == 1 ? whole : Part(whole, (int)arguments[1].Get()!, (int)arguments[2].Get()!, site, frame);
    }

    public object StackAllocate(IOperation operation, Frame frame)
    {
        var element = SpanValue.ElementOf(run.Resolve(operation.Type!, frame))!;
        if (operation.Syntax is not (StackAllocArrayCreationExpressionSyntax { Initializer: null })
            || operation.ChildOperations.Count != 1 || run.Evaluator.Evaluate(operation.ChildOperations.First(), frame) is not int size)
        {
            throw run.Unsupported("stackalloc", operation);
        }

        if (size < 0)
        {
            throw run.Fault(ObligationKind.ArraySize, operation, frame, System.FormattableString.Invariant($"the size is {size}"));
        }

        run.CheckLength(size);
        return SpanValue.Of(element, run.Construction.NewArray(element, size));
    }

    private SpanValue Part(SpanValue span, int start, int? length, IOperation site, Frame frame)
    {
        Owe(start >= 0 && start <= span.Length && (length is null || length >= 0 && length <= span.Length - start), "the part is outside of the span", site, frame);
        return span.Slice(start, length ?? span.Length - start);
    }

    private void Owe(bool holds, string otherwise, IOperation site, Frame frame)
    {
        if (!holds)
        {
            throw run.Fault(ObligationKind.Range, site, frame, otherwise);
        }
    }

    private static object?[] Items(SpanValue span) => Enumerable.Range(0, span.Length).Select(i => StructValue.CopyOf(span.At(i).Get())).ToArray();

    private static void SetAll(SpanValue span, Func<int, object?> value)
    {
        for (var i = 0; i < span.Length; i++)
        {
            span.At(i).Set(value(i));
        }
    }
}
