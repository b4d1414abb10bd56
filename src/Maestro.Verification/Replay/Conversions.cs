using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Conversions: numbers, enums, nullables, boxing, references, tuples, user-defined ones.</summary>
internal sealed class Conversions(Execution run)
{
    public object? Convert(IConversionOperation operation, Frame frame)
    {
        if (operation.Operand.Type is null || operation.GetConversion() is { IsAnonymousFunction: true } or { IsMethodGroup: true })
        {
            return run.Evaluator.Evaluate(operation.Operand, frame);
        }

        var to = run.Resolve(operation.Type!, frame);
        if (SpanValue.ElementOf(to) is not null)
        {
            return run.Spans.Convert(run.Evaluator.Evaluate(operation.Operand, frame), to, operation, frame);
        }

        if (operation.OperatorMethod is { } method && !IsNumberConversion(method))
        {
            return UserDefined(operation, method, to, frame);
        }

        var value = run.Evaluator.Evaluate(operation.Operand, frame);
        return Value(value, run.Resolve(operation.Operand.Type, frame), to, CheckedContexts.IsChecked(operation, run.Types.Compilation), operation.IsTryCast, operation, frame);
    }

    /// <summary>A value of static type <paramref name="from"/> as a <paramref name="to"/>.</summary>
    public object? Value(object? value, ITypeSymbol from, ITypeSymbol to, bool isChecked, bool tryCast, IOperation site, Frame frame)
    {
        if (SymbolEqualityComparer.Default.Equals(from, to))
        {
            return value;
        }

        if (to is ITypeParameterSymbol || from is ITypeParameterSymbol)
        {
            throw run.Unsupported("conversion of a type parameter", site);
        }

        if (from.IsReferenceType && to.IsValueType && !IsUnboxed(from))
        {
            throw run.Unsupported($"conversion from {from.ToDisplayString()} to {to.ToDisplayString()}", site);
        }

        if (value is null)
        {
            return from.IsValueType && to.IsValueType && !TypeModel.IsNullable(to)
                ? throw run.Fault(ObligationKind.Nullable, site, frame, "the nullable value is null")
                : to.IsValueType && !TypeModel.IsNullable(to)
                    ? throw run.Fault(ObligationKind.Null, site, frame, "null is unboxed")
                    : null;
        }

        if (from.IsValueType && to.IsReferenceType)
        {
            return new Boxed(TypeModel.Underlying(from), value);
        }

        if (from.IsReferenceType)
        {
            return to.IsValueType ? Unboxed(value, to, tryCast, site, frame) : Reference(value, from, to, tryCast, site, frame);
        }

        if (value is StructValue { Type.IsTupleType: true } tuple && TypeModel.Underlying(to) is INamedTypeSymbol { IsTupleType: true } target)
        {
            return new StructValue(target, tuple.Fields
                .Select((f, i) => Value(f, tuple.Type.TupleElements[i].Type, target.TupleElements[i].Type, isChecked, false, site, frame)).ToArray());
        }

        var number = TypeModel.NumberType(to);
        if (Numbers.IsNumeric(number) && Numbers.IsNumeric(TypeModel.NumberType(from)))
        {
            try
            {
                return Numbers.Convert(value, number, isChecked) ?? throw run.Unsupported("conversion", site);
            }
            catch (OverflowException)
            {
                throw run.Fault(ObligationKind.Overflow, site, frame, "the conversion overflows");
            }
        }

        return SymbolEqualityComparer.Default.Equals(TypeModel.Underlying(from), TypeModel.Underlying(to))
            ? value
            : throw run.Unsupported($"conversion from {from.ToDisplayString()} to {to.ToDisplayString()}", site);
    }

    /// <summary>Only of these a value is taken out; from other references a conversion makes something new, such as a span.</summary>
    private static bool IsUnboxed(ITypeSymbol from) =>
        from.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum || from.TypeKind is TypeKind.Interface or TypeKind.Dynamic;

    private static bool IsNumberConversion(IMethodSymbol method) =>
        Numbers.IsNumeric(method.ContainingType.SpecialType)
        && Numbers.IsNumeric(TypeModel.NumberType(method.ReturnType))
        && method.Parameters.All(p => Numbers.IsNumeric(TypeModel.NumberType(p.Type)));

    private object? UserDefined(IConversionOperation operation, IMethodSymbol method, ITypeSymbol to, Frame frame)
    {
        var from = run.Resolve(operation.Operand.Type!, frame);
        var value = run.Evaluator.Evaluate(operation.Operand, frame);
        if (method.ContainingType is { Name: "Index", ContainingNamespace.Name: "System" })
        {
            // In a range it is refused by the range.
            return (int)value! >= 0 || operation.Parent is IRangeOperation ? new IndexValue((int)value, FromEnd: false) : throw run.Thrown("System.ArgumentOutOfRangeException", operation);
        }

        if (method.ContainingType.DeclaringSyntaxReferences.IsEmpty)
        {
            throw run.Unsupported(method.ToDisplayString(), operation);
        }

        var parameter = method.Parameters[0].Type;
        if (value is null && TypeModel.IsNullable(from) && !TypeModel.IsNullable(parameter))
        {
            return TypeModel.IsNullable(to) || to.IsReferenceType ? null : throw run.Fault(ObligationKind.Nullable, operation, frame, "the nullable value is null");
        }

        var argument = Value(value, from, parameter, operation.IsChecked, tryCast: false, operation, frame);
        var result = run.Calls.InvokeOperator(method, new[] { argument }, operation, frame);
        return Value(result, method.ReturnType, to, operation.IsChecked, tryCast: false, operation, frame);
    }

    private object? Unboxed(object value, ITypeSymbol to, bool tryCast, IOperation site, Frame frame)
    {
        var target = TypeModel.Underlying(to);
        if (value is Boxed boxed && SameRepresentation(boxed.Type, target))
        {
            return StructValue.CopyOf(boxed.Value);
        }

        // A struct that was made as an argument for a reference.
        if (value is StructValue made && SameRepresentation(made.Type, target))
        {
            return made.Copy();
        }

        return tryCast ? null : throw run.Fault(ObligationKind.Cast, site, frame, "the object is of another type");
    }

    /// <summary>Unboxing takes an enum for its underlying type and the reverse.</summary>
    private static bool SameRepresentation(ITypeSymbol a, ITypeSymbol b) =>
        SymbolEqualityComparer.Default.Equals(a, b)
        || (a.TypeKind == TypeKind.Enum || b.TypeKind == TypeKind.Enum)
            && TypeModel.NumberType(a) is not SpecialType.None and var number && number == TypeModel.NumberType(b);

    private object? Reference(object value, ITypeSymbol from, ITypeSymbol to, bool tryCast, IOperation site, Frame frame)
    {
        if (run.Types.Compilation.ClassifyCommonConversion(from, to) is { Exists: true, IsImplicit: true, IsUserDefined: false })
        {
            return value;
        }

        if (run.Types.TypeOf(value) is not { } type)
        {
            // Enumerators live only inside foreach, whose lowering asks whether they are disposable: they need no disposal.
            return value is EnumeratorValue && tryCast ? null : throw run.Unsupported("cast", site);
        }

        if (run.Types.IsInstance(type, to))
        {
            return value;
        }

        return tryCast ? null : throw run.Fault(ObligationKind.Cast, site, frame, $"the object is a {type.ToDisplayString()}");
    }
}
