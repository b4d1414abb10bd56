using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Asynchronous methods run as sequential code; at an <c>await</c> others may run, so that what is shared is forgotten (semantics.md, 15).
/// Postconditions are those of the completed task, and only who awaits it knows them.
/// </content>
internal sealed partial class MethodEncoder
{
    private IOperation? _awaited;

    private void CheckAsync()
    {
        if (!_method.IsAsync)
        {
            return;
        }

        if (!_method.ReturnsVoid && !Tasks.IsTask(_method.ReturnType))
        {
            throw new UnsupportedConstructException($"async method that returns {_method.ReturnType.ToDisplayString()}", Lines.Of(_method.Locations[0]));
        }

        if (!_method.IsStatic && _method.ContainingType.IsValueType)
        {
            throw new UnsupportedConstructException("async method of a struct", Lines.Of(_method.Locations[0]));
        }

        if (_contract.Ensures.Select(c => Tasks.SharedState(c.Condition)).FirstOrDefault(o => o is not null) is { } shared)
        {
            throw UnsupportedConstructException.At("shared state in the postcondition of an async method", shared);
        }
    }

    private Value Await(IAwaitOperation operation)
    {
        if (_frame.Mode != EvaluationMode.Execute || _version is not null)
        {
            throw UnsupportedConstructException.At(_version is null ? "await in a contract" : "await in a comparison", operation);
        }

        var task = Tasks.Awaited(operation.Operation);
        if (Tasks.IsYield(task))
        {
            Suspend();
            return Nothing;
        }

        if (!Tasks.IsTask(task.Type))
        {
            throw UnsupportedConstructException.At($"await of {task.Type?.ToDisplayString()}", operation);
        }

        if (Tasks.IsCompleted(task))
        {
            return Nothing;
        }

        if (Tasks.CompletedFrom(task) is { } made)
        {
            return Convert(Evaluate(made), operation.Type!, operation);
        }

        NoteOutside(task.Type!.GetMembers("GetAwaiter").OfType<IMethodSymbol>().FirstOrDefault() ?? _method);
        if (task is IInvocationOperation { TargetMethod.MethodKind: not (MethodKind.LocalFunction or MethodKind.DelegateInvoke) } call)
        {
            var outer = _awaited;
            _awaited = call;
            var result = Evaluate(call);
            _awaited = outer;
            Suspend();
            return Tasks.ResultOf(task.Type) is not { } type ? Nothing
                : SymbolEqualityComparer.Default.Equals(result.Shape.Type, type) ? result
                : ResultOfTask(type, result, call);
        }

        return ResultOfTask(Tasks.ResultOf(task.Type), Evaluate(task), operation);
    }

    private Value Nothing => Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0));

    private Value ResultOfTask(ITypeSymbol? type, Value task, IOperation operation)
    {
        if (task.Sort == Sort.Ref)
        {
            NonNull(task, operation);
        }

        Suspend();
        return type is null ? Nothing : Havoced("awaited", type);
    }

    /// <summary>Anybody may run here, on any object that is not this method's alone, and the task may have failed.</summary>
    private void Suspend()
    {
        RunUnknownCode();
        Age();
    }

    /// <summary>A <c>lock</c> is entered: what is shared may have changed while it waited (semantics.md, 15). Null for other calls.</summary>
    private Value? EnterLock(IInvocationOperation operation)
    {
        if (!operation.IsImplicit || operation is not { TargetMethod.Name: "Enter", Arguments: [{ Value: var guarded }, { Value: ILocalReferenceOperation { Local: var taken } }] }
            || !KnownMembers.IsNamed(operation.TargetMethod.ContainingType, "System.Threading", "Monitor") || _frame.Mode != EvaluationMode.Execute || _version is not null)
        {
            return null;
        }

        RequireNotNullLock(Evaluate(guarded), operation);
        // Others throw in threads of their own.
        RunUnknownCode(mayThrow: false);
        Age();
        _state = Now with { Locals = Now.Locals.SetItem(taken, Scalar(taken.Type, _terms.True)) };
        return Default(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32));
    }

    private void RequireNotNullLock(Value guarded, IOperation operation)
    {
        var thrown = _reader.Bodies.Compilation.GetTypeByMetadataName("System.ArgumentNullException");
        if (!IsOwnThis(guarded) && _walk?.Forks(thrown, _terms.Not(IsNull(guarded))) != true)
        {
            RequireNotNull(guarded.Term, operation);
        }
    }

    /// <summary>True where the caller does not get what the postconditions speak of: the body has not run to its end, or may not have.</summary>
    private bool IsDeferred(IMethodSymbol method, IOperation call) =>
        _reader.Bodies.IsIterator(method)
        || !ReferenceEquals(call, _awaited) && (method.IsAsync || Tasks.IsTask(method.ReturnType) && (IsOpen(method) || _reader.Bodies.BodyOf(method) is null));

    /// <summary>The postconditions that hold for who makes this call.</summary>
    private IEnumerable<Clause> PromisedTo(IOperation call, IMethodSymbol method, MethodContract contract)
    {
        if (!Tasks.IsTask(method.ReturnType))
        {
            return contract.Ensures;
        }

        // Of one that is no async method, a clause on the completed result is shown by nobody.
        var isAwaited = ReferenceEquals(call, _awaited);
        return contract.Ensures.Where(c => !Tasks.SpeaksOf(c, t => Tasks.IsTask(t) == isAwaited))
            .Where(c => method.IsAsync || IsOpen(method) || _reader.Bodies.BodyOf(method) is null || !Tasks.SpeaksOf(c, t => !Tasks.IsTask(t)));
    }

    private ITypeSymbol ReturnTypeOf(IMethodSymbol method, IOperation call) =>
        ReferenceEquals(call, _awaited) && Tasks.ResultOf(method.ReturnType) is { } result ? result : method.ReturnType;
}
