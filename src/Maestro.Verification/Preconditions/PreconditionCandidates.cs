using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>
/// Preconditions that could discharge a finding: first those that say exactly what its place needs, then simple ones over the parameters.
/// Weaker ones come before stronger ones, because the first that is proved is offered.
/// </summary>
internal sealed class PreconditionCandidates
{
    // What takes longer to read is no simple precondition.
    private const int Longest = 120;

    private readonly OpenObligation _open;
    private readonly MethodBodies _bodies;
    private readonly EntryTerms _terms;

    private PreconditionCandidates(OpenObligation open)
    {
        _open = open;
        _bodies = new MethodBodies(open.Compilation);
        _terms = EntryTerms.OwnOf(_bodies, open.Method);
    }

    /// <summary>The conditions, without doubles.</summary>
    public static IReadOnlyList<string> Of(OpenObligation open)
    {
        var candidates = new PreconditionCandidates(open);
        // What a clause says of computed results is exact, but reads worse than a sign or an order.
        var returned = candidates.Returned().ToLookup(text => SyntaxFactory.ParseExpression(text).DescendantTokens().Any(IsArithmetic));
        return candidates.OfPath().Concat(returned[false]).Concat(TemplatePreconditions.Of(open, candidates._terms)).Concat(returned[true])
            .Select(Tidied).Distinct(StringComparer.Ordinal).Where(text => text.Length <= Longest).ToList();
    }

    /// <summary>What the place needs where it is reached, then what it needs at all.</summary>
    private IEnumerable<string> OfPath()
    {
        var needed = OfPlace().ToList();
        var escapes = _open.Place is { } place ? PathGuards.Escapes(place, _terms.Of) : null;
        return escapes is { Count: 1 or 2 }
            ? needed.Select(text => string.Join(" || ", text == "false" ? escapes : escapes.Append(Conjunction(text)))).Concat(needed)
            : needed;

        static string Conjunction(string text) => SyntaxFactory.ParseExpression(text).IsKind(SyntaxKind.LogicalAndExpression) ? $"({text})" : text;
    }

    /// <summary>The postcondition said of what is returned, or held at the end, at each return where it is reached.</summary>
    private IEnumerable<string> Returned()
    {
        if (_open.Obligation.Kind is not ObligationKind.Post
            || _open.Contract.Ensures.FirstOrDefault(c => c.Line == _open.Obligation.Line) is not { Condition.Syntax: ExpressionSyntax condition })
        {
            return [];
        }

        var said = new List<string>();
        foreach (var value in ReturnedValues())
        {
            if (_terms.Of(value) is { } text && EntryTerms.OwnOf(_bodies, _open.Method, text).Of(condition) is { } needed)
            {
                var escapes = PathGuards.Escapes(value, _terms.Of);
                said.Add(escapes is { Count: 1 or 2 } ? string.Join(" || ", escapes.Append(needed)) : needed);
            }
        }

        return said.Count is > 1 and <= 3 ? said.Append(string.Join(" && ", said.Select(EntryTerms.AsOperand))) : said;
    }

    private static bool IsArithmetic(SyntaxToken token) =>
        token.Kind() is SyntaxKind.PlusToken or SyntaxKind.MinusToken or SyntaxKind.AsteriskToken or SyntaxKind.SlashToken or SyntaxKind.PercentToken or SyntaxKind.QuestionToken;

