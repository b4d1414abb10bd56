using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Tests and casts to sealed classes: an object is of one exact type, whichever version asks. Of other types a changed hierarchy might answer otherwise.</content>
internal sealed partial class BehaviourEncoder
{
    private Term IsOfType(Value value, ITypeSymbol type, IOperation operation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsSealed: true, IsGenericType: false } exact || !_reader.Bodies.IsSource(exact)
            || !value.Shape.IsScalar || value.Sort != Sort.Ref || !value.Shape.Type.IsReferenceType)
        {
            throw Unsupported($"test for {type.ToDisplayString()}", operation);
        }

        return _terms.And(
            _terms.Not(NullTest(value.Term)),
            _terms.Equal(Function("type of", IntegerSort.Int32, [value.Term]), Int(_lockstep.NumberOf(exact.ToDisplayString()))));
    }

    private Term Matches(Value value, ITypeSymbol type, ISymbol? declared, IOperation operation)
    {
        var matches = IsOfType(value, type, operation);
        if (declared is not null)
        {
            Set(declared, new Value(_shapes.Of(type), value.Term));
        }

        return matches;
    }

    private Value Cast(Value value, ITypeSymbol type, IOperation operation)
    {
        ThrowWhen(_terms.And(_terms.Not(NullTest(value.Term)), _terms.Not(IsOfType(value, type, operation))), "System.InvalidCastException");
        return new Value(_shapes.Of(type), value.Term);
    }
}
