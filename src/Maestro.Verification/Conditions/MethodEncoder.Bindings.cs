using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What stands for parameters and receiver in a callee's clauses, and what arguments owe.</content>
internal sealed partial class MethodEncoder
{
    private static ImmutableDictionary<ISymbol, Value> Bind(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, MethodContract contract, IMethodSymbol? specified)
    {
        var bindings = ImmutableDictionary.CreateBuilder<ISymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var owner in contract.Clauses.Select(c => c.Owner).Append(method).Append(method.OriginalDefinition).Append(specified ?? method).Distinct(SymbolEqualityComparer.Default).Cast<IMethodSymbol>())
        {
            foreach (var parameter in owner.Parameters.Where(p => p.Ordinal < arguments.Length))
            {
                bindings[parameter] = arguments[parameter.Ordinal];
            }
        }

        return BindReceiver(bindings.ToImmutable(), method, receiver, contract);
    }

    /// <summary>A clause from a sidecar has the receiver for a parameter, after the method's own.</summary>
    private static ImmutableDictionary<ISymbol, Value> BindReceiver(
        ImmutableDictionary<ISymbol, Value> bindings, IMethodSymbol method, Value? receiver, MethodContract contract)
    {
        foreach (var parameter in contract.Clauses.Select(c => c.Owner.Parameters).Where(p => receiver is not null && p.Length > method.Parameters.Length).Select(p => p[method.Parameters.Length]))
        {
            bindings = bindings.SetItem(parameter, receiver!);
        }

        return bindings;
    }

    /// <summary>A parameter that the callee assigns has, in its postconditions, a value that the caller does not know.</summary>
    private ImmutableDictionary<ISymbol, Value> Reassigned(IMethodSymbol method, ImmutableDictionary<ISymbol, Value> bindings, MethodContract contract)
    {
        if (!contract.Clauses.Any(c => c.Kind is ClauseKind.Ensures or ClauseKind.EnsuresOnThrow))
        {
            return bindings;
        }

        foreach (var assigned in _writes.AssignedParameters(method).OfType<IParameterSymbol>().OrderBy(p => p.Ordinal))
        {
            foreach (var owner in contract.Clauses.Select(c => c.Owner).Append(method).Append(method.OriginalDefinition))
            {
                var parameter = owner.Parameters.FirstOrDefault(p => p.Ordinal == assigned.Ordinal);
                if (parameter is not null && bindings.TryGetValue(parameter, out var passed))
                {
                    bindings = bindings.SetItem(parameter, Havoced("reassigned", passed.Shape.Type));
                }
            }
        }

        return bindings;
    }

    /// <summary>A non-null parameter of a source method or a delegate is a precondition where everything is asked about (semantics.md, 12).</summary>
    private void RequireArguments(IMethodSymbol method, ImmutableArray<Value> arguments, ImmutableArray<IArgumentOperation> operations, IOperation call)
    {
        var isDelegate = method.MethodKind == MethodKind.DelegateInvoke;
        if (_options.Scope != VerifyScope.All || !isDelegate && method.DeclaringSyntaxReferences.Length == 0)
        {
            return;
        }

        foreach (var parameter in method.Parameters.Where(p => p.Ordinal < arguments.Length && _reader.IsNeverNull(isDelegate ? p : p.OriginalDefinition)))
        {
            // Nothing throws at the call itself: no handler makes it behaviour.
            var argument = operations.IsDefault ? call : operations.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value ?? call;
            Require(ObligationKind.Null, argument.Syntax.GetLocation(), argument.Syntax.ToString(), _terms.Not(IsNull(arguments[parameter.Ordinal])));
        }
    }
}
