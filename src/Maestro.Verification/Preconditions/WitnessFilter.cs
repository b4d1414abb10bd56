using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>
/// Evaluates a simple condition on a witness's inputs. A precondition that the witness meets cannot help: the witness fails with it too, so that
/// no proof need be tried. Null says "not known", and the proof decides.
/// </summary>
internal static class WitnessFilter
{
    private sealed record Sized(int Length);

    private sealed record Nothing;

    /// <summary>True where the witness meets the condition for certain.</summary>
    public static bool Meets(string condition, ImmutableDictionary<string, string> inputs) =>
        !inputs.IsEmpty && Value(SyntaxFactory.ParseExpression(condition), inputs) is true;

    private static object? Value(ExpressionSyntax expression, ImmutableDictionary<string, string> inputs) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Value(inner.Expression, inputs),
        LiteralExpressionSyntax literal => Literal(literal),
        IdentifierNameSyntax name => inputs.TryGetValue(name.Identifier.Text, out var text)
            ? Value(SyntaxFactory.ParseExpression(text), ImmutableDictionary<string, string>.Empty)
            : null,
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Length", Expression: var sized } => Value(sized, inputs) is Sized known ? (BigInteger)known.Length : null,
        MemberAccessExpressionSyntax limit => Limit(limit.ToString()),
        CastExpressionSyntax cast => Value(cast.Expression, inputs),
        PrefixUnaryExpressionSyntax prefix => Unary(prefix, inputs),
        BinaryExpressionSyntax binary => Binary(binary.Kind(), Value(binary.Left, inputs), () => Value(binary.Right, inputs)),
        ArrayCreationExpressionSyntax array => Array(array),
        _ => null,
    };

    private static object? Literal(LiteralExpressionSyntax literal) => literal.Token.Value switch
    {
        null when literal.IsKind(SyntaxKind.NullLiteralExpression) => new Nothing(),
        bool truth => truth,
        string text => new Sized(text.Length),
        char character => (BigInteger)character,
        int number => (BigInteger)number,
        uint number => (BigInteger)number,
        long number => (BigInteger)number,
        ulong number => (BigInteger)number,
        _ => null,
    };

    private static object? Limit(string text) => text switch
    {
        "int.MaxValue" => (BigInteger)int.MaxValue,
        "int.MinValue" => (BigInteger)int.MinValue,
        "long.MaxValue" => (BigInteger)long.MaxValue,
        "long.MinValue" => (BigInteger)long.MinValue,
        "uint.MaxValue" => (BigInteger)uint.MaxValue,
        _ => null,
    };

    private static object? Array(ArrayCreationExpressionSyntax array)
    {
        if (array.Initializer is { } initialiser)
        {
            return new Sized(initialiser.Expressions.Count);
        }

        return array.Type.RankSpecifiers[0].Sizes is [LiteralExpressionSyntax size] && int.TryParse(size.Token.ValueText, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new Sized(length)
            : null;
    }

    private static object? Unary(PrefixUnaryExpressionSyntax prefix, ImmutableDictionary<string, string> inputs) => (prefix.Kind(), Value(prefix.Operand, inputs)) switch
    {
        (SyntaxKind.UnaryMinusExpression, BigInteger number) => -number,
        (SyntaxKind.LogicalNotExpression, bool truth) => !truth,
        _ => null,
    };

    private static object? Binary(SyntaxKind kind, object? left, Func<object?> right)
    {
        switch (kind)
        {
            case SyntaxKind.LogicalAndExpression:
                return left is false ? false : right() is var and && and is false ? false : left is true ? and : null;
            case SyntaxKind.LogicalOrExpression:
                return left is true ? true : right() is var or && or is true ? true : left is false ? or : null;
        }

        return (kind, left, right()) switch
        {
            (SyntaxKind.EqualsExpression, Nothing, Sized) or (SyntaxKind.EqualsExpression, Sized, Nothing) => false,
            (SyntaxKind.EqualsExpression, Nothing, Nothing) => true,
            (SyntaxKind.NotEqualsExpression, Nothing, Sized) or (SyntaxKind.NotEqualsExpression, Sized, Nothing) => true,
            (SyntaxKind.NotEqualsExpression, Nothing, Nothing) => false,
            (_, BigInteger a, BigInteger b) => Numbers(kind, a, b),
            _ => null,
        };
    }

    private static object? Numbers(SyntaxKind kind, BigInteger a, BigInteger b) => kind switch
    {
        SyntaxKind.LessThanExpression => a < b,
        SyntaxKind.LessThanOrEqualExpression => a <= b,
        SyntaxKind.GreaterThanExpression => a > b,
        SyntaxKind.GreaterThanOrEqualExpression => a >= b,
        SyntaxKind.EqualsExpression => a == b,
        SyntaxKind.NotEqualsExpression => a != b,
        SyntaxKind.AddExpression => Small(a + b),
        SyntaxKind.SubtractExpression => Small(a - b),
        SyntaxKind.MultiplyExpression => Small(a * b),
        SyntaxKind.DivideExpression when !b.IsZero => Small(BigInteger.Divide(a, b)),
        SyntaxKind.ModuloExpression when !b.IsZero => Small(BigInteger.Remainder(a, b)),
        _ => null,
    };

    /// <summary>Beyond an int the result depends on types, which are not known here.</summary>
    private static object? Small(BigInteger number) => number >= int.MinValue && number <= int.MaxValue ? number : null;
}
