using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>
/// Executes a source method on one input, its contracts evaluated on the way. Shares nothing with the encoder but the contract front end,
/// so that what it says is a second opinion. Thread-safe.
/// </summary>
public sealed class Interpreter(ContractReader contracts)
{
    private readonly ProgramModel _program = new(contracts);

    /// <summary>Runs the method. Never throws for what the method does.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Outcome Run(IMethodSymbol method, MethodInputs inputs, RunLimits? limits = null, CancellationToken cancellation = default) =>
        Run(method, inputs, limits ?? RunLimits.Default, null, cancellation);

    /// <summary>Runs the method with steps that other runs share.</summary>
    internal Outcome Run(IMethodSymbol method, MethodInputs inputs, RunLimits limits, StepBudget? budget, CancellationToken cancellation)
    {
        try
        {
            return Execute(method, inputs, new Execution(_program, limits, budget, cancellation));
        }
        catch (RunEnded ended)
        {
            return ended.Outcome;
        }
        catch (InsufficientExecutionStackException)
        {
            return new Outcome.Limit();
        }
        catch (ClauseFault fault)
        {
            return new Outcome.Discarded($"the clause cannot be evaluated: {fault.Text}");
        }
        catch (Exception exception) when (IsGap(exception))
        {
            // A gap in the interpreter must cost one verdict, not the compiler; it is never a witness.
            return new Outcome.Unsupported($"interpreter: {exception.GetType().Name}", 0);
        }
    }

    /// <summary>Runs the method as it ships and tells what callers can see of it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="inputs">Made of symbols of its compilation.</param>
    /// <param name="statics">Documentation ids of static fields to tell of besides those that are touched.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public Observation Observe(IMethodSymbol method, MethodInputs inputs, IEnumerable<string> statics, RunLimits limits, CancellationToken cancellation) =>
        Observe(method, inputs, statics, limits, null, cancellation);

    internal Observation Observe(IMethodSymbol method, MethodInputs inputs, IEnumerable<string> statics, RunLimits limits, StepBudget? budget, CancellationToken cancellation)
    {
        var run = new Execution(_program, limits, budget, cancellation) { IgnoresContracts = true };
        try
        {
            return Observe(method, inputs, statics, run);
        }
        catch (RunEnded ended)
        {
            return Observation.None(ended.Outcome is Outcome.Unsupported unsupported ? $"not-replayable({unsupported.Construct})" : "the execution does not end within its budget");
        }
        catch (ClauseFault)
        {
            return Observation.None("a clause was evaluated");
        }
        catch (Exception exception) when (IsGap(exception))
        {
            return Observation.None($"interpreter: {exception.GetType().Name}");
        }
    }

