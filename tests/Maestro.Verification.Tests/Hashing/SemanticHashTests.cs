using Maestro.Verification.Contracts;
using Maestro.Verification.Hashing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Hashing;

public sealed class SemanticHashTests
{
    private const string Original = """
        int M(int x, int[] xs)
        {
            Contract.Requires(x > 0);
            int sum = 0;
            for (int i = 0; i < xs.Length; i++) { sum += xs[i] * x; }
            return sum;
        }
        """;

    [Theory]
    [InlineData("int sum = 0;", "/* the total */ int   sum\n = 0;")]
    [InlineData("sum", "total")]
    [InlineData("i", "index")]
    [InlineData("{ sum += xs[i] * x; }", "{\n // scaled\n sum += (xs[i]) * x; }")]
    public void Layout_comments_and_local_names_do_not_count(string from, string to)
    {
        Assert.Equal(Hash(Original), Hash(Original.ReplaceWord(from, to)));
    }

    [Theory]
    [InlineData("i < xs.Length", "i <= xs.Length")]
    [InlineData("int sum = 0;", "int sum = 1;")]
    [InlineData("sum += xs[i] * x", "sum = checked(sum + xs[i] * x)")]
    [InlineData("sum += xs[i] * x", "sum = sum + xs[i] * x")]
    [InlineData("xs[i] * x", "x * xs[i]")]
    [InlineData("Contract.Requires(x > 0);", "Contract.Requires(x >= 0);")]
    [InlineData("Contract.Requires(x > 0);", "")]
    [InlineData("i++", "++i")]
    [InlineData("int M(int x, int[] xs)", "public int M(int x, int[] xs)")]
    [InlineData("int sum = 0;", "long wide = 0; int sum = (int)wide;")]
    public void What_changes_meaning_counts(string from, string to)
    {
        Assert.NotEqual(Hash(Original), Hash(Original.ReplaceWord(from, to)));
    }

    [Fact]
    public void The_default_of_a_parameter_counts_since_callers_copy_it() =>
        Assert.NotEqual(Hash("int M(int x = 1) => x;"), Hash("int M(int x = 2) => x;"));

    [Fact]
    public void Two_locals_that_trade_places_count()
    {
        var straight = "int M(int x) { int a = x, b = 2; return a - b; }";

        Assert.NotEqual(Hash(straight), Hash(straight.Replace("a - b", "b - a", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_member_of_the_type_that_moves_does_not_count_and_an_invariant_does()
    {
        const string member = "public int M(int x) { n = x; return n; }";
        const string invariant = "[ContractInvariantMethod] private void Inv() { Contract.Invariant(n >= 0); }";

        Assert.Equal(Hash($"int n; {member}"), Hash($"{member} int n;"));
        Assert.NotEqual(Hash($"int n; {member}"), Hash($"int n; {member} {invariant}"));
    }

    [Fact]
    public void A_constant_elsewhere_counts_by_its_value()
    {
        Assert.NotEqual(Hash("const int K = 1; int M(int x) => x + K;"), Hash("const int K = 2; int M(int x) => x + K;"));
    }

    [Fact]
    public void A_callee_counts_in_the_full_hash_by_its_contract_and_by_its_body_only_where_that_unfolds()
    {
        string With(string callee) => $"int M(int x) => Callee(x); {callee}";
        var opaque = With("int Callee(int x) { Contract.Ensures(Contract.Result<int>() > 0); return 1; }");
        var opaqueEdited = With("int Callee(int x) { Contract.Ensures(Contract.Result<int>() > 0); return 2; }");
        var weaker = With("int Callee(int x) { Contract.Ensures(Contract.Result<int>() >= 0); return 1; }");
        var pure = With("[Pure] int Callee(int x) => x + 1;");
        var pureEdited = With("[Pure] int Callee(int x) => x + 2;");

        Assert.Equal(Hash(opaque), Hash(weaker));
        Assert.Equal(Full(opaque), Full(opaqueEdited));
        Assert.NotEqual(Full(opaque), Full(weaker));
        Assert.NotEqual(Full(pure), Full(pureEdited));
    }

    [Fact]
    public void Field_initialisers_count_in_constructors_even_in_one_that_nobody_wrote()
    {
        Assert.NotEqual(HashOfConstructor("class C { int n = 1; }"), HashOfConstructor("class C { int n = 2; }"));
        Assert.NotEqual(HashOfConstructor("class C { int n = 1; C() { } }"), HashOfConstructor("class C { int n = 2; C() { } }"));
    }

    [Fact]
    public void The_overflow_setting_counts_in_the_full_hash()
    {
        const string member = "int M(int x) => Callee(x); int Callee(int x) => x;";

        Assert.NotEqual(Full(member, checkOverflow: true), Full(member, checkOverflow: false));
    }

    private static string Hash(string members) => Of(members, (h, m) => h.OwnOf(m));

    private static string Full(string members, bool checkOverflow = false) => Of(members, (h, m) => h.Of(m), checkOverflow);

    private static string Of(string members, Func<SemanticHash, IMethodSymbol, string> hash, bool checkOverflow = false)
    {
        var (hashes, type) = Compile($"class C {{ {members} }}", checkOverflow);
        return hash(hashes, type.GetMembers("M").OfType<IMethodSymbol>().Single());
    }

    private static string HashOfConstructor(string type)
    {
        var (hashes, symbol) = Compile(type, checkOverflow: false);
        return hashes.OwnOf(symbol.InstanceConstructors.Single());
    }

    private static (SemanticHash Hashes, INamedTypeSymbol Type) Compile(string source, bool checkOverflow)
    {
        var compilation = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText("using System;\nusing System.Diagnostics.Contracts;\n" + source)],
            Basic.Reference.Assemblies.Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: checkOverflow));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return (new SemanticHash(new ContractReader(new MethodBodies(compilation))), compilation.GetTypeByMetadataName("C")!);
    }
}

internal static class WordReplacement
{
    public static string ReplaceWord(this string text, string from, string to) =>
        from.All(char.IsLetter)
            ? System.Text.RegularExpressions.Regex.Replace(text, $@"\b{from}\b", to)
            : text.Replace(from, to, StringComparison.Ordinal);
}
