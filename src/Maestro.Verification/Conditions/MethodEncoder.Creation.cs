using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Object creation: constructors, initialisers, structs and records.</content>
internal sealed partial class MethodEncoder
{
    private Value Create(IObjectCreationOperation operation)
    {
        if (operation.Initializer is not null && operation.Initializer.Initializers.Length > 0)
        {
            throw UnsupportedConstructException.At("object initialiser in an expression", operation);
        }

        var type = (INamedTypeSymbol)operation.Type!;
        var constructor = operation.Constructor!;
        var arguments = operation.Arguments.Any(a => a.Parameter!.RefKind is RefKind.Ref or RefKind.Out)
            ? throw UnsupportedConstructException.At("reference argument of a constructor", operation)
            : Arguments(operation.Arguments, constructor.Parameters);
        if (_frame.Mode == EvaluationMode.Clause && type is { IsValueType: false, SpecialType: not SpecialType.System_String })
        {
            throw UnsupportedConstructException.At("object creation in a contract", operation);
        }

        if (type.TypeKind == TypeKind.Delegate)
        {
            throw UnsupportedConstructException.At("creation of a delegate", operation);
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return CreateText(constructor, arguments, operation);
        }

        if (type.IsValueType)
        {
            return CreateStruct(type, constructor, arguments, operation);
        }

        if (constructor.Parameters.Any(p => p.Type.Name is "IEqualityComparer" or "IComparer") && _reader.Specifications.HasKeys(type))
        {
            throw UnsupportedConstructException.At("collection with a comparer of its own", operation);
        }

        var made = Allocate(_shapes.Of(type));
        KnowType(made);
        if (_writes.Of(constructor).IsNothing && RecordParts(constructor) is { } parts)
        {
            InitialiseFields(type, made.Term, evaluateInitialisers: false);
            ForgetInitialised(type, made.Term, parts);
            for (var i = 0; i < parts.Count; i++)
            {
                SetField(parts[i], made.Term, arguments[i]);
            }

            RequireInvariantsOf(type, made);
            return made;
        }

        if (constructor.IsImplicitlyDeclared && type.DeclaringSyntaxReferences.Length > 0 && _writes.Of(constructor).IsNothing)
        {
            InitialiseFields(type, made.Term, evaluateInitialisers: false);
            ForgetInitialised(type, made.Term, []);
            RequireInvariantsOf(type, made);
            return made;
        }

        Call(constructor, made, arguments, operation, operation.Syntax.GetLocation());
        if (_reader.Bodies.BodyOf(constructor) is null)
        {
            RequireInvariantsOf(type, made);
        }

        return made;
    }

    /// <summary>Nobody else answers for the invariant of an object that a constructor without a body makes.</summary>
    private void RequireInvariantsOf(INamedTypeSymbol type, Value made)
    {
        foreach (var clause in _frame.Mode == EvaluationMode.Execute ? _reader.InvariantsOf(type) : [])
        {
            RequireInvariant(clause, made, _terms.True);
        }
    }

    /// <summary>Fields with an initialiser that is no constant are known by their type only.</summary>
    private void ForgetInitialised(INamedTypeSymbol type, Term receiver, IReadOnlyList<IFieldSymbol> except)
    {
        foreach (var field in Shapes.FieldsOf(type).Where(f => !except.Contains(f, SymbolEqualityComparer.Default)))
        {
            if (InitialiserOf(field) is { } initialiser)
            {
                var value = initialiser.ConstantValue.HasValue ? Convert(Evaluate(initialiser), field.Type, initialiser) : InitialOf(field);
                SetField(field, receiver, value);
            }
        }
    }

    private Value InitialOf(IFieldSymbol field)
    {
        var value = Havoced("initial", field.Type);
        var keys = _keys.OfField(field);
        for (var i = 0; i < keys.Count; i++)
        {
            FromOutside(keys[i], value.Leaves[i]);
        }

        return value;
    }

    /// <summary>The fields that a record's primary constructor sets, in parameter order; null for any other constructor.</summary>
    private static IReadOnlyList<IFieldSymbol>? RecordParts(IMethodSymbol constructor)
    {
        var fields = PrimaryConstructors.PositionalFields(constructor).ToList();
        return constructor.Parameters.Length > 0 && fields.Count == constructor.Parameters.Length ? fields.ConvertAll(f => f.Field) : null;
    }

    private Value CreateStruct(INamedTypeSymbol type, IMethodSymbol constructor, ImmutableArray<Value> arguments, IOperation operation)
    {
        if (Spans.ElementOf(type) is not null)
        {
            return CreateSpan(type, constructor, arguments, operation);
        }

        var value = Default(type);
        if (constructor.Parameters.Length == 0 && constructor.IsImplicitlyDeclared)
        {
            return value;
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Convert(arguments[0], type, operation);
        }

        if (_writes.Of(constructor).IsNothing && RecordParts(constructor) is { } parts && !value.Shape.IsScalar)
        {
            for (var i = 0; i < parts.Count; i++)
            {
                value = value.With(value.Shape.PartOf(Shapes.NameOf(parts[i]))!, arguments[i]);
            }

            foreach (var field in Shapes.FieldsOf(type).Where(f => !parts.Contains(f, SymbolEqualityComparer.Default) && InitialiserOf(f) is not null))
            {
                value = value.With(value.Shape.PartOf(Shapes.NameOf(field))!, Havoced("initial", field.Type));
            }

            return value;
        }

        if (_version is null && _reader.Specifications.Of(constructor) is not null)
        {
            return Call(constructor, null, arguments, operation, operation.Syntax.GetLocation());
        }

        var made = Havoced("struct", type);
        Call(constructor, made, arguments, operation, operation.Syntax.GetLocation());
        return made;
    }
}
