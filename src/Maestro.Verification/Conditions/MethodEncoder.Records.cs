using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Records: <c>with</c>, equality, deconstruction.</content>
internal sealed partial class MethodEncoder
{
    private Value With(IWithOperation operation)
    {
        var type = operation.Type as INamedTypeSymbol;
        if (operation.Initializer is { Initializers.Length: > 0 } || type is null || !Records.CopiesFields(type, _reader.Bodies))
        {
            throw UnsupportedConstructException.At("with", operation);
        }

        var value = Evaluate(operation.Operand);
        if (type.IsValueType)
        {
            return value;
        }

        if (_frame.Mode != EvaluationMode.Execute)
        {
            throw UnsupportedConstructException.At("object creation in a contract", operation);
        }

        return Clone(value, type, operation);
    }

    /// <summary>A new record with the fields of another.</summary>
    private Value Clone(Value value, INamedTypeSymbol type, IOperation operation)
    {
        NonNull(value, operation);
        if (!HasOneType(type))
        {
            Trust("open-override", $"every record that derives from {type.ToDisplayString()} is copied field by field", 0);
        }

        var made = Allocate(_shapes.Of(type));
        Know(_terms.Equal(TypeOf(made.Term), TypeOf(value.Term)));
        foreach (var field in Records.Fields(type))
        {
            var copied = ReadField(field, value.Term, operation);
            Touch(field, made.Term);
            SetField(field, made.Term, copied);
        }

        return made;
    }

    /// <summary>Equality of two records, as the compiler writes it.</summary>
    private Term RecordsEqual(Value a, Value b, INamedTypeSymbol record, IOperation operation)
    {
        if (a.Leaves.Concat(b.Leaves).Any(l => l.FreeBound.Count > 0))
        {
            throw UnsupportedConstructException.At("record equality under a quantifier", operation);
        }

        if (record.IsValueType)
        {
            return DefaultEqual(a, b, operation);
        }

        var same = _terms.Equal(a.Term, b.Term);
        var both = _terms.And(_terms.Not(IsNull(a)), _terms.Not(IsNull(b)));
        var members = Under(both, () => _terms.And(Records.Fields(record)
            .Select(f => DefaultEqual(ReadField(f, a.Term, operation), ReadField(f, b.Term, operation), operation))));
        if (HasOneType(record))
        {
            return _terms.Or(same, _terms.And(both, members));
        }

        // Those of a derived record compare more.
        Trust("open-override", $"every record that derives from {record.ToDisplayString()} compares its members", 0);
        var equal = _terms.Fresh("equal", Sort.Bool);
        var number = NumberOf(record);
        Know(_terms.Implies(same, equal));
        Know(_terms.Implies(equal, _terms.Or(same, _terms.And([both, _terms.Equal(TypeOf(a.Term), TypeOf(b.Term)), members]))));
        Know(_terms.Implies(_terms.And([both, _terms.Equal(TypeOf(a.Term), number), _terms.Equal(TypeOf(b.Term), number), members]), equal));
        return equal;
    }

    /// <summary><c>EqualityComparer&lt;T&gt;.Default</c> for types whose comparison is known.</summary>
    private Term DefaultEqual(Value a, Value b, IOperation operation)
    {
        if (a.Shape.IsScalar)
        {
            return a.Sort is IntegerSort or Sort.Truth or Sort.Str || a.Sort is Sort.Exact && _version is null || a.Shape.Type is IArrayTypeSymbol
                ? _terms.Equal(a.Term, b.Term)
                : throw UnsupportedConstructException.At($"equality of {a.Shape.Type.ToDisplayString()}", operation);
        }

        if (Specifications.TimeTypes.Contains(a.Shape.Type))
        {
            return _terms.Equal(a.Leaves[0], b.Leaves[0]);
        }

        if (a.Shape.PartOf(Shapes.HasValue) is not null)
        {
            var (hasA, plainA) = Unwrap(a);
            var (hasB, plainB) = Unwrap(b);
            return _terms.And(_terms.Equal(hasA, hasB), _terms.Or(_terms.Not(hasA), DefaultEqual(plainA, plainB, operation)));
        }

        return _terms.And(a.Shape.Parts.Select(p => DefaultEqual(a.Get(p), b.Get(p), operation)));
    }

    /// <summary>The parts that a value falls into, with the method that the compiler found; null where there is none to be called.</summary>
    private ImmutableArray<Value> Deconstruct(Value value, IMethodSymbol method, IOperation operation)
    {
        if (method.IsStatic || method.IsGenericMethod || SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, _method.OriginalDefinition))
        {
            throw UnsupportedConstructException.At("Deconstruct by an extension or by itself", operation);
        }

        if (method.Parameters.All(p => Records.Deconstructed(method, p)?.GetMethod is not null))
        {
            return method.Parameters.Select(p => Member(value, Records.Deconstructed(method, p)!, operation)).ToImmutableArray();
        }

        if (_frame.Mode != EvaluationMode.Execute)
        {
            throw UnsupportedConstructException.At("Deconstruct in a contract", operation);
        }

        var places = method.Parameters.Select(p => (p.Ordinal, (Place)new Place.Local(p, _shapes.Of(p.Type)))).ToList();
        var values = method.Parameters.Select(p => Unknown("out", p.Type)).ToImmutableArray();
        Call(method, value, values, operation, operation.Syntax.GetLocation(), null, default, places);
        var parts = method.Parameters.Select(p => Now.Locals[p]).ToImmutableArray();
        _state = Now with { Locals = Now.Locals.RemoveRange(method.Parameters) };
        return parts;
    }

    private Value Member(Value value, IPropertySymbol property, IOperation operation)
    {
        if (_reader.Bodies.FieldBehind(property) is not { } field || IsOpen(property.GetMethod))
        {
            return Call(property.GetMethod!, value, [], operation, operation.Syntax.GetLocation());
        }

        return value.Shape.Type.IsValueType ? value.Get(value.Shape.PartOf(Shapes.NameOf(field))!) : ReadField(field, NonNull(value, operation), operation);
    }

    private void WriteDeconstructed(Place.Several places, Value value, IDeconstructionAssignmentOperation operation)
    {
        if (operation.Syntax is not AssignmentExpressionSyntax syntax
            || _reader.Bodies.ModelOf(syntax.SyntaxTree).GetDeconstructionInfo(syntax) is not { Method: { } method } info
            || info.Nested.Any(n => n.Method is not null || n.Nested.Length > 0))
        {
            throw UnsupportedConstructException.At("deconstruction", operation);
        }

        var parts = Deconstruct(value, method, operation);
        for (var i = 0; i < parts.Length; i++)
        {
            Write(places.Places[i], Convert(parts[i], places.Places[i].Shape.Type, operation), operation);
        }
    }
}
