using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>One activation of a method, lambda, local function, initialiser or clause.</summary>
internal sealed class Frame(IMethodSymbol? method, object? receiver, bool underTest)
{
    /// <summary>The method; null for field initialisers.</summary>
    public IMethodSymbol? Method { get; } = method;

    /// <summary><c>this</c>: an <see cref="ObjectValue"/>, or the <see cref="StructValue"/> itself, or a primitive (extension blocks aside, never).</summary>
    public object? This { get; } = receiver;

    /// <summary>True for code that lies in the method under test, lambdas and local functions included: what fails here is its own fault.</summary>
    public bool UnderTest { get; } = underTest;

    /// <summary>Parameters and locals, captured ones included.</summary>
    public Dictionary<ISymbol, Location> Variables { get; private set; } = new(SymbolEqualityComparer.Default);

    /// <summary>Captured intermediate values of the graph; a <see cref="Location"/> where the capture is assigned through.</summary>
    public Dictionary<CaptureId, object?> Captures { get; } = new();

    /// <summary>Type arguments of the method and its type; null where neither is generic.</summary>
    public Dictionary<ISymbol, ITypeSymbol>? TypeArguments { get; set; }

    /// <summary>The graph in execution; null while a clause or default value is evaluated.</summary>
    public ControlFlowGraph? Graph { get; set; }

    /// <summary>The block in execution.</summary>
    public BasicBlock? Block { get; set; }

    /// <summary>The exception that each catch clause last caught.</summary>
    public Dictionary<ControlFlowRegion, ObjectValue> Caught { get; } = new();

    /// <summary>The receiver of the innermost <c>?.</c> of a tree-level expression.</summary>
    public Stack<object?> ConditionalReceivers { get; } = new();

    /// <summary>What an implicit receiver stands for: the object that an initialiser fills, or the input of a property pattern.</summary>
    public Stack<object?> ImplicitReceivers { get; } = new();

    /// <summary>What <c>Contract.Result</c> stands for in an <c>Ensures</c>.</summary>
    public object? Result { get; set; }

    /// <summary>The frame as it was at entry, on a copy of the heap; null where no clause asks for it.</summary>
    public EntrySnapshot? Entry { get; set; }

    /// <summary>Of each loop with a written measure, its values when the head was last reached.</summary>
    public Dictionary<GraphLoop, IReadOnlyList<long>> LoopMeasures { get; } = new();

    /// <summary>The method's written measure at entry; null where there is none.</summary>
    public IReadOnlyList<long>? Measure { get; set; }

    /// <summary>Of a function in a method, the frame of that method; null otherwise.</summary>
    public Frame? Defining { get; private init; }

    /// <summary>A frame for a function nested in this one: it sees the same variables.</summary>
    public Frame Nested(IMethodSymbol method)
    {
        var nested = new Frame(method, This, UnderTest)
        {
            Variables = new Dictionary<ISymbol, Location>(Variables, SymbolEqualityComparer.Default),
            TypeArguments = TypeArguments,
            Entry = Entry,
            Defining = this,
        };
        return nested;
    }
}
