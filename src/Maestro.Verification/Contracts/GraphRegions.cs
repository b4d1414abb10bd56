using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Maestro.Verification.Contracts;

/// <summary>The regions of one control-flow graph.</summary>
internal static class GraphRegions
{
    /// <summary>
    /// The region and those around it, from the inside out, without the graph's root. Roslyn puts the root of a lambda's or local function's graph into the region that
    /// declares it, whose handlers do not protect what runs at a call.
    /// </summary>
    public static IEnumerable<ControlFlowRegion> Outwards(this ControlFlowRegion? region)
    {
        for (; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            yield return region;
        }
    }
}
