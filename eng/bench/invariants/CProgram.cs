using System.Text;
using System.Text.RegularExpressions;

/// <summary>
/// One loop program of the C corpus as a C# method. Variables without a value become parameters; <c>unknown()</c> a call of a method that
/// nobody knows; <c>int</c> arithmetic is checked: the corpus means mathematical integers, and an execution that leaves <c>int</c> ends there.
/// </summary>
internal static partial class CProgram
{
    /// <summary>The method's declaration; null where the text is not understood.</summary>
    public static string? Convert(string name, string text)
    {
        var code = Keywords().Replace(Comments().Replace(text, " "), "@$0");
        var main = MainMethod().Match(code);
        if (!main.Success)
        {
            return null;
        }

        var variables = new List<string>();
        var body = Declaration().Replace(main.Groups["body"].Value, declaration =>
        {
            var initial = new StringBuilder();
            foreach (var part in declaration.Groups["list"].Value.Split(',', StringSplitOptions.TrimEntries))
            {
                var pieces = part.Split('=', 2, StringSplitOptions.TrimEntries);
                variables.Add(pieces[0]);
                initial.Append(pieces.Length == 2 ? $"{part}; " : "");
            }

            return initial.ToString();
        });
        body = Parenthesised().Replace(body, "${target} = ${value};");
        body = Assert().Replace(body, "Contract.Assert(");
        body = Assume().Replace(body, "Contract.Assume(");
        body = Unknown().Replace(body, "Choice()");
        return $"static void {name}({string.Join(", ", variables.Select(v => $"int {v}"))})\n{{\n{body}\n}}\n";
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\b(lock|in|out|ref|is|as|base|object|string|event|params|checked)\b")]
    private static partial Regex Keywords();

    [GeneratedRegex(@"\bmain\s*\([^)]*\)\s*\{(?<body>.*)\}", RegexOptions.Singleline)]
    private static partial Regex MainMethod();

    [GeneratedRegex(@"\bint\s+(?<list>[^;()]+);")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\(\s*(?<target>\w+)\s*=(?!=)\s*(?<value>[^;]*)\)\s*;")]
    private static partial Regex Parenthesised();

    [GeneratedRegex(@"\bassert\s*\(")]
    private static partial Regex Assert();

    [GeneratedRegex(@"\bassume\s*\(")]
    private static partial Regex Assume();

    [GeneratedRegex(@"\bunknown\s*\(\s*\)")]
    private static partial Regex Unknown();
}
