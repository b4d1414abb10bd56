using Maestro.Verification.Conditions;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Frames;

/// <summary>Frames that attributes of <c>Maestro.Annotations</c> state on members without a body to look at (semantics.md, 6).</summary>
internal static class StatedFrames
{
    /// <summary>True where the member, the property it belongs to, or a member that it overrides is marked <c>[WritesNothing]</c>.</summary>
    public static bool WritesNothing(IMethodSymbol method)
    {
        for (var m = method.OriginalDefinition; m is not null; m = m.OverriddenMethod?.OriginalDefinition)
        {
            if (IsMarked(m) || m.AssociatedSymbol is { } property && IsMarked(property))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMarked(ISymbol symbol) =>
        symbol.GetAttributes().Any(a => a.AttributeClass is { } type && KnownMembers.IsNamed(type, "Maestro.Annotations", "WritesNothingAttribute"));
}
