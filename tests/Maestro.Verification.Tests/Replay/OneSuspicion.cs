using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Replay;

/// <summary>A search for one obligation.</summary>
internal static class OneSuspicion
{
    public static RefutationAttempt TryRefute(
        this IRefuter refuter, IMethodSymbol method, ObligationKind kind, int line, ModelInput? model, CancellationToken cancellation) =>
        Assert.Single(refuter.Refute(method, [new Suspicion(kind, line, model)], onlyModels: false, cancellation));
}
