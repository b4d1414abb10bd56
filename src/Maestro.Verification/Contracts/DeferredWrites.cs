using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Fields that a delegate made in the code of a type may write when it is run: by a lambda, a local function or a member that holds no invariants, and
/// by what these call of that kind. Whoever holds the delegate runs it at any time, and nobody shows the invariant then (semantics.md, 11).
/// </summary>
internal sealed class DeferredWrites
{
    private readonly ContractReader _reader;
    private readonly HashSet<ISymbol> _fields = new(SymbolEqualityComparer.Default);

    /// <summary>Reads the bodies and initialisers of a type and of those inside it.</summary>
    public DeferredWrites(ContractReader reader, ImmutableArray<IOperation> code)
    {
        _reader = reader;
        var functions = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
        var pending = new Stack<IOperation>();
        foreach (var operation in code.SelectMany(c => c.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case ILocalFunctionOperation local:
                    functions[local.Symbol] = local;
                    break;
                case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } when !IsClause(lambda):
                    pending.Push(lambda);
                    break;
                case IMethodReferenceOperation named when Reached(named.Method) is { } body:
                    pending.Push(body);
                    break;
            }
        }

        // A local function is reached by its name, which may stand before or after its body.
        foreach (var named in code.SelectMany(c => c.DescendantsAndSelf()).OfType<IMethodReferenceOperation>().Where(m => m.Method.MethodKind == MethodKind.LocalFunction))
        {
            if (functions.TryGetValue(named.Method.OriginalDefinition, out var body))
            {
                pending.Push(body);
            }
        }

        var seen = new HashSet<IOperation>();
        while (pending.Count > 0)
        {
            var function = pending.Pop();
            if (!seen.Add(function))
            {
                continue;
            }

            foreach (var operation in function.DescendantsAndSelf())
            {
                Note(operation);
                foreach (var callee in Callees(operation))
                {
                    if ((callee.MethodKind == MethodKind.LocalFunction ? functions.TryGetValue(callee.OriginalDefinition, out var local) ? local : null : Reached(callee)) is { } body)
                    {
                        pending.Push(body);
                    }
                }
            }
        }
    }

    /// <summary>True where a field may be written by who runs a delegate of the type.</summary>
    public bool Contains(IFieldSymbol field) => _fields.Contains(field.OriginalDefinition);

    /// <summary>True where there is any such field.</summary>
    public bool Any => _fields.Count > 0;

    /// <summary>The predicate of a quantifier in a clause never runs.</summary>
    private static bool IsClause(IOperation lambda)
    {
        for (var o = lambda.Parent; o is not null; o = o.Parent)
        {
            if (o is IInvocationOperation call && ContractCalls.NameOf(call.TargetMethod) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The body of a member that does not itself answer for invariants.</summary>
    private IOperation? Reached(IMethodSymbol method) => method.MethodKind == MethodKind.LocalFunction || _reader.HoldsInvariants(method.OriginalDefinition) ? null : _reader.Bodies.BodyOf(method);

    private static IEnumerable<IMethodSymbol> Callees(IOperation operation) => operation switch
    {
        IInvocationOperation call => [call.TargetMethod],
        IMethodReferenceOperation named => [named.Method],
        IPropertyReferenceOperation { Property: var property } => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
        _ => [],
    };

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment:
                Written(assignment.Target);
                break;
            case IIncrementOrDecrementOperation increment:
                Written(increment.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Written(argument.Value);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } initialiser:
                Written(initialiser.Value);
                break;
            case IInvocationOperation { Instance: { Type.IsValueType: true } receiver }:
                Written(receiver);
                break;
        }
    }

    private void Written(IOperation target)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    Written(element);
                }

                break;
            case IConversionOperation conversion:
                Written(conversion.Operand);
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                Written(choice.WhenTrue);
                Written(otherwise);
                break;
            case IFieldReferenceOperation reference:
                _fields.Add(reference.Field.OriginalDefinition);
                if (reference.Instance is { Type.IsValueType: true } part)
                {
                    Written(part);
                }

                break;
            case IPropertyReferenceOperation { Property: var property } reference:
                if (_reader.Bodies.FieldBehind(property) is { } field)
                {
                    _fields.Add(field.OriginalDefinition);
                }

                if (reference.Instance is { Type.IsValueType: true } owner)
                {
                    Written(owner);
                }

                break;
        }
    }
}
