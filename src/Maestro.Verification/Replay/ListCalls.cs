using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Members of lists, stacks and queues.</summary>
internal sealed class ListCalls(Execution run)
{
    private const string InvalidOperation = "System.InvalidOperationException";
    private const string OutOfRange = "System.ArgumentOutOfRangeException";

    /// <summary>True for a collection of the framework by its name.</summary>
    public static bool IsCollection(INamedTypeSymbol type, string name) =>
        type.OriginalDefinition.Name == name && type.Arity == 1 && type.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic";

    public object? Invoke(ListValue list, IMethodSymbol method, Location[] arguments, IOperation site, Frame frame)
    {
        object? Argument(int i) => arguments[i].Get();
        if (method.Name is "set_Item" or "Add" or "Clear" or "RemoveAt" or "Insert" or "Push" or "Pop" or "Enqueue" or "Dequeue")
        {
            list.Version++;
        }

        switch (method.Name)
        {
            case "GetEnumerator" when IsCollection(list.Type, "List") && method.ReturnType.IsValueType:
                return new EnumeratorValue(() => list.Items.Count, i => StructValue.CopyOf(list.Items[i])) { List = list, Version = list.Version };
            case "get_Count":
                return list.Items.Count;
            case "get_Item":
                return StructValue.CopyOf(list.Items[IndexOf((int)Argument(0)!, list, site, frame)]);
            case "set_Item":
                list.Items[IndexOf((int)Argument(0)!, list, site, frame)] = Argument(1);
                return null;
            case "Add":
                run.CheckLength(list.Items.Count);
                list.Items.Add(Argument(0));
                return null;
            case "Clear":
                list.Items.Clear();
                return null;
            case "RemoveAt" when Argument(0) is int at:
                Owe(at >= 0 && at < list.Items.Count, site, frame, OutOfRange);
                list.Items.RemoveAt(at);
                return null;
            case "Insert" when Argument(0) is int at:
                Owe(at >= 0 && at <= list.Items.Count, site, frame, OutOfRange);
                run.CheckLength(list.Items.Count);
                list.Items.Insert(at, Argument(1));
                return null;
            case "Push" when IsCollection(list.Type, "Stack"):
                run.CheckLength(list.Items.Count);
                list.Items.Add(Argument(0));
                return null;
            case "Peek" or "Pop" when IsCollection(list.Type, "Stack"):
                Owe(list.Items.Count > 0, site, frame, InvalidOperation);
                var top = list.Items[list.Items.Count - 1];
                if (method.Name == "Pop")
                {
                    list.Items.RemoveAt(list.Items.Count - 1);
                }

                return StructValue.CopyOf(top);
            case "Enqueue" when IsCollection(list.Type, "Queue"):
                run.CheckLength(list.Items.Count);
                list.Items.Add(Argument(0));
                return null;
            case "Peek" or "Dequeue" when IsCollection(list.Type, "Queue"):
                Owe(list.Items.Count > 0, site, frame, InvalidOperation);
                var next = list.Items[0];
                if (method.Name == "Dequeue")
                {
                    list.Items.RemoveAt(0);
                }

                return StructValue.CopyOf(next);
            case "Contains" when list.Type.TypeArguments[0] is { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String }:
                return Arithmetic.Box(list.Items.Contains(Argument(0)));
            case "Remove" when IsCollection(list.Type, "List") && list.Type.TypeArguments[0] is { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String }:
                var removed = list.Items.Remove(Argument(0));
                list.Version += removed ? 1 : 0;
                return Arithmetic.Box(removed);
            case "TryPeek" or "TryPop" or "TryDequeue":
                return Arithmetic.Box(TryTake(list, method.Name != "TryPeek", arguments[0]));
            case "ToArray" when IsCollection(list.Type, "List"):
                return new ArrayValue(list.Type.TypeArguments[0], list.Items.Select(StructValue.CopyOf).ToArray()) { MayBeShared = true };
            default:
                throw run.Unsupported(method.ToDisplayString(), site);
        }
    }

    private bool TryTake(ListValue list, bool removes, Location result)
    {
        if (list.Items.Count == 0)
        {
            result.Set(run.Types.DefaultOf(list.Type.TypeArguments[0]));
            return false;
        }

        var at = IsCollection(list.Type, "Stack") ? list.Items.Count - 1 : 0;
        result.Set(StructValue.CopyOf(list.Items[at]));
        if (removes)
        {
            list.Items.RemoveAt(at);
        }

        return true;
    }

    /// <summary>What the real member answers with an exception is its caller's to rule out.</summary>
    private void Owe(bool holds, IOperation site, Frame frame, string exception)
    {
        if (!holds)
        {
            throw run.Fault(ObligationKind.PreCaller, site, frame, "the collection does not allow this call", exception);
        }
    }

    public int IndexOf(int index, ListValue list, IOperation site, Frame frame) => index >= 0 && index < list.Items.Count ? index
        : throw run.Fault(ObligationKind.Index, site, frame, FormattableString.Invariant($"index {index} is outside 0..{list.Items.Count - 1}"), OutOfRange);
}
