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
        if (ContractCalls.NameOf(method) is { } contract)
        {
            return ContractCall(contract, operation);
        }

        if (method.Name == "MoveNext" && operation.Instance is IFlowCaptureReferenceOperation reference
            && Now.Captures.TryGetValue(reference.Id, out var capture) && capture is Capture.OfEnumerator enumerator)
        {
            var next = enumerator with { Index = _terms.Add(enumerator.Index, Int(1)) };
            _state = Now with { Captures = Now.Captures.SetItem(reference.Id, next) };
            return Scalar(operation.Type!, _terms.Less(next.Index, LengthOf(next.Collection)));
        }

        if (method.MethodKind == MethodKind.LocalFunction || method.MethodKind == MethodKind.DelegateInvoke)
        {
            throw UnsupportedConstructException.At(method.MethodKind == MethodKind.LocalFunction ? "local function" : "delegate call", operation);
        }

        if (operation.Arguments.Any(a => a.Parameter is { RefKind: not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter) }))
        {
            return InvokeByReference(operation);
        }

        var receiver = Receiver(operation.Instance, out var at);
        var arguments = Arguments(operation.Arguments, method.Parameters);
        return KnownCall(operation, receiver, arguments)
            ?? Call(method, receiver, arguments, operation, operation.Syntax.GetLocation(), at, operation.Arguments);
    }

    /// <summary>The receiver of a call, evaluated once; where it is a struct in a variable, also that variable, which the call may change.</summary>
    private Value? Receiver(IOperation? instance, out Place? at)
    {
        at = null;
        if (instance is null)
        {
            return null;
        }

        var isVariable = IsPlace(instance) || instance is IInstanceReferenceOperation
            || instance is IFlowCaptureReferenceOperation reference && Now.Captures.TryGetValue(reference.Id, out var capture) && capture is Capture.OfPlace;
        if (_frame.Mode != EvaluationMode.Execute || instance.Type is not { IsValueType: true } || !isVariable)
        {
            return Evaluate(instance);
        }

        at = PlaceOf(instance);
        return Read(at, instance);
    }

    private Term LengthOf(Value collection) => collection.Sort == Sort.Text ? _terms.StringLength(collection.Term) : _terms.ArrayLength(collection.Term);

    private Value Current(Capture.OfEnumerator enumerator, IPropertyReferenceOperation operation) => enumerator.Collection.Sort == Sort.Text
        ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Char), _terms.StringChar(enumerator.Collection.Term, enumerator.Index))
        : ReadElement(enumerator.Collection.Term, enumerator.Index, ((IArrayTypeSymbol)enumerator.Collection.Shape.Type).ElementType);

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

    /// <summary>By-reference arguments are locals that the callee leaves with an unknown value, known by its postconditions.</summary>
    private Value InvokeByReference(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        var receiver = Receiver(operation.Instance, out var at);
        var values = new Value[method.Parameters.Length];
        var places = new List<(int Ordinal, Place Place)>();
        foreach (var argument in operation.Arguments)
        {
            var parameter = argument.Parameter!;
            if (parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter)
            {
                values[parameter.Ordinal] = Convert(Evaluate(argument.Value), parameter.Type, argument.Value);
                continue;
            }

            var place = PlaceOf(argument.Value);
            if (place is not (Place.Local or Place.Nowhere))
            {
                throw UnsupportedConstructException.At("reference to a field or element", argument);
            }

            places.Add((parameter.Ordinal, place));
        }

        // What a reference refers to is read by the callee: after the last argument.
        foreach (var (ordinal, place) in places)
        {
            var parameter = method.Parameters[ordinal];
            values[ordinal] = parameter.RefKind == RefKind.Out ? Unknown("out", parameter.Type) : Read(place, operation);
        }

        if (places.GroupBy(p => (p.Place as Place.Local)?.Symbol, SymbolEqualityComparer.Default).Any(g => g.Key is not null && g.Count() > 1))
        {
            throw UnsupportedConstructException.At("one variable passed by reference twice", operation);
        }

        return Call(method, receiver, values.ToImmutableArray(), operation, operation.Syntax.GetLocation(), at, operation.Arguments, places);
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
        var contract = _reader.Of(method);
        var isDeferred = method.IsAsync || _reader.Bodies.IsIterator(method);
        var bindings = Bind(method, arguments, contract);
        var isStructCall = method.ContainingType is { IsValueType: true };
        if (receiver is not null && !isStructCall && method.MethodKind != MethodKind.Constructor)
        {
            NonNull(receiver, operation);
        }

        RequireArguments(method, arguments, argumentOperations);
        var frame = _frame with { Mode = EvaluationMode.Silent, Bindings = bindings, This = receiver, Result = null, Old = null, OldBindings = null };
        foreach (var clause in contract.Requires)
        {
            var goal = WithFrame(frame, () => Clause(clause));
            Require(ObligationKind.PreCaller, site, clause.Text, goal);
        }

        if (Unfolds(method, contract) is { } body)
        {
            return Convert(WithFrame(frame with { Unfolding = frame.Unfolding.Add(method.OriginalDefinition) }, () => Evaluate(body)), method.ReturnType, operation);
        }

        var writes = WritesOf(method);
        if (_frame.Mode != EvaluationMode.Execute && !writes.IsNothing)
        {
            throw _frame.Mode == EvaluationMode.Clause
                ? new IllFormedContractException($"a contract calls {method.ToDisplayString()}, which may write", Lines.Of(operation))
                : UnsupportedConstructException.At($"impure call of {method.Name} in a contract", operation);
        }

        if (_frame.Mode == EvaluationMode.Execute)
        {
            BeforeCall(method, receiver, arguments);
        }

        var before = Now;
        Havoc(writes, receiver, arguments);
        if (method.MethodKind == MethodKind.Constructor && receiver is not null && !isStructCall)
        {
            // A constructor may set read-only fields too.
            ForgetFields(method.ContainingType, receiver.Term);
        }

        Touch(method, writes, receiver);
        if (!writes.IsNothing || method.ReturnType.IsReferenceType)
        {
            Age();
        }

        bindings = WriteBack(method, bindings, contract, places, operation);
        var returned = isStructCall && method.MethodKind == MethodKind.Constructor ? receiver : AfterStructCall(method, receiver, at, operation);
        var result = ResultOf(method, receiver, arguments, writes, before, operation);
        Note(method, contract);
        var after = frame with
        {
            Bindings = Reassigned(method, bindings, contract),
            This = returned ?? receiver,
            Result = result,
            Old = before with { This = receiver },
            OldBindings = frame.Bindings,
            Unfolding = frame.Unfolding.Add(method.OriginalDefinition),
        };

        // A postcondition that speaks of its own method is unrolled once; of a call in a clause, it holds only if the call certainly returns.
        if (!frame.Unfolding.Contains(method.OriginalDefinition) && !isDeferred && (_frame.Mode == EvaluationMode.Execute || _totality.Returns(method)))
        {
            foreach (var clause in contract.Ensures)
            {
                Know(WithFrame(after, () => Clause(clause)));
            }
        }

        AfterCall(method, after);
        if (!writes.IsNothing)
        {
            KnowOwnInvariants(method);
        }

        return result;
    }

    private Value Call(IMethodSymbol method, Value? receiver, Value[] arguments, IOperation operation, Location site) =>
        Call(method, receiver, arguments.Select((a, i) => i < method.Parameters.Length ? Convert(a, method.Parameters[i].Type, operation) : a).ToImmutableArray(), operation, site);

    private ImmutableDictionary<ISymbol, Value> Bind(IMethodSymbol method, ImmutableArray<Value> arguments, MethodContract contract)
    {
        var bindings = ImmutableDictionary.CreateBuilder<ISymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var owner in contract.Clauses.Select(c => c.Owner).Append(method).Append(method.OriginalDefinition).Distinct(SymbolEqualityComparer.Default).Cast<IMethodSymbol>())
        {
            foreach (var parameter in owner.Parameters.Where(p => p.Ordinal < arguments.Length))
            {
                bindings[parameter] = arguments[parameter.Ordinal];
            }
        }

        return bindings.ToImmutable();
    }

    /// <summary>A parameter that the callee assigns has, in its postconditions, a value that the caller does not know.</summary>
    private ImmutableDictionary<ISymbol, Value> Reassigned(IMethodSymbol method, ImmutableDictionary<ISymbol, Value> bindings, MethodContract contract)
    {
        if (!contract.Ensures.Any())
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

    /// <summary>A non-null parameter of a source method is a precondition where everything is asked about (semantics.md, 12).</summary>
    private void RequireArguments(IMethodSymbol method, ImmutableArray<Value> arguments, ImmutableArray<IArgumentOperation> operations)
    {
        if (_options.Scope != VerifyScope.All || operations.IsDefault || method.DeclaringSyntaxReferences.Length == 0)
        {
            return;
        }

        foreach (var argument in operations.Where(a => a.Parameter is { RefKind: RefKind.None } p && IsNonNull(p.OriginalDefinition.Type)))
        {
            Require(ObligationKind.Null, argument.Value, _terms.Not(IsNull(arguments[argument.Parameter!.Ordinal])));
        }
    }

    private IOperation? Unfolds(IMethodSymbol method, MethodContract contract) =>
        (contract.IsPure || method is { MethodKind: MethodKind.PropertyGet, Parameters.Length: 0 }) && !contract.Ensures.Any() && !IsOpen(method) && !_frame.Unfolding.Contains(method.OriginalDefinition)
        && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, _method.OriginalDefinition)
        && !method.IsGenericMethod && method.ContainingType is { IsGenericType: false } && _writes.Of(method).IsNothing
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

        return writes;
    }

    private void Note(IMethodSymbol method, MethodContract contract)
    {
        _havocs.Add(new UnknownReason(UnknownKind.CalleeContractTooWeak, method.OriginalDefinition.GetDocumentationCommentId() ?? method.Name));
        _callsAreTotal = false;
        if (IsOpen(method) && contract.HasInterface)
        {
            Trust("open-override", $"every override of {method.ToDisplayString()} keeps its contract", 0);
        }
    }

    /// <summary>What can reach the object may rely on its invariant, and may throw out of here (semantics.md, 11).</summary>
    private void BeforeCall(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments)
    {
        var onThis = receiver is not null && IsOwnThis(receiver);
        if (KnownMembers.WritesNothing(method) && method.MethodKind is MethodKind.Constructor or MethodKind.PropertyGet
            || onThis && method.MethodKind == MethodKind.Constructor)
        {
            return;
        }

        var passesThis = Now.This is { } self && arguments.Any(a => a.Leaves.Contains(self.Leaves[0]));
        if (_method.MethodKind == MethodKind.Constructor && Now.This is not null && !_method.ContainingType.IsValueType)
        {
            RequireTouched();
            if (passesThis || _objects.LetsItselfOut(_method) || onThis && _objects.ReliesOnInvariant(method))
            {
                RequireInvariants();
            }

            return;
        }

        if (ReferenceEquals(Now.Heap, _entry.Heap))
        {
            return;
        }

        RequireTouched();
        if (Now.This is not null && !_method.ContainingType.IsValueType && _reader.HoldsInvariants(_method))
        {
            RequireInvariants();
        }
    }

    private void AfterCall(IMethodSymbol method, Frame after)
    {
        if (after.This is null || method.IsStatic || !_reader.HoldsInvariants(method))
        {
            return;
        }

        foreach (var clause in _reader.InvariantsOf(method.ContainingType))
        {
            Know(WithFrame(after, () => Clause(clause)));
        }
    }

    private Value ResultOf(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, WriteSet writes, State before, IOperation operation)
    {
        if (method.ReturnsVoid)
        {
            return new Value(_shapes.Of(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32)), Int(0));
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            throw UnsupportedConstructException.At("reference return", operation);
        }

        var inputs = arguments.Concat(receiver is null ? [] : [receiver]).SelectMany(a => a.Leaves).ToList();
        var quantified = inputs.Any(t => t.FreeBound.Count > 0);
        if (quantified)
        {
            throw UnsupportedConstructException.At($"call of {method.Name} under a quantifier", operation);
        }

        var isFunction = writes.IsNothing && _reader.Of(method).IsPure && _shapes.Of(method.ReturnType).Leaves.All(l => l.Sort != Sort.Ref);
        var key = (Inputs: !isFunction ? "" : string.Join(" ", new[] { method.ToDisplayString() }
            .Concat(inputs.Select(i => i.Id.ToString(CultureInfo.InvariantCulture)))
            .Concat(before.Heap.OrderBy(p => p.Key.Id, StringComparer.Ordinal).Select(p => $"{p.Key.Id}={p.Value.Id.ToString(CultureInfo.InvariantCulture)}"))), before.Epoch);
        if (isFunction && _pureResults.TryGetValue(key, out var known))
        {
            return known;
        }

        var result = Havoced("result", method.ReturnType);
        if (IsNonNull(method.ReturnType))
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

    private ImmutableDictionary<ISymbol, Value> WriteBack(
        IMethodSymbol method, ImmutableDictionary<ISymbol, Value> bindings, MethodContract contract, IReadOnlyList<(int Ordinal, Place Place)>? places, IOperation operation)
    {
        foreach (var (ordinal, place) in places ?? [])
        {
            var value = Havoced("ref", method.Parameters[ordinal].Type);
            Write(place, Convert(value, place.Shape.Type, operation), operation);
            foreach (var owner in contract.Clauses.Select(c => c.Owner).Append(method.OriginalDefinition))
            {
                bindings = bindings.SetItem(owner.Parameters[ordinal], value);
            }
        }

        return bindings;
    }

    /// <summary>A method of a struct that is not read-only may have changed the variable, or the copy, that it was called on.</summary>
    private Value? AfterStructCall(IMethodSymbol method, Value? receiver, Place? at, IOperation operation)
    {
        if (receiver is null || method.IsStatic || method.ContainingType is not { IsValueType: true } type || type.IsReadOnly || method.IsReadOnly
            || KnownMembers.WritesNothing(method))
        {
            return null;
        }

        var changed = Havoced("struct", receiver.Shape.Type);
        if (_frame.Mode == EvaluationMode.Execute && at is not null)
        {
            Write(at, changed, operation);
        }

        return changed;
    }

    private Value Create(IObjectCreationOperation operation)
    {
        if (operation.Initializer is not null && operation.Initializer.Initializers.Length > 0)
        {
            throw UnsupportedConstructException.At("object initialiser in an expression", operation);
        }

        var type = (INamedTypeSymbol)operation.Type!;
        var constructor = operation.Constructor!;
        var arguments = operation.Arguments.Any(a => a.Parameter!.RefKind is RefKind.Ref or RefKind.Out)
            ? throw UnsupportedConstructException.At("reference argument of a constructor", operation)
            : Arguments(operation.Arguments, constructor.Parameters);
        if (_frame.Mode == EvaluationMode.Clause && !type.IsValueType)
        {
            throw UnsupportedConstructException.At("object creation in a contract", operation);
        }

        if (type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Delegate)
        {
            throw UnsupportedConstructException.At("creation of a string or delegate", operation);
        }

        if (type.IsValueType)
        {
            return CreateStruct(type, constructor, arguments, operation);
        }

        var made = Allocate(_shapes.Of(type));
        if (_writes.Of(constructor).IsNothing && RecordParts(type, constructor) is { } parts)
        {
            InitialiseFields(type, made.Term, evaluateInitialisers: false);
            ForgetInitialised(type, made.Term, parts);
            for (var i = 0; i < parts.Count; i++)
            {
                SetField(parts[i], made.Term, arguments[i]);
            }

            RequireInvariantsOf(type, made);
            return made;
        }

        if (constructor.IsImplicitlyDeclared && type.DeclaringSyntaxReferences.Length > 0 && _writes.Of(constructor).IsNothing)
        {
            InitialiseFields(type, made.Term, evaluateInitialisers: false);
            ForgetInitialised(type, made.Term, []);
            RequireInvariantsOf(type, made);
            return made;
        }

        Call(constructor, made, arguments, operation, operation.Syntax.GetLocation());
        if (_reader.Bodies.BodyOf(constructor) is null)
        {
            RequireInvariantsOf(type, made);
        }

        return made;
    }

    /// <summary>Nobody else answers for the invariant of an object that a constructor without a body makes.</summary>
    private void RequireInvariantsOf(INamedTypeSymbol type, Value made)
    {
        foreach (var clause in _frame.Mode == EvaluationMode.Execute ? _reader.InvariantsOf(type) : [])
        {
            RequireInvariant(clause, made, _terms.True);
        }
    }

    /// <summary>Fields with an initialiser that is no constant are known by their type only.</summary>
    private void ForgetInitialised(INamedTypeSymbol type, Term receiver, IReadOnlyList<IFieldSymbol> except)
    {
        foreach (var field in Shapes.FieldsOf(type).Where(f => !except.Contains(f, SymbolEqualityComparer.Default)))
        {
            if (InitialiserOf(field) is { } initialiser)
            {
                var value = initialiser.ConstantValue.HasValue ? Convert(Evaluate(initialiser), field.Type, initialiser) : InitialOf(field);
                SetField(field, receiver, value);
            }
        }
    }

    private Value InitialOf(IFieldSymbol field)
    {
        var value = Havoced("initial", field.Type);
        var keys = _keys.OfField(field);
        for (var i = 0; i < keys.Count; i++)
        {
            FromOutside(keys[i], value.Leaves[i]);
        }

        return value;
    }

    /// <summary>The fields that a record's primary constructor sets, in parameter order; null for any other constructor.</summary>
    private static IReadOnlyList<IFieldSymbol>? RecordParts(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        if (!type.IsRecord || constructor.Parameters.Length == 0
            || constructor.DeclaringSyntaxReferences.All(r => r.GetSyntax() is not Microsoft.CodeAnalysis.CSharp.Syntax.RecordDeclarationSyntax))
        {
            return null;
        }

        var fields = constructor.Parameters.Select(p => type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f =>
            f.AssociatedSymbol is IPropertySymbol property && property.Name == p.Name
            && property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax))).ToList();
        return fields.All(f => f is not null) ? fields! : null;
    }

    private Value CreateStruct(INamedTypeSymbol type, IMethodSymbol constructor, ImmutableArray<Value> arguments, IOperation operation)
    {
        var value = Default(type);
        if (constructor.Parameters.Length == 0 && constructor.IsImplicitlyDeclared)
        {
            return value;
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Convert(arguments[0], type, operation);
        }

        if (_writes.Of(constructor).IsNothing && RecordParts(type, constructor) is { } parts && !value.Shape.IsScalar)
        {
            for (var i = 0; i < parts.Count; i++)
            {
                value = value.With(value.Shape.PartOf(Shapes.NameOf(parts[i]))!, arguments[i]);
            }

            foreach (var field in Shapes.FieldsOf(type).Where(f => !parts.Contains(f, SymbolEqualityComparer.Default) && InitialiserOf(f) is not null))
            {
                value = value.With(value.Shape.PartOf(Shapes.NameOf(field))!, Havoced("initial", field.Type));
            }

            return value;
        }

        var made = Havoced("struct", type);
        Call(constructor, made, arguments, operation, operation.Syntax.GetLocation());
        return made;
    }
}
