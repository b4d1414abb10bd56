using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Values of type parameters: a proof holds for every instantiation (semantics.md, 17).</content>
internal sealed partial class MethodEncoder
{
    /// <summary>
    /// Whether a value of a type parameter is null: where its type has null at all, null is its default. Null where the type parameter is not
    /// one of the method's own: that of a callee stands for another type at each call.
    /// </summary>
    private Term? NullnessOf(Value value)
    {
        if (value.Shape is not { IsScalar: true, Type: ITypeParameterSymbol parameter } || value.Sort != Sort.Opaque || !IsOwn(parameter))
        {
            return null;
        }

        if (parameter.HasValueTypeConstraint || parameter.HasUnmanagedTypeConstraint)
        {
            return _terms.False;
        }

        var isDefault = _terms.Equal(value.Term, _terms.Null(Sort.Opaque));
        return parameter.HasReferenceTypeConstraint
            ? isDefault
            : _terms.And(_terms.Variable($"nullable/{parameter.ContainingSymbol.Name}/{parameter.Name}", Sort.Bool), isDefault);
    }

    /// <summary>The comparison of a value of a type parameter with null, without the box that C# makes for it; null where it is none.</summary>
    private Value? NullTestOfTypeParameter(IBinaryOperation operation)
    {
        if (operation is not { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null }
            || (BoxOf(operation.LeftOperand, operation.RightOperand) ?? BoxOf(operation.RightOperand, operation.LeftOperand)) is not { } boxing)
        {
            return null;
        }

        var value = Evaluate(boxing.Operand);
        var isNull = NullnessOf(value) ?? IsNull(Convert(value, boxing.Type!, boxing));
        return Scalar(operation.Type!, operation.OperatorKind == BinaryOperatorKind.Equals ? isNull : _terms.Not(isNull));

        static IConversionOperation? BoxOf(IOperation box, IOperation nothing) =>
            nothing.ConstantValue is { HasValue: true, Value: null }
            && box is IConversionOperation { OperatorMethod: null, Operand.Type: ITypeParameterSymbol, Type.SpecialType: SpecialType.System_Object } boxing ? boxing : null;
    }

    private bool IsOwn(ITypeParameterSymbol parameter)
    {
        for (var type = _method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, type.OriginalDefinition))
            {
                return true;
            }
        }

        return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method.OriginalDefinition);
    }
}
