using System.Globalization;
using System.Text;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Hashing;

/// <summary>
/// Writes a bound operation tree as text that is equal exactly when the trees mean the same to the compiler: locals and labels by order of
/// appearance, members by documentation id, no trivia, no positions. A kind that is not known here is written with its tokens, so that an
/// oversight makes two texts differ, never agree.
/// </summary>
internal sealed class OperationText
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<ISymbol, int> _numbers = new(SymbolEqualityComparer.Default);
    private readonly Mentions _mentions;

    /// <param name="mentions">Receives every method and type that the tree names or uses without naming it.</param>
    public OperationText(Mentions mentions) => _mentions = mentions;

    public OperationText Line(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    public OperationText Tree(IOperation operation)
    {
        Write(operation);
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Without recursion: a sum of thousands of terms is a tree of thousands of levels.</summary>
    private void Write(IOperation root)
    {
        var pending = new Stack<IOperation?>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            if (pending.Pop() is not { } operation)
            {
                _text.Append(')');
                continue;
            }

            Open(operation);
            pending.Push(null);
            foreach (var child in operation.ChildOperations.Reverse())
            {
                pending.Push(child);
            }
        }
    }

    private void Open(IOperation operation)
    {
        _text.Append('(').Append(operation.Kind.ToString());
        if (operation.Type is { } type)
        {
            _mentions.Add(type);
            _text.Append(':').Append(Name(type));
        }

        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            _text.Append('=').Append(constant switch
            {
                null => "null",
                string s => SymbolDisplay.FormatLiteral(s, quote: true),
                char c => SymbolDisplay.FormatLiteral(c, quote: true),
                double d => BitConverter.DoubleToInt64Bits(d).ToString("x", CultureInfo.InvariantCulture),
                float f => BitConverter.DoubleToInt64Bits(f).ToString("x", CultureInfo.InvariantCulture),
                IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
                _ => constant.ToString(),
            });
        }

        foreach (var symbol in HiddenUses.Of(operation))
        {
            Add(Id(symbol));
            _mentions.AddMember(symbol);
        }

        Details(operation);
    }

    private void Details(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation or IExpressionStatementOperation or IReturnOperation or IConditionalOperation or ILiteralOperation
                or IMethodBodyOperation or IConstructorBodyOperation or IEmptyOperation or IParenthesizedOperation or IDefaultValueOperation
                or ISimpleAssignmentOperation or IVariableDeclarationGroupOperation or IVariableDeclarationOperation
                or IVariableInitializerOperation or IFieldInitializerOperation or IPropertyInitializerOperation or IThrowOperation
                or IArrayElementReferenceOperation or IArrayCreationOperation or IArrayInitializerOperation or ITupleOperation
                or ISwitchOperation or ISwitchCaseOperation or IDefaultCaseClauseOperation or ISingleValueCaseClauseOperation
                or ISwitchExpressionOperation or ISwitchExpressionArmOperation or IConstantPatternOperation or IDiscardPatternOperation
                or INegatedPatternOperation or IDiscardOperation or IIsPatternOperation or ICoalesceOperation or IConditionalAccessOperation
                or IConditionalAccessInstanceOperation or ITryOperation or IDelegateCreationOperation or INameOfOperation
                or IObjectOrCollectionInitializerOperation or IDeconstructionAssignmentOperation or IPatternCaseClauseOperation:
                break;
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } kept } when PrimaryConstructors.IsPrimary(constructor):
                // Members use it too, where its number would not tell it from another.
                Add($"{kept.Name}:{Declared(kept.Type)}");
                break;
            case IParameterReferenceOperation p:
                Add(Number(p.Parameter, "p"));
                break;
            case ILocalReferenceOperation l:
                Add(Number(l.Local, "l"));
                Flag(l.IsDeclaration, "declares");
                break;
            case IVariableDeclaratorOperation d:
                Add(Number(d.Symbol, "l"));
                Add(Declared(d.Symbol.Type));
                Flag(d.Symbol.IsRef, "ref");
                break;
            case IFieldReferenceOperation f:
                Add(Id(f.Field));
                _mentions.AddMember(f.Field);
                break;
            case IPropertyReferenceOperation p:
                Add(Id(p.Property));
                _mentions.AddMember(p.Property);
                break;
            case IInvocationOperation i:
                Add(Id(i.TargetMethod));
                Flag(i.IsVirtual, "virtual");
                Flag(ReadsCallerLine(i.TargetMethod), "line " + operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line.ToString(CultureInfo.InvariantCulture));
                Call(i.TargetMethod);
                break;
            case IObjectCreationOperation o:
                Add(o.Constructor is null ? "?" : Id(o.Constructor));
                Call(o.Constructor);
                break;
            case IArgumentOperation a:
                Add(a.Parameter is null ? "?" : a.Parameter.Ordinal.ToString(CultureInfo.InvariantCulture));
                Add(a.ArgumentKind.ToString());
                break;
            case IBinaryOperation b:
                Add(b.OperatorKind.ToString());
                Flag(b.IsChecked, "checked");
                Flag(b.IsLifted, "lifted");
                Call(b.OperatorMethod);
                break;
            case ITupleBinaryOperation b:
                Add(b.OperatorKind.ToString());
                break;
            case IUnaryOperation u:
                Add(u.OperatorKind.ToString());
                Flag(u.IsChecked, "checked");
                Call(u.OperatorMethod);
                break;
            case IIncrementOrDecrementOperation i:
                Flag(i.IsPostfix, "postfix");
                Flag(i.IsChecked, "checked");
                Call(i.OperatorMethod);
                break;
            case ICompoundAssignmentOperation c:
                Add(c.OperatorKind.ToString());
                Flag(c.IsChecked, "checked");
                Add(Describe(c.InConversion));
                Add(Describe(c.OutConversion));
                Call(c.OperatorMethod);
                Call(c.InConversion.MethodSymbol);
                Call(c.OutConversion.MethodSymbol);
                break;
            case IConversionOperation c:
                Add(Describe(c.Conversion));
                Flag(c.IsChecked, "checked");
                Flag(c.IsTryCast, "as");
                Call(c.OperatorMethod);
                break;
            case IInstanceReferenceOperation i:
                Add(i.ReferenceKind.ToString());
                break;
            case IBranchOperation b:
                Add(b.BranchKind.ToString());
                Add(Number(b.Target, "t"));
                break;
            case ILabeledOperation l:
                Add(Number(l.Label, "t"));
                break;
            case IForEachLoopOperation l:
                Flag(l.IsAsynchronous, "async");
                break;
            case IWhileLoopOperation l:
                Flag(l.ConditionIsTop, "top");
                Flag(l.ConditionIsUntil, "until");
                break;
            case IForLoopOperation:
                break;
            case IRelationalPatternOperation r:
                Add(r.OperatorKind.ToString());
                break;
            case IBinaryPatternOperation b:
                Add(b.OperatorKind.ToString());
                break;
            case ITypePatternOperation t:
                Add(Name(t.MatchedType));
                _mentions.Add(t.MatchedType);
                break;
            case IDeclarationPatternOperation d:
                Add(d.MatchedType is null ? "var" : Name(d.MatchedType));
                _mentions.Add(d.MatchedType);
                Add(d.DeclaredSymbol is null ? "_" : Number(d.DeclaredSymbol, "l"));
                break;
            case IIsTypeOperation t:
                Add(Name(t.TypeOperand));
                _mentions.Add(t.TypeOperand);
                Flag(t.IsNegated, "not");
                break;
            case ICatchClauseOperation c:
                Add(Name(c.ExceptionType));
                _mentions.Add(c.ExceptionType);
                break;
            case IAnonymousFunctionOperation f:
                foreach (var parameter in f.Symbol.Parameters)
                {
                    Add(Number(parameter, "p"));
                    Add(Declared(parameter.Type));
                    Add(parameter.RefKind.ToString());
                }

                Flag(f.Symbol.IsAsync, "async");
                break;
            case IMethodReferenceOperation m:
                Add(Id(m.Method));
                Call(m.Method);
                break;
            default:
                Add(string.Join(" ", operation.Syntax.DescendantTokens().Select(t => t.Text)));
                break;
        }
    }

    private void Add(string detail) => _text.Append(' ').Append(detail);

    private void Flag(bool set, string word)
    {
        if (set)
        {
            Add(word);
        }
    }

    private void Call(IMethodSymbol? method)
    {
        _mentions.Add(method);
    }

    private string Number(ISymbol symbol, string prefix)
    {
        // The number is by first appearance: a rename changes nothing, a swap does. A parameter of the method itself has its ordinal.
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) } } parameter)
        {
            return "arg" + parameter.Ordinal.ToString(CultureInfo.InvariantCulture);
        }

        if (!_numbers.TryGetValue(symbol, out var number))
        {
            _numbers.Add(symbol, number = _numbers.Count);
        }

        return prefix + number.ToString(CultureInfo.InvariantCulture);
    }

    private static bool ReadsCallerLine(IMethodSymbol method) =>
        method.Parameters.Any(p => p.GetAttributes().Any(a => a.AttributeClass?.Name == "CallerLineNumberAttribute"));

    private static string Describe(CommonConversion conversion) =>
        conversion.IsIdentity ? "identity" : (conversion.IsImplicit ? "implicit" : "explicit")
            + (conversion.IsNumeric ? " numeric" : "") + (conversion.IsReference ? " reference" : "") + (conversion.IsNullable ? " nullable" : "")
            + (conversion.MethodSymbol is { } m ? " " + Id(m) : "");

    /// <summary>Documentation id of the definition, with type arguments where there are any.</summary>
    public static string Id(ISymbol symbol)
    {
        var id = symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.ToDisplayString();
        var constructed = SymbolEqualityComparer.Default.Equals(symbol, symbol.OriginalDefinition) ? "" : "<" + symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ">";
        return id + constructed;
    }

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>With what the declaration says of null.</summary>
    public static string Declared(ITypeSymbol type) => type.ToDisplayString(
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));
}
