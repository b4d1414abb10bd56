using Maestro.Verification.Contracts;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification;

/// <summary>Which methods are asked about.</summary>
public enum VerifyScope
{
    /// <summary>Methods that a contract speaks of: clauses of their own or inherited, assertions, loop invariants, object invariants.</summary>
    Contracts,

    /// <summary>Every method with a body: implicit obligations everywhere.</summary>
    All,
}

/// <summary>How to verify.</summary>
/// <param name="Scope">Which methods.</param>
/// <param name="Rlimit">Budget of one query in Z3's resource units; deterministic (never time).</param>
public sealed record VerifierOptions(VerifyScope Scope = VerifyScope.Contracts, uint Rlimit = 20_000_000);
