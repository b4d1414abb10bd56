using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Calls: by contract and write set; pure expression bodies unfold.</content>
internal sealed partial class MethodEncoder
{
    private readonly Dictionary<(string Inputs, Epoch Epoch), Value> _pureResults = [];

    private bool IsOpen(IMethodSymbol? method) => method is not null && _writes.IsOpen(method);

    private Value Invoke(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        if (method.Name == Records.CloneMethod && operation.Instance is { } original && _frame.Mode == EvaluationMode.Execute && Records.CopiesFields(method.ContainingType, _reader.Bodies))
        {
            return Clone(Evaluate(original), method.ContainingType, operation);
        }

        if (Initialisers.SetsDefaults(method))
        {
            // `: this()` of a struct: it starts with its defaults.
            return Default(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32));
        }

        if (ContractCalls.NameOf(method) is { } contract)
        {
            return ContractCall(contract, operation);
        }

        if (method is { ContainingType: { Name: "Ghost" } ghost } && KnownMembers.IsNamed(ghost, "Maestro.Specifications", "Ghost") && _frame.This is not null)
        {
            return GhostCall(operation);
        }

        if (method.Name == "MoveNext" && operation.Instance is IFlowCaptureReferenceOperation reference
            && Now.Captures.TryGetValue(reference.Id, out var capture) && capture is Capture.OfEnumerator enumerator)
        {
            TrustInterface(Concrete(enumerator.Collection));
            if (VersionOf(enumerator.Collection) is { } version)
            {
                RequireThrown(ObligationKind.PreCaller, InvalidOperation, operation, _terms.Equal(version, enumerator.Version!));
            }

            var next = enumerator with { Index = _terms.Add(enumerator.Index, Int(1)) };
            _state = Now with { Captures = Now.Captures.SetItem(reference.Id, next) };
            return Scalar(operation.Type!, _terms.Less(next.Index, LengthOf(next.Collection)));
        }

        if (InvokeNested(operation) is { } nested)
        {
            return nested;
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            throw UnsupportedConstructException.At("local function", operation);
        }

        if (EnterLock(operation) is { } entered)
        {
            return entered;
        }

