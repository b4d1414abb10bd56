using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Framework methods that change the variable that they are given.</summary>
internal sealed class ReferenceCalls(Execution run)
{
    /// <summary>Nobody else runs here.</summary>
    public object? Interlock(IMethodSymbol method, Location[] arguments, IOperation site)
    {
        var old = arguments[0].Get();
        if (old is not (int or long))
        {
            throw run.Unsupported(method.ToDisplayString(), site);
        }

        object? Plus(object by) => Numbers.Convert(unchecked(Numbers.ToInt64(old) + Numbers.ToInt64(by)), method.ReturnType.SpecialType, isChecked: false);
        var now = method.Name switch
        {
            "Increment" => Plus(1),
            "Decrement" => Plus(-1),
            "Add" => Plus(arguments[1].Get()!),
            "Exchange" => arguments[1].Get(),
            "CompareExchange" => old.Equals(arguments[2].Get()) ? arguments[1].Get() : old,
            "Read" => old,
            _ => throw run.Unsupported(method.ToDisplayString(), site),
        };
        arguments[0].Set(now);
        return method.Name is "Exchange" or "CompareExchange" ? old : now;
    }

    /// <summary><c>Array.Resize</c>.</summary>
    public void Resize(Location[] arguments, ITypeSymbol elementType, IOperation site, Frame frame)
    {
        var size = (int)arguments[1].Get()!;
        var old = arguments[0].Get() as ArrayValue;
        if (size < 0)
        {
            throw run.Fault(ObligationKind.Range, site, frame, "the size is negative");
        }

        run.CheckLength(size);
        if (old?.Items.Length != size)
        {
            var made = run.Construction.NewArray(elementType, size);
            for (var i = 0; i < Math.Min(size, old?.Items.Length ?? 0); i++)
            {
                made.Items[i] = StructValue.CopyOf(old!.Items[i]);
            }

            arguments[0].Set(made);
        }
    }
}
