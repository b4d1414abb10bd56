using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Inference;

/// <summary>The integer constants that a method's code and contract name: where bounds of its loops come from.</summary>
internal static class MethodConstants
{
    private const int Most = 12;
    private const int MostRates = 20;
    private const int LargestFactor = 64;

    public static IReadOnlyList<BigInteger> Of(IOperation body) =>
        Constants(body).Prepend(BigInteger.One).Prepend(BigInteger.Zero).Distinct().Take(Most).ToList();

    /// <summary>
    /// How much a step may add: constants of the code, one more and one less; the greatest number of a narrow type that is added; differences of characters.
    /// And the small constants that it multiplies by.
    /// </summary>
    public static GrowthConstants Growth(IOperation body)
    {
        var characters = body.DescendantsAndSelf().Select(o => o.ConstantValue).Where(c => c is { HasValue: true, Value: char }).Select(c => new BigInteger((char)c.Value!)).Distinct().Take(4).ToList();
        var added = body.DescendantsAndSelf().Select(o => o switch
        {
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Value: var value } => value,
            ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, RightOperand: var value } } => value,
            _ => null,
        }).OfType<IOperation>().Select(o => Greatest(Uncast(o).Type)).OfType<BigInteger>();
        var rates = Constants(body).SelectMany(c => new[] { c, c - 1, c + 1 }).Concat(characters.SelectMany(a => characters.Select(b => a - b))).Concat(added)
            .Where(c => c > 1 && c <= int.MaxValue).Prepend(BigInteger.One).Prepend(BigInteger.Zero).Distinct().Take(MostRates).OrderBy(c => c).ToList();
        var factors = body.DescendantsAndSelf().SelectMany(o => o switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => new[] { product.LeftOperand, product.RightOperand },
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Multiply } product => [product.Value],
            _ => [],
        }).SelectMany(Constants).Where(c => c > 1 && c <= LargestFactor)
            .Concat(body.DescendantsAndSelf().Any(o => o is IBinaryOperation { OperatorKind: BinaryOperatorKind.LeftShift } or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.LeftShift }) ? [2] : [])
            .Distinct().OrderBy(c => c).Take(2).ToList();
        return new GrowthConstants(rates, factors);
    }

    private static IEnumerable<BigInteger> Constants(IOperation body) => body.DescendantsAndSelf()
        .Select(o => o.ConstantValue is { HasValue: true, Value: int or long or short or sbyte or byte or ushort or uint } constant
            ? new BigInteger(Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture)) : (BigInteger?)null)
        .OfType<BigInteger>();

    private static IOperation Uncast(IOperation operation) => operation is IConversionOperation { OperatorMethod: null, IsImplicit: true } conversion ? Uncast(conversion.Operand) : operation;

    private static BigInteger? Greatest(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Byte => byte.MaxValue,
        SpecialType.System_SByte => 128,
        SpecialType.System_Char or SpecialType.System_UInt16 => ushort.MaxValue,
        SpecialType.System_Int16 => 32768,
        SpecialType.System_Int32 => int.MaxValue,
        _ => null,
    };
}
