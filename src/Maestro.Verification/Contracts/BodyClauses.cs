using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Contracts;

/// <summary>Walks one body: the contract block at its start, then assertions, assumptions and loop invariants.</summary>
internal sealed class BodyClauses(IMethodSymbol method, bool inherits, bool isSpecification = false)
{
    private readonly ImmutableArray<Clause>.Builder _clauses = ImmutableArray.CreateBuilder<Clause>();
    private readonly ImmutableArray<ContractProblem>.Builder _problems = ImmutableArray.CreateBuilder<ContractProblem>();
    private readonly ImmutableArray<TextSpan>.Builder _spans = ImmutableArray.CreateBuilder<TextSpan>();

    public (ImmutableArray<Clause> Clauses, ImmutableArray<ContractProblem> Problems, ImmutableArray<TextSpan> Spans) Collect(IOperation body)
    {
        var statements = MethodBodies.StatementsOf(body);
        var blockLength = ContractBlock(statements);
        for (var i = 0; i < statements.Length; i++)
        {
            if (i >= blockLength || ContractCalls.Statement(statements[i]) is null && ContractCalls.Measure(statements[i]) is null)
            {
                Visit(statements[i], allowedInvariant: null);
            }
        }

        return (_clauses.ToImmutable(), _problems.ToImmutable(), _spans.ToImmutable());
    }

    /// <summary>Reads the leading Requires, Ensures and guards; returns how many statements belong to them.</summary>
    private int ContractBlock(ImmutableArray<IOperation> statements)
    {
        var end = -1;
        for (var i = 0; i < statements.Length; i++)
        {
            if (ContractCalls.Statement(statements[i])?.TargetMethod.Name == "EndContractBlock")
            {
                end = i;
                break;
            }
        }

        var length = 0;
        for (var i = 0; i < statements.Length; i++)
        {
            var statement = statements[i];
            if (ContractCalls.Statement(statement) is { } call && call.TargetMethod.Name is "Requires" or "Ensures" or "EnsuresOnThrow" or "EndContractBlock")
            {
                AddHeaderClause(statement, ContractCalls.Statement(statement)!);
            }
            else if (ContractCalls.Measure(statement) is { } measure)
            {
                _spans.Add(statement.Syntax.Span);
                Add(ClauseKind.Decreases, measure, statement);
            }
            else if (i < end && GuardOf(statement) is { } guard)
            {
                Add(ClauseKind.Requires, guard, statement, negated: true);
            }
            else
            {
                break;
            }

            length = i + 1;
        }

        return length;
    }

    private void AddHeaderClause(IOperation statement, IInvocationOperation call)
    {
        _spans.Add(statement.Syntax.Span);
        switch (call.TargetMethod.Name)
        {
            case "Requires" when isSpecification:
                Add(ClauseKind.Requires, ContractCalls.Condition(call), statement, exception: call.TargetMethod.TypeArguments.FirstOrDefault());
                break;
            case "Requires" when call.TargetMethod.TypeArguments.Length > 0:
                Problem(statement, "Requires<TException> needs the retired binary rewriter and fails at run time; throw in a guard clause instead");
                break;
            case "Requires" when inherits:
                Problem(statement, "a member that overrides or implements another inherits its preconditions and may not add its own");
                break;
            case "Requires":
                Add(ClauseKind.Requires, ContractCalls.Condition(call), statement);
                break;
            case "Ensures":
                Add(ClauseKind.Ensures, ContractCalls.Condition(call), statement);
                break;
            case "EnsuresOnThrow":
                Add(ClauseKind.EnsuresOnThrow, ContractCalls.Condition(call), statement, exception: call.TargetMethod.TypeArguments.FirstOrDefault());
                break;
        }
    }

