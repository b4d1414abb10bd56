using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Inference;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>
/// Executes one method symbolically over its control-flow graph, loops cut at their heads, and collects what has to be
/// proved. One instance encodes one method once.
/// </summary>
internal sealed partial class MethodEncoder
{
    private readonly TermFactory _terms;
    private readonly Shapes _shapes;
    private readonly HeapKeys _keys;
    private readonly ContractReader _reader;
    private readonly WriteSets _writes;
    private readonly VerifierOptions _options;
    private readonly IMethodSymbol _method;
    private readonly MethodContract _contract;
    private readonly bool _infers;
    private readonly int _depth;
    private readonly CancellationToken _cancellation;
    private readonly Totality _totality;
    private readonly ObjectUse _objects;
    private readonly List<Pending> _obligations = [];
    private readonly List<ProofAssumption> _assumptions = [];
    private readonly List<UnknownReason> _havocs = [];
    private readonly List<LoopCut> _cuts = [];
    private readonly Dictionary<Term, MapKey> _fromOutside = [];
    private bool _hasLoops;
    private State _state;
    private Frame _frame = Frame.OfMethod;

    /// <summary>Prepares; <c>infers</c> where facts about loops are wanted, <c>depth</c> where loops are not cut but run so often.</summary>
    public MethodEncoder(
        IMethodSymbol method,
        Shapes shapes,
        ContractReader reader,
        WriteSets writes,
        VerifierOptions options,
        bool infers,
        CancellationToken cancellation,
        TermFactory? terms = null,
        int depth = 0)
    {
        _terms = terms ?? new TermFactory(cancellation);
        _method = method;
        _shapes = shapes;
        _keys = new HeapKeys(shapes);
        _reader = reader;
        _writes = writes = writes.Within(cancellation);
        _totality = new Totality(reader, writes);
        _objects = new ObjectUse(reader);
        _options = options;
        _contract = reader.Of(method);
        _infers = infers;
        _depth = depth;
        _cancellation = cancellation;
        _state = new State(
            ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default),
            ImmutableDictionary<CaptureId, Capture>.Empty,
            ImmutableDictionary<MapKey, Term>.Empty,
            new Epoch.Fresh("entry"),
            _terms.Variable("allocation", Sort.Ref),
            ImmutableList<Term>.Empty,
            Knowledge.None,
            null,
            null);
    }

    private State Now => _state;

    /// <exception cref="UnsupportedConstructException">Something has no model.</exception>
    /// <exception cref="IllFormedContractException">A clause has no meaning.</exception>
    public Encoded Encode()
    {
        if (_contract.Problems.Length > 0)
        {
            throw new IllFormedContractException(_contract.Problems[0].Message, _contract.Problems[0].Line);
        }

        var graph = _reader.Bodies.GraphOf(_method);
        if (graph is null && !Initialisers.AreAllOf(_method, _reader))
        {
            throw new UnsupportedConstructException("no control-flow graph", Lines.Of(_method.Locations[0]));
        }

        Enter();
        var entry = _state;
        State? exit;
        if (graph is null)
        {
            RunUnwrittenBody();
            exit = _state;
            if (PrimaryConstructors.IsPrimary(_method))
            {
                Leave(entry);
            }
        }
        else
        {
            _walk = new GraphWalk(this, graph, _method, null);
            exit = _walk.Run();
            _walk = null;
            if (exit is not null)
            {
                _state = exit;
                Leave(entry);
            }
        }

        CheckElementTypes();
        return new Encoded(
            _terms,
            _obligations.ConvertAll(o => o with { Knowledge = WithDeclarations(o.Knowledge) }),
            _assumptions,
            entry,
            exit is null ? null : _state,
            _havocs,
            _hasLoops,
            _calls.ConvertAll(c => c with { Knowledge = WithDeclarations(c.Knowledge) }),
            _cuts.ConvertAll(WithDeclarations));
    }

    private void Enter()
    {
        if (_method.IsExtern)
        {
            throw new UnsupportedConstructException("extern method", Lines.Of(_method.Locations[0]));
        }

        CheckAsync();

        if (_reader.Bodies.IsIterator(_method))
        {
            throw new UnsupportedConstructException("iterator", Lines.Of(_method.Locations[0]));
        }

        CheckClauses();
        CheckOwnership();
        var alive = _state.Allocation;
        Know(_terms.Older(_terms.Null(Sort.Ref), alive));
        foreach (var parameter in _method.Parameters)
        {
            var value = Unknown($"p{parameter.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)}", parameter.Type);
            _state = Now with { Locals = Now.Locals.SetItem(parameter, value) };
            KnowAllocated(value);
            if (IsSpan(value))
            {
                Trust("span-of-elements", $"{parameter.ToDisplayString()} {parameter.Name} is over elements, not over a field or a variable", Lines.Of(parameter.Locations[0]));
            }

            if (_reader.IsNeverNull(parameter))
            {
                Know(_terms.Not(IsNull(value)));
                if (_options.Scope != VerifyScope.All)
                {
                    Trust("non-null-parameter", parameter.ToDisplayString(), Lines.Of(parameter.Locations[0]));
                }
            }
        }

        FindReferents();
        KnowShared();
        if (!_method.IsStatic)
        {
            EnterInstance();
        }
        else if (_method.MethodKind == MethodKind.StaticConstructor)
        {
            ResetStatics();
        }

        _entry = _state;
        if (_reader.HoldsInvariants(_method) && _method.MethodKind != MethodKind.Constructor && !RunsDuringConstruction)
        {
            RequireDefaultConstruction();
            foreach (var clause in _reader.InvariantsOf(_method.ContainingType))
            {
                WithFrame(_frame.Silently(), () => Know(Clause(clause)));
                TrustOwnership(clause);
            }
        }

        KnowArgumentInvariants();

        foreach (var clause in _contract.Requires)
        {
            WithFrame(ClauseFrame(clause), () => Know(Clause(clause)));
        }

        ReadOwnMeasure();
        _entry = _state;
        if (_method.MethodKind == MethodKind.StaticConstructor || _method.MethodKind == MethodKind.Constructor && Initialisers.RunIn(_method, _reader.Bodies))
        {
            SetPositional();
            RunInitialisers();
        }
    }

    /// <summary>Clauses that mean to the caller something else than to this method, and those that nothing checks.</summary>
    private void CheckClauses()
    {
        if (_contract.Unreadable is { } unreadable)
        {
            throw new UnsupportedConstructException($"an inherited contract that is not visible here: {unreadable}", Lines.Of(_method.Locations[0]));
        }

        var assigned = _writes.AssignedParameters(_method).OfType<IParameterSymbol>().Select(p => p.Ordinal).ToList();
        if (_contract.Clauses.Any(c => c.Kind is ClauseKind.Ensures or ClauseKind.EnsuresOnThrow && !SymbolEqualityComparer.Default.Equals(c.Owner, _method)
            && c.Condition.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Any(p => assigned.Contains(p.Parameter.Ordinal))))
        {
            throw new UnsupportedConstructException("assignment to a parameter that an inherited postcondition reads", Lines.Of(_method.Locations[0]));
        }
    }

    private void EnterInstance()
    {
        var type = _method.ContainingType;
        var shape = _shapes.Of(type);
        if (type.IsValueType)
        {
            var initial = _method.MethodKind == MethodKind.Constructor ? Default(type) : Unknown("this", type);
            _state = Now with { This = initial };
            KnowAllocated(initial);
            return;
        }

        if (_method.MethodKind != MethodKind.Constructor)
        {
            var self = _terms.Variable("this", Sort.Ref);
            _state = Now with { This = new Value(shape, self) };
            Know(_terms.Older(_terms.Null(Sort.Ref), self));
            KnowAllocated(Now.This!);
            return;
        }

        var made = Allocate(shape);
        _state = Now with { This = made };
        if (Initialisers.RunIn(_method, _reader.Bodies))
        {
            InitialiseFields(type, made.Term, evaluateInitialisers: false);
        }
    }

    private void Leave(State entry)
    {
        foreach (var clause in _contract.Ensures)
        {
            WithFrame(ClauseFrame(clause) with { Result = Now.Result, Old = _entry }, () =>
                Require(ObligationKind.Post, clause.Location, clause.Text, Clause(clause)));
        }

        if (_reader.HoldsInvariants(_method))
        {
            RequireInvariants();
        }

        RequireTouched(atExit: true);
        if (_options.AsksForStrength && _depth == 0 && !_infers)
        {
            AskForOtherResults();
        }
    }

    private void RequireInvariants()
    {
        foreach (var clause in _reader.InvariantsOf(_method.ContainingType))
        {
            RequireInvariant(clause, Now.This!, _terms.True);
        }
    }

    /// <summary>Something to prove here, then relied on. In a clause that is not checked here, nothing.</summary>
    private void Require(ObligationKind kind, Location location, string text, Term goal)
    {
        if (_frame.Mode == EvaluationMode.Silent || _version is not null)
        {
            return;
        }

        var role = _frame.Mode == EvaluationMode.Clause && kind is not (ObligationKind.Post or ObligationKind.InvariantInit or ObligationKind.InvariantKeep
            or ObligationKind.Assert or ObligationKind.ObjectInvariant or ObligationKind.Range)
            ? ObligationRole.WellFormed : ObligationRole.Real;
        Add(role, kind, location, text, goal);
        Know(goal);
    }

    private void Require(ObligationKind kind, IOperation operation, Term goal)
    {
        ForbidHandlers(goal, operation);
        if (_frame.Mode != EvaluationMode.Execute || _walk?.Forks(kind, goal) != true)
        {
            Require(kind, operation.Syntax.GetLocation(), operation.Syntax.ToString(), goal);
        }
    }

    private void Add(ObligationRole role, ObligationKind kind, Location location, string text, Term goal) =>
        _obligations.Add(new Pending(role, kind, Lines.Of(location), location, text, goal, Now.Path, Now.Knowledge));

    /// <summary>From here on the fact holds whenever this path was taken.</summary>
    private void Know(Term fact)
    {
        if (!fact.IsTrue)
        {
            _state = Now with { Knowledge = new Knowledge([Now.Knowledge], Now.Path, fact) };
        }
    }

    private T Under<T>(Term condition, Func<T> evaluate)
    {
        var path = Now.Path;
        var inner = Paths.Add(path, condition);
        _state = Now with { Path = inner };
        var result = evaluate();

        // What did not throw in there stays apart from what did.
        var survived = Now.Path.Skip(inner.Count).Select(c => _terms.Implies(condition, c)).ToList();
        _state = Now with { Path = survived.Aggregate(path, Paths.Add) };
        return result;
    }

    private T WithFrame<T>(Frame frame, Func<T> evaluate)
    {
        var outer = _frame;
        _frame = frame;
        try
        {
            return evaluate();
        }
        finally
        {
            _frame = outer;
        }
    }

    private void WithFrame(Frame frame, Action evaluate) => WithFrame(frame, () =>
    {
        evaluate();
        return 0;
    });

    private void Trust(string kind, string text, int line)
    {
        var assumption = new ProofAssumption(kind, text, line);
        if (!_assumptions.Contains(assumption))
        {
            _assumptions.Add(assumption);
        }
    }
}
