using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>New objects, structs and arrays: field initialisers, constructors and initialisers in C#'s order.</summary>
internal sealed class Construction(Execution run)
{
    public object? Create(IObjectCreationOperation creation, Frame frame)
    {
        var type = (INamedTypeSymbol)run.Resolve(creation.Type!, frame);
        var constructor = creation.Constructor ?? throw run.Unsupported("object creation", creation);
        var arguments = run.Calls.Arguments(creation.Arguments, constructor, frame);
        var value = New(type, constructor, arguments, creation, frame);
        if (creation.Initializer is { } initializer)
        {
            Fill(initializer, value, frame);
        }

        return value;
    }

    public object? New(INamedTypeSymbol type, IMethodSymbol constructor, Location[] arguments, IOperation site, Frame caller)
    {
        if (IsException(type) && type.DeclaringSyntaxReferences.IsEmpty)
        {
            return run.Types.NewObject(type);
        }

        if (type.SpecialType == SpecialType.System_Object)
        {
            return new ObjectValue(type, Array.Empty<object?>());
        }

        if (SpanValue.ElementOf(type) is not null)
        {
            return run.Spans.Create(type, constructor, arguments, site, caller);
        }

        if (TypeModel.IsModelledStruct(type))
        {
            var place = (StructValue)run.Types.DefaultOf(type)!;
            if (type.IsTupleType)
            {
                for (var i = 0; i < arguments.Length; i++)
                {
                    place.Fields[i] = arguments[i].Get();
                }
            }
            else if (!constructor.IsImplicitlyDeclared || constructor.Parameters.Length > 0)
            {
                Construct(constructor, place, arguments, site, caller);
            }

            return place;
        }

        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return run.Framework.Create(type, constructor, arguments, site, caller);
        }

