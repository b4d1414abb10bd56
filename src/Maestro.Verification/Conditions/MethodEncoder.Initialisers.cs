using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <content>
/// Initialisers are code: those of instance members run in each constructor that calls no other of its type, those of statics in the static
/// constructor, and at the first access from elsewhere (semantics.md, 10).
/// </content>
internal sealed partial class MethodEncoder
{
    /// <summary>Runs the initialisers of the members of the constructor's type, in the order of their text, after the entry and before the base's constructor.</summary>
    private void RunInitialisers()
    {
        foreach (var member in Initialisers.MembersOf(_method.ContainingType, _method.IsStatic, _reader.Bodies))
        {
            if (_reader.Bodies.InitialiserGraphOf(member) is not { } graph)
            {
                throw new UnsupportedConstructException($"initialiser of {member.Name}", Lines.Of(member.Locations[0]));
            }

            RunInPlace(graph, _method);
        }
    }

    /// <summary>Statics are at their defaults when the static constructor of their type starts, and nobody else has seen them.</summary>
    private void ResetStatics()
    {
        foreach (var field in _method.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(f => f is { IsStatic: true, IsConst: false }))
        {
            SetField(field, null, Default(field.Type));
        }
    }

    /// <summary>A constructor that nobody wrote: after the initialisers comes the base's, of which its invariant is known.</summary>
    private void RunUnwrittenBody()
    {
        if (_reader.Bodies.BaseCallOf(_method) is { } call)
        {
            RunInPlace(call, _method);
            return;
        }

        if (_method.IsStatic || _method.ContainingType is not { IsValueType: false, BaseType: { SpecialType: not SpecialType.System_Object } parent })
        {
            return;
        }

        if (parent.InstanceConstructors.Any(c => _reader.Of(c.OriginalDefinition).Requires.Any())
            || parent.InstanceConstructors.All(c => c.Parameters.Length > 0) && _reader.Bodies.IsSource(parent))
        {
            throw new UnsupportedConstructException("unwritten call of a base constructor with a precondition or optional parameters", Lines.Of(_method.Locations[0]));
        }

        HavocEverything();
        ForgetFields(parent, Now.This!.Term);
        foreach (var clause in LastingInvariantsOf(parent))
        {
            Know(WithFrame(Frame.OfMethod.Silently() with { This = Now.This }, () => Clause(clause)));
        }
    }

    /// <summary>The first access to a static of a type runs its initialisers: once on each path.</summary>
    private void Start(IFieldSymbol field, IOperation operation)
    {
        var holder = field.ContainingType;
        var isOwn = SymbolEqualityComparer.Default.Equals(holder, _method.ContainingType);
        if (holder.StaticConstructors.Any(c => !c.IsImplicitlyDeclared))
        {
            if (!isOwn)
            {
                throw UnsupportedConstructException.At("static field behind a static constructor", operation);
            }

            return;
        }

        if (isOwn && _method.MethodKind == MethodKind.StaticConstructor || Now.Started.Contains(holder.OriginalDefinition))
        {
            return;
        }

        if (_writes.InitialisersWrite(holder))
        {
            RunForeignCode("static field whose initialisers write", operation);
        }

        if (StaticInitialisers.MayThrow(holder, _reader.Bodies))
        {
            ForkAtInitialiser();
        }

        if (_frame.Mode == EvaluationMode.Execute && !holder.IsGenericType)
        {
            _state = Now with { Started = Now.Started.Add(holder.OriginalDefinition) };
        }
    }

    /// <summary>Code that nobody knows may run here; a clause cannot have that.</summary>
    private void RunForeignCode(string construct, IOperation operation)
    {
        if (_frame.Mode != EvaluationMode.Execute || _version is not null)
        {
            throw UnsupportedConstructException.At(construct, operation);
        }

        RunUnknownCode();
        Age();
    }

    private Optional<object?>? ConstantInitialiser(IFieldSymbol field)
    {
        // An initialiser that stands before it still sees the default.
        if (_method.MethodKind == MethodKind.StaticConstructor && SymbolEqualityComparer.Default.Equals(_method.ContainingType, field.ContainingType))
        {
            return null;
        }

        if (StaticInitialisers.AreConstantFacts(field.ContainingType, _reader.Bodies) && InitialiserOf(field) is { ConstantValue: { HasValue: true } constant })
        {
            return constant;
        }

        return null;
    }

    /// <summary>Sets every field that the type declares or inherits in source on a new object.</summary>
    private void InitialiseFields(INamedTypeSymbol type, Term receiver, bool evaluateInitialisers)
    {
        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent)
        {
            // The base constructor has run by the time anybody looks; what it leaves is known by its contract only.
            ForgetFields(parent, receiver);
        }

        foreach (var field in Shapes.FieldsOf(type))
        {
            var initial = evaluateInitialisers && InitialiserOf(field) is { } initialiser
                ? WithFrame(_frame.Silently(), () => Convert(Evaluate(initialiser), field.Type, initialiser))
                : Default(field.Type);
            SetField(field, receiver, initial);
        }
    }

    private void ForgetFields(INamedTypeSymbol type, Term receiver)
    {
        for (var t = type; t is { SpecialType: not SpecialType.System_Object }; t = t.BaseType)
        {
            foreach (var field in Shapes.FieldsOf(t))
            {
                foreach (var key in _keys.OfField(field))
                {
                    SetMap(key, _terms.Store(MapOf(key), receiver, FromOutside(key, _terms.Fresh("new", ((Sort.Map)key.Sort).Element))));
                }
            }
        }
    }

    private IOperation? InitialiserOf(IFieldSymbol field) => Initialisers.Of(field.AssociatedSymbol is IPropertySymbol property ? property : field, _reader.Bodies);
}