    private Observation Observe(IMethodSymbol method, MethodInputs inputs, IEnumerable<string> statics, Execution run)
    {
        var code = _program.CodeOf(method);
        if (code.Graph is not { } graph || method.IsAsync || method.TypeParameters.Length > 0 || method.ContainingType.TypeParameters.Length > 0
            || _program.FactsOf(graph, code.Contract).IsIterator || method.MethodKind == MethodKind.Constructor)
        {
            return Observation.None("a method of this kind is not executed");
        }

        var setup = new Frame(null, null, underTest: false);
        Location[] arguments;
        object? receiver;
        try
        {
            var builder = new InputBuilder(run, setup, graph.OriginalOperation);
            run.Statics.Initialize(method.ContainingType, setup);
            receiver = inputs.Receiver is { } recipe ? builder.BuildReceiver(recipe) : null;
            arguments = builder.BuildAll(inputs.Arguments, method);
        }
        catch (ProgramException)
        {
            return Observation.None("the input cannot be made");
        }

        if (!method.IsStatic && receiver is null)
        {
            return Observation.None("the input cannot be made");
        }

        var passed = arguments.Select(a => a.Get()).ToList();
        var entry = passed.Aggregate(new ReachableText().Root("this", receiver), (text, value) => text.Root("argument", value)).ToString();
        string outcome;
        var reachable = new ReachableText();
        var frame = Calls.FrameFor(method, code, receiver, arguments, underTest: true);
        try
        {
            var result = run.Graphs.Run(graph, frame, code.Contract);
            var value = result is Location place ? place.Get() : result;
            reachable.Lines(run.Recorded.Lines);
            outcome = method.ReturnsVoid ? "returns" : LiteralText.OfValue(value, method.ReturnType);
            reachable.Root("result", value);
        }
        catch (ProgramException exception)
        {
            outcome = $"throws {exception.Value.Type.ToDisplayString()}";
            reachable.Lines(run.Recorded.Lines);
            reachable.Root(outcome, null);
        }

        reachable.Root("this", receiver);
        for (var i = 0; i < arguments.Length; i++)
        {
            reachable.Root("argument", method.Parameters[i].RefKind is RefKind.Ref or RefKind.Out ? arguments[i].Get() : passed[i]);
        }

        foreach (var id in statics)
        {
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, run.Types.Compilation) is IFieldSymbol { IsStatic: true } field)
            {
                run.Statics.Of(field, graph.OriginalOperation, setup);
            }
        }

        var touched = run.Statics.Places.Where(p => p.Key.GetDocumentationCommentId() is not null && !p.Key.IsConst)
            .OrderBy(p => p.Key.GetDocumentationCommentId(), StringComparer.Ordinal).ToList();
        foreach (var pair in touched)
        {
            reachable.Root(pair.Key.GetDocumentationCommentId()!, pair.Value.Get());
        }

        return new Observation(outcome, reachable.ToString(), null, touched.Select(p => p.Key.GetDocumentationCommentId()!).ToImmutableSortedSet(StringComparer.Ordinal), reachable.Layouts.ToImmutableSortedSet(StringComparer.Ordinal)) { Entry = entry };
    }

    /// <summary>True when an input can be made: the constructors and calls it names end normally and keep their contracts.</summary>
    internal bool Builds(IMethodSymbol method, InputRecipe recipe, RunLimits limits, StepBudget budget, CancellationToken cancellation)
    {
        if (_program.CodeOf(method).Graph is not { } graph)
        {
            return false;
        }

        try
        {
            var run = new Execution(_program, limits, budget, cancellation);
            new InputBuilder(run, new Frame(null, null, underTest: false), graph.OriginalOperation).Build(recipe);
            return true;
        }
        catch (Exception exception) when (exception is RunEnded or ProgramException or ClauseFault || IsGap(exception))
        {
            return false;
        }
    }

    private static bool IsGap(Exception exception) => exception is InsufficientExecutionStackException or InvalidOperationException
        or InvalidCastException or NullReferenceException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException;

    private Outcome Execute(IMethodSymbol method, MethodInputs inputs, Execution run)
    {
        var code = _program.CodeOf(method);
        var graph = code.Graph;
        if (graph is null && !Frames.Initialisers.AreAllOf(method, _program.Contracts))
        {
            return new Outcome.Unsupported("method without a body", 0);
        }

        if (Instantiation.IsOpen(method))
        {
            return new Outcome.Unsupported("generic method", 0);
        }

        if (graph is not null && _program.FactsOf(graph, code.Contract).IsIterator)
        {
            return new Outcome.Unsupported("iterator", 0);
        }

        if (Prepare(run, method, code, inputs) is not { } frame)
        {
            return new Outcome.Inadmissible();
        }

        run.Clauses.Prepare(code, frame);
        run.Measures.AtEntry(code.Contract, frame);
        try
        {
            var result = graph is null || method.MethodKind == MethodKind.Constructor
                ? run.Construction.Body(code, frame, graph?.OriginalOperation)
                : run.Graphs.Run(graph, frame, code.Contract);
            frame.Result = result is Location place ? place.Get() : result;
        }
        catch (ProgramException exception)
        {
            run.Clauses.AtThrow(code, frame, exception.Value);
            return new Outcome.Threw(exception.Value.Type.ToDisplayString());
        }

        var text = Tasks.ReturnedBy(method) is { } type ? LiteralText.OfValue(frame.Result, type) : "";
        try
        {
            run.Clauses.AtReturn(code, frame);
        }
        catch (RunEnded ended) when (ended.Outcome is Outcome.Violation violation && text.Length > 0)
        {
            return violation with { Description = $"result = {text}; {violation.Description}" };
        }

        return new Outcome.Normal(text);
    }

    private static IOperation SiteOf(Execution run, IMethodSymbol method, MethodCode code) => code.Graph?.OriginalOperation ?? code.Invariants.FirstOrDefault()?.Condition ?? run.Program.Contracts.Bodies.BaseCallOf(method)?.OriginalOperation
        ?? run.Program.InitializerOf(run.Program.InitializedMembers(method.ContainingType, method.IsStatic)[0])!.OriginalOperation;

    /// <summary>Builds the inputs and checks them; null where the method may not be called with them.</summary>
    private static Frame? Prepare(Execution run, IMethodSymbol method, MethodCode code, MethodInputs inputs)
    {
        try
        {
            var setup = new Frame(null, null, underTest: false);
            var builder = new InputBuilder(run, setup, SiteOf(run, method, code));
            run.Statics.Initialize(method.ContainingType, setup);
            var receiver = inputs.Receiver is { } recipe ? builder.BuildReceiver(recipe) : null;
            var arguments = builder.BuildAll(inputs.Arguments, method);
            if (method.MethodKind == MethodKind.Constructor)
            {
                receiver = method.ContainingType.IsValueType ? run.Types.DefaultOf(method.ContainingType) : run.Types.NewObject(method.ContainingType);
            }
            else if (!method.IsStatic && receiver is null)
            {
                return null;
            }

            var frame = Calls.FrameFor(method, code, receiver, arguments, underTest: true);
            return run.Clauses.IsAdmissible(code, frame) ? frame : null;
        }
        catch (ProgramException)
        {
            return null;
        }
        catch (RunEnded ended) when (ended.Outcome is Outcome.Discarded)
        {
            return null;
        }
    }
}

