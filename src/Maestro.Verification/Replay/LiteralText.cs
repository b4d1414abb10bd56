using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Replay;

/// <summary>Values as C# writes them, with full names.</summary>
internal static class LiteralText
{
    private static readonly SymbolDisplayFormat FullNames =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static string TypeName(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(FullNames);

    /// <summary>The literal of a number, character, truth value, string, enum or null.</summary>
    public static string Of(object? value, ITypeSymbol type)
    {
        type = TypeModel.Underlying(type);
        if (value is not null && type.TypeKind == TypeKind.Enum)
        {
            var name = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && value.Equals(f.ConstantValue))?.Name;
            return name is not null ? $"{TypeName(type)}.{name}" : $"({TypeName(type)}){Parenthesized(value)}";
        }

        return value switch
        {
            null => "null",
            bool b => b ? "true" : "false",
            string s => SymbolDisplay.FormatLiteral(s, quote: true),
            char c => SymbolDisplay.FormatLiteral(c, quote: true),
            int i => i.ToString(CultureInfo.InvariantCulture),
            long l => l.ToString(CultureInfo.InvariantCulture) + "L",
            uint u => u.ToString(CultureInfo.InvariantCulture) + "u",
            ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
            decimal m => m.ToString(CultureInfo.InvariantCulture) + "m",
            double d when double.IsNaN(d) => "double.NaN",
            double d when double.IsInfinity(d) => d > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
            double d => d.ToString("R", CultureInfo.InvariantCulture) + "d",
            float f when float.IsNaN(f) => "float.NaN",
            float f when float.IsInfinity(f) => f > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity",
            float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
            IntPtr or UIntPtr => $"unchecked(({TypeName(type)}){Parenthesized(value)})",
            _ => $"({TypeName(type)}){Parenthesized(value)}",
        };
    }

    /// <summary>A result, as far as a line shows it.</summary>
    public static string OfValue(object? value, ITypeSymbol type) => value switch
    {
        ArrayValue array => $"new {TypeName(array.ElementType)}[] {{ {string.Join(", ", array.Items.Take(8).Select(i => OfValue(i, array.ElementType)))}{(array.Items.Length > 8 ? ", …" : "")} }}",
        SpanValue span => $"{TypeName(type)} of {{ {string.Join(", ", Enumerable.Range(0, span.Length).Take(8).Select(i => OfValue(span.At(i).Get(), span.ElementType)))}{(span.Length > 8 ? ", …" : "")} }}",
        StructValue { Type.IsTupleType: true } tuple => $"({string.Join(", ", tuple.Fields.Select((f, i) => OfValue(f, tuple.Type.TupleElements[i].Type)))})",
        StructValue s => $"a {TypeName(s.Type)}",
        ObjectValue o => $"a {TypeName(o.Type)}",
        TypeValue t => $"typeof({TypeName(t.Type)})",
        Boxed b => OfValue(b.Value, b.Type),
        TaskValue or DelegateValue or EnumeratorValue or ListValue or MapValue => $"a {TypeName(type)}",
        IndexValue or RangeValue => value.ToString(),
        _ => Of(value, type),
    };

    private static string Parenthesized(object value)
    {
        var text = value is UIntPtr u ? u.ToUInt64().ToString(CultureInfo.InvariantCulture)
            : value is ulong or uint ? System.Convert.ToString(value, CultureInfo.InvariantCulture)!
            : Numbers.ToInt64(value).ToString(CultureInfo.InvariantCulture);
        return text[0] == '-' ? $"({text})" : text;
    }
}
