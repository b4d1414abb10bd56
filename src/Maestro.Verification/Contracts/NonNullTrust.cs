using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Whether source keeps null out of what it declares as never null (semantics.md, 12): nobody stores <c>x!</c> there, and every constructor sets it before
/// anybody may look. Thread-safe.
/// </summary>
internal sealed class NonNullTrust
{
    private readonly MethodBodies _bodies;
    private readonly ConcurrentDictionary<IFieldSymbol, bool> _set = new(SymbolEqualityComparer.Default);
    private readonly Lazy<HashSet<ISymbol>> _suppressed;

    public NonNullTrust(MethodBodies bodies)
    {
        _bodies = bodies;
        _suppressed = new(FindSuppressed);
    }

    /// <summary>True for a field of a reference, and for one of source that code keeps null out of.</summary>
    public bool Covers(IFieldSymbol field)
    {
        field = field.OriginalDefinition;
        if (MayBeNull(field) || field.AssociatedSymbol is { } owner && MayBeNull(owner))
        {
            return false;
        }

        return field.DeclaringSyntaxReferences.IsEmpty && field.AssociatedSymbol is not { DeclaringSyntaxReferences.IsEmpty: false }
            || !_suppressed.Value.Contains(field) && !(field.AssociatedSymbol is { } property && _suppressed.Value.Contains(property))
            && (field.IsStatic || _set.GetOrAdd(field, IsSetByConstructors));
    }

    /// <summary>True for a parameter whose type and attributes say that null is no argument; that of a setter goes by its property.</summary>
    public static bool KeepsNullOut(IParameterSymbol parameter) =>
        parameter.Type is { IsReferenceType: true, TypeKind: not TypeKind.TypeParameter, NullableAnnotation: NullableAnnotation.NotAnnotated }
        && !Has(parameter.GetAttributes(), "AllowNullAttribute")
        && !(parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol property } setter
            && parameter.Ordinal == setter.Parameters.Length - 1 && Has(property.GetAttributes(), "AllowNullAttribute"));

    private static bool Has(ImmutableArray<AttributeData> attributes, params string[] names) => attributes.Any(a => names.Contains(a.AttributeClass?.Name));

    private static bool MayBeNull(ISymbol member) => Has(member.GetAttributes(), "AllowNullAttribute", "MaybeNullAttribute");

    /// <summary>True for a method that returns no <c>x!</c>.</summary>
    public bool Covers(IMethodSymbol method) => !Has(method.GetReturnTypeAttributes(), "MaybeNullAttribute") && !(method.AssociatedSymbol is { } property && MayBeNull(property)) && !_suppressed.Value.Contains(method.OriginalDefinition);

    /// <summary>What a value whose warning is suppressed is stored in or returned by.</summary>
    private HashSet<ISymbol> FindSuppressed()
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in _bodies.Trees())
        {
            SemanticModel? model = null;
            foreach (var suppression in tree.GetRoot().DescendantNodes().Where(n => n.IsKind(SyntaxKind.SuppressNullableWarningExpression)))
            {
                var value = suppression.Parent is ParenthesizedExpressionSyntax p ? p.Parent : suppression.Parent;
                model ??= _bodies.ModelOf(tree);
                var symbol = value switch
                {
                    EqualsValueClauseSyntax { Parent: { } declaration } => model.GetDeclaredSymbol(declaration),
                    AssignmentExpressionSyntax assignment when assignment.Right.Span.Contains(suppression.Span) => model.GetSymbolInfo(assignment.Left).Symbol,
                    ReturnStatementSyntax or ArrowExpressionClauseSyntax => model.GetEnclosingSymbol(suppression.SpanStart) is IMethodSymbol returning ? returning : null,
                    ConditionalExpressionSyntax or BinaryExpressionSyntax when value.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax => model.GetEnclosingSymbol(suppression.SpanStart),
                    ConditionalExpressionSyntax or BinaryExpressionSyntax when value.Parent is AssignmentExpressionSyntax outer => model.GetSymbolInfo(outer.Left).Symbol,
                    _ => null,
                };
                if (symbol is not null)
                {
                    found.Add(symbol.OriginalDefinition);
                }
            }
        }

        return found;
    }

    private bool IsSetByConstructors(IFieldSymbol field)
    {
        var type = field.ContainingType;
        ISymbol declared = field.AssociatedSymbol ?? field;
        if (type.TypeKind != TypeKind.Class || declared is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }
            || declared.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null } or ParameterSyntax or ClassDeclarationSyntax or RecordDeclarationSyntax))
        {
            return true;
        }

        return type.InstanceConstructors.All(c => c.IsImplicitlyDeclared && type.IsRecord && c.Parameters.Length == 1 || Sets(c, field));
    }

    private bool Sets(IMethodSymbol constructor, IFieldSymbol field)
    {
        if (_bodies.BodyOf(constructor) is not IConstructorBodyOperation body)
        {
            return false;
        }

        if (body.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: var chained } } && SymbolEqualityComparer.Default.Equals(chained.ContainingType, field.ContainingType))
        {
            return true;
        }

        foreach (var statement in MethodBodies.StatementsOf(body))
        {
            if (Sets(statement, field))
            {
                return true;
            }

            if (statement.Descendants().Any(LetsOthersLook))
            {
                return false;
            }
        }

        return false;
    }

    private static bool Sets(IOperation? statement, IFieldSymbol field) => statement switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } => IsTarget(assignment.Target, field) || assignment.Value is ISimpleAssignmentOperation inner && IsTarget(inner.Target, field),
        IExpressionStatementOperation { Operation: ICoalesceAssignmentOperation assignment } => IsTarget(assignment.Target, field),
        IExpressionStatementOperation { Operation: IDeconstructionAssignmentOperation { Target: ITupleOperation tuple } } => tuple.Elements.Any(e => IsTarget(e, field)),
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: var method } } => method.GetAttributes().Any(a => a.AttributeClass?.Name == "MemberNotNullAttribute"
            && a.ConstructorArguments.SelectMany(c => c.Kind == TypedConstantKind.Array ? c.Values.Select(v => v.Value) : [c.Value]).Any(n => n is string name && (name == field.Name || name == field.AssociatedSymbol?.Name))),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Sets(choice.WhenTrue, field) && Sets(otherwise, field),
        IBlockOperation block => block.Operations.Any(s => Sets(s, field)),
        ITryOperation { Catches.IsEmpty: true } attempt => Sets(attempt.Body, field),
        IUsingOperation use => Sets(use.Body, field),
        ILockOperation held => Sets(held.Body, field),
        _ => false,
    };

    private static bool IsTarget(IOperation target, IFieldSymbol field) => target switch
    {
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var f } => SymbolEqualityComparer.Default.Equals(f.OriginalDefinition, field),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var p } => SymbolEqualityComparer.Default.Equals(p.OriginalDefinition, field.AssociatedSymbol),
        _ => false,
    };

    /// <summary>A call on the object under construction, or one that gets it.</summary>
    private bool LetsOthersLook(IOperation operation) => operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && operation.Parent switch
    {
        IFieldReferenceOperation => false,
        IPropertyReferenceOperation property => _bodies.FieldBehind(property.Property) is null || property.Property.IsVirtual || property.Property.IsOverride,
        IInvocationOperation { TargetMethod.IsStatic: false } => true,
        _ => true,
    };
}