        if (operation.Arguments.Any(a => a.Parameter is { RefKind: not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter) } || IsReadReference(a)))
        {
            return InvokeByReference(operation);
        }

        if ((Query(operation) ?? WholeCall(operation) ?? ValueOrDefault(operation) ?? HasFlag(operation)) is { } query)
        {
            return query;
        }

        if (Disposes(operation) is ({ } dispose, { } disposed))
        {
            return Call(dispose, Evaluate(disposed), ImmutableArray<Value>.Empty, operation, operation.Syntax.GetLocation());
        }

        var receiver = Receiver(operation.Instance, method, out var at);
        var arguments = Arguments(operation.Arguments, method.Parameters);
        if (method is { MethodKind: MethodKind.Constructor, ContainingType.IsValueType: true })
        {
            // `: this(…)` of a struct: what the other constructor leaves is known by its contract.
            receiver = WithPositional(Havoced("struct", method.ContainingType), method, arguments);
            _state = Now with { This = receiver };
            return Call(method, receiver, arguments, operation, operation.Syntax.GetLocation());
        }

        receiver = Latest(receiver, at, operation);
        return KnownCall(operation, receiver, arguments)
            ?? Call(method, receiver, arguments, operation, operation.Syntax.GetLocation(), at, operation.Arguments);
    }

    /// <summary>Arguments by the parameters' order, evaluated in their own.</summary>
    private ImmutableArray<Value> Arguments(ImmutableArray<IArgumentOperation> arguments, ImmutableArray<IParameterSymbol> parameters)
    {
        var values = new Value[parameters.Length];
        foreach (var argument in arguments)
        {
            values[argument.Parameter!.Ordinal] = Convert(Evaluate(argument.Value), argument.Parameter.Type, argument.Value);
        }

        return values.ToImmutableArray();
    }

    private Value Call(
        IMethodSymbol method,
        Value? receiver,
        ImmutableArray<Value> arguments,
        IOperation operation,
        Location site,
        Place? at = null,
        ImmutableArray<IArgumentOperation> argumentOperations = default,
        IReadOnlyList<(int Ordinal, Place Place)>? places = null)
    {
        var specified = _reader.Specifications.Of(method);
        if (specified is not null && receiver is not null)
        {
            receiver = receiver with { Shape = _shapes.Of(method.ContainingType) };
        }

        RequireModel(specified, method, operation);

        var contract = specified?.Contract ?? _reader.Of(method);
        if (contract.Unreadable is { } unreadable)
        {
            throw UnsupportedConstructException.At($"call of {method.Name}, whose contract is not visible here: {unreadable}", operation);
        }

        var isDeferred = IsDeferred(method, operation);
        var bindings = Bind(method, receiver, arguments, contract, specified?.Method);
        var isStructCall = method.ContainingType is { IsValueType: true };
        if (receiver is not null && !isStructCall && method.MethodKind != MethodKind.Constructor)
        {
            NonNull(receiver, operation);
        }

        if (_version is not null && _frame.Mode == EvaluationMode.Execute)
        {
            // Unfolding would leave out what the callee throws.
            return CallInVersion(method, receiver, arguments, operation, at, places);
        }

        var unfolded = Unfolds(method, contract);

        RequireArguments(method, arguments, argumentOperations, operation);
        var frame = _frame with { Mode = EvaluationMode.Silent, Bindings = bindings, This = receiver, Result = null, Old = null, OldBindings = null };
        if (specified is { IsOfValue: true })
        {
            return CallOfValue(method, specified, receiver, arguments, frame, operation);
        }

        if (specified is not null)
        {
            TrustComparer(receiver!);
            KnowAlways(specified.Invariants, frame);
        }

        foreach (var clause in contract.Requires)
        {
            var goal = WithFrame(frame, () => Clause(clause));
            if (specified is null)
            {
                Require(ObligationKind.PreCaller, site, clause.Text, goal);
            }
            else
            {
                RequireSpecified(clause, goal, method, site);
            }
        }

        if (specified?.Value is { } known)
        {
            return Convert(WithFrame(frame, () => Evaluate(known)), method.ReturnType, operation);
        }

        if (unfolded is { } body)
        {
            CountUnfolding(operation);
            ForkAtCall(method, contract, frame);
            // What it may throw, a clause may throw.
            var mode = _frame.Mode == EvaluationMode.Clause ? EvaluationMode.Clause : EvaluationMode.Silent;
            return Convert(WithFrame(frame with { Mode = mode, Unfolding = frame.Unfolding.Add(method.OriginalDefinition) }, () => Evaluate(body)), method.ReturnType, operation);
        }

        var writes = WritesOf(method);
        // The constructor of a framework type writes its own object only, as in an initialiser of a field.
        var makes = specified is not null && method.MethodKind == MethodKind.Constructor && _frame.Mode == EvaluationMode.Silent;
        if (_frame.Mode != EvaluationMode.Execute && !writes.IsNothing && !makes)
        {
            throw _frame.Mode == EvaluationMode.Clause
                ? new IllFormedContractException($"a contract calls {method.ToDisplayString()}, which may write", Lines.Of(operation))
                : UnsupportedConstructException.At($"impure call of {method.Name} in a contract", operation);
        }

        if (places is null && !writes.IsNothing && method.Parameters.Any(p => p.RefKind is RefKind.In or RefKind.RefReadOnlyParameter))
        {
            // What the callee leaves in the variable is what its postconditions speak of.
            throw UnsupportedConstructException.At($"argument by reference of {method.Name}", operation);
        }

        // What is specified calls nobody, and throws only what it owes.
        if (_frame.Mode == EvaluationMode.Execute && specified is null)
        {
            BeforeCall(method, receiver, arguments);
        }

        NoteCall(method, contract, arguments, frame, site);
        var before = Now;
        Havoc(writes, receiver, arguments);
        if (method.MethodKind == MethodKind.Constructor && receiver is not null && !isStructCall)
        {
            // A constructor may set read-only fields too.
            ForgetFields(method.ContainingType, receiver.Term);
        }

        KeepParameters(method, receiver, arguments);
        Touch(method, writes, receiver);
        if (specified is not null && !writes.IsNothing)
        {
            TouchBehind((operation as IInvocationOperation)?.Instance ?? (operation as IMemberReferenceOperation)?.Instance);
        }

        if (!writes.IsNothing || method.ReturnType.IsReferenceType)
        {
            Age();
        }

        bindings = WriteBack(method, bindings, contract, places, operation);
        var returned = isStructCall && method.MethodKind == MethodKind.Constructor ? receiver : AfterStructCall(method, receiver, at, operation);
        if (specified is null)
        {
            ForkAtCall(method, contract, frame with
            {
                Bindings = Reassigned(method, BindReceiver(bindings, method, returned ?? receiver, contract), contract),
                This = returned ?? receiver,
                Old = before with { This = receiver },
                OldBindings = frame.Bindings,
                Unfolding = frame.Unfolding.Add(method.OriginalDefinition),
            });
        }

        var result = ResultOf(method, receiver, arguments, writes, before, operation);
        Note(method, contract);
        var after = frame with
        {
            Bindings = Reassigned(method, BindReceiver(bindings, method, returned ?? receiver, contract), contract),
            This = returned ?? receiver,
            Result = result,
            Old = before with { This = receiver },
            OldBindings = frame.Bindings,
            Unfolding = frame.Unfolding.Add(method.OriginalDefinition),
        };

        // A postcondition that speaks of its own method is unrolled once; of a call in a clause, it holds only if the call certainly returns.
        if (MayUnfold && !frame.Unfolding.Contains(method.OriginalDefinition) && !isDeferred && (_frame.Mode == EvaluationMode.Execute || specified is not null || _totality.Returns(method)))
        {
            foreach (var clause in PromisedTo(operation, method, contract))
            {
                Know(WithFrame(after, () => Clause(clause)));
            }
        }

        if (specified is not null)
        {
            KnowAlways(specified.Invariants, after);
        }

        AfterCall(method, after);
        if (!writes.IsNothing && specified is null)
        {
            KnowOwnInvariants(method);
        }

        return result;
    }

    private Value Call(IMethodSymbol method, Value? receiver, Value[] arguments, IOperation operation, Location site) =>
        Call(method, receiver, arguments.Select((a, i) => i < method.Parameters.Length ? Convert(a, method.Parameters[i].Type, operation) : a).ToImmutableArray(), operation, site);

    private IOperation? Unfolds(IMethodSymbol method, MethodContract contract) =>
        (contract.IsPure || method is { MethodKind: MethodKind.PropertyGet, Parameters.Length: 0 }) && !contract.Ensures.Any() && !IsOpen(method) && MayUnfold && !_frame.Unfolding.Contains(method.OriginalDefinition)
        && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, _method.OriginalDefinition)
        && !method.IsGenericMethod && !method.IsAsync && method.ContainingType is { IsGenericType: false } && _writes.Of(method).IsNothing
        ? _reader.Bodies.ReturnedExpressionOf(method) : null;

    /// <summary>An override that nobody has seen may write anything, unless the contract says that it is pure.</summary>
    private WriteSet WritesOf(IMethodSymbol method)
    {
        var writes = _writes.Of(method);
        if (IsOpen(method) && _reader.Of(method) is { IsPure: true, HasInterface: true } && _writes.EveryBodyWritesNothing(method))
        {
            Trust("open-override", $"every override of {method.ToDisplayString()} is pure", 0);
            return WriteSet.Nothing;
        }

        if (method.IsExtern && StatedFrames.WritesNothing(method))
        {
            Trust("stated-frame", $"{method.ToDisplayString()} writes nothing", 0);
            return WriteSet.Nothing;
        }

        if (IsOpen(method) && StatedFrames.WritesNothing(method) && _writes.EveryBodyWritesNothing(method))
        {
            Trust("open-override", $"every override of {method.ToDisplayString()} writes nothing", 0);
            return WriteSet.Nothing;
        }

        return writes;
    }

    private void Note(IMethodSymbol method, MethodContract contract)
    {
        _havocs.Add(new UnknownReason(UnknownKind.CalleeContractTooWeak, method.OriginalDefinition.GetDocumentationCommentId() ?? method.Name));
        if (IsOpen(method) && contract.HasInterface)
        {
            Trust("open-override", $"every override of {method.ToDisplayString()} keeps its contract", 0);
        }
    }

    private Value ResultOf(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, WriteSet writes, State before, IOperation operation)
    {
        if (method.ReturnsVoid)
        {
            return new Value(_shapes.Of(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32)), Int(0));
        }

        if ((method.ReturnsByRef || method.ReturnsByRefReadonly) && _version is not null)
        {
            throw UnsupportedConstructException.At("reference return", operation);
        }

        var inputs = arguments.Concat(receiver is null ? [] : [receiver]).SelectMany(a => a.Leaves).ToList();
        var quantified = inputs.Any(t => t.FreeBound.Count > 0);
        if (quantified)
        {
            throw UnsupportedConstructException.At($"call of {method.Name} under a quantifier", operation);
        }

        // A getter of another assembly that only reads a private field: of the heap, nothing but that assembly's private state matters.
        var readsHidden = _reader.References.Of(method) is { Member.ReadsField: true } && !IsOpen(method);
        var isFunction = writes.IsNothing && (readsHidden || _reader.Of(method).IsPure) && !Tasks.IsTask(method.ReturnType) && _shapes.Of(method.ReturnType).Leaves.All(l => l.Sort != Sort.Ref);
        var key = (Inputs: !isFunction ? "" : string.Join(" ", new[] { method.ToDisplayString() }
            .Concat(inputs.Select(i => i.Id.ToString(CultureInfo.InvariantCulture)))
            .Concat(before.Heap.Where(p => !readsHidden || p.Key.Equals(HeapKeys.Hidden)).OrderBy(p => p.Key.Id, StringComparer.Ordinal).Select(p => $"{p.Key.Id}={p.Value.Id.ToString(CultureInfo.InvariantCulture)}"))), before.Epoch);
        if (isFunction && _pureResults.TryGetValue(key, out var known))
        {
            return known;
        }

        // It depends on no element: it is the same for each.
        var type = ReturnTypeOf(method, operation);
        var result = Outside(() => Havoced("result", type));
        if (IsNonNull(type) && _reader.NonNull.Covers(method))
        {
            Know(_terms.Not(IsNull(result)));
            Trust("non-null-result", method.ToDisplayString(), 0);
        }

        if (isFunction)
        {
            _pureResults[key] = result;
        }

        return result;
    }
}