/// <summary>Makes values from recipes by running the public code that they name.</summary>
internal sealed class InputBuilder(Execution run, Frame setup, IOperation site)
{
    private readonly List<object?> _built = new();
    private object? _receiver;

    public object? BuildReceiver(InputRecipe recipe) => _receiver = Build(recipe);

    public Location[] BuildAll(ImmutableArray<InputRecipe> recipes, IMethodSymbol method)
    {
        foreach (var recipe in recipes)
        {
            var value = recipe is InputRecipe.Variable ? null : Build(recipe);
            _built.Add(value is StructValue made && method.Parameters[_built.Count].Type.IsReferenceType ? new Boxed(made.Type, made) : value);
        }

        var places = _built.Select((v, i) => (Location)new Cell(Passed(v, method.Parameters[i].Type))).ToArray();
        for (var i = 0; i < places.Length; i++)
        {
            if (recipes[i] is InputRecipe.Variable { Parameter: var shared, Element: var element })
            {
                places[i] = element is not { } index ? places[shared]
                    : _built[shared] is ArrayValue array && index < array.Items.Length ? new Slot(array.Items, index)
                    : throw new RunEnded(new Outcome.Discarded("there is no such element"));
            }
        }

        return places;
    }

    /// <summary>An array or string becomes a span on the way in, so that what else holds it sees what is written.</summary>
    private object? Passed(object? value, ITypeSymbol type) => SpanValue.ElementOf(type) is null ? value : run.Spans.Convert(value, type, site, setup);

    public object? Build(InputRecipe recipe)
    {
        switch (recipe)
        {
            case InputRecipe.Literal literal:
                return literal.Value is not null && literal.Type.IsReferenceType && literal.Type.SpecialType != SpecialType.System_String
                    ? throw run.Unsupported("literal", site)
                    : literal.Value;
            case InputRecipe.Box { Value: { Value: { } held } boxed }:
                return new Boxed(boxed.Type, held);
            case InputRecipe.Array array:
                return new ArrayValue(array.ElementType, array.Items.Select(Build).ToArray());
            case InputRecipe.Grid grid:
                return new ArrayValue(grid.ElementType, grid.Items.Select(Build).ToArray()) { Lengths = grid.Lengths.ToArray() };
            case InputRecipe.Tuple tuple:
                return new StructValue(tuple.Type, tuple.Items.Select(Build).ToArray());
            case InputRecipe.Default { Type: var type }:
                return run.Types.DefaultOf(type);
            case InputRecipe.Recorder recorder:
                return RecordedCalls.Make(recorder.Interface, recorder.Seed);
            case InputRecipe.Function function:
                var answer = function.Result is null ? null : Build(function.Result);
                return new DelegateValue(function.Delegate.DelegateInvokeMethod!, null, null, null)
                {
                    Answer = at => function.Throws ? throw run.Thrown("System.InvalidOperationException", at) : StructValue.CopyOf(answer),
                };
            case InputRecipe.Alias alias:
                return alias.Parameter == InputRecipe.Alias.Receiver ? _receiver : _built[alias.Parameter];
            case InputRecipe.New creation:
                var created = run.Construction.New(creation.Constructor.ContainingType, creation.Constructor, Places(creation.Arguments, creation.Constructor), site, setup);
                foreach (var member in creation.Initializer)
                {
                    Set(member, created);
                }

                foreach (var call in creation.Calls)
                {
                    run.Calls.Method(call.Method, created, Places(call.Arguments, call.Method), site, setup, isVirtual: true);
                }

                return created;
            default:
                throw run.Unsupported("input", site);
        }
    }

    private void Set(RecipeMember member, object? created)
    {
        if (member.Member is IPropertySymbol { SetMethod: { } setter })
        {
            run.Calls.Method(setter, created, Places(ImmutableArray.Create(member.Value), setter), site, setup, isVirtual: true);
            return;
        }

        var fields = created switch
        {
            ObjectValue o => o.Fields,
            StructValue s => s.Fields,
            _ => throw run.Unsupported("input", site),
        };
        fields[run.Types.SlotOf((IFieldSymbol)member.Member)] = Build(member.Value);
    }

    private Location[] Places(ImmutableArray<InputRecipe> recipes, IMethodSymbol method) =>
        recipes.Select((r, i) => (Location)new Cell(Passed(Build(r), method.Parameters[i].Type))).ToArray();
}
