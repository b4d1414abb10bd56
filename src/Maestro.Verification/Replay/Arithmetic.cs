using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>
/// C#'s built-in operators on values of one type, by .NET's own arithmetic.
/// Throws <see cref="OverflowException"/> and <see cref="DivideByZeroException"/> as C# does; returns null for an operator the type does not have.
/// </summary>
internal static class Arithmetic
{
    private static readonly object True = true;
    private static readonly object False = false;

    public static object Box(bool value) => value ? True : False;

    public static object? Binary(BinaryOperatorKind kind, SpecialType type, object left, object right, bool isChecked) => type switch
    {
        SpecialType.System_Int32 => OfInt32(kind, (int)left, (int)right, isChecked),
        SpecialType.System_Int64 => OfInt64(kind, (long)left, (long)right, isChecked),
        SpecialType.System_UInt32 => OfUInt32(kind, (uint)left, (uint)right, isChecked),
        SpecialType.System_UInt64 => OfUInt64(kind, (ulong)left, (ulong)right, isChecked),
        SpecialType.System_IntPtr => Native(OfInt64(kind, ((IntPtr)left).ToInt64(), ((IntPtr)right).ToInt64(), isChecked)),
        SpecialType.System_UIntPtr => Native(OfUInt64(kind, ((UIntPtr)left).ToUInt64(), ((UIntPtr)right).ToUInt64(), isChecked)),
        SpecialType.System_Double => OfDouble(kind, (double)left, (double)right),
        SpecialType.System_Single => OfSingle(kind, (float)left, (float)right),
        SpecialType.System_Decimal => OfDecimal(kind, (decimal)left, (decimal)right),
        SpecialType.System_Boolean => OfBoolean(kind, (bool)left, (bool)right),

        // Only enums are compared at these widths; everything else was promoted.
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char =>
            OfInt32(kind, Numbers.ToInt32(left), Numbers.ToInt32(right), isChecked),
        _ => null,
    };

    public static object? Shift(BinaryOperatorKind kind, SpecialType type, object left, int count) => (kind, type) switch
    {
        (BinaryOperatorKind.LeftShift, SpecialType.System_Int32) => (int)left << count,
        (BinaryOperatorKind.RightShift, SpecialType.System_Int32) => (int)left >> count,
        (BinaryOperatorKind.UnsignedRightShift, SpecialType.System_Int32) => (int)left >>> count,
        (BinaryOperatorKind.LeftShift, SpecialType.System_UInt32) => (uint)left << count,
        (BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift, SpecialType.System_UInt32) => (uint)left >> count,
        (BinaryOperatorKind.LeftShift, SpecialType.System_Int64) => (long)left << count,
        (BinaryOperatorKind.RightShift, SpecialType.System_Int64) => (long)left >> count,
        (BinaryOperatorKind.UnsignedRightShift, SpecialType.System_Int64) => (long)left >>> count,
        (BinaryOperatorKind.LeftShift, SpecialType.System_UInt64) => (ulong)left << count,
        (BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift, SpecialType.System_UInt64) => (ulong)left >> count,
        (_, SpecialType.System_IntPtr) => Native(Shift(kind, SpecialType.System_Int64, ((IntPtr)left).ToInt64(), count)),
        (_, SpecialType.System_UIntPtr) => Native(Shift(kind, SpecialType.System_UInt64, ((UIntPtr)left).ToUInt64(), count)),
        _ => null,
    };

    public static object? Unary(UnaryOperatorKind kind, SpecialType type, object operand, bool isChecked) => kind switch
    {
        UnaryOperatorKind.Plus => operand,
        UnaryOperatorKind.Not when operand is bool b => Box(!b),
        UnaryOperatorKind.Minus => type switch
        {
            SpecialType.System_Int32 => isChecked ? checked(-(int)operand) : unchecked(-(int)operand),
            SpecialType.System_Int64 => isChecked ? checked(-(long)operand) : unchecked(-(long)operand),
            SpecialType.System_IntPtr => Native(Unary(kind, SpecialType.System_Int64, ((IntPtr)operand).ToInt64(), isChecked)),
            SpecialType.System_Double => -(double)operand,
            SpecialType.System_Single => -(float)operand,
            SpecialType.System_Decimal => -(decimal)operand,
            _ => null,
        },
        UnaryOperatorKind.BitwiseNegation => type switch
        {
            SpecialType.System_Int32 => ~(int)operand,
            SpecialType.System_UInt32 => ~(uint)operand,
            SpecialType.System_Int64 => ~(long)operand,
            SpecialType.System_UInt64 => ~(ulong)operand,
            SpecialType.System_IntPtr => (IntPtr)~((IntPtr)operand).ToInt64(),
            SpecialType.System_UIntPtr => (UIntPtr)~((UIntPtr)operand).ToUInt64(),

            // Enums of narrow types: computed as int, narrowed without a check.
            SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 =>
                Numbers.Convert(~Numbers.ToInt32(operand), type, isChecked: false),
            _ => null,
        },
        _ => null,
    };

    private static object? Native(object? value) => value switch
    {
        long l => (IntPtr)l,
        ulong u => (UIntPtr)u,
        _ => value,
    };

    private static object? OfInt32(BinaryOperatorKind kind, int a, int b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a == int.MinValue && b == -1 ? throw new OverflowException() : a / b,

        // C# leaves this one open; .NET throws on x64, and so do the contracts' conventions.
        BinaryOperatorKind.Remainder => a == int.MinValue && b == -1 ? throw new OverflowException() : a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfInt64(BinaryOperatorKind kind, long a, long b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a == long.MinValue && b == -1 ? throw new OverflowException() : a / b,
        BinaryOperatorKind.Remainder => a == long.MinValue && b == -1 ? throw new OverflowException() : a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfUInt32(BinaryOperatorKind kind, uint a, uint b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfUInt64(BinaryOperatorKind kind, ulong a, ulong b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfDouble(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.Equals => Box(a == b),
        BinaryOperatorKind.NotEquals => Box(a != b),
        BinaryOperatorKind.LessThan => Box(a < b),
        BinaryOperatorKind.LessThanOrEqual => Box(a <= b),
        BinaryOperatorKind.GreaterThan => Box(a > b),
        BinaryOperatorKind.GreaterThanOrEqual => Box(a >= b),
        _ => null,
    };

    private static object? OfSingle(BinaryOperatorKind kind, float a, float b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ => OfDouble(kind, a, b),
    };

    private static object? OfDecimal(BinaryOperatorKind kind, decimal a, decimal b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        _ => Compare(kind, a.CompareTo(b)),
    };

    private static object? OfBoolean(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => Box(a & b),
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => Box(a | b),
        BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => Box(a != b),
        BinaryOperatorKind.Equals => Box(a == b),
        _ => null,
    };

    private static object? Compare(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => Box(order == 0),
        BinaryOperatorKind.NotEquals => Box(order != 0),
        BinaryOperatorKind.LessThan => Box(order < 0),
        BinaryOperatorKind.LessThanOrEqual => Box(order <= 0),
        BinaryOperatorKind.GreaterThan => Box(order > 0),
        BinaryOperatorKind.GreaterThanOrEqual => Box(order >= 0),
        _ => null,
    };
}