    /// <summary>Without parentheses round arithmetic beside a comparison.</summary>
    private static string Tidied(string text)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        return expression.ReplaceNodes(
            expression.DescendantNodesAndSelf().OfType<ParenthesizedExpressionSyntax>().Where(p => p.Parent is BinaryExpressionSyntax { RawKind: >= (int)SyntaxKind.EqualsExpression and <= (int)SyntaxKind.GreaterThanOrEqualExpression }
                && EntryTerms.Compared(p.ToString()) != p.ToString()),
            (_, inner) => inner.Expression.WithTriviaFrom(inner)).ToString();
    }

    /// <summary>The parts of a condition that all have to hold.</summary>
    public static IEnumerable<string> Conjuncts(string condition) => Conjuncts(SyntaxFactory.ParseExpression(condition)).Select(part => part.ToString());

    private IEnumerable<string> OfPlace()
    {
        var place = _open.Place;
        return _open.Obligation.Kind switch
        {
            ObligationKind.Index => Nodes<ElementAccessExpressionSyntax>(place).SelectMany(Index),
            ObligationKind.DivideByZero => Divisors(place).SelectMany(NonZero),
            ObligationKind.Null => Nodes<ExpressionSyntax>(place).SelectMany(NonNull),
            ObligationKind.Nullable => Nodes<MemberAccessExpressionSyntax>(place).Select(access => _terms.Operand(access.Expression)).OfType<string>().Select(x => $"{x}.HasValue"),
            ObligationKind.ArraySize => Nodes<ArrayRankSpecifierSyntax>(place).SelectMany(rank => rank.Sizes).Select(_terms.Operand).OfType<string>().Select(size => $"{size} >= 0"),
            ObligationKind.PreCaller => Callee(place),
            ObligationKind.Unmatched => Nodes<SwitchExpressionSyntax>(place).SelectMany(Matched),
            ObligationKind.Assert => Asserted(),
            ObligationKind.Overflow => Arithmetic(place),
            ObligationKind.Post or ObligationKind.ObjectInvariant => Arithmetic(_open.Declaration).Concat(Results()).Concat(Stored()),
            _ => [],
        };
    }

    private IEnumerable<string> Index(ElementAccessExpressionSyntax access)
    {
        if (access.ArgumentList.Arguments is not [{ Expression: var index }] || _terms.Operand(access.Expression) is not { } array)
        {
            return [];
        }

        var length = $"{array}.Length";
        if (index is PrefixUnaryExpressionSyntax fromEnd && fromEnd.IsKind(SyntaxKind.IndexExpression))
        {
            return _terms.Operand(fromEnd.Operand) is not { } back ? []
                : back == "1" ? [$"{length} > 0"]
                : _open.Model.GetConstantValue(fromEnd.Operand).HasValue ? [$"{length} >= {back}"]
                : [$"{back} > 0", $"{back} <= {length}", $"{back} > 0 && {back} <= {length}"];
        }

        if (_terms.Of(index) is not { } text)
        {
            return [];
        }

        if (SyntaxFactory.ParseExpression(text) is LiteralExpressionSyntax literal)
        {
            return [literal.Token.ValueText == "0" ? $"{length} > 0" : $"{length} > {text}"];
        }

        var end = text.StartsWith($"{length} - ", StringComparison.Ordinal) && int.TryParse(text.Substring(length.Length + 3), NumberStyles.None, CultureInfo.InvariantCulture, out var distance)
            ? distance == 1 ? [$"{length} > 0"] : new[] { $"{length} >= {text.Substring(length.Length + 3)}" }
            : [];
        var operand = EntryTerms.AsOperand(text);
        return [.. end, $"{text} < {length}", $"{text} >= 0", $"{text} >= 0 && {text} < {length}", $"{operand} > 0 && {text} <= {length}"];
    }

    /// <summary>One of the constants that the switch names.</summary>
    private IEnumerable<string> Matched(SwitchExpressionSyntax choice)
    {
        var constants = choice.Arms.Select(arm => arm is { WhenClause: null, Pattern: ConstantPatternSyntax { Expression: var constant } } ? constant.ToString() : null).OfType<string>().ToList();
        return _terms.Operand(choice.GoverningExpression) is { } value && constants.Count > 0 ? [string.Join(" || ", constants.Select(constant => $"{value} == {constant}"))] : [];
    }

    private IEnumerable<string> NonZero(ExpressionSyntax divisor) => _terms.Of(divisor) is { } text ? [$"{text} != 0"] : [];

    private IEnumerable<string> NonNull(ExpressionSyntax expression)
    {
        if (_open.Model.GetTypeInfo(expression).Type is not { IsReferenceType: true })
        {
            return [];
        }

        if (expression is ElementAccessExpressionSyntax element && _terms.Of(element) is null && _terms.Operand(element.Expression) is { } array)
        {
            return [$"Contract.ForAll(0, {array}.Length, k => {array}[k] != null)"];
        }

        return _terms.Operand(expression) is { } text && text != "null" ? [$"{text} != null"] : [];
    }

    /// <summary>The callee's preconditions in the caller's words: each conjunct, then the whole.</summary>
    private IEnumerable<string> Callee(SyntaxNode? place)
    {
        foreach (var operation in Nodes<ExpressionSyntax>(place).Select(node => _open.Model.GetOperation(node)))
        {
            var (called, arguments, instance) = operation switch
            {
                Microsoft.CodeAnalysis.Operations.IInvocationOperation call => (call.TargetMethod, call.Arguments, call.Instance),
                Microsoft.CodeAnalysis.Operations.IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments, null),
                _ => (null, [], null),
            };
            if (called is null)
            {
                continue;
            }

            var words = arguments.Where(argument => argument.Parameter is not null && argument.Value.Syntax is ExpressionSyntax)
                .ToDictionary(argument => argument.Parameter!.Ordinal, argument => _terms.Operand((ExpressionSyntax)argument.Value.Syntax));
            var receiver = instance switch
            {
                null => null,
                Microsoft.CodeAnalysis.Operations.IInstanceReferenceOperation => "",
                { Syntax: ExpressionSyntax syntax } => _terms.Operand(syntax),
                _ => null,
            };
            var clauses = new ContractReader(_bodies).Of(called).Requires.Where(clause => !clause.Negated).ToList();
            foreach (var clause in clauses)
            {
                var callee = new EntryTerms(_bodies, _open.Method, p => words.TryGetValue(p.Ordinal, out var text) ? text : null, receiver);
                foreach (var conjunct in Conjuncts((ExpressionSyntax)clause.Condition.Syntax))
                {
                    if (callee.Of(conjunct) is { } text)
                    {
                        yield return text;
                    }
                }

                if (callee.Of((ExpressionSyntax)clause.Condition.Syntax) is { } whole)
                {
                    yield return whole;
                }
            }
        }
    }

    private IEnumerable<string> Asserted() => _open.Contract.Clauses
        .Where(clause => clause.Kind == ClauseKind.Assert && clause.Location == _open.Obligation.Location)
        .Select(clause => _terms.Of((ExpressionSyntax)clause.Condition.Syntax)).OfType<string>();

    private IEnumerable<string> Arithmetic(SyntaxNode? place) =>
        Nodes<ExpressionSyntax>(place).Where(node => !_open.Contract.IsInContractStatement(node)).SelectMany(node => ArithmeticBounds.Of(node, _open.Model, _terms));

    /// <summary>What a clause on the result needs of the operands of what is returned: <c>x + y &lt;= C</c> as <c>x &lt;= C - y</c>.</summary>
    private IEnumerable<string> Results()
    {
        return ReturnedValues().SelectMany(value => Bounded(value, limit => limit is InvocationExpressionSyntax call && _open.Model.GetSymbolInfo(call).Symbol is IMethodSymbol called && ContractCalls.IsResult(called)));
    }

    private List<ExpressionSyntax> ReturnedValues() => _open.Declaration.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Select(node => node switch
    {
        ReturnStatementSyntax { Expression: { } value } => value,
        ArrowExpressionClauseSyntax { Expression: var value } => value,
        _ => null,
    }).OfType<ExpressionSyntax>().SelectMany(e => e is ConditionalExpressionSyntax c ? new[] { c.WhenTrue, c.WhenFalse } : [e]).ToList();

    /// <summary>What a clause on a field or property needs of what is stored there.</summary>
    private IEnumerable<string> Stored() => _open.Declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>().SelectMany(assignment =>
    {
        var target = _open.Model.GetSymbolInfo(assignment.Left).Symbol;
        var kind = assignment.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => SyntaxKind.AddExpression,
            SyntaxKind.SubtractAssignmentExpression => SyntaxKind.SubtractExpression,
            _ => SyntaxKind.None,
        };
        bool IsTarget(ExpressionSyntax side) => side is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && SymbolEqualityComparer.Default.Equals(_bodies.ModelOf(side.SyntaxTree).GetSymbolInfo(side).Symbol, target);
        return target is not (IFieldSymbol or IPropertySymbol) ? []
            : kind == SyntaxKind.None ? Bounded(assignment.Right, IsTarget)
            : Bounded(kind, assignment.Left, assignment.Right, IsTarget);
    });

    private IEnumerable<string> Bounded(ExpressionSyntax value, Func<ExpressionSyntax, bool> isSubject)
    {
        if (value is BinaryExpressionSyntax binary)
        {
            return Bounded(binary.Kind(), binary.Left, binary.Right, isSubject);
        }

        return _terms.Operand(value) is { } x
            ? Limits(isSubject).Select(limit => $"{EntryTerms.Compared(x)} {limit.Operator} {limit.Bound}")
            : [];
    }

    private IEnumerable<string> Bounded(SyntaxKind kind, ExpressionSyntax left, ExpressionSyntax right, Func<ExpressionSyntax, bool> isSubject)
    {
        if (kind is not (SyntaxKind.AddExpression or SyntaxKind.SubtractExpression) || _terms.Operand(left) is not { } x || _terms.Operand(right) is not { } y)
        {
            return [];
        }

        return Limits(isSubject).SelectMany(limit => kind == SyntaxKind.AddExpression
            ? new[] { $"{EntryTerms.Compared(y)} {limit.Operator} {limit.Bound} - {x}" }
            : limit.Bound == "0" && limit.Operator == ">=" ? [$"{y} <= {x}"] : [$"{x} {limit.Operator} {limit.Bound} + {y}"]);
    }

    /// <summary>The bounds that the finding's clauses set on a subject.</summary>
    private IEnumerable<(string Operator, string Bound)> Limits(Func<ExpressionSyntax, bool> isSubject)
    {
        var clauses = _open.Contract.Ensures;
        if (_open.Obligation.Kind == ObligationKind.ObjectInvariant)
        {
            clauses = new ContractReader(_bodies).InvariantsOf(_open.Method.ContainingType);
        }

        foreach (var atom in clauses.SelectMany(clause => Conjuncts((ExpressionSyntax)clause.Condition.Syntax)).OfType<BinaryExpressionSyntax>())
        {
            var terms = _terms;
            if (isSubject(atom.Left) && terms.Operand(atom.Right) is { } right && Mirrored(atom.OperatorToken.Text) is not null)
            {
                yield return (atom.OperatorToken.Text, right);
            }
            else if (isSubject(atom.Right) && terms.Operand(atom.Left) is { } left && Mirrored(atom.OperatorToken.Text) is { } mirrored)
            {
                yield return (mirrored, left);
            }
        }
    }

    private static string? Mirrored(string comparison) => comparison switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => null,
    };

    private static IEnumerable<ExpressionSyntax> Divisors(SyntaxNode? place) => Nodes<SyntaxNode>(place).Select(node => node switch
    {
        BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression => binary.Right,
        AssignmentExpressionSyntax assignment when assignment.Kind() is SyntaxKind.DivideAssignmentExpression or SyntaxKind.ModuloAssignmentExpression => assignment.Right,
        _ => null,
    }).OfType<ExpressionSyntax>();

    private static IEnumerable<ExpressionSyntax> Conjuncts(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Conjuncts(inner.Expression),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => Conjuncts(both.Left).Concat(Conjuncts(both.Right)),
        _ => [condition],
    };

    private static IEnumerable<TNode> Nodes<TNode>(SyntaxNode? place)
        where TNode : SyntaxNode => place?.DescendantNodesAndSelf().OfType<TNode>() ?? [];
}
