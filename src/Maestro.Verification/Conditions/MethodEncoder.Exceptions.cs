using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <content>What a method owes when it ends by an exception, and what calls may throw.</content>
internal sealed partial class MethodEncoder
{
    private bool SpeaksOfExceptions => _contract.Clauses.Any(c => c.Kind == ClauseKind.EnsuresOnThrow);

    /// <summary>The exception leaves the method: what callers can reach is valid, and <c>EnsuresOnThrow</c> of its type holds.</summary>
    private void LeaveByException(Thrown thrown)
    {
        if (_version is not null)
        {
            RecordException(thrown);
            return;
        }

        // Nobody sees what a constructor leaves behind, unless it was seen before.
        if (_reader.HoldsInvariants(_method) && !ReferenceEquals(Now.Heap, _entry.Heap) && (_method.MethodKind != MethodKind.Constructor || _objects.IsSeenDuring(_method)))
        {
            RequireInvariants();
        }

        foreach (var clause in _contract.Clauses.Where(c => c.Kind == ClauseKind.EnsuresOnThrow && MayBe(thrown, c.Exception!)))
        {
            WithFrame(ClauseFrame(clause) with { Old = _entry }, () => Require(ObligationKind.Post, clause.Location, clause.Text, Clause(clause)));
        }

        RequireTouched(atExit: true);
    }

    /// <summary>A call may throw after any part of its writes (semantics.md, 14): where somebody sees it, the path forks.</summary>
    private void ForkAtCall(IMethodSymbol method, MethodContract contract, Frame after)
    {
        if (_frame.Mode != EvaluationMode.Execute || _walk is not { SeesExceptions: true } walk || NeverThrows(method))
        {
            return;
        }

        // One fork a type that the callee speaks of: what it promises is known at the throw, before any finally runs.
        var promises = contract.Clauses.Where(c => c.Kind == ClauseKind.EnsuresOnThrow && c.Exception is not null).ToImmutableArray();
        var earlier = ImmutableArray<ITypeSymbol>.Empty;
        foreach (var type in promises.Select(c => c.Exception!).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default))
        {
            walk.MayThrow(new Thrown(type, IsExact: false, null, Not: earlier), learn: () =>
            {
                foreach (var clause in promises.Where(c => IsOrDerivesFrom(type, c.Exception!)))
                {
                    Know(WithFrame(after, () => Clause(clause)));
                }
            });
            earlier = earlier.Add(type);
        }

        walk.MayThrow(new Thrown(null, IsExact: false, null, Not: earlier));
    }

    private void ForkAtUnknownCode()
    {
        if (_frame.Mode == EvaluationMode.Execute && _version is null && _walk is { SeesExceptions: true } walk)
        {
            walk.MayThrow(new Thrown(null, IsExact: false, null));
        }
    }

    /// <summary>The first use of a type may fail (semantics.md, 10).</summary>
    private void ForkAtInitialiser()
    {
        if (_frame.Mode == EvaluationMode.Execute && _version is null && _walk is { SeesExceptions: true } walk)
        {
            walk.MayThrow(new Thrown(_reader.Bodies.Compilation.GetTypeByMetadataName("System.TypeInitializationException"), IsExact: true, null));
        }
    }

    /// <summary>The guard throws exactly unless <paramref name="passed"/>, where that is all it checks.</summary>
    private void ForkAtGuard(IMethodSymbol guard, Smt.Term passed)
    {
        if (_frame.Mode == EvaluationMode.Execute && _walk is { SeesExceptions: true } walk)
        {
            var thrown = new Thrown(guard.ContainingType, IsExact: guard.ContainingType.Name != "ArgumentException", null);
            walk.MayThrow(thrown, passed.IsTrue || guard.Name.EndsWith("WhiteSpace", StringComparison.Ordinal) ? null : _terms.Not(passed));
        }
    }

    private static bool NeverThrows(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor && (method.ContainingType.SpecialType == SpecialType.System_Object || KnownMembers.MakesException(method))
        || KnownMembers.IsNamed(method.ContainingType, "System.Threading", "Monitor") && method.Name == "Exit";

    private static bool MayBe(Thrown thrown, ITypeSymbol type) =>
        !thrown.Excludes(type) && (thrown.Type is not { } known || type is ITypeParameterSymbol || known is ITypeParameterSymbol
            || IsOrDerivesFrom(known, type) || !thrown.IsExact && IsOrDerivesFrom(type, known));

    /// <summary>True when values of the type are certainly of the other; of a type parameter, by its constraints.</summary>
    internal static bool IsOrDerivesFrom(ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t, ancestor))
            {
                return true;
            }
        }

        return type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(c => IsOrDerivesFrom(c, ancestor));
    }
}
