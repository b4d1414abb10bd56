using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

internal sealed partial class MethodEncoder
{
    /// <content>Which handlers stand around a block, and what they take.</content>
    private sealed partial class GraphWalk
    {
        /// <summary>The statements that see an exception of a block, from the inside out.</summary>
        private IEnumerable<ControlFlowRegion> Around(BasicBlock block)
        {
            foreach (var region in block.EnclosingRegion.Outwards())
            {
                if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } around }
                    && (around.Kind == ControlFlowRegionKind.TryAndCatch || !_notRun.Contains(around.NestedRegions[1])))
                {
                    yield return around;
                }
            }
        }

        private static ControlFlowRegion? FilterAround(BasicBlock block) => block.EnclosingRegion.Outwards().FirstOrDefault(r => r.Kind == ControlFlowRegionKind.Filter);

        private bool CertainlyCaught(ITypeSymbol type) => _current is { } block && (IsCaughtAround(block, type) || !IsDetached && _outer?.CertainlyCaught(type) == true);

        private bool IsCaughtAround(BasicBlock block, ITypeSymbol type) => FilterAround(block) is not null || Around(block).Any(around => around.Kind == ControlFlowRegionKind.TryAndCatch
            && around.NestedRegions.Skip(1).Any(h => h.Kind == ControlFlowRegionKind.Catch && Takes(h, new Thrown(type, true, null)) == true));

        private ITypeSymbol? TypeOf(ObligationKind kind) => kind switch
        {
            ObligationKind.Index => Named("System.IndexOutOfRangeException"),
            ObligationKind.Null => Named("System.NullReferenceException"),
            ObligationKind.Nullable => Named("System.InvalidOperationException"),
            ObligationKind.DivideByZero => Named("System.DivideByZeroException"),
            ObligationKind.Overflow or ObligationKind.ArraySize => Named("System.OverflowException"),
            ObligationKind.Cast => Named("System.InvalidCastException"),
            ObligationKind.Range => Named("System.ArgumentOutOfRangeException"),
            _ => null,
        };

        private INamedTypeSymbol? Named(string name) => _encoder._reader.Bodies.Compilation.GetTypeByMetadataName(name);

        private ITypeSymbol TypeOf(ControlFlowRegion handler) => handler.ExceptionType is { } type && !IsObject(type) ? type
            : (ITypeSymbol?)Named("System.Exception") ?? throw new UnsupportedConstructException("try/catch", LineOf(handler));

        private static bool IsObject(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object;

        private static bool IsException(ITypeSymbol type) => type is INamedTypeSymbol named && KnownMembers.IsNamed(named, "System", "Exception");
    }
}
