using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>A use of a member that has a contract.</summary>
/// <param name="Member">Its definition.</param>
/// <param name="Location">Where an interceptor attaches; null where none can.</param>
/// <param name="Reason">Why none can; empty where one can.</param>
/// <param name="Syntax">Where in the source.</param>
internal sealed record ContractUse(IMethodSymbol Member, InterceptableLocation? Location, string Reason, SyntaxNode Syntax);

/// <summary>Finds the uses of members with contracts that run, in source order.</summary>
internal sealed class CallFinder(ContractReader reader, StatedContracts contracts, CSharpCompilation compilation, CancellationToken cancellation)
{
    private readonly List<ContractUse> _uses = [];

    public IReadOnlyList<ContractUse> Find()
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = reader.Bodies.ModelOf(tree);
            foreach (var node in tree.GetRoot(cancellation).DescendantNodesAndSelf().Where(IsCode))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!IsContractOnly(node, model) && model.GetOperation(node, cancellation) is { } code)
                {
                    Visit(code, model);
                }
            }
        }

        return _uses;
    }

    /// <summary>True where a member has anything to check from outside.</summary>
    public bool HasContract(IMethodSymbol member)
    {
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly))
        {
            return false;
        }

        return !contracts.Of(member).IsEmpty
            || !reader.Of(member).Problems.IsEmpty
            // To read a property does not change its object; counting each read would drown the rest.
            || member.MethodKind != MethodKind.PropertyGet && reader.HoldsInvariants(member);
    }

    /// <summary>The syntax that a tree of operations starts at.</summary>
    private static bool IsCode(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        ArrowExpressionClauseSyntax => node.Parent is BasePropertyDeclarationSyntax,
        EqualsValueClauseSyntax => node.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax },
        PrimaryConstructorBaseTypeSyntax => true,
        CompilationUnitSyntax unit => unit.Members.Any(m => m is GlobalStatementSyntax),
        _ => false,
    };

    /// <summary>Contract classes and invariant methods are places for clauses and never run.</summary>
    private static bool IsContractOnly(SyntaxNode node, SemanticModel model) =>
        model.GetEnclosingSymbol(node.SpanStart) is { } around
        && (around.ContainingType is { } type && ContractCalls.HasAttribute(type, "ContractClassForAttribute")
            || model.GetDeclaredSymbol(node) is IMethodSymbol method
                && (ContractReader.IsInvariantMethod(method) || ContractCalls.HasAttribute(method.ContainingType, "ContractClassForAttribute")));

    /// <summary>In source order, without recursion: a sum of thousands of terms is a tree of thousands of levels.</summary>
    private void Visit(IOperation root, SemanticModel model)
    {
        var pending = new Stack<(IOperation Operation, bool InExpressionTree)>();
        pending.Push((root, false));
        while (pending.Count > 0)
        {
            var (operation, inTree) = pending.Pop();
            if (operation is IInvocationOperation omitted && OmittedCalls.IsOmitted(omitted))
            {
                continue;
            }

            Note(operation, model, inTree);
            var isTree = inTree || operation is IConversionOperation or IDelegateCreationOperation && IsExpressionTree(operation.Type);
            foreach (var child in operation.ChildOperations.Reverse())
            {
                pending.Push((child, isTree));
            }
        }
    }

    private void Note(IOperation operation, SemanticModel model, bool inExpressionTree)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                Call(call, model, inExpressionTree);
                break;
            case IDynamicInvocationOperation { Syntax: InvocationExpressionSyntax call } when model.GetMemberGroup(call.Expression, cancellation).OfType<IMethodSymbol>().FirstOrDefault(HasContract) is { } candidate:
                Uncheckable(candidate, "dynamic", call);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Uncheckable(constructor, "constructor", operation.Syntax);
                break;
            case IPropertyReferenceOperation reference:
                Property(reference);
                break;
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.Ordinary } reference:
                Uncheckable(reference.Method, "delegate", operation.Syntax);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                Uncheckable(method, "operator", operation.Syntax);
                break;
            case IUnaryOperation { OperatorMethod: { } method }:
                Uncheckable(method, "operator", operation.Syntax);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                Uncheckable(method, "operator", operation.Syntax);
                break;
            case ILocalFunctionOperation { Body: { } body } function when MethodBodies.StatementsOf(body).Any(s => ContractCalls.Statement(s)?.TargetMethod.Name is "Requires" or "Ensures" or "EnsuresOnThrow"):
                _uses.Add(new ContractUse(function.Symbol, null, "local function", function.Syntax));
                break;
        }
    }

    private static bool IsExpressionTree(ITypeSymbol? type) =>
        type is { Name: "Expression" or "LambdaExpression", ContainingNamespace: { } space } && space.ToDisplayString() == "System.Linq.Expressions";

    private void Call(IInvocationOperation call, SemanticModel model, bool inExpressionTree)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (!HasContract(method))
        {
            return;
        }

        var reason = inExpressionTree ? "expression tree" : Obstacle(call, method);
        var location = reason.Length == 0 && call.Syntax is InvocationExpressionSyntax syntax ? model.GetInterceptableLocation(syntax, cancellation) : null;
        _uses.Add(new ContractUse(method, location, reason.Length == 0 && location is null ? "not a call that can be intercepted" : reason, call.Syntax));
    }

    private static string Obstacle(IInvocationOperation call, IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
        {
            return method.MethodKind == MethodKind.Constructor ? "constructor" : "not an ordinary method";
        }

        // `base.M()` can be intercepted, but an interceptor has no way to call it other than virtually: for ever.
        if (call.Instance?.Syntax is BaseExpressionSyntax)
        {
            return "base call";
        }

        if (call.Syntax is not InvocationExpressionSyntax)
        {
            return "call without an argument list";
        }

        if (method.IsStatic && method.ContainingType.TypeKind == TypeKind.Interface && (method.IsAbstract || method.IsVirtual))
        {
            return "static interface member";
        }

        if (method.ContainingType.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
        {
            return "extension block";
        }

        // Boxing a copy of the receiver would lose what the call writes.
        return call.Instance is { Type: { IsReferenceType: false } receiver } && !receiver.IsValueType
            || call.Instance is { Type.IsValueType: true } && !method.ContainingType.IsValueType
                ? "receiver of a type parameter or a boxed value"
                : "";
    }

    private void Property(IPropertyReferenceOperation reference)
    {
        var written = reference.Parent switch
        {
            ISimpleAssignmentOperation assignment => assignment.Target == reference,
            ICompoundAssignmentOperation or ICoalesceAssignmentOperation or IIncrementOrDecrementOperation => true,
            _ => false,
        };
        if (written && reference.Property.SetMethod is { } setter)
        {
            Uncheckable(setter, "property", reference.Syntax);
        }
        else if (reference.Property.GetMethod is { } getter)
        {
            Uncheckable(getter, "property", reference.Syntax);
        }
    }

    private void Uncheckable(IMethodSymbol member, string reason, SyntaxNode syntax)
    {
        var definition = (member.ReducedFrom ?? member).OriginalDefinition;
        if (HasContract(definition))
        {
            _uses.Add(new ContractUse(definition, null, reason, syntax));
        }
    }
}
