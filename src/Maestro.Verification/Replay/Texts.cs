using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Strings: which of their members run here, what they refuse, and how they are made.</summary>
internal static class Texts
{
    /// <summary>True for <c>StringComparison</c>.</summary>
    public static bool IsComparison(ITypeSymbol type) => type is INamedTypeSymbol { Name: "StringComparison", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>False where a member's answer depends on the culture.</summary>
    public static bool IsOrdinal(IMethodSymbol method, Location[] arguments)
    {
        if (method.Parameters.LastOrDefault() is { } last && IsComparison(last.Type))
        {
            return arguments[arguments.Length - 1].Get() is (int)StringComparison.Ordinal or (int)StringComparison.OrdinalIgnoreCase;
        }

        return method.Parameters.FirstOrDefault()?.Type.SpecialType != SpecialType.System_String || method.Name is not ("IndexOf" or "LastIndexOf" or "StartsWith" or "EndsWith");
    }

    /// <summary>What a member of <c>string</c> answers with an exception is its caller's to rule out.</summary>
    public static Exception Refusal(Execution run, Exception refused, IOperation site, Frame frame) => refused is ArgumentOutOfRangeException
        ? run.Fault(run.ClauseDepth > 0 ? ObligationKind.Index : ObligationKind.Range, site, frame, "the range is outside of the text")
        : run.Fault(ObligationKind.PreCaller, site, frame, "the text does not allow this call");

    /// <summary>A new string; null where it is made in another way than these.</summary>
    public static string? Create(Execution run, Location[] arguments, IOperation site, Frame frame)
    {
        switch (arguments.Length)
        {
            case 2 when arguments[0].Get() is char c && arguments[1].Get() is int count:
                if (count < 0)
                {
                    throw Refusal(run, new ArgumentOutOfRangeException(), site, frame);
                }

                run.CheckLength(count);
                return new string(c, count);
            case 1 when arguments[0].Get() is null && ((IObjectCreationOperation)site).Constructor!.Parameters[0].Type is IArrayTypeSymbol:
                return "";
            case 1 when arguments[0].Get() is ArrayValue { ElementType.SpecialType: SpecialType.System_Char } array:
                return new string(array.Items.Select(i => (char)i!).ToArray());
            default:
                return null;
        }
    }
}
