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

/// <content>Loops: what they may change is forgotten at the head, invariants and confirmed guesses are known there.</content>
internal sealed partial class MethodEncoder
{
    private sealed record LoopFrame(LoopCut? Cut)
    {
        /// <summary>The loop as one of a version; null outside of a comparison.</summary>
        public VersionLoop? Version { get; init; }

        public IReadOnlyList<WrittenMeasure> Measures { get; init; } = [];
    }

    private LoopFrame EnterLoop(GraphLoop loop, IEnumerable<BasicBlock> blocks, MethodContract erased, Func<CaptureId, IOperation?> captured)
    {
        foreach (var clause in _version is null ? loop.Invariants : [])
        {
            var goal = Invariant(clause, EvaluationMode.Silent);
            Add(ObligationRole.Real, ObligationKind.InvariantInit, clause.Location, clause.Text, goal);
            Know(goal);
        }

        var collector = new WriteCollector(
            _reader.Bodies, _writes.Of, p => new Root.Parameter(p.Ordinal), l => new Root.Local(l), captured, new ReferenceLocals(_reader.Bodies.BodyOf(_method)));
        var enumerators = new HashSet<CaptureId>();
        var callsNested = false;
        var conditions = new List<IOperation>();
        foreach (var block in blocks)
        {
            foreach (var operation in block.Operations.Concat(block.BranchValue is { } value ? [value] : []).Where(o => !erased.IsInContractStatement(o.Syntax)))
            {
                collector.Visit(operation);
                callsNested |= operation.DescendantsAndSelf().Any(o => o is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke });
                enumerators.UnionWith(operation.DescendantsAndSelf().OfType<IInvocationOperation>()
                    .Where(i => i.TargetMethod.Name == "MoveNext").Select(i => i.Instance).OfType<IFlowCaptureReferenceOperation>().Select(r => r.Id));
            }

            if (block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition } && !erased.IsInContractStatement(condition.Syntax))
            {
                conditions.Add(condition);
            }
        }

        var before = Now;
        var changed = new HashSet<ISymbol>(collector.Variables, SymbolEqualityComparer.Default);
        changed.UnionWith(collector.Variables.SelectMany(SharedWith));
        if (callsNested)
        {
            changed.UnionWith(Nested.Assigned);
        }

        Age();
        Havoc(collector.Result, root => root switch
        {
            Root.This => before.This,
            Root.Parameter p when p.Ordinal < _method.Parameters.Length && !changed.Contains(_method.Parameters[p.Ordinal]) => before.Locals[_method.Parameters[p.Ordinal]],
            Root.Local l when !changed.Contains(l.Symbol) && before.Locals.TryGetValue(l.Symbol, out var value) => value,
            _ => null,
        });
        ForgetVariables(changed, enumerators);
        if (!callsNested)
        {
            KnowTexts(before, changed, blocks);
        }

        _state = Now with { References = Now.References.RemoveRange(collector.References) };
        if (_version is not null)
        {
            RecordLoop(before, changed);
            return new LoopFrame(null) { Version = _version.Loops[_version.Loops.Count - 1] };
        }

        var cut = _infers ? Cut(loop, before, changed, conditions) : null;
        foreach (var clause in loop.Invariants)
        {
            Know(Invariant(clause, EvaluationMode.Clause));
        }

        return new LoopFrame(cut) { Measures = MeasuresAtHead(loop) };
    }

    /// <summary>A text that a loop makes by concatenation and the like is null at the head only where it came in as null.</summary>
    private void KnowTexts(State before, HashSet<ISymbol> changed, IEnumerable<BasicBlock> blocks)
    {
        var texts = changed.OfType<ILocalSymbol>().Where(l => l is { Type.SpecialType: SpecialType.System_String, RefKind: RefKind.None } && before.Locals.ContainsKey(l) && Now.Locals.ContainsKey(l)).ToList();
        if (texts.Count == 0)
        {
            return;
        }

        var operations = blocks.SelectMany(b => b.BranchValue is { } value ? b.Operations.Append(value) : b.Operations).SelectMany(o => o.DescendantsAndSelf()).ToList();
        foreach (var text in texts.OrderBy(l => l.Locations[0].SourceSpan.Start))
        {
            if (operations.OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, text)).All(MakesText))
            {
                Know(_terms.Or(_terms.Not(IsNull(Now.Locals[text])), IsNull(before.Locals[text])));
            }
        }
    }

    /// <summary>True where a variable is only read, or gets a text that is certainly there.</summary>
    private static bool MakesText(ILocalReferenceOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Target, reference) => IsText(assignment.Value),
        ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add } => true,
        IAssignmentOperation assignment => ReferenceEquals(assignment.Value, reference) && assignment is ISimpleAssignmentOperation { IsRef: false },
        IBinaryOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or IReturnOperation or IInterpolationOperation or IIsNullOperation => true,
        IInvocationOperation call => ReferenceEquals(call.Instance, reference),
        IArgumentOperation { Parameter.RefKind: RefKind.None } => true,
        IConversionOperation { Parent: IBinaryOperation or IInterpolationOperation or IArgumentOperation { Parameter.RefKind: RefKind.None } } => true,
        _ => false,
    };

    private static bool IsText(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string } } or IInterpolatedStringOperation => true,
        IConversionOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_String } conversion => IsText(conversion.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String } => true,
        IObjectCreationOperation { Type.SpecialType: SpecialType.System_String } => true,
        IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, IsStatic: false, ReturnType.SpecialType: SpecialType.System_String } } => true,
        _ => false,
    };

    private void CloseLoop(GraphLoop loop, LoopFrame frame)
    {
        if (frame.Version is { } version)
        {
            version.Back.Add(_state);
            return;
        }

        foreach (var clause in loop.Invariants)
        {
            var goal = Invariant(clause, EvaluationMode.Silent);
            Add(ObligationRole.Real, ObligationKind.InvariantKeep, clause.Location, clause.Text, goal);
            Know(goal);
        }

        RequireDecrease(frame.Measures);
        RequireTouched(atExit: true);
        frame.Cut?.Back.Add(SiteOf(frame.Cut));
    }

    private Term Invariant(Clause clause, EvaluationMode mode) =>
        WithFrame(ClauseFrame(clause) with { Mode = mode, Old = _entry }, () => Clause(clause));

    private void ForgetVariables(HashSet<ISymbol> changed, HashSet<CaptureId> enumerators)
    {
        foreach (var local in Now.Locals.Where(l => changed.Contains(l.Key)).OrderBy(l => l.Key.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList())
        {
            var value = Havoced("loop", local.Value.Shape.Type);
            _state = Now with { Locals = Now.Locals.SetItem(local.Key, value) };
            WriteReferents(local.Key, value);
        }

        KnowShared();

        if (Now.This is { } self && self.Shape.Type is { IsValueType: true, IsReadOnly: false })
        {
            var value = Havoced("loop", self.Shape.Type);
            _state = Now with { This = value };
        }

        foreach (var pair in Now.Captures.Where(c => enumerators.Contains(c.Key)).ToList())
        {
            if (pair.Value is Capture.OfEnumerator enumerator)
            {
                var index = _terms.Fresh("position", IntegerSort.Int32);
                var inside = _terms.Less(index, LengthOf(enumerator.Collection));
                Know(_terms.LessOrEqual(Int(-1), index));
                Know(VersionOf(enumerator.Collection) is { } version ? _terms.Or(_terms.Not(_terms.Equal(version, enumerator.Version!)), inside) : inside);
                _state = Now with { Captures = Now.Captures.SetItem(pair.Key, enumerator with { Index = index }) };
            }
        }
    }
}
