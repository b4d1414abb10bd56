using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What an object invariant reads behind a reference must be the object's own, and whoever changes it through another object shows that one's invariant.</content>
internal sealed partial class MethodEncoder
{
    private HashSet<ISymbol>? _foreign;

    /// <summary>Nothing can be relied on, nor shown for good, where others may write what an invariant reads.</summary>
    private void CheckOwnership()
    {
        if (!_reader.HoldsInvariants(_method))
        {
            return;
        }

        foreach (var clause in _reader.InvariantsOf(_method.ContainingType))
        {
            if (_reader.Owned.SharedBy(clause) is { } shared)
            {
                throw new UnsupportedConstructException($"object invariant that reads {shared}, which others may write", clause.Line);
            }
        }
    }

    /// <summary>The invariants of a type that may be relied on.</summary>
    private IEnumerable<Clause> LastingInvariantsOf(INamedTypeSymbol type) => _reader.InvariantsOf(type).Where(c => _reader.Owned.SharedBy(c) is null);

    /// <summary>The own fields that the method reaches through another object than the receiver, and behind which invariants read.</summary>
    private HashSet<ISymbol> Foreign() => _foreign ??= new HashSet<ISymbol>(
        (_reader.Bodies.BodyOf(_method)?.DescendantsAndSelf() ?? []).Select(o => OwnerOf(o) is ({ } field, { } owner) && owner is not IInstanceReferenceOperation
            && _reader.InvariantsOf(field.ContainingType).Any(c => ReadsBehind(c, field)) ? field.OriginalDefinition : null).OfType<ISymbol>(),
        SymbolEqualityComparer.Default);

    private (IFieldSymbol? Field, IOperation? Owner) OwnerOf(IOperation? operation) => operation switch
    {
        IConversionOperation { OperatorMethod: null } c => OwnerOf(c.Operand),
        IParenthesizedOperation p => OwnerOf(p.Operand),
        IFieldReferenceOperation { Instance: { Type.IsReferenceType: true } owner, Field: var field } => (field, owner),
        IPropertyReferenceOperation { Instance: { Type.IsReferenceType: true } owner, Property: var property } when _reader.Bodies.FieldBehind(property) is { } field => (field, owner),
        _ => (null, null),
    };

    private bool ReadsBehind(Clause clause, IFieldSymbol field) => field.Type.IsReferenceType && field.Type.SpecialType != SpecialType.System_String && Reads(clause, field);

    /// <summary>A change of what is behind <paramref name="reference"/>, a field of an object that may not be the receiver.</summary>
    private void TouchBehind(IOperation? reference)
    {
        if (_frame.Mode != EvaluationMode.Execute || _version is not null || Foreign().Count == 0)
        {
            return;
        }

        if (OwnerOf(reference) is ({ } field, { } owner))
        {
            if (owner is not IInstanceReferenceOperation && Foreign().Contains(field.OriginalDefinition))
            {
                var receiver = WithFrame(_frame.Silently(), () => Evaluate(owner));
                if (!AnswersFor(receiver.Leaves[0]))
                {
                    Touch(field.ContainingType, receiver with { Shape = _shapes.Of(field.ContainingType) });
                }
            }
        }
        else if (reference is not (null or IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation or IObjectCreationOperation))
        {
            throw UnsupportedConstructException.At("change of what an invariant of another object may read", reference);
        }
    }
}
