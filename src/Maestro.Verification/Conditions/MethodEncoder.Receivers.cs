using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Receivers. A struct in a variable is passed by reference, so that its method sees what the arguments did and may change it; where the variable is
/// read-only, a method that may change it gets a copy (C# specification, 12.8.7 and 12.6.6; semantics.md, 13).
/// </content>
internal sealed partial class MethodEncoder
{
    /// <summary>The receiver of a call, evaluated once; where it is a struct in a variable, also that variable, which the call may change.</summary>
    private Value? Receiver(IOperation? instance, IMethodSymbol? method, out Place? at)
    {
        at = null;
        if (instance is null)
        {
            return null;
        }

        if (_frame.Mode != EvaluationMode.Execute || instance.Type is not { IsValueType: true } || !(IsVariable(instance) || method is { IsReadOnly: true } && IsPlace(instance)))
        {
            return Evaluate(instance);
        }

        at = PlaceOf(instance);
        return Read(at, instance);
    }

    /// <summary>
    /// The very <c>Dispose</c> that <c>using</c> runs on an object whose type says which one that is; nothing for any other call. Of other interfaces
    /// the call is by the interface's contract: what a caller's proof rests on names members, and only of <c>using</c> those of the type too.
    /// </summary>
    private (IMethodSymbol? Method, IOperation? Object) Disposes(IInvocationOperation call) =>
        _version is null && call is { IsImplicit: true, TargetMethod: { Name: "Dispose", ContainingType.SpecialType: SpecialType.System_IDisposable } dispose }
        && call.Instance is IConversionOperation { OperatorMethod: null, Operand: { Type: INamedTypeSymbol { TypeKind: TypeKind.Class } type } held } && _writes.IsExact(type)
        && _reader.Bodies.IsSource(type) && type.FindImplementationForInterfaceMember(dispose) is IMethodSymbol { IsAbstract: false } found
        && SymbolEqualityComparer.Default.Equals(found.ContainingType, type) && _reader.Bodies.BodyOf(found) is not null ? (found, held) : (null, null);

    /// <summary>The receiver as the callee finds it, after the arguments.</summary>
    private Value? Latest(Value? receiver, Place? at, IOperation operation) => at is null ? receiver : Read(at, operation);

    /// <summary>True for what C# passes by reference when a method that may change it is called on it.</summary>
    private bool IsVariable(IOperation instance) => instance switch
    {
        { ConstantValue.HasValue: true } => false,
        IParenthesizedOperation p => IsVariable(p.Operand),
        ILocalReferenceOperation { Local.RefKind: var kind } => kind != RefKind.RefReadOnly,
        IParameterReferenceOperation { Parameter.RefKind: var kind } => kind is not (RefKind.In or RefKind.RefReadOnlyParameter),
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } reference when !ReadOnlyVariables.IsUnderConstruction(field, reference) => false,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } holder } => IsVariable(holder),
        IFieldReferenceOperation or IArrayElementReferenceOperation => true,
        IPropertyReferenceOperation { Property: { ReturnsByRef: true } } => true,
        IInvocationOperation { TargetMethod: { ReturnsByRef: true } } => true,
        IImplicitIndexerReferenceOperation { Instance.Type: { Name: "Span" } span } indexer => indexer.Argument is not IRangeOperation && Spans.ElementOf(span) is not null,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => !_method.IsReadOnly,
        IFlowCaptureReferenceOperation reference => Now.Captures.TryGetValue(reference.Id, out var capture) && capture is Conditions.Capture.OfPlace or Conditions.Capture.OfVariable,
        _ => false,
    };
}

/// <summary>Read-only fields where they may still be written.</summary>
internal static class ReadOnlyVariables
{
    /// <summary>True within the constructor itself, or an <c>init</c> accessor, for the object's own field; not within functions nested there.</summary>
    public static bool IsUnderConstruction(IFieldSymbol field, IOperation reference)
    {
        if (reference is not IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } })
        {
            return false;
        }

        var member = reference.Syntax.Ancestors().FirstOrDefault(n => n is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax
            or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax);
        return member switch
        {
            ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword) == field.IsStatic,
            AccessorDeclarationSyntax accessor => !field.IsStatic && accessor.Keyword.ValueText == "init",
            BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax => field.IsStatic && reference.Syntax.Ancestors().Any(n => n is EqualsValueClauseSyntax),
            _ => false,
        };
    }
}
