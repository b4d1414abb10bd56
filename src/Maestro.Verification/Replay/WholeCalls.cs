using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Members of <c>Array</c> and <c>List</c> that work on all elements at once, and those of <c>MemoryExtensions</c> over arrays.</summary>
internal sealed class WholeCalls(Execution run)
{
    /// <summary>Static ones.</summary>
    public bool TryStatic(IInvocationOperation call, Frame frame, out object? result)
    {
        result = null;
        var method = call.TargetMethod;
        var space = method.ContainingType.ContainingNamespace?.ToDisplayString();
        var isSpan = space == "System" && method.ContainingType.Name == "MemoryExtensions";
        if (!isSpan && !(space == "System" && method.ContainingType.Name == "Array") || method.TypeArguments.Length != 1 || call.Arguments.Length is 0 or > 2)
        {
            return false;
        }

        var arguments = call.Arguments.Select(a => run.Evaluator.Evaluate(Uncast(a.Value), frame)).ToArray();
        if (isSpan)
        {
            var items = arguments[0] is ArrayValue span ? span.Items : arguments[0] is null ? [] : throw run.Unsupported("span", call);
            result = method.Name switch
            {
                "Contains" when IsPlain(method) => Arithmetic.Box(items.Contains(arguments[1])),
                "IndexOf" when IsPlain(method) => Array.IndexOf(items, arguments[1]),
                "SequenceEqual" when IsPlain(method) && arguments[1] is ArrayValue or null => Arithmetic.Box(items.SequenceEqual((arguments[1] as ArrayValue)?.Items ?? [])),
                _ => throw run.Unsupported(method.ToDisplayString(), call),
            };
            return true;
        }

        if (arguments[0] is not ArrayValue array)
        {
            throw arguments[0] is null ? run.Fault(ObligationKind.Null, call, frame, "the array is null", "System.ArgumentNullException") : run.Unsupported("array", call);
        }

        switch (method.Name)
        {
            case "Exists" or "TrueForAll" when arguments[1] is DelegateValue function:
                bool Holds(object? item) => run.Calls.Delegate(function, new Location[] { new Cell(StructValue.CopyOf(item)) }, call, frame) is true;
                result = Arithmetic.Box(method.Name == "Exists" ? array.Items.Any(Holds) : array.Items.All(Holds));
                return true;
            case "IndexOf" when IsPlain(method):
                result = Array.IndexOf(array.Items, arguments[1]);
                return true;
            case "Fill":
                for (var i = 0; i < array.Items.Length; i++)
                {
                    array.Items[i] = StructValue.CopyOf(arguments[1]);
                }

                return true;
            case "Reverse":
                Array.Reverse(array.Items);
                return true;
            case "Sort" when IsNumber(array.ElementType):
                Array.Sort(array.Items);
                return true;
            default:
                throw run.Unsupported(method.ToDisplayString(), call);
        }
    }

    /// <summary>Of a list; false for others of its members.</summary>
    public bool TryList(ListValue list, IMethodSymbol method, Location[] arguments, IOperation site, Frame frame, out object? result)
    {
        result = null;
        if (list.Type.Name != "List")
        {
            return false;
        }

        switch (method.Name, arguments.Length)
        {
            case ("Exists" or "TrueForAll" or "RemoveAll", 1) when arguments[0].Get() is DelegateValue function:
                bool Holds(object? item) => run.Calls.Delegate(function, new Location[] { new Cell(StructValue.CopyOf(item)) }, site, frame) is true;
                result = method.Name switch
                {
                    "Exists" => Arithmetic.Box(list.Items.Any(Holds)),
                    "TrueForAll" => Arithmetic.Box(list.Items.All(Holds)),
                    _ => Removed(list, Holds),
                };
                return true;
            case ("IndexOf", 1) when IsPlain(list.Type.TypeArguments[0]):
                result = list.Items.IndexOf(arguments[0].Get());
                return true;
            case ("Reverse", 0):
                list.Version++;
                list.Items.Reverse();
                return true;
            case ("Sort", 0) when IsNumber(list.Type.TypeArguments[0]):
                list.Version++;
                list.Items.Sort();
                return true;
            case ("AddRange", 1) when arguments[0].Get() is ArrayValue added:
                list.Version += added.Items.Length > 0 ? 1 : 0;
                run.CheckLength(list.Items.Count + added.Items.Length);
                list.Items.AddRange(added.Items.Select(StructValue.CopyOf));
                return true;
            case ("AddRange", 1) when arguments[0].Get() is null:
                throw run.Fault(ObligationKind.Null, site, frame, "the collection is null", "System.ArgumentNullException");
            default:
                return false;
        }
    }

    private static int Removed(ListValue list, Predicate<object?> holds)
    {
        var removed = list.Items.RemoveAll(holds);
        list.Version += removed > 0 ? 1 : 0;
        return removed;
    }

    /// <summary>Text sorts by culture, which is not executed.</summary>
    private static bool IsNumber(ITypeSymbol type) => type.TypeKind != TypeKind.Enum && Numbers.IsNumeric(TypeModel.NumberType(type));

    private static bool IsPlain(IMethodSymbol method) => IsPlain(method.TypeArguments[0]);

    private static bool IsPlain(ITypeSymbol type) => type is { TypeKind: TypeKind.Enum }
        or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String };

    private static IOperation Uncast(IOperation operation) => operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion
        && conversion.Operand.Type is IArrayTypeSymbol ? conversion.Operand : operation;
}
