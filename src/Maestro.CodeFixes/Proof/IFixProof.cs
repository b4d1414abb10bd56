using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.CodeFixes.Proof;

/// <summary>The port to the verifier: what is known of a method in a compilation that holds the edit.</summary>
internal interface IFixProof
{
    /// <summary>Verifies one method.</summary>
    /// <param name="compilation">The compilation, edited or not.</param>
    /// <param name="method">A method of it.</param>
    /// <param name="withWitnesses">True to have failures executed and their witnesses reported; it takes longer.</param>
    /// <param name="cancellation">The user moved on, or the time is up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    MethodReport Verify(Compilation compilation, IMethodSymbol method, bool withWitnesses, CancellationToken cancellation);
}
