using System.Collections.Concurrent;
using System.Collections.Immutable;
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
    public bool Returns(IMethodSymbol method) =>
        _known.GetOrAdd(method.OriginalDefinition, m => Returns(m, ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default)));

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

    private bool Returns(IMethodSymbol method, ImmutableHashSet<ISymbol> outer)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (ContractCalls.NameOf(method) is not null || reader.Bodies.IsPlainGetter(method))
        {
            return true;
        }

        if (reader.Bodies.BodyOf(method) is not { } body)
        {
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
                // They compare elements, of which these have no code of their own.
                return method.ContainingType.TypeArguments.All(KnownMembers.FormatsWithoutCalls);
            }

            return reader.References.Of(method) is { Member.Returns: true } && !writes.IsOpen(method)
                || KnownMembers.WritesNothing(method) && !KnownMembers.IsGuard(method) && method.Name is not ("Parse" or "Substring" or "Clamp" or "Remove" or "Insert");
        }

        if (outer.Contains(method) || writes.IsOpen(method) || method.IsAsync || !StartsQuietly(method))
        {
            return false;
        }

        var inner = outer.Add(method);
        return body.Descendants().All(o => o switch
        {
            IThrowOperation or IWhileLoopOperation or IUsingOperation or IUsingDeclarationOperation or ILockOperation or IAnonymousFunctionOperation { Parent: not IDelegateCreationOperation } or ILocalFunctionOperation
                or IBranchOperation { BranchKind: BranchKind.GoTo } or IAwaitOperation or IDynamicInvocationOperation => false,
            IForLoopOperation loop => IsCounting(loop),
            IForEachLoopOperation loop => HiddenCalls.Enumerates(loop),
            IInvocationOperation call => Returns(call.TargetMethod, inner),
            IObjectCreationOperation { Constructor: { } constructor } => Returns(constructor, inner),
            IPropertyReferenceOperation { Property.GetMethod: { } getter } => IsLength(getter) || Returns(getter, inner),
            IBinaryOperation { OperatorMethod: { } method } => Returns(method, inner),
            IUnaryOperation { OperatorMethod: { } method } => Returns(method, inner),
            IConversionOperation { OperatorMethod: { } method } => Returns(method, inner),
            _ => !HiddenCalls.In(o),
        });
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
}
