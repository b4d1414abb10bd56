using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Object invariants of other objects than the receiver: whoever writes a field that one reads shows it again.</content>
internal sealed partial class MethodEncoder
{
    private readonly List<(INamedTypeSymbol Type, Value Receiver, Term Path)> _touched = [];

    private void RequireInvariant(Clause clause, Value receiver, Term when)
    {
        var goal = _terms.Implies(when, Under(when, () => WithFrame(Frame.OfMethod with { Mode = EvaluationMode.Clause, This = receiver }, () => Clause(clause))));
        Add(ObligationRole.Real, ObligationKind.ObjectInvariant, clause.Location, clause.Text, goal);
        Know(goal);
    }

    /// <summary>
    /// Between methods every object satisfies its invariant: each shows it again, for what it wrote, before it calls and before
    /// it returns. So at entry of whatever may be called from outside the arguments satisfy theirs.
    /// </summary>
    private void KnowArgumentInvariants()
    {
        if (_method.DeclaredAccessibility == Accessibility.Private)
        {
            return;
        }

        foreach (var parameter in _method.Parameters.Where(p => p.RefKind == RefKind.None))
        {
            var value = Now.Locals[parameter];
            foreach (var clause in parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type ? LastingInvariantsOf(type) : [])
            {
                Know(_terms.Implies(_terms.Not(IsNull(value)), WithFrame(Frame.OfMethod.Silently() with { This = value }, () => Clause(clause))));
                TrustOwnership(clause);
            }
        }
    }

    /// <summary>The constructor that the compiler writes has no report of its own: it is shown wherever its invariant is relied on.</summary>
    private void RequireDefaultConstruction()
    {
        var type = _method.ContainingType;
        var own = _reader.InvariantsOf(type).Where(c => SymbolEqualityComparer.Default.Equals(c.Owner.ContainingType, type.OriginalDefinition)).ToList();
        if (own.Count == 0 || type.IsRecord || type.InstanceConstructors.All(c => !c.IsImplicitlyDeclared))
        {
            return;
        }

        var here = _state;
        var made = Allocate(_shapes.Of(type));
        try
        {
            InitialiseFields(type, made.Term, evaluateInitialisers: true);
        }
        catch (UnsupportedConstructException)
        {
            InitialiseFields(type, made.Term, evaluateInitialisers: false);
            ForgetInitialised(type, made.Term, []);
        }

        foreach (var clause in own)
        {
            RequireInvariant(clause, made, _terms.True);
        }

        _state = here;
    }

    /// <summary>After code that nobody knows, the receiver satisfies its invariant again.</summary>
    private void KnowOwnInvariants(IMethodSymbol? called)
    {
        // Who stands in the type, and answers for no invariant of its own, may have been handed what the invariant reads.
        var mayBreak = called is { ContainingType: { } type } && (!_reader.HoldsInvariants(called) && SymbolEqualityComparer.Default.Equals(OwnedState.OutermostOf(type), OwnedState.OutermostOf(_method.ContainingType))
            || !called.IsStatic && _reader.InvariantsOf(type).Length > 0 && !_reader.HoldsInvariants(called)
            || !called.IsStatic && !SymbolEqualityComparer.Default.Equals(type, _method.ContainingType) && InheritsFrom(_method.ContainingType, type));
        if (_frame.Mode != EvaluationMode.Execute || mayBreak || _method.MethodKind == MethodKind.Constructor || !_reader.HoldsInvariants(_method))
        {
            return;
        }

        foreach (var clause in _reader.InvariantsOf(_method.ContainingType))
        {
            Know(WithFrame(Frame.OfMethod.Silently() with { This = Now.This }, () => Clause(clause)));
        }
    }

    /// <summary>Code that nobody knows runs here, such as a <c>ToString</c> in an interpolation.</summary>
    private void RunUnknownCode(bool mayThrow = true)
    {
        if (_frame.Mode == EvaluationMode.Execute && !ReferenceEquals(Now.Heap, _entry.Heap))
        {
            RequireTouched();
            if (_reader.HoldsInvariants(_method) && _method.MethodKind != MethodKind.Constructor)
            {
                RequireInvariants();
            }
        }

        HavocEverything();
        if (mayThrow)
        {
            ForkAtUnknownCode();
        }

        KnowOwnInvariants(null);
    }

    /// <summary>The receiver of a method that shows its invariant at exit anyway.</summary>
    private bool AnswersFor(Term receiver) =>
        !_method.IsStatic && Self is { } self && ReferenceEquals(self, receiver)
        && (_reader.HoldsInvariants(_method) || _method.MethodKind == MethodKind.Constructor);

