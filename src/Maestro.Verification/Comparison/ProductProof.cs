using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>What a proof of sameness came to.</summary>
/// <param name="IsSame">Proved.</param>
/// <param name="Reason">Why not; empty where it is.</param>
/// <param name="Model">An input on which the encodings differ; null where there is none.</param>
internal sealed record ProductResult(bool IsSame, string Reason, ModelInput? Model);

/// <summary>
/// Proves two versions the same as a product program: over one entry state, loops in lockstep. Facts that relate the states at corresponding loop
/// heads are guessed and kept while they are inductive together (Houdini); then every way out of one must be the same way out of the other, with equal
/// results, equal arguments and an equal heap.
/// </summary>
internal sealed class ProductProof(MethodVersions versions, ISolver solver, VerifierOptions options, Func<IMethodSymbol, bool> isSame, bool allInputs, CancellationToken cancellation)
{
    private const int MostRounds = 12;

    /// <summary>Questions that the solver may leave open: after so many, the next will be no easier, and each costs its whole budget.</summary>
    private const int MostUnanswered = 6;
    private int _unanswered;
    private readonly TermFactory _terms = new();
    private readonly Prover _prover = new(solver, options.Rlimit, cancellation);
    private readonly Shapes _newShapes = new();
    private VersionEncoding _old = null!;
    private Term _allowed = null!;
    private VersionRecorder _before = null!;
    private VersionRecorder _after = null!;
    private State _oldEntry = null!;

    /// <exception cref="UnsupportedConstructException">Something has no model.</exception>
    /// <exception cref="IllFormedContractException">A precondition has no meaning.</exception>
    public ProductResult Run()
    {
        var shared = new SharedCalls();
        var guarded = NullTests.Of(versions.Old, versions.OldContracts);
        bool IsNonNull(int ordinal) => !allInputs && versions.Old.Parameters[ordinal] is { RefKind: RefKind.None, Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } } && !guarded.Contains(ordinal);
        _before = new VersionRecorder("old:", shared, isSame, IsNonNull);
        _after = new VersionRecorder("new:", shared, isSame, IsNonNull);
        var oldShapes = new Shapes();
        _old = new MethodEncoder(versions.Old, oldShapes, versions.OldContracts, new WriteSets(versions.OldContracts), options, infers: false, cancellation, _terms).EncodeVersion(_before);
        new MethodEncoder(versions.New, _newShapes, versions.NewContracts, new WriteSets(versions.NewContracts), options, infers: false, cancellation, _terms).EncodeVersion(_after);
        _oldEntry = _old.Entry;
        _allowed = allInputs ? _terms.True : _old.Requires;

        if (ChangedInitialisers.Between(versions) is { } field)
        {
            return new ProductResult(false, $"the initialiser of {field} changed", null);
        }

        if (_before.Loops.Count != _after.Loops.Count)
        {
            return new ProductResult(false, $"one version has {_before.Loops.Count} loops, the other {_after.Loops.Count}", null);
        }

        if (_before.Loops.Zip(_after.Loops, (a, b) => (A: a, B: b)).Any(l => l.A.Back.Count == 0 != (l.B.Back.Count == 0)))
        {
            return new ProductResult(false, "a loop goes round in one version only", null);
        }

        var relation = Relation();
        for (var i = 0; i < _before.Loops.Count; i++)
        {
            if (!RunInLockstep(i, relation))
            {
                return new ProductResult(false, "the loops may not go round equally often", null);
            }
        }

