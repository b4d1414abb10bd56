using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Framework calls whose value is known.</content>
internal sealed partial class MethodEncoder
{
    private Value? KnownCall(IInvocationOperation operation, Value? receiver, ImmutableArray<Value> arguments)
    {
        var method = operation.TargetMethod;
        var type = method.ContainingType;
        if (KnownMembers.IsGuard(method))
        {
            MayThrow(method, arguments);
            var passed = Passed(method.Name, arguments, operation);
            ForkAtGuard(method, passed);
            Know(passed);
            return Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0));
        }

        if ((SpanCall(method, receiver, arguments, operation) ?? ArrayMember(method, receiver, arguments, operation)) is { } ofMemory)
        {
            return ofMemory;
        }

        if (Compared(method, receiver, arguments) is { } compared)
        {
            return compared;
        }

        if (receiver is null && arguments.Length > 0 && arguments.All(a => a.Shape.IsScalar && a.Sort is IntegerSort)
            && (KnownMembers.IsNamed(type, "System", "Math") || type.SpecialType is not (SpecialType.None or SpecialType.System_Char) && Shapes.IntegerSortOf(type) is not null
                || KnownMembers.IsNamed(type, "System.Numerics", "BitOperations")))
        {
            var values = arguments.Select(a => a.Term).ToList();
            return Mathematics(method, values, operation) ?? BitCounting(method, values) ?? BoundedWhole(method, values);
        }

        if ((FloatCall(method, receiver, arguments, operation) ?? DecimalCall(method, receiver, arguments, operation)) is { } real)
        {
            return real;
        }

        if (CharacterCall(method, arguments) is { } character)
        {
            return character;
        }

        if ((Characters(operation, receiver) ?? TextCall(operation, receiver, arguments)) is { } text)
        {
            return text;
        }

        if (type.SpecialType == SpecialType.System_Object && method.Name == "GetType" && receiver is { Shape.IsScalar: true } && receiver.Sort == Sort.Ref)
        {
            NonNull(receiver, operation);
            KnowDeclared(receiver);
            return TypeObject(TypeOf(receiver.Term), method.ReturnType);
        }

        if (method.Name == "Equals" && receiver is not null && Records.ComparesFields(method, _reader.Bodies))
        {
            if (!type.IsValueType)
            {
                NonNull(receiver, operation);
            }

            return Scalar(method.ReturnType, RecordsEqual(receiver, arguments[0], type, operation));
        }

        if (type.SpecialType == SpecialType.System_Object && method.Name == "ReferenceEquals" && arguments.All(a => a.Sort == Sort.Ref))
        {
            return Scalar(method.ReturnType, _terms.Equal(arguments[0].Term, arguments[1].Term));
        }

        if (type.SpecialType == SpecialType.System_Array && method.Name == "Empty")
        {
            var empty = FreshObject(method.ReturnType);
            Know(_terms.Equal(_terms.ArrayLength(empty.Term), Int(0)));
            return empty;
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && method.Name == "GetValueOrDefault" && receiver is not null)
        {
            var (has, value) = Unwrap(receiver);
            return Merge(has, value, arguments.Length == 1 ? arguments[0] : Default(value.Shape.Type));
        }

        return null;
    }

    /// <summary>Who leaves by an exception leaves valid objects behind (semantics.md, 11).</summary>
    private void MayThrow(IMethodSymbol method, ImmutableArray<Value> arguments)
    {
        if (_frame.Mode == EvaluationMode.Execute)
        {
            BeforeCall(method, null, arguments);
        }
    }

    private Value? Mathematics(IMethodSymbol method, IReadOnlyList<Term> arguments, IOperation operation)
    {
        switch (method.Name)
        {
            case "Min" when arguments.Count == 2 && arguments[0].Sort.Equals(arguments[1].Sort):
                return Scalar(method.ReturnType, _terms.Ite(_terms.LessOrEqual(arguments[0], arguments[1]), arguments[0], arguments[1]));
            case "Max" when arguments.Count == 2 && arguments[0].Sort.Equals(arguments[1].Sort):
                return Scalar(method.ReturnType, _terms.Ite(_terms.LessOrEqual(arguments[1], arguments[0]), arguments[0], arguments[1]));
            case "Abs" when arguments.Count == 1 && arguments[0].Sort is IntegerSort { Signed: true } sort:
                Require(ObligationKind.Overflow, operation, _terms.Not(_terms.Equal(arguments[0], _terms.Integer(sort.Minimum, sort))));
                return Scalar(method.ReturnType, _terms.Ite(_terms.Less(arguments[0], _terms.Integer(0, sort)), _terms.Negate(arguments[0]), arguments[0]));
            case "Sign" when arguments.Count == 1 && method.ReturnType.SpecialType == SpecialType.System_Int32:
                return Scalar(method.ReturnType, SignOf(arguments[0]));
            case "IsNegative" or "IsPositive" when arguments.Count == 1:
                var isNegative = _terms.Less(arguments[0], _terms.Integer(0, (IntegerSort)arguments[0].Sort));
                return Scalar(method.ReturnType, method.Name == "IsNegative" ? isNegative : _terms.Not(isNegative));
            case "IsEvenInteger" or "IsOddInteger" when arguments.Count == 1:
                var whole = (IntegerSort)arguments[0].Sort;
                var isEven = _terms.Equal(_terms.BitAnd(arguments[0], _terms.Integer(1, whole)), _terms.Integer(0, whole));
                return Scalar(method.ReturnType, method.Name == "IsEvenInteger" ? isEven : _terms.Not(isEven));
            case "BigMul" when arguments.Count == 2 && arguments[0].Sort is IntegerSort { Width: 32 } && arguments[0].Sort.Equals(arguments[1].Sort):
                var wide = (IntegerSort)_shapes.Of(method.ReturnType).Sort;
                return Scalar(method.ReturnType, _terms.Multiply(_terms.Convert(arguments[0], wide), _terms.Convert(arguments[1], wide)));
            case "DivRem" when arguments.Count == 2 && arguments[0].Sort.Equals(arguments[1].Sort) && _shapes.Of(method.ReturnType).Leaves.Length == 2:
                var divided = (IntegerSort)arguments[0].Sort;
                Require(ObligationKind.DivideByZero, operation, _terms.Not(_terms.Equal(arguments[1], _terms.Integer(0, divided))));
                if (divided.Signed && divided.Width >= 32)
                {
                    Require(ObligationKind.Overflow, operation, _terms.Not(_terms.And(
                        _terms.Equal(arguments[0], _terms.Integer(divided.Minimum, divided)), _terms.Equal(arguments[1], _terms.Integer(-1, divided)))));
                }

                return new Value(_shapes.Of(method.ReturnType), [_terms.Divide(arguments[0], arguments[1]), _terms.Remainder(arguments[0], arguments[1])]);
            case "Clamp" when arguments.Count == 3 && arguments.All(a => a.Sort.Equals(arguments[0].Sort)):
                RequireOfMember("System.ArgumentException", _terms.LessOrEqual(arguments[1], arguments[2]), operation);
                return Scalar(method.ReturnType, _terms.Ite(
                    _terms.Less(arguments[0], arguments[1]),
                    arguments[1],
                    _terms.Ite(_terms.Less(arguments[2], arguments[0]), arguments[2], arguments[0])));
            default:
                return null;
        }
    }

    /// <summary>What a member of the framework asks for; behaviour where a handler expects the exception.</summary>
    private void RequireOfMember(string exception, Term goal, IOperation operation)
    {
        ForbidHandlers(goal, operation);
        if (_frame.Mode != EvaluationMode.Execute || _walk?.Forks(_reader.Bodies.Compilation.GetTypeByMetadataName(exception), goal) != true)
        {
            Require(ObligationKind.PreCaller, operation.Syntax.GetLocation(), operation.Syntax.ToString(), goal);
        }
    }

    /// <summary>What holds after a guard that did not throw.</summary>
    private Term Passed(string guard, ImmutableArray<Value> arguments, IOperation operation)
    {
        var value = arguments[0];
        switch (guard)
        {
            case "ThrowIfNull":
                return value.Shape.IsScalar && value.Sort is Sort.Reference or Sort.Str ? _terms.Not(IsNull(value)) : _terms.True;
            case "ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace" when value.Sort == Sort.Text:
                return _terms.And(_terms.Not(IsNull(value)), _terms.Less(Int(0), _terms.StringLength(value.Term)));
        }

        if (!value.Shape.IsScalar || value.Sort is not IntegerSort sort)
        {
            return _terms.True;
        }

        var zero = _terms.Integer(0, sort);
        var x = value.Term;
        var y = arguments.Length > 1 && arguments[1].Shape.IsScalar && arguments[1].Sort.Equals(sort) ? arguments[1].Term : null;
        return guard switch
        {
            "ThrowIfNegative" => _terms.LessOrEqual(zero, x),
            "ThrowIfNegativeOrZero" => _terms.Less(zero, x),
            "ThrowIfZero" => _terms.Not(_terms.Equal(x, zero)),
            "ThrowIfGreaterThan" when y is not null => _terms.LessOrEqual(x, y),
            "ThrowIfGreaterThanOrEqual" when y is not null => _terms.Less(x, y),
            "ThrowIfLessThan" when y is not null => _terms.LessOrEqual(y, x),
            "ThrowIfLessThanOrEqual" when y is not null => _terms.Less(y, x),
            "ThrowIfEqual" when y is not null => _terms.Not(_terms.Equal(x, y)),
            "ThrowIfNotEqual" when y is not null => _terms.Equal(x, y),
            _ => _terms.True,
        };
    }
}