    /// <summary>Notes a write to a field of an object whose invariant is not shown at exit anyway.</summary>
    private void Touch(IFieldSymbol field, Term receiver)
    {
        if (_frame.Mode != EvaluationMode.Execute)
        {
            return;
        }

        var isOwn = !_method.IsStatic && Self is { } self && ReferenceEquals(self, receiver);
        if (_objects.DerivedInvariants(field.ContainingType).FirstOrDefault(t => t.Clauses.Any(c => Reads(c, field))
                && !(isOwn && (_method.MethodKind == MethodKind.Constructor || InheritsFrom(_method.ContainingType, t.Type)))) is { Type: { } derived })
        {
            throw new UnsupportedConstructException($"write of {field.Name}, which the invariant of {derived.Name} reads", Lines.Of(_method.Locations[0]));
        }

        if (AnswersFor(receiver))
        {
            return;
        }

        if (_reader.InvariantsOf(field.ContainingType).Any(c => Reads(c, field)))
        {
            Touch(field.ContainingType, new Value(_shapes.Of(field.ContainingType), receiver));
        }
    }

    /// <summary>Notes a call of a method that need not keep the invariant, on an object that is not the receiver.</summary>
    private void Touch(IMethodSymbol method, WriteSet writes, Value? receiver)
    {
        if (_frame.Mode != EvaluationMode.Execute || receiver is null || method.IsStatic || method.MethodKind == MethodKind.Constructor
            || method.ContainingType.TypeKind != TypeKind.Class || AnswersFor(receiver.Leaves[0]) || _reader.HoldsInvariants(method))
        {
            return;
        }

        if (writes.Everything && _reader.InvariantsOf(method.ContainingType).Length > 0
            || writes.Writes.Any(w => _reader.InvariantsOf(method.ContainingType).Any(c => w.Field is { } field ? Reads(c, field) : w.Element is not null && ReadsElements(c))))
        {
            Touch(method.ContainingType, receiver);
        }
    }

    private void Touch(INamedTypeSymbol type, Value receiver)
    {
        var path = _terms.And(Now.Path);
        if (!_touched.Any(t => ReferenceEquals(t.Receiver.Term, receiver.Term) && ReferenceEquals(t.Path, path) && SymbolEqualityComparer.Default.Equals(t.Type, type)))
        {
            _touched.Add((type, receiver, path));
        }
    }

    private void RequireTouched(bool atExit = false)
    {
        foreach (var (type, receiver, path) in _touched)
        {
            // A private method leaves its own receiver to its caller.
            if (atExit && IsOwnThis(receiver))
            {
                continue;
            }

            foreach (var clause in _reader.InvariantsOf(type))
            {
                RequireInvariant(clause, receiver, path);
            }
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

        var passesThis = Self is { } self && arguments.Any(a => a.Leaves.Contains(self));
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

        foreach (var clause in LastingInvariantsOf(method.ContainingType))
        {
            Know(WithFrame(after, () => Clause(clause)));
        }
    }

    private static bool ReadsElements(Clause clause) =>
        clause.Condition.DescendantsAndSelf().Any(o => o is IArrayElementReferenceOperation or IInvocationOperation or IPropertyReferenceOperation { Property.IsIndexer: true });

    private bool Reads(Clause clause, IFieldSymbol field) => clause.Condition.DescendantsAndSelf().Any(o => o switch
    {
        IFieldReferenceOperation f => SymbolEqualityComparer.Default.Equals(f.Field.OriginalDefinition, field.OriginalDefinition),
        IPropertyReferenceOperation p => _reader.Bodies.FieldBehind(p.Property) is not { } behind || SymbolEqualityComparer.Default.Equals(behind, field.OriginalDefinition),
        IInvocationOperation call => ContractCalls.NameOf(call.TargetMethod) is null && call.TargetMethod.DeclaringSyntaxReferences.Length > 0,
        _ => false,
    });

    /// <summary>An invariant that reads a field which others may write rests on nobody outside of the compilation doing so (semantics.md, 11).</summary>
    private void TrustOwnership(Clause clause)
    {
        if (_reader.Owned.IsShown(clause) || clause.Condition.DescendantsAndSelf().Any(o => o switch
            {
                IFieldReferenceOperation f => f.Field is { IsReadOnly: false, DeclaredAccessibility: not Accessibility.Private },
                IPropertyReferenceOperation p => p.Property is { IsIndexer: false, SetMethod: { DeclaredAccessibility: not Accessibility.Private } setter } && _reader.Bodies.BodyOf(setter) is null,
                _ => false,
            }))
        {
            Trust("object-invariant", $"only the object itself writes what is read by {clause.Text}", clause.Line);
        }
    }
}
