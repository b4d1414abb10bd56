using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Clauses, and the members of <c>Contract</c> that stand in them.</content>
internal sealed partial class MethodEncoder
{
    private State _entry = null!;

    private Term Clause(Clause clause)
    {
        var term = Evaluate(clause.Condition).Term;
        return clause.Negated ? _terms.Not(term) : term;
    }

    /// <summary>The frame for a clause of this method; where it was inherited, the owner's parameters are ours by position.</summary>
    private Frame ClauseFrame(Clause clause)
    {
        var frame = Frame.OfMethod with { Mode = EvaluationMode.Clause };
        if (!SymbolEqualityComparer.Default.Equals(clause.Owner, _method))
        {
            for (var i = 0; i < clause.Owner.Parameters.Length; i++)
            {
                frame = frame.Bind(clause.Owner.Parameters[i], i < _method.Parameters.Length ? Now.Locals[_method.Parameters[i]] : Now.This!);
            }

            frame = frame with { OldBindings = frame.Bindings };
        }

        return frame;
    }

    private Value ContractCall(string name, IInvocationOperation operation)
    {
        switch (name)
        {
            case "Result":
                return _frame.Result is not { } result ? throw new IllFormedContractException("Contract.Result outside of a postcondition", Lines.Of(operation))
                    : Tasks.IsTask(result.Shape.Type) && !Tasks.IsTask(operation.Type) ? throw UnsupportedConstructException.At("result of a task that is not awaited", operation)
                    : result;
            case "OldValue":
                return Old(operation.Arguments[0].Value, operation);
            case "ForAll" or "Exists":
                return Scalar(operation.Type!, Quantify(name == "ForAll", operation));
            case "ValueAtReturn":
                return Evaluate(operation.Arguments[0].Value);
            default:
                throw UnsupportedConstructException.At($"Contract.{name} in an expression", operation);
        }
    }

    private Value Old(IOperation expression, IOperation operation)
    {
        var old = _frame.Old ?? throw new IllFormedContractException("Contract.OldValue where there is no earlier state", Lines.Of(operation));
        var now = Now;
        _state = old with { Path = now.Path, Knowledge = now.Knowledge };
        var lambda = _frame.Bindings.Where(b => b.Key is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } });
        var bindings = (_frame.OldBindings ?? _frame.Bindings).SetItems(lambda);
        var value = WithFrame(_frame with { Bindings = bindings, This = _frame.This is null ? null : old.This ?? _frame.This, Old = null }, () => Evaluate(expression));
        _state = now with { Knowledge = Now.Knowledge };
        return value;
    }

    /// <summary><c>ForAll(from, to, k => …)</c>, or over an array; throws when <c>from &gt; to</c>.</summary>
    private Term Quantify(bool forAll, IInvocationOperation operation)
    {
        var arguments = operation.Arguments;
        var lambda = Lambda(arguments[arguments.Length - 1].Value, operation);
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        Term low;
        Term high;
        Func<Term, Value> element;
        if (arguments.Length == 3)
        {
            low = Evaluate(arguments[0].Value).Term;
            high = Evaluate(arguments[1].Value).Term;
            var from = low;
            var to = high;
            Require(ObligationKind.Range, operation, _terms.LessOrEqual(from, to));
            element = at => Scalar(lambda.Symbol.Parameters[0].Type, at);
        }
        else
        {
            var collection = Evaluate(Uncast(arguments[0].Value));
            if (!IsSequence(collection.Shape.Type))
            {
                throw UnsupportedConstructException.At("quantifier over a collection", operation);
            }

            if (!IsSpan(collection))
            {
                NonNull(collection, operation);
                KnowElements(collection);
            }

            low = Int(0);
            high = LengthOf(collection);
            element = at => ElementOf(collection, at);
        }

        Term BodyAt(Term at) => WithFrame(_frame.Bind(lambda.Symbol.Parameters[0], element(at)), () => Evaluate(BodyOf(lambda)).Term);
        if (_depth > 0)
        {
            return Expanded(forAll, low, high, BodyAt);
        }

        var atLeast = _terms.LessOrEqual(low, bound);
        var below = _terms.Less(bound, high);
        var body = ForEach(() => Under(atLeast, () => Under(below, () => BodyAt(bound))));
        return forAll
            ? _terms.ForAll(bound, _terms.Or([_terms.Not(atLeast), _terms.Not(below), body]))
            : _terms.Exists(bound, _terms.And([atLeast, below, body]));
    }

    private static IOperation Uncast(IOperation operation) => operation is IConversionOperation { OperatorMethod: null, IsImplicit: true } c ? Uncast(c.Operand) : operation;

    private static IAnonymousFunctionOperation Lambda(IOperation operation, IOperation whole) => operation switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda,
        IAnonymousFunctionOperation lambda => lambda,
        IConversionOperation conversion => Lambda(conversion.Operand, whole),
        _ => throw UnsupportedConstructException.At("quantifier without a lambda", whole),
    };

    private static IOperation BodyOf(IAnonymousFunctionOperation lambda) =>
        lambda.Body.Operations.Length == 1 && lambda.Body.Operations[0] is IReturnOperation { ReturnedValue: { } value } ? value
        : throw UnsupportedConstructException.At("lambda with statements in a contract", lambda);

    /// <summary>A contract statement met on the way: assertions and assumptions; the others speak at entry, exit and loop heads.</summary>
    private void ContractStatement(IOperation operation)
    {
        if (_version is not null || operation is not IExpressionStatementOperation || ContractCalls.Statement(operation) is null || _contract.ClauseAt(operation.Syntax) is not { } clause)
        {
            return;
        }

        switch (clause.Kind)
        {
            case ClauseKind.Assert:
                WithFrame(ClauseFrame(clause) with { Old = _entry }, () => Require(ObligationKind.Assert, clause.Location, clause.Text, Clause(clause)));
                break;
            case ClauseKind.Assume:
                Add(ObligationRole.Reached, ObligationKind.Assert, clause.Location, clause.Text, _terms.False);
                WithFrame(ClauseFrame(clause) with { Old = _entry }, () => Know(Clause(clause)));
                Add(ObligationRole.Contradiction, ObligationKind.Assert, clause.Location, clause.Text, _terms.False);
                Trust("assume", clause.Text, clause.Line);
                break;
        }
    }
}
