using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>A task that has ended, with its result or the exception that it keeps.</summary>
internal sealed class TaskValue(object? result, ObjectValue? exception)
{
    /// <summary>A task without result.</summary>
    public static TaskValue Done { get; } = new(null, null);

    public object? Result { get; } = result;

    public ObjectValue? Exception { get; } = exception;
}

/// <summary>Asynchronous methods, each run to its end when it is called: one of the orders that may happen. What waits for anything else is not followed.</summary>
internal sealed class TaskMembers(Execution run)
{
    /// <summary>Runs a body; what it throws stays in the task until somebody awaits that.</summary>
    public TaskValue Start(IMethodSymbol method, Func<object?> body, IOperation site)
    {
        try
        {
            return new TaskValue(body(), null);
        }
        catch (ProgramException exception) when (!method.ReturnsVoid)
        {
            return new TaskValue(null, exception.Value);
        }
        catch (ProgramException)
        {
            throw run.Unsupported("exception of an async void method", site);
        }
    }

    public object? Await(IAwaitOperation operation, Frame frame) => run.Evaluator.Evaluate(operation.Operation, frame) switch
    {
        TaskValue { Exception: { } exception } => throw new ProgramException(exception),
        TaskValue task => StructValue.CopyOf(task.Result),
        null when operation.Operation.Type is { IsReferenceType: true } => throw run.Fault(ObligationKind.Null, operation.Operation, frame, "the task is null"),
        _ => throw run.Unsupported("await", operation),
    };

    public object? Member(TaskValue task, IMethodSymbol method, IOperation site) => method.Name switch
    {
        "ConfigureAwait" => task,
        "get_IsCompleted" => Arithmetic.Box(true),
        "get_Result" when task.Exception is null => StructValue.CopyOf(task.Result),
        _ => throw run.Unsupported(method.ToDisplayString(), site),
    };
}
