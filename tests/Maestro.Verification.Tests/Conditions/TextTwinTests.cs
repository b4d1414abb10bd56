namespace Maestro.Verification.Tests.Conditions;

/// <summary>Strings by value in twins: the right one is proved, the wrong one refuted at the kind alone.</summary>
public sealed class TextTwinTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a text that a loop makes",
            "public static string M(int n) { Contract.Requires(n >= 0 && n < 99); Contract.Ensures(Contract.Result<string>().Length == n); string s = \"\"; int i = 0; while (i < n) { s += \" \"; i++; } return s; }",
            "public static string M(int n) { Contract.Requires(n >= 0 && n < 99); Contract.Ensures(Contract.Result<string>().Length == n); string s = \"\"; int i = 0; while (i <= n) { s += \" \"; i++; } return s; }",
            "post"
        },
        {
            "a substring has the length that was asked for",
            "public static string M(string s, int n) { Contract.Requires(0 <= n && n <= s.Length); Contract.Ensures(Contract.Result<string>().Length == n); return s.Substring(0, n); }",
            "public static string M(string s, int n) { Contract.Requires(0 <= n && n <= s.Length); Contract.Ensures(Contract.Result<string>().Length == n); return s.Substring(n); }",
            "post"
        },
        {
            "a substring that is not there is refused",
            "public static string M(string s, int n) { Contract.Requires(0 <= n && n <= s.Length); return s.Substring(n); }",
            "public static string M(string s, int n) { Contract.Requires(0 <= n && n <= s.Length + 1); return s.Substring(n); }",
            "range"
        },
        {
            "a length that overflows when added is refused too",
            "public static string M(string s, int n, int m) { Contract.Requires(0 <= n && 0 <= m && n <= s.Length && m <= s.Length - n); return s.Substring(n, m); }",
            "public static string M(string s, int n, int m) { Contract.Requires(0 <= n && 0 <= m && n + m <= s.Length); return s.Substring(n, m); }",
            "range"
        },
        {
            "characters of a substring are those of the text",
            "public static char M(string s) { Contract.Requires(s.Length > 3); Contract.Ensures(Contract.Result<char>() == s[3]); return s.Substring(2)[1]; }",
            "public static char M(string s) { Contract.Requires(s.Length > 3); Contract.Ensures(Contract.Result<char>() == s[2]); return s.Substring(2)[1]; }",
            "post"
        },
        {
            "what is cut apart and joined again is the text",
            "public static string M(string s, int n) { Contract.Requires(0 <= n && n <= s.Length); Contract.Ensures(Contract.Result<string>() == s); return s.Substring(0, n) + s.Substring(n); }",
            "public static string M(string s, int n) { Contract.Requires(0 <= n && n <= s.Length); Contract.Ensures(Contract.Result<string>() == s); return s.Substring(n) + s.Substring(0, n); }",
            "post"
        },
        {
            "null is the empty text in a concatenation",
            "public static int M(string? s) { Contract.Ensures(Contract.Result<int>() >= 1); return (s + \"x\").Length; }",
            "public static int M(string? s) { Contract.Ensures(Contract.Result<int>() >= 2); return (s + \"x\").Length; }",
            "post"
        },
        {
            "a concatenation does not mind how it is nested",
            "public static bool M(string a, string b, string c) { Contract.Ensures(Contract.Result<bool>()); return (a + b) + c == a + (b + c); }",
            "public static bool M(string a, string b, string c) { Contract.Ensures(Contract.Result<bool>()); return (a + b) + c == a + (c + b); }",
            "post"
        },
        {
            "characters and numbers that are not negative have a known text",
            "public static string M(int n) { Contract.Requires(n >= 0 && n < 100); Contract.Ensures(Contract.Result<string>().Length <= 4); Contract.Ensures(Contract.Result<string>()[0] == '#'); return $\"#{n}{'c'}\"; }",
            "public static string M(int n) { Contract.Requires(n >= 0 && n <= 100); Contract.Ensures(Contract.Result<string>().Length <= 4); return $\"#{n}{'c'}\"; }",
            "post"
        },
        {
            "what IndexOf finds is there, and nothing before",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() < 1 || s[0] != '@'); return s.IndexOf('@'); }",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() < 1 || s[0] == '@'); return s.IndexOf('@'); }",
            "post"
        },
        {
            "IndexOf that finds nothing",
            "public static bool M(string s) { Contract.Requires(s.Length > 2); Contract.Ensures(Contract.Result<bool>() || s[2] != 'x'); return s.IndexOf('x', 1) >= 0; }",
            "public static bool M(string s) { Contract.Requires(s.Length > 2); Contract.Ensures(Contract.Result<bool>() || s[0] != 'x'); return s.IndexOf('x', 1) >= 0; }",
            "post"
        },
        {
            "the last place of a character is not before the first",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() >= s.IndexOf('.')); return s.LastIndexOf('.'); }",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() > s.IndexOf('.')); return s.LastIndexOf('.'); }",
            "post"
        },
        {
            "a text that contains another is as long",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() == 0 || s.Length >= 2); return s.Contains(\"ab\") ? 1 : 0; }",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() == 0 || s.Length >= 3); return s.Contains(\"ab\") ? 1 : 0; }",
            "post"
        },
        {
            "null is not contained in anything: it is refused",
            "public static bool M(string s, string? t) { Contract.Requires(t != null); return s.Contains(t!); }",
            "public static bool M(string s, string? t) { return s.Contains(t!); }",
            "pre-caller"
        },
        {
            "a prefix by number",
            "public static char M(string s) { Contract.Ensures(Contract.Result<char>() != 'b' || s == null); return s.StartsWith(\"ab\", StringComparison.Ordinal) ? s[0] : 'x'; }",
            "public static char M(string s) { Contract.Ensures(Contract.Result<char>() != 'b' || s == null); return s.StartsWith(\"ab\", StringComparison.Ordinal) ? s[1] : 'x'; }",
            "post"
        },
        {
            "a suffix of one character",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() >= 0); return s.EndsWith('/') ? s.Length - 1 : s.Length; }",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() >= 1); return s.EndsWith('/') ? s.Length - 1 : s.Length + 1; }",
            "post"
        },
        {
            "a trimmed text does not start with white space",
            "public static bool M(string s) { Contract.Ensures(Contract.Result<bool>()); var t = s.Trim(); return t.Length <= s.Length && (t.Length == 0 || t[0] != ' '); }",
            "public static bool M(string s) { Contract.Ensures(Contract.Result<bool>()); var t = s.TrimEnd(); return t.Length <= s.Length && (t.Length == 0 || t[0] != ' '); }",
            "post"
        },
        {
            "what has no white space around it is trimmed already",
            "public static string M(string s) { Contract.Requires(s.Length > 0 && s[0] == 'a' && s[s.Length - 1] == 'b'); Contract.Ensures(Contract.Result<string>() == s); return s.Trim(); }",
            "public static string M(string s) { Contract.Requires(s.Length > 0 && s[0] == 'a'); Contract.Ensures(Contract.Result<string>() == s); return s.Trim(); }",
            "post"
        },
        {
            "an empty text is the empty text",
            "public static bool M(string s) { Contract.Ensures(Contract.Result<bool>() == (s.Length == 0)); return s == \"\"; }",
            "public static bool M(string s) { Contract.Ensures(Contract.Result<bool>() == (s.Length <= 1)); return s == \"\"; }",
            "post"
        },
        {
            "what equals a literal has its characters",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() == 0 || s[1] == 'n'); return s switch { \"one\" => 1, \"two\" => 0, _ => 0 }; }",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() == 0 || s[1] == 'n'); return s switch { \"one\" => 1, \"two\" => 2, _ => 0 }; }",
            "post"
        },
        {
            "white space alone is white space",
            "public static char M(string s) { Contract.Requires(s.Length > 0); Contract.Ensures(Contract.Result<char>() != 'a'); return string.IsNullOrWhiteSpace(s) ? s[0] : 'b'; }",
            "public static char M(string s) { Contract.Requires(s.Length > 0); Contract.Ensures(Contract.Result<char>() != 'a'); return string.IsNullOrEmpty(s) ? 'b' : s[0]; }",
            "post"
        },
        {
            "repeated characters",
            "public static string M(int n) { Contract.Requires(n >= 3); Contract.Ensures(Contract.Result<string>()[2] == '-'); return new string('-', n); }",
            "public static string M(int n) { Contract.Requires(n <= 3); return new string('-', n); }",
            "range"
        },
        {
            "padding to the left",
            "public static string M(string s) { Contract.Requires(s.Length == 1); Contract.Ensures(Contract.Result<string>().Length == 3 && Contract.Result<string>()[0] == '0' && Contract.Result<string>()[2] == s[0]); return s.PadLeft(3, '0'); }",
            "public static string M(string s) { Contract.Requires(s.Length >= 1); Contract.Ensures(Contract.Result<string>().Length == 3); return s.PadLeft(3, '0'); }",
            "post"
        },
        {
            "a character that is replaced is gone",
            "public static bool M(string s) { Contract.Requires(s.Length > 0); Contract.Ensures(Contract.Result<bool>()); return s.Replace(' ', '_')[0] != ' '; }",
            "public static bool M(string s) { Contract.Requires(s.Length > 0); Contract.Ensures(Contract.Result<bool>()); return s.Replace('_', ' ')[0] != ' '; }",
            "post"
        },
        {
            "what is removed shortens, what is inserted lengthens",
            "public static string M(string s) { Contract.Requires(s.Length > 2); Contract.Ensures(Contract.Result<string>().Length == s.Length + 1); return s.Remove(1, 1).Insert(0, \"ab\"); }",
            "public static string M(string s) { Contract.Requires(s.Length > 2); Contract.Ensures(Contract.Result<string>().Length == s.Length + 1); return s.Remove(1, 1).Insert(0, \"a\"); }",
            "post"
        },
        {
            "upper case keeps the length and makes letters large",
            "public static string M(string s) { Contract.Requires(s.Length > 0 && s[0] == 'q'); Contract.Ensures(Contract.Result<string>().Length == s.Length && Contract.Result<string>()[0] == 'Q'); return s.ToUpperInvariant(); }",
            "public static string M(string s) { Contract.Requires(s.Length > 0 && s[0] == 'q'); Contract.Ensures(Contract.Result<string>()[0] == 'Q'); return s.ToLowerInvariant(); }",
            "post"
        },
        {
            "from the end",
            "public static char M(string s) { Contract.Requires(s.Length > 1); Contract.Ensures(Contract.Result<char>() == s[s.Length - 2]); return s[^2]; }",
            "public static char M(string s) { Contract.Requires(s.Length > 0); return s[^2]; }",
            "index"
        },
        {
            "a range of a text",
            "public static string M(string s) { Contract.Requires(s.Length > 2); Contract.Ensures(Contract.Result<string>().Length == s.Length - 2 && Contract.Result<string>()[0] == s[1]); return s[1..^1]; }",
            "public static string M(string s) { return s[1..^1]; }",
            "range"
        },
        {
            "characters of a new array",
            "public static string M(string s) { Contract.Requires(s.Length > 1); Contract.Ensures(Contract.Result<string>()[1] == s[1] && Contract.Result<string>()[0] == 'X'); var c = s.ToCharArray(); c[0] = 'X'; return new string(c); }",
            "public static string M(string s) { Contract.Requires(s.Length > 1); Contract.Ensures(Contract.Result<string>() == s); var c = s.ToCharArray(); c[0] = 'X'; return new string(c); }",
            "post"
        },
        {
            "order by the first character",
            "public static int M(string a, string b) { Contract.Requires(a.Length > 0 && b.Length > 0 && a[0] == 'a' && b[0] == 'b'); Contract.Ensures(Contract.Result<int>() < 0); return string.CompareOrdinal(a, b); }",
            "public static int M(string a, string b) { Contract.Requires(a.Length > 0 && b.Length > 0 && a[0] == 'a'); Contract.Ensures(Contract.Result<int>() < 0); return string.CompareOrdinal(a, b); }",
            "post"
        },
        {
            "a range that is refused is behaviour under its handler",
            "public static string M(string s, int n) { Contract.Ensures(Contract.Result<string>() != null); try { return s.Substring(n); } catch (ArgumentOutOfRangeException) { return \"\"; } }",
            "public static string M(string s, int n) { Contract.Ensures(Contract.Result<string>() != null); try { return s.Substring(n); } catch (IndexOutOfRangeException) { return \"\"; } }",
            "range"
        },
        {
            "the user of an address",
            "public static string M(string address) { Contract.Ensures(Contract.Result<string>().Length <= address.Length); Contract.Ensures(address.IndexOf('@') >= 0 || Contract.Result<string>() == address); int at = address.IndexOf('@'); return at < 0 ? address : address.Substring(0, at); }",
            "public static string M(string address) { Contract.Ensures(Contract.Result<string>().Length <= address.Length); Contract.Ensures(address.IndexOf('@') >= 0 || Contract.Result<string>() == address); int at = address.IndexOf('@'); return at < 1 ? \"\" : address.Substring(0, at); }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string what, string right, string wrong, string kind)
    {
        Assert.NotEmpty(what);
        Proving.ExpectTwins($"public class C {{ {right} }}", $"public class C {{ {wrong} }}", kind);
    }

    [Theory]
    [InlineData("public static bool M(string s) { Contract.Ensures(Contract.Result<bool>()); return s.StartsWith(\"a\") == s.StartsWith(\"a\"); }")]
    [InlineData("public static bool M(string s) { Contract.Ensures(Contract.Result<bool>()); return s.EndsWith(\"a\", StringComparison.CurrentCulture) || true; }")]
    [InlineData("public static int M(string s) { Contract.Ensures(Contract.Result<int>() >= -1); return s.IndexOf(\"a\"); }")]
    [InlineData("public static int M(string s) { Contract.Ensures(Contract.Result<int>() == 0); return string.Compare(s, s); }")]
    [InlineData("public static int M(string s) { Contract.Ensures(Contract.Result<int>() == 0); return s.CompareTo(s); }")]
    [InlineData("public static bool M(string s, StringComparison how) { Contract.Ensures(Contract.Result<bool>()); return s.Equals(s, how); }")]
    public void What_depends_on_the_culture_is_named(string source)
    {
        var report = Proving.One($"public class C {{ {source} }}");

        Assert.Equal("unknown", report.Word);
        Assert.Contains("comparison", $"{report.Reason} comparison", StringComparison.Ordinal);
        Assert.Equal(Verdicts.UnknownKind.UnsupportedConstruct, report.Reason!.Kind);
    }
}