        run.Statics.Initialize(type, caller);
        var created = run.Types.NewObject(type);
        Construct(constructor, created, arguments, site, caller);
        return created;
    }

    /// <summary>Runs a constructor on an object: field initialisers (unless it calls <c>this(…)</c>), base constructor, body.</summary>
    public object? Construct(IMethodSymbol constructor, object self, Location[] arguments, IOperation site, Frame caller)
    {
        var definition = constructor.OriginalDefinition;
        var type = definition.ContainingType;
        if (type.SpecialType == SpecialType.System_Object || Frames.Initialisers.SetsDefaults(definition) || (type.DeclaringSyntaxReferences.IsEmpty && IsException(type)))
        {
            return null;
        }

        // Of a project that is known for another framework only, there are declarations and no bodies.
        if (!run.Program.Contracts.Bodies.IsSource(type))
        {
            throw run.Unsupported(constructor.ToDisplayString(), site);
        }

        var code = run.Program.CodeOf(definition);
        var frame = Calls.FrameFor(constructor, code, self, arguments, underTest: false);
        run.Clauses.AtCall(code.Contract, frame, site, caller);
        run.EnterCall();
        run.Clauses.Around(code, frame, () => Body(code, frame, site));
        run.LeaveCall();
        return null;
    }

    /// <summary>What a constructor executes, in a frame made for it.</summary>
    public object? Body(MethodCode code, Frame frame, IOperation? site)
    {
        var type = code.Method.ContainingType;
        var syntax = code.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        if (syntax is TypeDeclarationSyntax declaration && !code.Method.IsImplicitlyDeclared)
        {
            Primary(code.Method, declaration, frame, site);
            return null;
        }

        if (Frames.Initialisers.RunIn(code.Method, run.Program.Contracts.Bodies))
        {
            Initializers(type, frame);
        }

        // In a graph the call that nobody wrote is there too.
        if (code.Graph is null && type is { TypeKind: TypeKind.Class, BaseType: { DeclaringSyntaxReferences.IsEmpty: false } parent })
        {
            var parentConstructor = parent.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length == 0)
                ?? throw run.Unsupported("base constructor with optional parameters", site);
            Construct(parentConstructor, frame.This!, Array.Empty<Location>(), site ?? code.Graph!.OriginalOperation, frame);
        }

        return code.Graph is { } graph ? run.Graphs.Run(graph, frame, code.Contract) : null;
    }

    public void RunInitializer(ISymbol member, Frame frame)
    {
        if (run.Program.InitializerOf(member) is { } graph)
        {
            var initializing = new Frame(frame.Method, frame.This, frame.UnderTest) { TypeArguments = frame.TypeArguments };
            foreach (var pair in frame.Variables)
            {
                initializing.Variables[pair.Key] = pair.Value;
            }

            run.Graphs.Run(graph, initializing, null);
        }
    }

    public object CreateArray(IArrayCreationOperation creation, Frame frame)
    {
        var type = (IArrayTypeSymbol)run.Resolve(creation.Type!, frame);
        if (type.Rank != 1)
        {
            return run.Grids.Create(type, creation, frame);
        }

        var size = Numbers.Convert(run.Evaluator.Evaluate(creation.DimensionSizes[0], frame)!, SpecialType.System_Decimal, isChecked: false) is decimal length
            ? length
            : throw run.Unsupported("array size", creation);
        if (size < 0 || size > int.MaxValue)
        {
            throw run.Fault(ObligationKind.ArraySize, creation, frame, System.FormattableString.Invariant($"the array size is {size}"));
        }

        run.CheckLength((int)size);
        // An empty one of `params` is shared.
        var array = size == 0 && creation.IsImplicit ? new ArrayValue(type.ElementType, Array.Empty<object?>()) { MayBeShared = true } : NewArray(type.ElementType, (int)size);
        if (creation.Initializer is { } initializer)
        {
            for (var i = 0; i < initializer.ElementValues.Length; i++)
            {
                array.Items[i] = run.Evaluator.Evaluate(initializer.ElementValues[i], frame);
            }
        }

        return array;
    }

    public ArrayValue NewArray(ITypeSymbol elementType, int length)
    {
        var items = new object?[length];
        if (elementType.IsValueType)
        {
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = run.Types.DefaultOf(elementType);
            }
        }

        return new ArrayValue(elementType, items);
    }

    public object Collection(ICollectionExpressionOperation expression, Frame frame)
    {
        var resolved = run.Resolve(expression.Type!, frame);
        if ((SpanValue.ElementOf(resolved) ?? (resolved is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : null)) is not { } elementType)
        {
            throw run.Unsupported("collection expression", expression);
        }

        var items = new List<object?>();
        foreach (var element in expression.Elements)
        {
            if (element is not ISpreadOperation spread)
            {
                items.Add(run.Evaluator.Evaluate(element, frame));
            }
            else if (spread.ElementConversion.IsIdentity && Spread(spread, frame) is { } source)
            {
                items.AddRange(source.Select(StructValue.CopyOf));
            }
            else
            {
                throw run.Unsupported("spread", spread);
            }
        }

        var made = new ArrayValue(elementType, items.ToArray()) { MayBeShared = true };
        return resolved is IArrayTypeSymbol ? made : SpanValue.Of(elementType, made);
    }

    private IEnumerable<object?>? Spread(ISpreadOperation spread, Frame frame) => run.Evaluator.Evaluate(spread.Operand, frame) switch
    {
        ArrayValue array => array.Items,
        SpanValue span => Enumerable.Range(0, span.Length).Select(i => span.At(i).Get()),
        ListValue list => list.Items,
        string text => text.Select(c => (object?)c),
        null => throw run.Fault(ObligationKind.Null, spread, frame, "the collection is null"),
        _ => null,
    };

    public object With(IWithOperation operation, Frame frame)
    {
        object copy = run.Evaluator.Evaluate(operation.Operand, frame) switch
        {
            StructValue s => s,
            ObjectValue o when operation.CloneMethod is { IsImplicitlyDeclared: true } =>
                new ObjectValue(o.Type, o.Fields.Select(StructValue.CopyOf).ToArray()) { Captured = o.Captured },
            null => throw run.Fault(ObligationKind.Null, operation, frame, "the receiver is null"),
            _ => throw run.Unsupported("with", operation),
        };
        if (operation.Initializer is { } initializer)
        {
            Fill(initializer, copy, frame);
        }

        return copy;
    }

    /// <summary>A nested initialiser: fills what the implicit receiver holds.</summary>
    public object? Initialize(IObjectOrCollectionInitializerOperation initializer, Frame frame) => throw run.Unsupported("nested initialiser", initializer);

    private void Fill(IObjectOrCollectionInitializerOperation initializer, object? value, Frame frame)
    {
        frame.ImplicitReceivers.Push(value);
        foreach (var operation in initializer.Initializers)
        {
            run.Evaluator.Raw(operation, frame);
        }

        frame.ImplicitReceivers.Pop();
    }

    private void Initializers(INamedTypeSymbol type, Frame frame)
    {
        foreach (var member in run.Program.InitializedMembers(type, isStatic: false))
        {
            RunInitializer(member, frame);
        }
    }

    private void Primary(IMethodSymbol constructor, TypeDeclarationSyntax declaration, Frame frame, IOperation? site)
    {
        var self = frame.This as ObjectValue;
        var callsBase = declaration.BaseList?.Types.Any(t => t is PrimaryConstructorBaseTypeSyntax) == true;
        var baseCall = callsBase ? run.Program.Contracts.Bodies.BaseCallOf(constructor) : null;
        if (self is null && frame.This is not StructValue { Type.IsRecord: true } || callsBase && baseCall is null
            || !callsBase && constructor.ContainingType.BaseType is { DeclaringSyntaxReferences.IsEmpty: false })
        {
            throw run.Unsupported("primary constructor", site);
        }

        var fields = self?.Fields ?? ((StructValue)frame.This!).Fields;
        foreach (var parameter in constructor.Parameters)
        {
            if (self is not null)
            {
                (self.Captured ??= new Dictionary<ISymbol, Location>(SymbolEqualityComparer.Default))[parameter] = frame.Variables[parameter];
            }

            var property = constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
                .FirstOrDefault(p => p.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax));
            if (property is not null && constructor.ContainingType.GetMembers().OfType<IFieldSymbol>()
                    .FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property)) is { } backing)
            {
                fields[run.Types.SlotOf(backing)] = StructValue.CopyOf(frame.Variables[parameter].Get());
            }
        }

        Initializers(constructor.ContainingType, frame);
        if (baseCall is not null)
        {
            run.Graphs.Run(baseCall, frame, null);
        }
    }

    private static bool IsException(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }
}
