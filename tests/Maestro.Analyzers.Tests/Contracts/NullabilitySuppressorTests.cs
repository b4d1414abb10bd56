using Maestro.Analyzers.Contracts;

namespace Maestro.Analyzers.Tests.Contracts;

public sealed class NullabilitySuppressorTests
{
    [Theory]
    [InlineData("Contract.Requires(s != null); return s.Length;")]
    [InlineData("Contract.Requires(null != s); return s.Length;")]
    [InlineData("Contract.Requires(s is not null); return s.Length;")]
    [InlineData("Contract.Requires(s is { }); return s.Length;")]
    [InlineData("Contract.Requires(s != null && s.Length > 2); return s.Length;")]
    [InlineData("Contract.Requires(!string.IsNullOrEmpty(s)); return s.Length;")]
    [InlineData("Contract.Requires(s != null, \"because\"); return s.Length;")]
    [InlineData("Contract.Requires(s != null); return Length(s);")]
    [InlineData("Contract.Requires(s != null); Func<int> f = () => s.Length; return f();")]
    [InlineData("Contract.Requires(s != null); if (n > 0) { return s.Length; } return 0;")]
    [InlineData("Contract.Requires(m.HasValue); return m.Value;")]
    [InlineData("Contract.Requires(s != null); return F(); int F() => s.Length;")]
    [InlineData("Contract.Requires(m != null); return (int)m;")]
    public async Task A_warning_that_a_contract_answers_is_silenced(string body) => Assert.Empty(await Warnings(body));

    [Theory]
    [InlineData("return s.Length;")]
    [InlineData("Contract.Requires(t != null); return s.Length;")]
    [InlineData("Contract.Requires(s == null); return s.Length;")]
    [InlineData("Contract.Requires(s != null || n > 0); return s.Length;")]
    [InlineData("Contract.Requires(!(s != null)); return s.Length;")]
    [InlineData("Contract.Requires(s != null); s = null; return s.Length;")]
    [InlineData("Contract.Requires(s != null); Change(ref s); return s.Length;")]
    [InlineData("Contract.Requires(s != null); (s, n) = (null, 1); return s.Length;")]
    [InlineData("Contract.Requires(s != null); Action f = () => s = null; f(); return s.Length;")]
    [InlineData("if (n > 0) { goto L; } Contract.Requires(s != null); L: return s.Length;")]
    [InlineData("F(); Contract.Assert(s != null); return 0; int F() => s.Length;")]
    [InlineData("if (n > 0) { Contract.Requires(s != null); } return s.Length;")]
    [InlineData("Contract.Ensures(s != null); return s.Length;")]
    [InlineData("Contract.Requires(Contract.Exists(0, 2, i => s != null)); return s.Length;")]
    public async Task A_warning_that_no_contract_answers_stays(string body) => Assert.NotEmpty(await Warnings(body));

    [Fact]
    public async Task With_Maestro_off_the_compiler_speaks_for_itself() =>
        Assert.NotEmpty(await Warnings("Contract.Requires(s != null); return s.Length;", ("MaestroEnabled", "false")));

    private static async Task<IReadOnlyList<string>> Warnings(string body, params (string, string)[] properties)
    {
        var source = $$"""
            using System;
            using System.Diagnostics.Contracts;
            static class C
            {
                static int Length(string s) => s.Length;
                static void Change(ref string? s) => s = null;
                static int M(string? s, string? t, int? m, int n)
                {
                    {{body}}
                }
            }
            """;
        var diagnostics = await AnalyzerCheck.DiagnosticsAsync(source, properties, new NullabilitySuppressor());
        return [.. diagnostics.Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal)).Select(diagnostic => diagnostic.ToString())];
    }
}