    /// <summary>The condition of <c>if (c) throw …;</c>.</summary>
    private static IOperation? GuardOf(IOperation statement)
    {
        if (statement is not IConditionalOperation { WhenFalse: null } conditional)
        {
            return null;
        }

        var then = conditional.WhenTrue is IBlockOperation { Operations.Length: 1 } block ? block.Operations[0] : conditional.WhenTrue;
        return then is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } ? conditional.Condition : null;
    }

    private void Visit(IOperation operation, HashSet<IOperation>? allowedInvariant)
    {
        if (ContractCalls.Statement(operation) is { } call)
        {
            Inner(operation, call, allowedInvariant?.Contains(operation) == true);
            return;
        }

        if (ContractCalls.Measure(operation) is { } measure)
        {
            _spans.Add(operation.Syntax.Span);
            if (allowedInvariant?.Contains(operation) == true)
            {
                Add(ClauseKind.Decreases, measure, operation);
            }
            else
            {
                Problem(operation, "Termination.Decreases belongs among the first statements of a loop body or of the method");
            }

            return;
        }

        if (operation is IExpressionStatementOperation { Operation: IInvocationOperation omitted } && OmittedCalls.IsOmitted(omitted))
        {
            _spans.Add(operation.Syntax.Span);
            return;
        }

        // A lambda or local function has contracts of its own; its clauses are not this method's.
        if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
        {
            return;
        }

        // No statement stands in an expression but those of lambdas, and an expression may be thousands of levels deep.
        if (operation.Type is not null || operation is IExpressionStatementOperation or IReturnOperation or IVariableDeclarationGroupOperation)
        {
            return;
        }

        var allowed = operation is ILoopOperation loop ? LeadingInvariants(loop.Body) : allowedInvariant;
        foreach (var child in operation.ChildOperations)
        {
            Visit(child, allowed);
        }
    }

    private static HashSet<IOperation> LeadingInvariants(IOperation body)
    {
        var statements = body is IBlockOperation block ? block.Operations : ImmutableArray.Create(body);
        return new HashSet<IOperation>(statements.TakeWhile(s => ContractCalls.Statement(s)?.TargetMethod.Name == "Invariant" || ContractCalls.Measure(s) is not null));
    }

    private void Inner(IOperation statement, IInvocationOperation call, bool leading)
    {
        _spans.Add(statement.Syntax.Span);
        switch (ContractCalls.NameOf(call.TargetMethod))
        {
            case "Assert" or "Debug.Assert" when call.Arguments.Length > 0 && ContractCalls.Condition(call).Type?.SpecialType == SpecialType.System_Boolean:
                Add(ClauseKind.Assert, ContractCalls.Condition(call), statement);
                break;
            case "Assume":
                Add(ClauseKind.Assume, ContractCalls.Condition(call), statement);
                break;
            case "Invariant" when leading:
                Add(ClauseKind.LoopInvariant, ContractCalls.Condition(call), statement);
                break;
            case "Invariant" when ContractReader.IsInvariantMethod(method):
                Add(ClauseKind.ObjectInvariant, ContractCalls.Condition(call), statement);
                break;
            case "Invariant":
                Problem(statement, "Contract.Invariant belongs among the first statements of a loop body or into a [ContractInvariantMethod]");
                break;
            case "Requires" or "Ensures" or "EnsuresOnThrow" or "EndContractBlock":
                Problem(statement, $"Contract.{call.TargetMethod.Name} must stand at the start of the method, before any other statement");
                break;
        }
    }

    private void Add(ClauseKind kind, IOperation condition, IOperation statement, bool negated = false, ITypeSymbol? exception = null)
    {
        if (kind == ClauseKind.Requires && condition.DescendantsAndSelf().OfType<IInvocationOperation>()
                .Any(c => ContractCalls.IsOldValue(c.TargetMethod) || ContractCalls.IsResult(c.TargetMethod)))
        {
            Problem(statement, "a precondition speaks of the entry state: Result and OldValue have no meaning in it");
        }

        if (condition.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(c => ContractCalls.IsResult(c.TargetMethod)) is { } result
            && !Tasks.MayBeResult(method, result.TargetMethod.TypeArguments[0]))
        {
            Problem(statement, $"Contract.Result<{result.TargetMethod.TypeArguments[0].ToDisplayString()}>() in a method that returns {method.ReturnType.ToDisplayString()}");
        }

        if (condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(c => ContractCalls.IsOldValue(c.TargetMethod)
            && c.Arguments[0].Descendants().OfType<IInvocationOperation>().Any(r => ContractCalls.IsResult(r.TargetMethod))))
        {
            Problem(statement, "Contract.OldValue of what there was not at entry: the result");
        }

        _clauses.Add(new Clause(
            kind,
            condition,
            negated,
            method,
            exception,
            statement.Syntax.ToString(),
            statement.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            statement.Syntax.GetLocation()));
    }

    private void Problem(IOperation statement, string message) => _problems.Add(new ContractProblem(
        message,
        statement.Syntax.GetLocation(),
        statement.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1));
}
