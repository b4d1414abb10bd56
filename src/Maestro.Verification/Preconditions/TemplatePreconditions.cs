using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>Simple conditions over what the method reads of its entry state, weakest first, for what happens where the place itself has no words.</summary>
internal static class TemplatePreconditions
{
    // Pairs of operands are many: whoever has more of them gets no guess about each two.
    private const int MostOperands = 5;

    public static IEnumerable<string> Of(OpenObligation open, EntryTerms terms)
    {
        var operands = OperandsOf(open, terms).ToList();
        if (open.Obligation.Kind is ObligationKind.Null)
        {
            return operands.Where(o => o.Type.IsReferenceType).Select(o => $"{o.Text} != null")
                .Concat(operands.Where(o => o.Type is IArrayTypeSymbol { Rank: 1, ElementType.IsReferenceType: true }).Select(o => ForAll(o.Text, "{0} != null")));
        }

        var signed = operands.Where(o => IsNumber(o.Type) && !IsUnsigned(o.Type)).Select(o => o.Text).Take(MostOperands).ToList();
        var unsigned = operands.Where(o => IsUnsigned(o.Type)).Select(o => o.Text).Take(MostOperands).ToList();
        var numbers = operands.Where(o => o.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Decimal or SpecialType.System_Double).ToList();
        var indices = operands.Where(o => o.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64).Select(o => o.Text).Take(MostOperands).ToList();
        var lengths = operands.Select(o => LengthOf(o.Type) is { } length ? $"{o.Text}.{length}" : null).OfType<string>().Take(MostOperands).ToList();
        var alike = numbers.SelectMany(low => numbers.Where(high => high.Text != low.Text && SymbolEqualityComparer.Default.Equals(high.Type, low.Type)).Select(high => (Low: low.Text, High: high.Text))).Take(MostOperands * 2).ToList();
        var elements = operands.Where(o => o.Type is IArrayTypeSymbol { Rank: 1, ElementType: var e } && IsNumber(e)).Take(2).ToList();
        return signed.Select(number => $"{number} >= 0")
            .Concat(indices.SelectMany(number => lengths.Select(length => $"{number} <= {length}")))
            .Concat(alike.Select(pair => $"{pair.Low} <= {pair.High}"))
            .Concat(signed.Concat(unsigned).Select(number => $"{number} > 0"))
            .Concat(lengths.SelectMany(length => new[] { $"{length} > 0", $"{length} > 1" }))
            .Concat(signed.Count is > 1 and <= 3 ? [string.Join(" && ", signed.Select(number => $"{number} >= 0"))] : [])
            .Concat(lengths.SelectMany((one, i) => lengths.Skip(i + 1).SelectMany(other => new[] { $"{one} <= {other}", $"{other} <= {one}", $"{one} == {other}" })))
            .Concat(elements.SelectMany(o => (IsUnsigned(((IArrayTypeSymbol)o.Type).ElementType) ? new[] { "{0} > 0" } : ["{0} >= 0", "{0} != 0", "{0} > 0"]).Select(each => ForAll(o.Text, each))))
            .Concat(indices.SelectMany(number => lengths.Select(length => $"{number} < {length}")))
            .Concat(alike.Select(pair => $"{pair.Low} < {pair.High}"))
            .Concat(indices.SelectMany(number => lengths.Select(length => $"{number} >= 0 && {number} < {length}")))
            .Concat(alike.Select(pair => $"{pair.Low} >= 0 && {pair.Low} <= {pair.High}"))
            .Concat(elements.Select(o => $"Contract.ForAll(0, {o.Text}.Length, i => Contract.ForAll(i, {o.Text}.Length, j => {o.Text}[i] <= {o.Text}[j]))"));
    }

    private static string ForAll(string array, string each) => $"Contract.ForAll(0, {array}.Length, k => {string.Format(System.Globalization.CultureInfo.InvariantCulture, each, $"{array}[k]")})";

    /// <summary>The parameters, then the fields and properties of the type itself that the body reads, each with its words.</summary>
    private static IEnumerable<(string Text, ITypeSymbol Type)> OperandsOf(OpenObligation open, EntryTerms terms)
    {
        var parameters = open.Method.Parameters.Where(p => p.RefKind != RefKind.Out).Select(p => (p.Name, p.Type));
        var members = open.Declaration.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Parent is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access || access.Expression == name)
            .Where(name => open.Model.GetSymbolInfo(name).Symbol is IFieldSymbol { IsConst: false } or IPropertySymbol)
            .Select(name => (Text: terms.Of(name)!, Type: open.Model.GetTypeInfo(name).Type!))
            .Where(o => o.Text is not null && o.Type is not null);
        return parameters.Concat(members).GroupBy(o => o.Item1, StringComparer.Ordinal).Select(g => g.First());
    }

    private static string? LengthOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } => "Length",
        { SpecialType: SpecialType.System_String } => "Length",
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", ContainingNamespace.Name: "System" } => "Length",
        _ when type.GetMembers("Count").OfType<IPropertySymbol>().Any(p => p.Type.SpecialType == SpecialType.System_Int32 && p.DeclaredAccessibility == Accessibility.Public) => "Count",
        _ => null,
    };

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is (>= SpecialType.System_SByte and <= SpecialType.System_Double) or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private static bool IsUnsigned(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UIntPtr;
}
