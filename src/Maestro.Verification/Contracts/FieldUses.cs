using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Follows a reference through the code that may see it: it must be made for its field, and be used in ways that leave it to nobody else. What is not
/// known to be such a way is none.
/// </summary>
internal sealed class FieldUses(ContractReader reader, IFieldSymbol field, ImmutableArray<IOperation> code)
{
    private readonly ObjectUse _objects = new(reader);
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);

    /// <summary>True where others are handed the object as something that they can only read: that nobody casts it back is trusted.</summary>
    public bool IsShown { get; private set; }

    /// <summary>True where every value of the field is made for it and every use keeps it.</summary>
    public bool AreOwn() => code.All(body => body.DescendantsAndSelf().All(o => o switch
    {
        IFieldInitializerOperation initialiser when initialiser.InitializedFields.Contains(field, SymbolEqualityComparer.Default) => IsMade(initialiser.Value, body),
        IPropertyInitializerOperation initialiser when initialiser.InitializedProperties.Any(p => Is(p)) => IsMade(initialiser.Value, body),
        IFieldReferenceOperation f when SymbolEqualityComparer.Default.Equals(f.Field.OriginalDefinition, field) => Keeps(f, body),
        IPropertyReferenceOperation p when Is(p.Property) => Keeps(p, body),
        _ => true,
    }));

    private bool Is(IPropertySymbol property) => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition)
        || field.AssociatedSymbol is null && property.ContainingType.OriginalDefinition is var type && SymbolEqualityComparer.Default.Equals(type, field.ContainingType)
        && SymbolEqualityComparer.Default.Equals(reader.Bodies.FieldBehind(property), field);

    /// <summary>True where this use of the reference, or of a local that has it, leaves it to nobody else.</summary>
    private bool Keeps(IOperation use, IOperation body)
    {
        var inLambda = IsInLambda(use);
        var value = use;
        while (value.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
        {
            value = value.Parent!;
        }

        if (value is IConversionOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Interface, Name: "IReadOnlyList" or "IReadOnlyCollection" or "IReadOnlyDictionary" or "IReadOnlySet" } view }
            && KnownMembers.IsNamed(view, "System.Collections.Generic", view.Name))
        {
            IsShown = true;
            return true;
        }

        // Through another object, only what is changed there and then is seen to be.
        var isForeign = use is IMemberReferenceOperation { Instance: not IInstanceReferenceOperation };
        switch (value.Parent)
        {
            case IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, value):
                return !(inLambda && IsWritten(element)) && !ReturnsReference(element);
            case IPropertyReferenceOperation property when ReferenceEquals(property.Instance, value):
                return !(inLambda && IsWritten(property)) && Keeps(property.Property.GetMethod) && Keeps(property.Property.SetMethod);
            case IFieldReferenceOperation inner when ReferenceEquals(inner.Instance, value):
                return !(inLambda && IsWritten(inner)) && !ReturnsReference(inner);
            case IInvocationOperation call when ReferenceEquals(call.Instance, value):
                return Keeps(call.TargetMethod) && (!inLambda || OnlyReads(call.TargetMethod));
            case ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Target, value):
                return !inLambda && IsMade(assignment.Value, body);
            case ICoalesceAssignmentOperation assignment when ReferenceEquals(assignment.Target, value):
                return !inLambda && IsMade(assignment.Value, body);
            case ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Value, value):
                return !isForeign && assignment.Parent is IExpressionStatementOperation && KeepsIn(assignment.Target, body);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: false } local } }:
                return !isForeign && Follow(local, body);
            case IForEachLoopOperation loop when ReferenceEquals(loop.Collection, value):
            case IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
            case IIsTypeOperation or INameOfOperation or IExpressionStatementOperation:
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                return true;
            case IArgumentOperation argument:
                return KeepsArgument(argument, inLambda, isForeign);
            default:
                return false;
        }
    }

    private bool KeepsArgument(IArgumentOperation argument, bool inLambda, bool isForeign)
    {
        switch (argument.Parent)
        {
            case IInvocationOperation { TargetMethod: var method } when ContractCalls.NameOf(method) is not null || method.ContainingType.SpecialType == SpecialType.System_String:
                return argument.Parameter!.RefKind == RefKind.None;
            case IInvocationOperation { TargetMethod: { ContainingType: { Name: "Enumerable" } holder } query } call when KnownMembers.IsNamed(holder, "System.Linq", "Enumerable"):
                return !IsSequence(call.Type) || query.Name is "Where" or "Select" or "SelectMany" or "OrderBy" or "OrderByDescending" or "Zip" or "Distinct";
            case IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_Array } method }:
                return !inLambda && (isForeign ? method.Name is "Copy" && argument.Parameter!.Ordinal == 0 : argument.Parameter!.RefKind == RefKind.None ? method.Name != "AsReadOnly" : method.Name == "Resize");
            case IInvocationOperation { TargetMethod: var method } when argument.Parameter is { RefKind: RefKind.None } parameter && reader.Bodies.BodyOf(method) is { } body:
                // Whoever may be called from elsewhere is trusted to keep invariants: only what the type keeps to itself is followed, and who does no more than read.
                return method.IsStatic && OnlyReads(method, parameter.OriginalDefinition) || !inLambda && !isForeign && (method.IsStatic || method.DeclaredAccessibility == Accessibility.Private)
                    && SymbolEqualityComparer.Default.Equals(OwnedState.OutermostOf(method.ContainingType), OwnedState.OutermostOf(field.ContainingType))
                    && !reader.Bodies.IsIterator(method) && !method.IsAsync && Follow(parameter.OriginalDefinition, body);
            case IObjectCreationOperation { Type: INamedTypeSymbol made } creation:
                return creation.Constructor is { } constructor && reader.Specifications.EnumerationOf(made) is not null && constructor.Parameters.Length > 0
                    || KnownMembers.IsNamed(made, "System.Collections.Generic", made.Name) && made.Name is "List" or "HashSet" or "Stack" or "Queue" or "Dictionary" or "SortedSet";
            default:
                return false;
        }
    }

    /// <summary>True for a method that looks at the array a parameter has, and hands it to nobody who does more.</summary>
    private bool OnlyReads(IMethodSymbol method, IParameterSymbol parameter) => parameter.Type is IArrayTypeSymbol && reader.Bodies.BodyOf(method) is { } body
        && !reader.Bodies.IsIterator(method) && !method.IsAsync && (!_read.Add(parameter) || body.DescendantsAndSelf().All(o => o is not IParameterReferenceOperation p
            || !SymbolEqualityComparer.Default.Equals(p.Parameter, parameter) || p.Parent switch
            {
                IArrayElementReferenceOperation element => ReferenceEquals(element.ArrayReference, p) && element.Type is { IsValueType: true } or { SpecialType: SpecialType.System_String } && !IsWritten(element) && !ReturnsReference(element),
                IPropertyReferenceOperation { Property.ContainingType.SpecialType: SpecialType.System_Array } or IBinaryOperation { OperatorMethod: null } => true,
                IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation { TargetMethod: { IsStatic: true } next } } argument =>
                    ContractCalls.NameOf(next) is not null || OnlyReads(next, argument.Parameter!.OriginalDefinition),
                _ => false,
            }));

    /// <summary>A local or a parameter that has the reference for a while.</summary>
    private bool Follow(ISymbol local, IOperation body)
    {
        return !_followed.Add(local) || body.DescendantsAndSelf().All(o => o switch
        {
            ILocalReferenceOperation l when SymbolEqualityComparer.Default.Equals(l.Local, local) => IsTarget(l) || Keeps(l, body),
            IParameterReferenceOperation p when SymbolEqualityComparer.Default.Equals(p.Parameter, local) => IsTarget(p) || Keeps(p, body),
            _ => true,
        });
    }

    private bool KeepsIn(IOperation target, IOperation body) => target switch
    {
        IFieldReferenceOperation f => SymbolEqualityComparer.Default.Equals(f.Field.OriginalDefinition, field),
        ILocalReferenceOperation { Local.IsRef: false } l => Follow(l.Local, body),
        _ => false,
    };

    /// <summary>True for a value that was made right here and is nobody else's.</summary>
    private bool IsMade(IOperation value, IOperation body)
    {
        switch (value)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return IsMade(conversion.Operand, body);
            case IParenthesizedOperation p:
                return IsMade(p.Operand, body);
            case ILiteralOperation or IDefaultValueOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                return true;
            case IObjectCreationOperation { Constructor: { } constructor }:
                return reader.Bodies.BodyOf(constructor) is null || !_objects.LetsItselfOut(constructor);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return IsMade(choice.WhenTrue, body) && IsMade(otherwise, body);
            case IInvocationOperation { TargetMethod: var method }:
                return method.Name is "ToArray" or "ToList" or "ToHashSet" or "ToDictionary" or "Clone" or "ToCharArray" or "Empty" or "Split" && method.DeclaringSyntaxReferences.IsEmpty;
            case ILocalReferenceOperation { Local: { IsRef: false } local }:
                return body.DescendantsAndSelf().All(o => o switch
                {
                    IVariableDeclaratorOperation { Initializer.Value: { } first } d when SymbolEqualityComparer.Default.Equals(d.Symbol, local) => IsMade(first, body),
                    ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } a when SymbolEqualityComparer.Default.Equals(target.Local, local) => IsMade(a.Value, body),
                    _ => true,
                }) && Declares(body, local) && Follow(local, body);
            default:
                return false;
        }
    }

    // A foreach variable, a pattern's or an out argument has its value from elsewhere.
    private static bool Declares(IOperation body, ILocalSymbol local) =>
        body.DescendantsAndSelf().Any(o => o is IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation } d && SymbolEqualityComparer.Default.Equals(d.Symbol, local));

    private bool Keeps(IMethodSymbol? method) => method is null
        || (method.DeclaringSyntaxReferences.IsEmpty
            ? method.ContainingType.SpecialType == SpecialType.System_Array || method.ContainingType.SpecialType == SpecialType.System_Object
                || KnownMembers.IsNamed(method.ContainingType, "System.Collections.Generic", method.ContainingType.Name)
            : reader.Bodies.BodyOf(method) is { } body ? !(method.IsVirtual || method.IsOverride || method.IsAbstract) && !_objects.LetsItselfOut(method) && !reader.Bodies.IsIterator(method) && body is not null
                : reader.Bodies.IsPlainGetter(method) || method is { MethodKind: MethodKind.PropertySet, IsVirtual: false, IsOverride: false, IsAbstract: false });

    private bool OnlyReads(IMethodSymbol method) => reader.Specifications.Of(method) is { Changes.IsEmpty: true } || method.Name is "Contains" or "ContainsKey" or "GetEnumerator" or "IndexOf";

    private static bool IsTarget(IOperation reference) => reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference);

    private static bool IsWritten(IOperation place) => place.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, place),
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
        IFieldReferenceOperation or IInvocationOperation or IPropertyReferenceOperation => place.Type is { IsValueType: true },
        _ => false,
    };

    /// <summary>A reference to a part of the object that outlives the statement.</summary>
    private static bool ReturnsReference(IOperation place) => place.Parent is IReturnOperation && MethodOf(place) is { ReturnsByRef: true }
        || place.Parent is ISimpleAssignmentOperation { IsRef: true } or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } };

    private static IMethodSymbol? MethodOf(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) as IMethodSymbol;

    private static bool IsInLambda(IOperation operation)
    {
        for (var o = operation.Parent; o is not null; o = o.Parent)
        {
            if (o is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSequence(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Interface };
}
