using System.Text.RegularExpressions;

/// <summary>Brings one class of the corpus from Java to C#, as text: types, modifiers, and the few library members that the programs use.</summary>
internal static partial class JavaProgram
{
    private static readonly (Regex What, string Instead)[] Rules =
    [
        (Rule(@"^\s*(package|import)\s[^;]*;"), ""),
        (Rule(@"@\w+"), ""),
        (Rule(@"\b(oldV|newV)\b"), "V"),
        (Rule(@"\bSystem\.out\.print(ln)?\b"), "Out.Print"),
        (Rule(@"\bSystem\.err\.print(ln)?\b"), "Out.Print"),
        (Rule(@"\b(is|in|out|ref|params|base|event|lock|checked|decimal|delegate|internal|operator|override|object|as|fixed|virtual|uint|ulong|sbyte)\b"), "@$1"),
        (Rule(@"\b(int|long|double|float|char)\s+(\w+)\s*\[\]"), "$1[] $2"),
        (Rule(@"\bthrows\s+[\w., ]+(?=\s*\{)"), ""),
        (Rule(@"\bfinal\b"), ""),
        (Rule(@"\bboolean\b"), "bool"),
        (Rule(@"\bString\b"), "string"),
        (Rule(@"\binstanceof\b"), "is"),
        (Rule(@"\.length\(\)"), ".Length"),
        (Rule(@"\.length\b"), ".Length"),
        (Rule(@"\.charAt\(([^()]*)\)"), "[$1]"),
        (Rule(@"\b(IllegalArgumentException)\b"), "System.ArgumentException"),
        (Rule(@"\b(RuntimeException|IllegalStateException)\b"), "System.InvalidOperationException"),
        (Rule(@"\bArithmeticException\b"), "System.ArithmeticException"),
        (Rule(@"\bInteger\.MAX_VALUE\b"), "int.MaxValue"),
        (Rule(@"\bInteger\.MIN_VALUE\b"), "int.MinValue"),
        (Rule(@"\bDouble\.MAX_VALUE\b"), "double.MaxValue"),
        (Rule(@"\bDouble\.MIN_VALUE\b"), "double.Epsilon"),
        (Rule(@"\bDouble\.NaN\b"), "double.NaN"),
        (Rule(@"\bDouble\.longBitsToDouble\b"), "System.BitConverter.Int64BitsToDouble"),
        (Rule(@"\bDouble\.doubleToRawLongBits\b"), "System.BitConverter.DoubleToInt64Bits"),
        (Rule(@"\bMath\.PI\b"), "System.Math.PI"),
        (Rule(@"\bMath\.ceil\b"), "System.Math.Ceiling"),
        (Rule(@"\bMath\.(abs|sqrt|log|sin|cos|exp|pow|tan|floor|atan|tanh|cosh|max|min)\b"), "System.Math.@$1"),
        (Rule(@"(?<=[\d.])[dD]\b"), "d"),
        (Rule(@"(?<=[\d])\.(?=[\s;)*/+-])"), ".0"),
        (Rule(@"\b(\d+)\.(?=[dDfF]\b)"), "$1.0"),
    ];

    /// <summary>The class as C#; null where it uses what has no counterpart here.</summary>
    public static string? Convert(string java)
    {
        if (Unknown().IsMatch(java))
        {
            return null;
        }

        var text = Comments().Replace(java, " ");
        foreach (var (what, instead) in Rules)
        {
            text = what.Replace(text, instead);
        }

        return Capital().Replace(text, m => "System.Math." + char.ToUpperInvariant(m.Groups[1].Value[0]) + m.Groups[1].Value[1..]);
    }

    private static Regex Rule(string pattern) => new(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"System\.Math\.@(\w+)")]
    private static partial Regex Capital();

    // Java rounds half up, and knows exponents and labels.
    [GeneratedRegex(@"Math\.(round|getExponent|random)|\b(break|continue)\s+\w+\s*;|>>>=|\bextends\b|\bimplements\b")]
    private static partial Regex Unknown();
}
