using System.Collections.Concurrent;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>
/// Which methods certainly return. In code, a call that does not return makes what follows unreachable; in a clause, which is erased, the
/// postcondition of such a call would be an axiom about a value that does not exist (semantics.md, 8). Thread-safe.
/// </summary>
internal sealed class Totality(ContractReader reader, WriteSets writes)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>True when the method returns for every input, and no postcondition on the way leans on itself.</summary>
    public bool Returns(IMethodSymbol method)
    {
        var path = new Stack<(IMethodSymbol Method, Queue<IMethodSymbol> Callees)>();
        var open = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var next = Definition(method);
        while (true)
        {
            // One that does not return, or that is met while it is asked about, is reached by all on the path: none of them returns.
            var known = _known.TryGetValue(next, out var answer);
            var callees = known || open.Contains(next) ? null : CalleesOf(next);
            if (known ? !answer : callees is null)
            {
                _known[next] = false;
                foreach (var caller in open)
                {
                    _known[caller] = false;
                }

                return false;
            }

            if (!known)
            {
                open.Add(next);
                path.Push((next, callees!));
            }

            while (path.Count > 0 && path.Peek().Callees.Count == 0)
            {
                var done = path.Pop().Method;
                open.Remove(done);
                _known[done] = true;
            }

            if (path.Count == 0)
            {
                return true;
            }

            next = path.Peek().Callees.Dequeue();
        }
    }

    private static IMethodSymbol Definition(IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition;

    /// <summary>True for a method whose own body is what a call runs, now.</summary>
    public bool IsOwnCode(IMethodSymbol method) =>
        reader.Bodies.BodyOf(method) is not null && !writes.IsOpen(method) && !method.IsAsync && !reader.Bodies.IsIterator(method);

    /// <summary>True when what runs before the body, or at the first use of a type that the body names, runs no code that may go on for ever.</summary>
    public bool StartsQuietly(IMethodSymbol method)
    {
        var used = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { method.ContainingType.OriginalDefinition };
        foreach (var operation in reader.Bodies.BodyOf(method)?.Descendants() ?? [])
        {
            var member = operation switch
            {
                IMemberReferenceOperation reference => reference.Member,
                IInvocationOperation call => call.TargetMethod,
                IObjectCreationOperation creation => creation.Constructor,
                _ => null,
            };
            if (member?.ContainingType is { } type && (member.IsStatic || operation is IObjectCreationOperation))
            {
                used.Add(type.OriginalDefinition);
            }
        }

        return used.All(t => IsQuiet(t, reader.Bodies)) && (method.MethodKind != MethodKind.Constructor || BuildsQuietly(method));
    }

    /// <summary>
    /// False where a body waits, or runs code that nobody has seen without a call that names it: of whoever implements an interface that is enumerated, queried or
    /// asked for its count, which the proof knows by a specification.
    /// </summary>
    public bool RunsKnownCode(IMethodSymbol method) => !method.IsAsync && !(reader.Bodies.BodyOf(method)?.Descendants().Any(o => o switch
    {
        IAwaitOperation or ILockOperation => true,
        IForEachLoopOperation loop => loop.IsAsynchronous || IsOpenType(Uncast(loop.Collection).Type),
        IMemberReferenceOperation { Member: { IsStatic: false, ContainingType.TypeKind: TypeKind.Interface } } => true,
        IInvocationOperation { TargetMethod: { IsStatic: false, ContainingType.TypeKind: TypeKind.Interface } } => true,
        IInvocationOperation call => KnownMembers.IsNamed(call.TargetMethod.ContainingType, "System.Linq", "Enumerable") && call.Arguments.Any(a => IsOpenType(Uncast(a.Value).Type)),
        ISpreadOperation spread => IsOpenType(Uncast(spread.Operand).Type),
        IInterpolationOperation { Expression.Type: { } type } => !KnownMembers.FormatsWithoutCalls(type),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } text => !FormatsWithoutCalls(text.LeftOperand) || !FormatsWithoutCalls(text.RightOperand),
        _ => false,
    }) ?? false);

    private static bool FormatsWithoutCalls(IOperation operand) => operand.ConstantValue.HasValue || Uncast(operand).Type is { } type && KnownMembers.FormatsWithoutCalls(type);

    private static bool IsOpenType(ITypeSymbol? type) => type is null or { TypeKind: TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic };

    private static IOperation Uncast(IOperation operation) => operation is IConversionOperation { OperatorMethod: null, IsImplicit: true } conversion ? Uncast(conversion.Operand) : operation;

    private static bool IsQuiet(INamedTypeSymbol type, MethodBodies bodies) =>
        !StaticInitialisers.HasConstructor(type) && StaticInitialisers.AreConstantFacts(type, bodies);

    /// <summary>Initialisers of fields and what the base class does first.</summary>
    private bool BuildsQuietly(IMethodSymbol constructor)
    {
        for (var type = constructor.ContainingType; type is { SpecialType: SpecialType.None, IsValueType: false } && reader.Bodies.IsSource(type); type = type.BaseType)
        {
            var initialisers = type.GetMembers().Where(m => m is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }).SelectMany(m => m.DeclaringSyntaxReferences)
                .Select(r => r.GetSyntax()).OfType<SyntaxNode>().SelectMany(Initialisers);
            if (initialisers.Any() || !SymbolEqualityComparer.Default.Equals(type, constructor.ContainingType) && type.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared))
            {
                return false;
            }
        }

        return constructor.ContainingType is not { BaseType: { SpecialType: SpecialType.None } parent } || reader.Bodies.IsSource(parent);
    }

    /// <summary>Values that are more than constants.</summary>
    private IEnumerable<IOperation> Initialisers(SyntaxNode declaration)
    {
        var equals = declaration switch
        {
            VariableDeclaratorSyntax v => v.Initializer,
            PropertyDeclarationSyntax p => p.Initializer,
            _ => null,
        };
        return equals is not null && reader.Bodies.Contains(equals.SyntaxTree) && reader.Bodies.ModelOf(equals.SyntaxTree).GetOperation(equals) is { } operation
            ? operation.Descendants().Where(o => o is IInvocationOperation or IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false }
                or IObjectCreationOperation { Constructor.IsImplicitlyDeclared: true } or IPropertyReferenceOperation or IBinaryOperation { OperatorMethod: not null }
                or IConversionOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null }) : [];
    }

    /// <summary>The methods that must return for this one to return; null when it may not return whatever they do.</summary>
    private Queue<IMethodSymbol>? CalleesOf(IMethodSymbol method)
    {
        if (reader.Bodies.BodyOf(method) is not { } body || ContractCalls.NameOf(method) is not null || reader.Bodies.IsPlainGetter(method))
        {
            return ReturnsWithoutBody(method) ? new Queue<IMethodSymbol>() : null;
        }

        if (writes.IsOpen(method) || !StartsQuietly(method) || !RunsKnownCode(method))
        {
            return null;
        }

        var callees = new Queue<IMethodSymbol>();
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IThrowOperation or IWhileLoopOperation or IUsingOperation or IUsingDeclarationOperation or ILockOperation or ILocalFunctionOperation
                    or IAnonymousFunctionOperation { Parent: not IDelegateCreationOperation } or IBranchOperation { BranchKind: BranchKind.GoTo }
                    or IAwaitOperation or IDynamicInvocationOperation:
                case IForLoopOperation loop when !IsCounting(loop):
                case IForEachLoopOperation each when !HiddenCalls.Enumerates(each):
                    return null;
                case IForLoopOperation or IForEachLoopOperation:
                    break;
                case IPropertyReferenceOperation { Property.GetMethod: { } getter } when IsLength(getter):
                    break;
                case var _ when HiddenCalls.In(operation):
                    return null;
                default:
                    foreach (var callee in Called(operation))
                    {
                        callees.Enqueue(Definition(callee));
                    }

                    break;
            }
        }

        return callees;
    }

    private static IEnumerable<IMethodSymbol> Called(IOperation operation)
    {
        IMethodSymbol?[] called = operation switch
        {
            IInvocationOperation call => [call.TargetMethod],
            IObjectCreationOperation creation => [creation.Constructor],
            IPropertyReferenceOperation { Property: var property } reference => [property.GetMethod, IsRead(reference) ? null : property.SetMethod],
            IBinaryOperation binary => [binary.OperatorMethod],
            IUnaryOperation unary => [unary.OperatorMethod],
            IConversionOperation conversion => [conversion.OperatorMethod],
            ICompoundAssignmentOperation compound => [compound.OperatorMethod],
            IIncrementOrDecrementOperation increment => [increment.OperatorMethod],
            IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: var e } } => [e.AddMethod, e.RemoveMethod],
            _ => [],
        };
        return called.OfType<IMethodSymbol>();
    }

    /// <summary>False for the target of an assignment, or one that may be, in a tuple or an initialiser.</summary>
    private static bool IsRead(IPropertyReferenceOperation property) => property.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target != property,
        IIncrementOrDecrementOperation or ITupleOperation => false,
        _ => true,
    };

    private bool ReturnsWithoutBody(IMethodSymbol method)
    {
        if (ContractCalls.NameOf(method) is not null || reader.Bodies.IsPlainGetter(method))
        {
            return true;
        }

        if (reader.Bodies.IsSource(method))
        {
            // What the compiler writes: default constructors and accessors of auto-properties.
            return !writes.IsOpen(method) && StartsQuietly(method) && method.MethodKind switch
            {
                MethodKind.Constructor => method.IsImplicitlyDeclared && method.Parameters.IsEmpty && !method.ContainingType.IsRecord,
                MethodKind.PropertySet => method.AssociatedSymbol is IPropertySymbol { IsAbstract: false, IsExtern: false } property
                    && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property)),
                _ => false,
            };
        }

        if (reader.Specifications.Of(method) is not null)
        {
            if (writes.IsOpen(method))
            {
                return false;
            }

            // They compare elements, of which these have no code of their own.
            return method.ContainingType.TypeArguments.All(KnownMembers.FormatsWithoutCalls);
        }

        return reader.References.Of(method) is { Member.Returns: true } && !writes.IsOpen(method)
            || KnownMembers.WritesNothing(method) && !KnownMembers.IsGuard(method) && !MayRefuse(method);
    }

    private static bool IsLength(IMethodSymbol getter) =>
        getter.ContainingType.SpecialType is SpecialType.System_Array or SpecialType.System_String
        || getter.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary><c>for (var i = …; i &lt; bound; i++)</c> whose body assigns neither.</summary>
    private static bool IsCounting(IForLoopOperation loop)
    {
        if (loop is not { Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan, LeftOperand: ILocalReferenceOperation counter, RightOperand: var bound, OperatorMethod: null } }
            || loop.AtLoopBottom is not [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: ILocalReferenceOperation stepped } }]
            || !SymbolEqualityComparer.Default.Equals(counter.Local, stepped.Local))
        {
            return false;
        }

        var fixedOnes = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { counter.Local };
        foreach (var operation in bound.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ILocalReferenceOperation l:
                    fixedOnes.Add(l.Local);
                    break;
                case IParameterReferenceOperation p:
                    fixedOnes.Add(p.Parameter);
                    break;
                case ILiteralOperation or IPropertyReferenceOperation { Property.ContainingType.SpecialType: SpecialType.System_Array or SpecialType.System_String }:
                    break;
                default:
                    return false;
            }
        }

        return loop.Body.Descendants().All(o => o switch
        {
            IAssignmentOperation assignment => assignment.Target.DescendantsAndSelf().All(t => !IsOneOf(t, fixedOnes) || t.Parent is IArrayElementReferenceOperation),
            IIncrementOrDecrementOperation increment => !IsOneOf(increment.Target, fixedOnes),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => !IsOneOf(argument.Value, fixedOnes),
            _ => true,
        });
    }

    private static bool IsOneOf(IOperation operation, HashSet<ISymbol> symbols) => operation switch
    {
        ILocalReferenceOperation l => symbols.Contains(l.Local),
        IParameterReferenceOperation p => symbols.Contains(p.Parameter),
        _ => false,
    };

    /// <summary>Framework functions that answer some arguments with an exception.</summary>
    private static bool MayRefuse(IMethodSymbol method) =>
        method.Name is "Parse" or "Substring" or "Clamp" or "Remove" or "Insert" or "PadLeft" or "PadRight" or "IndexOf" or "LastIndexOf" or "Contains" or "StartsWith" or "EndsWith"
            or "Replace" or "Round" or "DivRem"
        || method.MethodKind == MethodKind.Constructor && method.ContainingType.SpecialType == SpecialType.System_String
        || Specifications.TimeTypes.Contains(method.ContainingType) && !Specifications.TimeTypes.MayBeLeftOpen(method);
}
