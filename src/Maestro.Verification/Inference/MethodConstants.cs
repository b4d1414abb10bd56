using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Inference;

/// <summary>The integer constants that a method's code and contract name: where bounds of its loops come from.</summary>
internal static class MethodConstants
{
    private const int Most = 12;

    public static IReadOnlyList<BigInteger> Of(IOperation body) => body.DescendantsAndSelf()
        .Select(o => o.ConstantValue is { HasValue: true, Value: int or long or short or sbyte or byte or ushort or uint } constant
            ? new BigInteger(Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture)) : (BigInteger?)null)
        .OfType<BigInteger>().Prepend(BigInteger.One).Prepend(BigInteger.Zero).Distinct().Take(Most).ToList();
}
