using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <content>Members of specified value types: functions of values that do nothing else.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>A member of the framework's numbers and times that is not specified may throw, and nobody would owe that it does not.</summary>
    private void RequireModel(MemberSpecification? specified, IMethodSymbol method, IOperation operation)
    {
        if (specified is null && _version is null && method.ContainingType is { DeclaringSyntaxReferences.IsEmpty: true } type && MustBeSpecified(type, method))
        {
            throw UnsupportedConstructException.At($"{type.Name}.{(method.MethodKind == MethodKind.Constructor ? "this constructor" : method.Name)}", operation);
        }
    }

    private static readonly string[] ThrowingQueries =
    [
        "Aggregate", "Average", "Cast", "Chunk", "ElementAt", "First", "Last", "Max", "MaxBy", "Min", "MinBy", "Range", "Repeat", "Single", "SingleOrDefault", "Sum", "ToDictionary",
    ];

    private static readonly string[] ThrowingOfLists = ["CopyTo", "GetRange", "InsertRange", "RemoveRange"];

    private static bool MustBeSpecified(INamedTypeSymbol type, IMethodSymbol method) =>
        TimeTypes.Contains(type) ? !TimeTypes.MayBeLeftOpen(method)
        : KnownMembers.IsNamed(type, "System", "DateTimeOffset") ? !TimeTypes.MayBeLeftOpen(method) && !(method.MethodKind == MethodKind.UserDefinedOperator && method.ReturnType.SpecialType == SpecialType.System_Boolean)
        : KnownMembers.IsNamed(type, "System", "Math") ? method.Name is "DivRem" or "Round"
        : Sequence.IsQuery(method) ? ThrowingQueries.Contains(method.Name)
        : KnownMembers.IsNamed(type, "System.Collections.Generic", "List") ? ThrowingOfLists.Contains(method.Name) || method.MethodKind == MethodKind.Constructor && method.Parameters is [{ Type.SpecialType: SpecialType.System_Int32 }]
        : KnownMembers.IsNamed(type, "System", "Int128") || KnownMembers.IsNamed(type, "System", "UInt128") || KnownMembers.IsNamed(type, "System", "Half")
            || KnownMembers.IsNamed(type, "System.Numerics", "BigInteger");

    /// <summary>What always holds of values of specified value types that a specified member is about.</summary>
    private void KnowValues(IEnumerable<Value> values)
    {
        foreach (var value in values.Where(v => v.Leaves.All(l => l.FreeBound.Count == 0)))
        {
            foreach (var clause in _reader.Specifications.InvariantsOfValues(value.Shape.Type))
            {
                Know(WithFrame(Frame.OfMethod.Silently() with { This = value }, () => Clause(clause)));
            }
        }
    }

    private Value CallOfValue(IMethodSymbol method, MemberSpecification specified, Value? receiver, ImmutableArray<Value> arguments, Frame frame, IOperation operation)
    {
        KnowValues(arguments.Concat(receiver is null ? [] : [receiver]));
        var requires = specified.Contract.Requires.Select(c => WithFrame(frame, () => Clause(c))).ToList();
        foreach (var goal in requires)
        {
            Require(KindOf(specified.Throws), operation, goal);
        }

        if (specified.Value is { } known)
        {
            return Convert(WithFrame(frame, () => Evaluate(known)), method.ReturnType, operation);
        }

        if (arguments.Concat(receiver is null ? [] : [receiver]).Any(v => v.Leaves.Any(l => l.FreeBound.Count > 0)))
        {
            throw UnsupportedConstructException.At($"call of {method.Name} under a quantifier", operation);
        }

        var isConstructor = method.MethodKind == MethodKind.Constructor;
        var made = Havoced("result", isConstructor ? method.ContainingType : method.ReturnType);
        var after = frame with { Result = made, This = isConstructor ? made : frame.This };
        foreach (var clause in specified.Contract.Ensures)
        {
            Know(_terms.Implies(_terms.And(requires), WithFrame(after, () => Clause(clause))));
        }

        KnowValues([made]);
        return made;
    }

    /// <summary>Of a clause, a value that there is not is a reading out of range like any other.</summary>
    private ObligationKind KindOf(INamedTypeSymbol? exception) => exception?.Name == "OverflowException" ? ObligationKind.Overflow
        : _frame.Mode == EvaluationMode.Clause ? ObligationKind.Index : ObligationKind.Range;
}