        return Outcomes(relation);
    }

    private ProductResult Outcomes(IReadOnlyList<LoopFact> relation)
    {
        var facts = AtHeads(relation);
        var tags = _before.Outcomes.Concat(_after.Outcomes).Select(o => o.Tag).Distinct(StringComparer.Ordinal).OrderBy(t => t, StringComparer.Ordinal);
        var model = new ModelReader(new Encoded(_terms, [], [], _oldEntry, null, [], _before.Loops.Count > 0, [], []), new Shapes(), versions.Old);
        foreach (var tag in tags)
        {
            var olds = _before.Outcomes.Where(o => o.Tag == tag).Select(o => o.State).ToList();
            var news = _after.Outcomes.Where(o => o.Tag == tag).Select(o => o.State).ToList();
            foreach (var (states, others) in new[] { (olds, news), (news, olds) })
            {
                var arrives = _terms.Or(others.Select(s => _terms.And(s.Path)));
                foreach (var state in states)
                {
                    if (Fails(state, others, facts, arrives, model) is { } input)
                    {
                        return input with { Reason = tag.Length == 0 ? "one version returns where the other may not" : $"one version ends by {tag} where the other may not" };
                    }
                }
            }

            foreach (var old in olds)
            {
                foreach (var now in news)
                {
                    if (Differs(old, now, tag, facts, model) is { } difference)
                    {
                        return difference;
                    }
                }
            }
        }

        return new ProductResult(true, "", null);
    }

    /// <summary>Null where the two states, reached on one input, cannot be told apart.</summary>
    private ProductResult? Differs(State old, State now, string tag, IReadOnlyList<Term> facts, ModelReader model)
    {
        var both = now with { Path = Joined(old.Path, now.Path), Knowledge = new Knowledge([old.Knowledge, now.Knowledge], ImmutableList<Term>.Empty, null) };
        if (tag.Length == 0 && !versions.Old.ReturnsVoid)
        {
            if (old.Result is not { } a || now.Result is not { } b || a.Leaves.Length != b.Leaves.Length)
            {
                return new ProductResult(false, "the results are of different kinds", null);
            }

            if (a.Leaves.Zip(b.Leaves, (x, y) => x.Sort.Equals(y.Sort)).Contains(false))
            {
                return new ProductResult(false, "the results are of different kinds", null);
            }

            if (Fails(both, [], facts, _terms.And(a.Leaves.Zip(b.Leaves, (x, y) => Alike(x, y, a.Shape.Type, old, now))), model) is { } differs)
            {
                return differs with { Reason = "the results may differ" };
            }
        }

        foreach (var parameter in versions.Old.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out))
        {
            var (x, y) = (old.Locals[parameter], now.Locals[versions.New.Parameters[parameter.Ordinal]]);
            if (Fails(both, [], facts, _terms.And(x.Leaves.Zip(y.Leaves, _terms.Equal)), model) is { } differs)
            {
                return differs with { Reason = $"{parameter.Name} may differ afterwards" };
            }
        }

        if (old.This is { Shape.Type.IsValueType: true } self && now.This is { } other
            && Fails(both, [], facts, _terms.And(self.Leaves.Zip(other.Leaves, _terms.Equal)), model) is { } changed)
        {
            return changed with { Reason = "the struct may differ afterwards" };
        }

        if (!old.Epoch.Equals(now.Epoch))
        {
            return new ProductResult(false, "the effects of calls may differ", null);
        }

        foreach (var key in old.Heap.Keys.Union(now.Heap.Keys).OrderBy(k => k.Id, StringComparer.Ordinal))
        {
            var (x, y) = (MapOf(old, key), MapOf(now, key));
            if (ReferenceEquals(x, y))
            {
                continue;
            }

            // Objects that were made since may hold what they like, unless somebody can reach them: a reference to one is equal to none of the other version's.
            var any = _terms.Fresh("object", Smt.Sort.Ref);
            var goal = key.Sort is Sort.Map
                ? _terms.Or(_terms.Not(_terms.Older(any, _terms.Variable("allocation", Smt.Sort.Ref))), _terms.Equal(_terms.Select(x, any), _terms.Select(y, any)))
                : _terms.Equal(x, y);
            if (Fails(both, [], facts, goal, model) is { } differs)
            {
                return differs with { Reason = $"{key.Id} may differ afterwards" };
            }
        }

        return null;
    }

    /// <summary>
    /// Equal; or each an array that its version made, of equal length and with equal elements; or each an object of one sealed class that its version made, with
    /// equal fields: which of two new objects it is nobody can tell (semantics.md, 23).
    /// </summary>
    private Term Alike(Term a, Term b, ITypeSymbol type, State old, State now)
    {
        if (a.Sort == Smt.Sort.Ref && type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsSealed: true, IsGenericType: false } sealedClass && !ReferenceEquals(a, b)
            && IsMade(a, "old:") && IsMade(b, "new:") && FieldsOfBoth(sealedClass) is { } fields)
        {
            var keys = new HeapKeys(_newShapes);
            return _terms.And(fields.SelectMany(keys.OfField).Select(key => _terms.Equal(_terms.Select(MapOf(old, key), a), _terms.Select(MapOf(now, key), b))));
        }

        if (a.Sort != Smt.Sort.Ref || type is not IArrayTypeSymbol { Rank: 1 } array || ReferenceEquals(a, b) || !IsMade(a, "old:") || !IsMade(b, "new:"))
        {
            return _terms.Equal(a, b);
        }

        var same = new List<Term> { _terms.Equal(_terms.ArrayLength(a), _terms.ArrayLength(b)) };
        foreach (var key in new HeapKeys(_newShapes).OfElements(array.ElementType))
        {
            if (key.Sort is not Sort.Map { Element: Sort.Map { Element: not Sort.Reference } })
            {
                return _terms.Equal(a, b);
            }

            same.Add(_terms.Equal(_terms.Select(MapOf(old, key), a), _terms.Select(MapOf(now, key), b)));
        }

        return _terms.And(same);
    }

    /// <summary>All instance fields of a class of the sources; null where the versions do not agree on them, or a base is not here.</summary>
    private IReadOnlyList<IFieldSymbol>? FieldsOfBoth(INamedTypeSymbol type)
    {
        static string Layout(IEnumerable<IFieldSymbol> fields) => string.Join(";", fields.Select(f => $"{f.ContainingType.ToDisplayString()}.{f.Name}:{f.Type.ToDisplayString()}"));
        var other = versions.NewContracts.Bodies.Compilation.GetTypeByMetadataName(Name(type));
        return other is not null && FieldsOf(other) is { } now && FieldsOf(type) is { } old && Layout(now) == Layout(old) ? now : null;
    }

    private static string Name(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{Name(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    private static IReadOnlyList<IFieldSymbol>? FieldsOf(INamedTypeSymbol type)
    {
        var fields = new List<IFieldSymbol>();
        for (var t = type; t is { SpecialType: not SpecialType.System_Object }; t = t.BaseType)
        {
            if (t.DeclaringSyntaxReferences.IsEmpty)
            {
                return null;
            }

            fields.AddRange(t.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst));
        }

        return fields;
    }

    private bool IsMade(Term reference, string side)
    {
        while (reference.Op == Operator.Successor)
        {
            reference = reference.Arguments[0];
        }

        return ReferenceEquals(reference, _terms.Variable($"{side}allocation", Smt.Sort.Ref));
    }

    private Term MapOf(State state, MapKey key) => state.Heap.TryGetValue(key, out var map) ? map : Initial(state.Epoch, key);

    private Term Initial(Epoch epoch, MapKey key) => epoch switch
    {
        Epoch.Either e => _terms.Ite(e.Condition, Initial(e.Then, key), Initial(e.Otherwise, key)),
        Epoch.Fresh f => _terms.Variable(key.IsReadOnly ? $"readonly/{key.Id}" : $"{f.Name}/{key.Id}", key.Sort),
        _ => throw new InvalidOperationException(),
    };

    private ProductResult? Fails(State state, IReadOnlyList<State> others, IReadOnlyList<Term> facts, Term goal, ModelReader model)
    {
        var answer = Ask(state, others, facts, goal, model.Watched);
        return answer.Status == SolverStatus.Unsat ? null
            : new ProductResult(false, "", answer.Output.Length > 0 ? model.Read(answer.Output) : null);
    }

    private Answer Ask(State state, IReadOnlyList<State> others, IReadOnlyList<Term> facts, Term goal, IReadOnlyList<Term> watched)
    {
        var knowledge = new Knowledge([state.Knowledge, .. others.Select(o => o.Knowledge)], ImmutableList<Term>.Empty, _terms.And(facts.Append(_allowed)));
        var answer = _prover.Ask(_terms, new Pending(ObligationRole.Real, ObligationKind.Post, 0, versions.New.Locations[0], "", goal, state.Path, knowledge), watched);
        if (answer.Status is not (SolverStatus.Unsat or SolverStatus.Sat) && ++_unanswered > MostUnanswered)
        {
            throw new UnsupportedConstructException("questions that the solver leaves open", 0);
        }

        return answer;
    }

    private static ImmutableList<Term> Joined(ImmutableList<Term> a, ImmutableList<Term> b)
    {
        foreach (var term in b)
        {
            a = Paths.Add(a, term);
        }

        return a;
    }

    /// <summary>A fact that relates the two versions' states at one loop's head.</summary>
    private sealed record LoopFact(int Loop, Func<State, State, Term?> Holds);

    /// <summary>The facts at the heads, each where its loop is arrived at: of a loop that no execution reaches anything could be shown.</summary>
    private IReadOnlyList<Term> AtHeads(IEnumerable<LoopFact> facts) => facts.Select(f =>
    {
        var (a, b) = (_before.Loops[f.Loop], _after.Loops[f.Loop]);
        return f.Holds(a.Head, b.Head) is { } fact ? _terms.Implies(_terms.And(Joined(a.Entry.Path, b.Entry.Path)), fact) : null;
    }).OfType<Term>().ToList();

    /// <summary>The guesses that are inductive together.</summary>
    private IReadOnlyList<LoopFact> Relation()
    {
        var facts = Enumerable.Range(0, _before.Loops.Count).SelectMany(i => LoopGuesses.Of(_terms, _before.Loops[i], _after.Loops[i], Initial).Select(g => new LoopFact(i, g))).ToList();
        for (var round = 0; round < MostRounds; round++)
        {
            var assumed = AtHeads(facts);
            var earlier = Enumerable.Range(0, _before.Loops.Count).Select(i => AtHeads(facts.Where(f => f.Loop < i))).ToList();
            var kept = facts.Where(f => IsKept(f, earlier[f.Loop], assumed)).ToList();
            if (kept.Count == facts.Count)
            {
                return facts;
            }

            facts = kept;
        }

        return [];
    }

    /// <summary>On entry only what was met before is relied on: guesses of one head may contradict each other until they are checked.</summary>
    private bool IsKept(LoopFact fact, IReadOnlyList<Term> earlier, IReadOnlyList<Term> assumed)
    {
        var (a, b) = (_before.Loops[fact.Loop], _after.Loops[fact.Loop]);
        return Holds(a.Entry, b.Entry, earlier) && a.Back.All(x => b.Back.All(y => Holds(x, y, assumed)));

        bool Holds(State x, State y, IReadOnlyList<Term> known) => fact.Holds(x, y) is { } goal
            && Ask(y with { Path = Joined(x.Path, y.Path) }, [x], known, goal, []).Status == SolverStatus.Unsat;
    }

    /// <summary>True where both versions arrive at the loop, and go round once more, together.</summary>
    private bool RunInLockstep(int index, IReadOnlyList<LoopFact> relation)
    {
        var (a, b) = (_before.Loops[index], _after.Loops[index]);
        var facts = AtHeads(relation);
        var earlier = AtHeads(relation.Where(f => f.Loop < index));
        return Implies([a.Entry], [b.Entry], earlier) && Implies([b.Entry], [a.Entry], earlier) && Implies(a.Back, b.Back, facts) && Implies(b.Back, a.Back, facts);
    }

    private bool Implies(IReadOnlyList<State> states, IReadOnlyList<State> others, IReadOnlyList<Term> facts)
    {
        var arrives = _terms.Or(others.Select(o => _terms.And(o.Path)));
        return states.All(s => Ask(s, others, facts, arrives, []).Status == SolverStatus.Unsat);
    }
}
