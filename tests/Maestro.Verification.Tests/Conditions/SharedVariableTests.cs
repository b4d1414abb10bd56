using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Two by-reference parameters may be one variable.</summary>
public sealed class SharedVariableTests
{
    [Theory]
    [InlineData("public static void M(ref int a, ref int b) { Contract.Ensures(a == Contract.OldValue(b) && b == Contract.OldValue(a)); int t = a; a = b; b = t; }")]
    [InlineData("public static void M(ref int a, ref int b) { Contract.Ensures(b == 2 && (a == 1 || a == 2)); a = 1; b = 2; }")]
    [InlineData("public static void M(int n, out int a, out int b) { Contract.Ensures(b == n); a = 1; b = n; }")]
    [InlineData("public static void M(ref int a, ref int b, ref int c) { Contract.Ensures(c == 3 && a <= 3 && b <= 3); a = 1; b = 2; c = 3; }")]
    [InlineData("public static void M(ref int a, ref long b) { Contract.Ensures(a == 1 && b == 2); a = 1; b = 2; }")]
    public void What_holds_either_way_is_proved(string member) => Assert.Equal("proved", Proving.One(Wrap(member)).Word);

    [Theory]
    [InlineData("public static void M(ref int a, ref int b) { Contract.Ensures(a == 1); a = 1; b = 2; }")]
    [InlineData("public static void M(ref int a, ref int b) { Contract.Requires(a == 1 && b == 1); Contract.Ensures(a == 1); b = b + 1; }")]
    [InlineData("public static void M(int n, out int a, out int b) { Contract.Ensures(a == 1); a = 1; b = n; }")]
    [InlineData("public static void M(ref int a, ref int b, ref int c) { Contract.Ensures(a == 1 || b == 2); a = 1; b = 2; c = 3; }")]
    [InlineData("public static void M(ref int a, ref int b) { Contract.Ensures(a == Contract.OldValue(a)); for (int i = 0; i < 3; i++) b = i; }")]
    [InlineData("public static void M(ref int a, ref int b) { Contract.Ensures(a == 1); a = 1; b += 1; }")]
    [InlineData("struct S { public int F; } static void M(ref S s, ref int x) { Contract.Ensures(s.F == 1); s.F = 1; x = 2; }")]
    [InlineData("public static void M<T>(ref T t, ref int x, T u) { Contract.Ensures(x == 1); x = 1; t = u; }")]
    [InlineData("public static void M(in int a, ref int b) { Contract.Ensures(a == Contract.OldValue(a)); b = b + 1; }")]
    [InlineData("public static int f; public static void M(ref int a) { Contract.Ensures(f == 1); f = 1; a = 2; }")]
    public void What_fails_for_one_variable_is_not_proved(string member) => Assert.NotEqual("proved", Proving.One(Wrap(member)).Word);

    private static string Wrap(string member) => $"\n#pragma warning disable CS8602\npublic class C {{ {member} }}";
}
