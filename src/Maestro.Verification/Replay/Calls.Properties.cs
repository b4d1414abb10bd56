using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <content>Properties: accessors are calls.</content>
internal sealed partial class Calls
{
    public object? ReadProperty(IPropertyReferenceOperation reference, Frame frame)
    {
        var receiver = reference.Instance is null ? null : run.Receivers.Of(reference.Instance, reference.Property.GetMethod, frame);
        var arguments = reference.Property.GetMethod is { } getter
            ? Arguments(reference.Arguments, getter, frame)
            : throw run.Unsupported("property without get", reference);
        return Get(reference, receiver?.Get(), arguments, frame) is var value && value is Location place ? place.Get() : value;
    }

    /// <summary>A property as a place: receiver and index are evaluated once.</summary>
    public Location PropertyPlace(IPropertyReferenceOperation reference, Frame frame)
    {
        var receiver = reference.Instance is null ? null : run.Receivers.Of(reference.Instance, reference.Property.GetMethod ?? reference.Property.SetMethod, frame);
        if (Frames.Initialisers.StoredBy(reference) is { } stored)
        {
            return stored.IsStatic ? run.Statics.Of(stored, reference, frame) : run.Places.Field(stored, receiver!.Get(), reference, frame);
        }

        var arguments = reference.Arguments.Select(a => (Location)new Cell(run.Evaluator.Evaluate(a.Value, frame))).ToArray();
        if (reference.Property.ReturnsByRef || reference.Property.ReturnsByRefReadonly)
        {
            return Get(reference, receiver?.Get(), arguments, frame) as Location ?? throw run.Unsupported("ref return", reference);
        }

        return new Accessor(
            () => Get(reference, receiver?.Get(), arguments, frame) is var value && value is Location place ? place.Get() : value,
            v => Set(reference, receiver?.Get(), arguments, v, frame));
    }

    private object? Get(IPropertyReferenceOperation reference, object? receiver, Location[] arguments, Frame frame)
    {
        var property = reference.Property;
        if (reference.Instance is not null && TypeModel.IsNullable(reference.Instance.Type))
        {
            return property.Name == "HasValue"
                ? Arithmetic.Box(receiver is not null)
                : receiver ?? throw run.Fault(ObligationKind.Nullable, reference, frame, "the nullable value is null");
        }

        if (reference.Instance is not null && receiver is null)
        {
            throw run.Fault(ObligationKind.Null, reference, frame, "the receiver is null");
        }

        return Method(property.GetMethod!, receiver, arguments, reference, frame, isVirtual: IsVirtualAccess(reference));
    }

    private void Set(IPropertyReferenceOperation reference, object? receiver, Location[] arguments, object? value, Frame frame)
    {
        if (reference.Instance is not null && receiver is null)
        {
            throw run.Fault(ObligationKind.Null, reference, frame, "the receiver is null");
        }

        var property = reference.Property.OriginalDefinition;
        var setter = Overridden(property)?.SetMethod;
        if (setter is null)
        {
            // A get-only auto-property in its constructor.
            var backing = BackingField(property) ?? throw run.Unsupported("property without set", reference);
            (property.IsStatic ? run.Statics.Of(backing, reference, frame) : run.Places.Field(backing, receiver, reference, frame)).Set(value);
            return;
        }

        Method(reference.Property.SetMethod ?? setter, receiver, arguments.Append(new Cell(value)).ToArray(), reference, frame, IsVirtualAccess(reference));
    }

    private static IPropertySymbol? Overridden(IPropertySymbol? property)
    {
        while (property is { SetMethod: null, OverriddenProperty: { } next })
        {
            property = next;
        }

        return property;
    }

    private static bool IsVirtualAccess(IPropertyReferenceOperation reference) =>
        reference.Instance is not IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax };

    private static IFieldSymbol? BackingField(ISymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private object? AutoProperty(IMethodSymbol accessor, IFieldSymbol backing, object? receiver, Location[] arguments, IOperation site, Frame caller)
    {
        var place = accessor.IsStatic ? run.Statics.Of(backing, site, caller) : run.Places.Field(backing, receiver, site, caller);
        if (accessor.MethodKind == MethodKind.PropertyGet)
        {
            return StructValue.CopyOf(place.Get());
        }

        place.Set(arguments[arguments.Length - 1].Get());
        return null;
    }
}
