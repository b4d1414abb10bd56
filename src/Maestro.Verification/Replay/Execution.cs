using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Steps that many runs share, so that a search ends however many runs it makes and however long each is. Not thread-safe.</summary>
/// <param name="steps">How many.</param>
/// <param name="whole">What it is a part of, which pays too; null where it is the whole.</param>
internal sealed class StepBudget(long steps, StepBudget? whole = null)
{
    private long _left = steps;

    public bool IsSpent => _left <= 0 || whole is { IsSpent: true };

    /// <summary>Takes one step; false when there is none left.</summary>
    public bool Spend() => --_left >= 0 && (whole is null || whole.Spend());

    /// <summary>One of so many equal parts of what is left.</summary>
    public StepBudget Part(int parts) => new(_left / parts, this);
}

/// <summary>The state of one run: steps used, static fields, and the parts that evaluate. Not thread-safe; made anew for each run.</summary>
internal sealed class Execution
{
    private readonly RunLimits _limits;
    private readonly StepBudget? _budget;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<ITypeSymbol, TypeValue> _typeObjects = new(SymbolEqualityComparer.Default);
    private int _steps;
    private int _depth;

    public Execution(ProgramModel program, RunLimits limits, StepBudget? budget, CancellationToken cancellation)
    {
        Program = program;
        _limits = limits;
        _budget = budget;
        _cancellation = cancellation;
        Evaluator = new Evaluator(this);
        Places = new Places(this);
        Operators = new Operators(this);
        Conversions = new Conversions(this);
        Patterns = new Patterns(this);
        Records = new RecordMembers(this);
        Calls = new Calls(this);
        Receivers = new Receivers(this);
        Construction = new Construction(this);
        Framework = new FrameworkCalls(this);
        Spans = new SpanMembers(this);
        Tasks = new TaskMembers(this);
        Grids = new Grids(this);
        References = new ReferenceCalls(this);
        Graphs = new GraphRunner(this);
        Clauses = new ClauseChecks(this);
        Measures = new MeasureChecks(this);
        Statics = new StaticFields(this);
        Recorded = new RecordedCalls(this);
    }

    public ProgramModel Program { get; }

    public TypeModel Types => Program.Types;

    public Evaluator Evaluator { get; }

    public Places Places { get; }

    public Operators Operators { get; }

    public Conversions Conversions { get; }

    public Patterns Patterns { get; }

    public RecordMembers Records { get; }

    /// <summary>One object a type.</summary>
    public TypeValue TypeObject(ITypeSymbol type) => _typeObjects.TryGetValue(type, out var known) ? known : _typeObjects[type] = new TypeValue(type);

    public Calls Calls { get; }

    public Receivers Receivers { get; }

    public Construction Construction { get; }

    public FrameworkCalls Framework { get; }

    public SpanMembers Spans { get; }

    public TaskMembers Tasks { get; }

    public Grids Grids { get; }

    public ReferenceCalls References { get; }

    public GraphRunner Graphs { get; }

    public ClauseChecks Clauses { get; }

    public MeasureChecks Measures { get; }

    public StaticFields Statics { get; set; }

    public RecordedCalls Recorded { get; }

    /// <summary>True where contracts are not evaluated, as in what ships, and every exception of the runtime is behaviour.</summary>
    public bool IgnoresContracts { get; set; }

    /// <summary>Greater than 0 while a clause is evaluated: a fault then makes the clause, not the method, wrong.</summary>
    public int ClauseDepth { get; set; }

    public void Step()
    {
        if (++_steps > _limits.Steps || _budget?.Spend() == false)
        {
            throw new RunEnded(new Outcome.Limit());
        }

        if ((_steps & 0xfff) == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }
    }

    public void EnterCall()
    {
        if (++_depth > _limits.Depth)
        {
            throw new RunEnded(new Outcome.Limit());
        }
    }

    public void LeaveCall() => _depth--;

    public void CheckLength(int length)
    {
        if (length > _limits.ArrayLength)
        {
            throw new RunEnded(new Outcome.Limit());
        }
    }

    /// <summary>An exception that the run time raises at an operation: behaviour where a handler around it certainly takes it, else a violation.</summary>
    /// <param name="kind">What is violated where nobody takes it.</param>
    /// <param name="site">Where.</param>
    /// <param name="frame">Whose handlers count.</param>
    /// <param name="what">What happened.</param>
    /// <param name="exception">The exception's metadata name where the kind does not say which.</param>
    /// <param name="clause">The clause that is false, where it is one.</param>
    public Exception Fault(ObligationKind kind, IOperation site, Frame frame, string what, string? exception = null, string? clause = null)
    {
        if (ClauseDepth > 0)
        {
            return new ClauseFault(kind, LineOf(site), site.Syntax.ToString());
        }

        var thrown = exception is null ? HandlersOf.TypeOf(kind, Types) : Types.Compilation.GetTypeByMetadataName(exception);
        if ((IgnoresContracts ? thrown : HandlersOf.Takes(frame, thrown, Types)) is { } taken)
        {
            return new ProgramException(Types.NewObject(taken));
        }

        if (IgnoresContracts)
        {
            return Unsupported($"exception of {site.Syntax}", site);
        }

        var ended = frame.UnderTest
            ? new RunEnded(new Outcome.Violation(kind, LineOf(site), clause ?? site.Syntax.ToString(), what) { Position = site.Syntax.SpanStart })
            : new RunEnded(new Outcome.Discarded($"a callee fails: {what}"));
        return thrown is not null && HandlersOf.MayTake(frame, thrown, Types) ? new ProgramException(Types.NewObject(thrown)) { Owed = ended } : ended;
    }

    public Exception Unsupported(string construct, IOperation? site) =>
        new RunEnded(new Outcome.Unsupported(construct, site is null ? 0 : LineOf(site)));

    /// <summary>An exception that the program or a framework method throws on purpose.</summary>
    public Exception Thrown(string metadataName, IOperation site)
    {
        var type = Types.Compilation.GetTypeByMetadataName(metadataName);
        return type is null ? Unsupported(metadataName, site) : new ProgramException(Types.NewObject(type));
    }

    public static int LineOf(IOperation operation) => operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>A type with the frame's type arguments put in.</summary>
    public ITypeSymbol Resolve(ITypeSymbol type, Frame frame)
    {
        if (frame.TypeArguments is not { } arguments)
        {
            return type;
        }

        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return arguments.TryGetValue(parameter, out var argument) ? argument : type;
            case IArrayTypeSymbol { Rank: 1 } array:
                return Types.Compilation.CreateArrayTypeSymbol(Resolve(array.ElementType, frame));
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return Types.Compilation.CreateTupleTypeSymbol(System.Collections.Immutable.ImmutableArray.CreateRange(tuple.TupleElements.Select(e => Resolve(e.Type, frame))));
            case INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false, ContainingType: null } named:
                return named.OriginalDefinition.Construct(named.TypeArguments.Select(a => Resolve(a, frame)).ToArray());
            default:
                return type;
        }
    }
}
