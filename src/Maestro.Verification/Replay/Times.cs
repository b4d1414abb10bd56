using System.Globalization;
using System.Reflection;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Points and spans of time: the runtime's own values, and their members by reflection.</summary>
internal static class Times
{
    // Two of them are younger than the framework that this is compiled against.
    private static readonly IReadOnlyDictionary<string, Type> Types = new[] { typeof(TimeSpan), typeof(DateTime), typeof(object).Assembly.GetType("System.DateOnly"), typeof(object).Assembly.GetType("System.TimeOnly") }
        .OfType<Type>().ToDictionary(t => t.Name, StringComparer.Ordinal);

    private static readonly string[] Clocks = { "get_Now", "get_UtcNow", "get_Today", "ToLocalTime", "ToUniversalTime", "ToString" };

    /// <summary>The runtime's type; null for all others.</summary>
    public static Type? TypeOf(ITypeSymbol type) => TimeTypes.Contains(type) && Types.TryGetValue(type.Name, out var real) ? real : null;

    /// <summary>True for a value of one of the types.</summary>
    public static bool IsTime(Type? type) => type is not null && Types.TryGetValue(type.Name, out var real) && real == type;

    /// <summary>True for members that neither a clock nor a culture answers.</summary>
    public static bool MayRun(IMethodSymbol method) => !Clocks.Contains(method.Name) && !method.Parameters.Any(p => p.Type.SpecialType == SpecialType.System_String);

    /// <summary>The default value; null where the runtime has no such type.</summary>
    public static object? Default(ITypeSymbol type) => TypeOf(type) is { } real ? Activator.CreateInstance(real) : null;

    /// <summary>A static field.</summary>
    public static object? Static(IFieldSymbol field) => TypeOf(field.ContainingType)?.GetField(field.Name, BindingFlags.Public | BindingFlags.Static)?.GetValue(null);

    /// <summary>The value of so many ticks or days; null where there is none.</summary>
    public static object? Of(ITypeSymbol type, long number, int kind)
    {
        switch (type.Name)
        {
            case "TimeSpan":
                return new TimeSpan(number);
            case "DateTime":
                return number >= 0 && number <= DateTime.MaxValue.Ticks ? new DateTime(number, (DateTimeKind)Math.Max(0, Math.Min(2, kind))) : null;
            case "DateOnly":
                return number is >= 0 and <= 3652058 ? TypeOf(type)?.GetMethod("FromDayNumber")?.Invoke(null, new object[] { (int)number }) : null;
            default:
                return number is >= 0 and < TimeSpan.TicksPerDay && TypeOf(type) is { } time ? Activator.CreateInstance(time, number) : null;
        }
    }

    /// <summary>The value as C# writes it; null for values of other types.</summary>
    public static string? Text(object? value)
    {
        switch (value)
        {
            case TimeSpan span:
                return $"new System.TimeSpan({span.Ticks.ToString(CultureInfo.InvariantCulture)}L)";
            case DateTime { Kind: DateTimeKind.Unspecified } date:
                return $"new System.DateTime({date.Ticks.ToString(CultureInfo.InvariantCulture)}L)";
            case DateTime date:
                return $"new System.DateTime({date.Ticks.ToString(CultureInfo.InvariantCulture)}L, System.DateTimeKind.{date.Kind})";
            default:
                return !IsTime(value?.GetType()) ? null
                    : value!.GetType().Name == "DateOnly" ? $"System.DateOnly.FromDayNumber({Number(value, "DayNumber")})" : $"new System.TimeOnly({Number(value, "Ticks")}L)";
        }
    }

    private static string Number(object value, string property) => System.Convert.ToString(value.GetType().GetProperty(property)!.GetValue(value), CultureInfo.InvariantCulture)!;
}
