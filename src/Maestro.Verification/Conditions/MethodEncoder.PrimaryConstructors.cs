using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What a primary constructor does, and its parameters where members use them.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>The properties of a record, and what members use, start with what the constructor got.</summary>
    private void SetPositional()
    {
        if (Now.This is { } self && !_method.ContainingType.IsValueType)
        {
            KeepParameters(_method, self, _method.Parameters.Select(p => Now.Locals[p]).ToImmutableArray());
        }
    }

    private static Value WithPositional(Value made, IMethodSymbol constructor, ImmutableArray<Value> arguments) =>
        made.Shape.IsScalar ? made : PrimaryConstructors.PositionalFields(constructor)
            .Aggregate(made, (value, f) => value.Shape.PartOf(Shapes.NameOf(f.Field)) is { } part ? value.With(part, arguments[f.Parameter.Ordinal]) : value);

    /// <summary>A parameter of the class's primary constructor in one of its members: read-only state of the object.</summary>
    private Value? CapturedParameter(IParameterReferenceOperation operation)
    {
        var parameter = operation.Parameter;
        var isOwn = _frame.This is null || IsOwnThis(_frame.This);
        if (_frame.Bindings.ContainsKey(parameter) || isOwn && Now.Locals.ContainsKey(parameter) || (_frame.This ?? Now.This) is not { } self || !_reader.Primary.IsFixed(parameter))
        {
            return null;
        }

        var shape = _shapes.Of(operation.Type!);
        var value = new Value(shape, _keys.OfParameter(parameter).Select(k => _terms.Select(MapOf(k), self.Term)).ToImmutableArray());
        KnowAllocated(value);
        return value;
    }

    /// <summary>The new object keeps what its primary constructor got, in positional properties and for its members.</summary>
    private void KeepParameters(IMethodSymbol constructor, Value? made, ImmutableArray<Value> arguments)
    {
        if (made is null || _frame.Mode != EvaluationMode.Execute || constructor.ContainingType.IsValueType || !PrimaryConstructors.IsPrimary(constructor))
        {
            return;
        }

        foreach (var (parameter, field) in PrimaryConstructors.PositionalFields(constructor))
        {
            SetField(field, made.Term, arguments[parameter.Ordinal]);
        }

        foreach (var parameter in constructor.Parameters.Where(_reader.Primary.IsFixed))
        {
            var keys = _keys.OfParameter(parameter);
            for (var i = 0; i < keys.Count; i++)
            {
                SetMap(keys[i], _terms.Store(MapOf(keys[i]), made.Term, arguments[parameter.Ordinal].Leaves[i]));
            }
        }
    }
}
