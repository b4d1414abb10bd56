using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>C#'s numeric conversions on boxed values, with .NET 10's meaning where C# leaves it open (floating point to integer saturates).</summary>
internal static class Numbers
{
    public static bool IsNumeric(SpecialType type) =>
        type is >= SpecialType.System_Char and <= SpecialType.System_Double or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    public static bool IsIntegral(SpecialType type) =>
        IsNumeric(type) && type is not (SpecialType.System_Decimal or SpecialType.System_Single or SpecialType.System_Double);

    /// <summary>The value in <paramref name="type"/>.</summary>
    /// <exception cref="OverflowException">In a checked context, and from or to <c>decimal</c> always.</exception>
    public static object? Convert(object value, SpecialType type, bool isChecked) => value switch
    {
        double d => OfDouble(d, type, isChecked),
        float f => type == SpecialType.System_Single ? value : type == SpecialType.System_Decimal ? (decimal)f : OfDouble(f, type, isChecked),
        decimal m => OfDecimal(m, type),
        ulong u => OfUInt64(u, type, isChecked),
        UIntPtr n => OfUInt64(n.ToUInt64(), type, isChecked),
        _ => OfInt64(ToInt64(value), type, isChecked),
    };

    public static long ToInt64(object value) => value switch
    {
        int i => i,
        long l => l,
        uint u => u,
        byte b => b,
        sbyte s => s,
        short h => h,
        ushort h => h,
        char c => c,
        IntPtr n => n.ToInt64(),
        ulong u => unchecked((long)u),
        UIntPtr n => unchecked((long)n.ToUInt64()),
        _ => throw new InvalidOperationException("not an integer: " + value.GetType().Name),
    };

    public static int ToInt32(object value) => unchecked((int)ToInt64(value));

    private static object? OfInt64(long v, SpecialType type, bool isChecked) => type switch
    {
        SpecialType.System_Int32 => isChecked ? checked((int)v) : unchecked((int)v),
        SpecialType.System_Int64 => v,
        SpecialType.System_UInt32 => isChecked ? checked((uint)v) : unchecked((uint)v),
        SpecialType.System_UInt64 => isChecked ? checked((ulong)v) : unchecked((ulong)v),
        SpecialType.System_Byte => isChecked ? checked((byte)v) : unchecked((byte)v),
        SpecialType.System_SByte => isChecked ? checked((sbyte)v) : unchecked((sbyte)v),
        SpecialType.System_Int16 => isChecked ? checked((short)v) : unchecked((short)v),
        SpecialType.System_UInt16 => isChecked ? checked((ushort)v) : unchecked((ushort)v),
        SpecialType.System_Char => isChecked ? checked((char)v) : unchecked((char)v),
        SpecialType.System_IntPtr => (IntPtr)v,
        SpecialType.System_UIntPtr => (UIntPtr)(isChecked ? checked((ulong)v) : unchecked((ulong)v)),
        SpecialType.System_Double => (double)v,
        SpecialType.System_Single => (float)v,
        SpecialType.System_Decimal => (decimal)v,
        _ => null,
    };

    private static object? OfUInt64(ulong v, SpecialType type, bool isChecked) => type switch
    {
        SpecialType.System_UInt64 => v,
        SpecialType.System_UIntPtr => (UIntPtr)v,
        SpecialType.System_Double => (double)v,
        SpecialType.System_Single => (float)v,
        SpecialType.System_Decimal => (decimal)v,
        _ => OfInt64(isChecked ? checked((long)v) : unchecked((long)v), type, isChecked),
    };

    private static object? OfDouble(double v, SpecialType type, bool isChecked) => type switch
    {
        SpecialType.System_Double => v,
        SpecialType.System_Single => (float)v,
        SpecialType.System_Decimal => (decimal)v,
        SpecialType.System_Int32 => isChecked ? checked((int)v) : ToInt32Saturating(v),
        SpecialType.System_Int64 => isChecked ? checked((long)v) : ToInt64Saturating(v),
        SpecialType.System_UInt32 => isChecked ? checked((uint)v) : ToUInt32Saturating(v),
        SpecialType.System_UInt64 => isChecked ? checked((ulong)v) : ToUInt64Saturating(v),
        SpecialType.System_IntPtr => (IntPtr)(isChecked ? checked((long)v) : ToInt64Saturating(v)),
        SpecialType.System_UIntPtr => (UIntPtr)(isChecked ? checked((ulong)v) : ToUInt64Saturating(v)),
        SpecialType.System_Byte => isChecked ? checked((byte)v) : unchecked((byte)ToInt32Saturating(v)),
        SpecialType.System_SByte => isChecked ? checked((sbyte)v) : unchecked((sbyte)ToInt32Saturating(v)),
        SpecialType.System_Int16 => isChecked ? checked((short)v) : unchecked((short)ToInt32Saturating(v)),
        SpecialType.System_UInt16 => isChecked ? checked((ushort)v) : unchecked((ushort)ToInt32Saturating(v)),
        SpecialType.System_Char => isChecked ? checked((char)v) : unchecked((char)ToInt32Saturating(v)),
        _ => null,
    };

    private static object? OfDecimal(decimal v, SpecialType type) => type switch
    {
        SpecialType.System_Decimal => v,
        SpecialType.System_Double => (double)v,
        SpecialType.System_Single => (float)v,
        SpecialType.System_Int32 => (int)v,
        SpecialType.System_Int64 => (long)v,
        SpecialType.System_UInt32 => (uint)v,
        SpecialType.System_UInt64 => (ulong)v,
        SpecialType.System_Byte => (byte)v,
        SpecialType.System_SByte => (sbyte)v,
        SpecialType.System_Int16 => (short)v,
        SpecialType.System_UInt16 => (ushort)v,
        SpecialType.System_Char => (char)v,
        SpecialType.System_IntPtr => (IntPtr)(long)v,
        SpecialType.System_UIntPtr => (UIntPtr)(ulong)v,
        _ => null,
    };

    private static int ToInt32Saturating(double v) =>
        double.IsNaN(v) ? 0 : v >= int.MaxValue ? int.MaxValue : v <= int.MinValue ? int.MinValue : (int)v;

    private static long ToInt64Saturating(double v) =>
        double.IsNaN(v) ? 0 : v >= 9223372036854775808.0 ? long.MaxValue : v <= -9223372036854775808.0 ? long.MinValue : (long)v;

    private static uint ToUInt32Saturating(double v) => double.IsNaN(v) || v <= 0 ? 0 : v >= uint.MaxValue ? uint.MaxValue : (uint)v;

    private static ulong ToUInt64Saturating(double v) => double.IsNaN(v) || v <= 0 ? 0 : v >= 18446744073709551616.0 ? ulong.MaxValue : (ulong)v;
}
