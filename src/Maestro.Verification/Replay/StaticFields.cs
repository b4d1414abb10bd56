using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>The static fields of one run; a type is initialised when first touched.</summary>
internal sealed class StaticFields(Execution run)
{
    private readonly Dictionary<IFieldSymbol, Location> _fields = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _initialized = new(SymbolEqualityComparer.Default);

    /// <summary>The places in use, for a snapshot.</summary>
    public IEnumerable<KeyValuePair<IFieldSymbol, Location>> Places => _fields;

    /// <summary>A copy with other places.</summary>
    public StaticFields With(Func<object?, object?> copy)
    {
        var statics = new StaticFields(run);
        foreach (var pair in _fields)
        {
            statics._fields.Add(pair.Key, new Cell(copy(pair.Value.Get())));
        }

        statics._initialized.UnionWith(_initialized);
        return statics;
    }

    public Location Of(IFieldSymbol field, IOperation site, Frame frame)
    {
        Initialize(field.ContainingType, frame);
        if (_fields.TryGetValue(field, out var found))
        {
            return found;
        }

        object? initial;
        if (!field.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty || field.OriginalDefinition.AssociatedSymbol is { DeclaringSyntaxReferences.IsEmpty: false })
        {
            initial = run.Types.DefaultOf(field.Type);
        }
        else
        {
            initial = (field.ContainingType.SpecialType, field.Name) switch
            {
                (SpecialType.System_String, "Empty") => "",
                (SpecialType.System_IntPtr, "Zero") => IntPtr.Zero,
                (SpecialType.System_UIntPtr, "Zero") => UIntPtr.Zero,
                (SpecialType.System_Decimal, "Zero") => 0m,
                (SpecialType.System_Decimal, "One") => 1m,
                (SpecialType.System_Decimal, "MinusOne") => -1m,
                (SpecialType.System_Decimal, "MaxValue") => decimal.MaxValue,
                (SpecialType.System_Decimal, "MinValue") => decimal.MinValue,
                _ when Times.Static(field) is { } time => time,
                _ => throw run.Unsupported(field.ToDisplayString(), site),
            };
        }

        return _fields[field] = new Cell(initial);
    }

    /// <summary>Runs the static initialisers in source order, then the static constructor.</summary>
    public void Initialize(INamedTypeSymbol type, Frame frame)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty || !_initialized.Add(type.OriginalDefinition))
        {
            return;
        }

        // What a static initialiser does is not the fault of the method under test.
        var initializing = new Frame(null, null, underTest: false) { TypeArguments = frame.TypeArguments };
        foreach (var member in run.Program.InitializedMembers(type, isStatic: true))
        {
            run.Construction.RunInitializer(member, initializing);
        }

        if (type.StaticConstructors.FirstOrDefault() is { } constructor && run.Program.CodeOf(constructor).Graph is { } graph)
        {
            run.EnterCall();
            run.Graphs.Run(graph, new Frame(constructor, null, underTest: false), run.Program.CodeOf(constructor).Contract);
            run.LeaveCall();
        }
    }
}
