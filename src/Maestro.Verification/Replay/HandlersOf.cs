using Maestro.Verification.Verdicts;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Which exceptions of the runtime the code around expects.</summary>
internal static class HandlersOf
{
    /// <summary>The exception where an unfiltered handler of the same method, around the frame's block, takes it, or a filter swallows it; null otherwise.</summary>
    public static INamedTypeSymbol? Takes(Frame frame, INamedTypeSymbol? exception, TypeModel types)
    {
        if (exception is null)
        {
            return null;
        }

        for (var around = frame; around is not null; around = around.Defining)
        {
            if (Takes(around.Block?.EnclosingRegion, exception, types))
            {
                return exception;
            }
        }

        return null;
    }

    /// <summary>True where a handler with a filter, around the frame's block, may take it.</summary>
    public static bool MayTake(Frame frame, INamedTypeSymbol exception, TypeModel types) => (frame.Block?.EnclosingRegion).Outwards().Any(region =>
        region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } around }
        && around.NestedRegions.Any(h => h.Kind == ControlFlowRegionKind.FilterAndHandler
            && (h.ExceptionType is null or { SpecialType: SpecialType.System_Object } || types.IsInstance(exception, h.ExceptionType))));

    private static bool Takes(ControlFlowRegion? innermost, INamedTypeSymbol exception, TypeModel types)
    {
        foreach (var region in innermost.Outwards())
        {
            if (region.Kind == ControlFlowRegionKind.Filter || region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } around }
                && around.NestedRegions.Any(h => h.Kind == ControlFlowRegionKind.Catch
                    && (h.ExceptionType is null or { SpecialType: SpecialType.System_Object } || types.IsInstance(exception, h.ExceptionType))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The exception that the runtime throws for an obligation of this kind; null where there is none, or more than one.</summary>
    public static INamedTypeSymbol? TypeOf(ObligationKind kind, TypeModel types) => NameOf(kind) is { } name ? types.Compilation.GetTypeByMetadataName(name) : null;

    private static string? NameOf(ObligationKind kind) => kind switch
    {
        ObligationKind.Index => "System.IndexOutOfRangeException",
        ObligationKind.Null => "System.NullReferenceException",
        ObligationKind.Nullable => "System.InvalidOperationException",
        ObligationKind.DivideByZero => "System.DivideByZeroException",
        ObligationKind.Overflow or ObligationKind.ArraySize => "System.OverflowException",
        ObligationKind.Cast => "System.InvalidCastException",
        ObligationKind.Range => "System.ArgumentOutOfRangeException",
        ObligationKind.Unmatched => "System.Runtime.CompilerServices.SwitchExpressionException",
        _ => null,
    };
}
