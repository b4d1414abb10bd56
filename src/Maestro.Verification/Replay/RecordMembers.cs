using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>What the compiler writes for records, and the parts of what has a <c>Deconstruct</c>.</summary>
internal sealed class RecordMembers(Execution run)
{
    /// <summary>True for <c>==</c>, <c>!=</c> and <c>Equals</c> of a record that nobody wrote by hand.</summary>
    public static bool IsEquality(IMethodSymbol method) =>
        method is { IsImplicitlyDeclared: true, ContainingType.IsRecord: true, Name: "op_Equality" or "op_Inequality" or "Equals" };

    public static bool IsOperandOfWith(SyntaxNode syntax) => syntax.Parent switch
    {
        ParenthesizedExpressionSyntax outer => IsOperandOfWith(outer),
        WithExpressionSyntax with => with.Expression == syntax,
        _ => false,
    };

    public bool AreEqual(object? left, object? right, IOperation site)
    {
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return ReferenceEquals(left, right);
        }

        switch (left, right)
        {
            case (StructValue a, StructValue b) when a.Type.IsTupleType || IsPlainRecord(a.Type, site):
                return a.Fields.Zip(b.Fields, (x, y) => AreEqual(x, y, site)).All(e => e);
            case (ObjectValue a, ObjectValue b) when a.Type.IsRecord || b.Type.IsRecord:
                return IsPlainRecord(a.Type, site) && IsPlainRecord(b.Type, site) && SymbolEqualityComparer.Default.Equals(a.Type, b.Type)
                    && a.Fields.Zip(b.Fields, (x, y) => AreEqual(x, y, site)).All(e => e);
            case (ObjectValue a, _) when Hierarchy(a.Type).All(t => t.SpecialType == SpecialType.System_Object || t.GetMembers("Equals").IsEmpty):
            case (ArrayValue, _):
                return false;
            case (StructValue or ObjectValue or Boxed or DelegateValue or ListValue or MapValue or EnumeratorValue, _):
                throw run.Unsupported("equality of members", site);
            default:
                return left.Equals(right);
        }
    }

    /// <summary>What <c>with</c> starts from.</summary>
    public ObjectValue Clone(ObjectValue record, IOperation site) =>
        Hierarchy(record.Type).Where(t => t.IsRecord).All(t => t.InstanceConstructors.All(c => c.IsImplicitlyDeclared
            || c.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, t)))
            ? new ObjectValue(record.Type, record.Fields.Select(StructValue.CopyOf).ToArray()) { Captured = record.Captured }
            : throw run.Unsupported("copy constructor", site);

    /// <summary>What <c>Deconstruct</c> gives.</summary>
    public object?[] Deconstruct(object? value, IMethodSymbol method, IOperation site, Frame frame)
    {
        if (method.IsStatic)
        {
            throw run.Unsupported("Deconstruct by an extension", site);
        }

        if (method is { IsImplicitlyDeclared: true, ContainingType.IsRecord: true })
        {
            return method.Parameters.Select(p => method.ContainingType.GetMembers(p.Name).OfType<IPropertySymbol>().FirstOrDefault()?.GetMethod is { } getter
                ? run.Calls.Method(getter, value, Array.Empty<Location>(), site, frame, isVirtual: false)
                : throw run.Unsupported("Deconstruct", site)).ToArray();
        }

        var places = method.Parameters.Select(p => (Location)new Cell(run.Types.DefaultOf(run.Resolve(p.Type, frame)))).ToArray();
        run.Calls.Method(method, value, places, site, frame, isVirtual: method.IsVirtual || method.IsOverride || method.IsAbstract);
        return places.Select(p => StructValue.CopyOf(p.Get())).ToArray();
    }

    /// <summary>The method that takes the value of a deconstruction apart; null for tuples and for more than one level.</summary>
    public IMethodSymbol? MethodOf(IDeconstructionAssignmentOperation operation) =>
        operation.Syntax is AssignmentExpressionSyntax syntax && run.Program.Contracts.Bodies.ModelOf(syntax.SyntaxTree).GetDeconstructionInfo(syntax) is { } info
            && info.Nested.All(n => n.Method is null && n.Nested.Length == 0)
            ? info.Method
            : null;

    private bool IsPlainRecord(INamedTypeSymbol type, IOperation site) =>
        type.IsRecord && Hierarchy(type).Where(t => t.IsRecord).All(t => t.GetMembers("Equals").Concat(t.GetMembers("EqualityContract")).All(m => m.IsImplicitlyDeclared))
            ? true
            : throw run.Unsupported("equality of members", site);

    private static IEnumerable<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }
}
