using System.Globalization;
using Basic.Reference.Assemblies;
using Maestro.Analyzers.Contracts;
using Maestro.Analyzers.Infrastructure;
using Maestro.Analyzers.Tests.Registry;
using Maestro.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Analyzers.Tests.Contracts;

/// <summary>What is remembered of a method must be what would be found out: with the real verifier, the same findings cold and warm, after any edit.</summary>
public sealed class RememberedFindingsTests
{
    private static readonly MaestroOptions Options = new(
        true, true, VerifyScope.Contracts, 2_000_000, SolverPlace.InProcess, null, null, null, Evidence: false, RuntimeChecks: false, Strength: false, []);

    private readonly VerdictMemory _memory = new();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.Path("tests/corpora/spine"), "*.cs", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Repository.Path("docs/rules/samples"), "*.cs")).Select(path => Path.GetRelativePath(Repository.Path("."), path)).Order(StringComparer.Ordinal)];

    /// <summary>A source, and an edit of it, after which what was said of some method is no longer so.</summary>
    public static TheoryData<string, string, string, string> Edits => new()
    {
        { "a callee's postcondition", "static int F(int x) { Contract.Requires(x > 0 && x < 9); Contract.Ensures(Contract.Result<int>() >= 0); return G(x); } static int G(int x) { Contract.Ensures(Contract.Result<int>() >= 0); return 1; }", "static int G(int x) { Contract.Ensures(Contract.Result<int>() >= 0); return 1; }", "static int G(int x) { Contract.Ensures(Contract.Result<int>() >= -1); return 1; }" },
        { "a parameter of the class that another member changes", "public class T(int q) { public int F() { Contract.Ensures(Contract.Result<int>() == q); return q; } void Other() { } }", "void Other() { }", "void Other() { q = 1; }" },
        { "a parameter of the class that a nested function changes", "public class T(int q) { public int F() { Contract.Ensures(Contract.Result<int>() == q); return q; } System.Action Other() => () => { }; }", "() => { }", "() => (q, _) = (1, 2)" },
        { "what an invariant reads, handed out by another member", "public class T { readonly int[] a = new int[2]; [ContractInvariantMethod] void Inv() { Contract.Invariant(a.Length == 2 && a[0] >= 0); } public int F() { Contract.Ensures(Contract.Result<int>() >= 0); return a[0]; } public int[] Other() { return new int[1]; } }", "return new int[1];", "return a;" },
        { "what an invariant reads, changed by a reader elsewhere", "public class T { readonly int[] a = new int[2]; [ContractInvariantMethod] void Inv() { Contract.Invariant(a.Length == 2 && a[0] >= 0); } public int F() { Contract.Ensures(Contract.Result<int>() >= 0); return a[0]; } public int Other() { return S.Read(a); } } static class S { public static int Read(int[] x) { return x[1]; } }", "return x[1];", "return x[1]--;" },
        { "a parameter of the class that is handed out", "public class T(int q) { public int F() { Contract.Ensures(Contract.Result<int>() == q); return q; } void Other() { } static void G(ref int x) { } }", "void Other() { }", "void Other() { G(ref q); }" },
        { "a pure body", "static int F(int x) { Contract.Requires(x > 0 && x < 9); Contract.Ensures(Contract.Result<int>() >= 0); return G(x); } [Pure] static int G(int x) => x + 1;", "x + 1", "x - 5" },
        { "a getter", "public class T { int _f; public int P => 3; public int F() { Contract.Ensures(Contract.Result<int>() > 2); return P; } }", "=> 3", "=> 2" },
        { "a pure body two calls away", "static int F(int x) { Contract.Ensures(Contract.Result<int>() == 5); return G(x); } [Pure] static int G(int x) => H(x); [Pure] static int H(int x) => 5;", "=> 5", "=> 6" },
        { "what a callee writes", "public class T { public int A; public void F() { Contract.Requires(A == 1); Contract.Ensures(A == 1); Touch(); } void Touch() { } }", "void Touch() { }", "void Touch() { A = 2; }" },
        { "what a callee's callee writes", "public class T { public int A; public void F() { Contract.Requires(A == 1); Contract.Ensures(A == 1); Touch(); } void Touch() { Deep(); } void Deep() { } }", "void Deep() { }", "void Deep() { A = 2; }" },
        { "a constant", "public static class K { public const int C = 4; public static int F() { Contract.Ensures(Contract.Result<int>() == 4); return C; } }", "C = 4", "C = 5" },
        { "a static field's initialiser", "public static class K { static readonly int C = 4; public static int F() { Contract.Ensures(Contract.Result<int>() == 4); return C; } }", "C = 4", "C = 5" },
        { "an interface's contract", "[ContractClass(typeof(IC))] public interface I { int M(int x); } [ContractClassFor(typeof(I))] public abstract class IC : I { public int M(int x) { Contract.Ensures(Contract.Result<int>() >= 0); return default; } } public class A : I { public int M(int x) => 0; }", ">= 0", ">= 1" },
        { "a base method's contract", "public class B { public virtual int M() { Contract.Ensures(Contract.Result<int>() >= 0); return 1; } } public class D : B { public override int M() => 0; }", ">= 0", ">= 1" },
        { "an object invariant", "public class T { int _a; [ContractInvariantMethod] void Inv() { Contract.Invariant(_a >= 0); } public void F() { _a = 0; } }", "_a >= 0", "_a >= 1" },
        { "a type of a field", "public class T { public long A; public long F() { Contract.Requires(A > 2000000000); Contract.Ensures(Contract.Result<long>() > 2000000000); A = A + 0; return A; } }", "public long A;", "public int A;" },
        { "an override", "public class B { public virtual int M() => 1; } class D : B { } class Use { int F(D d) { Contract.Ensures(Contract.Result<int>() == 1); return d.M(); } }", "class D : B { }", "class D : B { public override int M() => 2; }" },
        { "a derived class", "class B { public virtual int M() => 1; } class Use { int F(B b) { Contract.Ensures(Contract.Result<int>() == 1); return b.M(); } }", "class Use", "class D : B { public override int M() => 2; } class Use" },
        { "a reference taken elsewhere", "public class T { int _a; public void F(ref int r) { Contract.Requires(_a == 1); Contract.Ensures(_a == 1); r = 2; } void Other() { } static void Set(ref int r) { } }", "void Other() { }", "void Other() { F(ref _a); }" },
        { "a reference taken without a word", "public class T { int _a; public void F(ref int r) { Contract.Requires(_a == 1); Contract.Ensures(_a == 1); r = 2; } int Other() { return 0; } static int Get(in int r) => 0; }", "return 0;", "return Get(_a);" },
        { "a line that is passed", "static class L { public static int Get([System.Runtime.CompilerServices.CallerLineNumber] int line = 0) { Contract.Ensures(Contract.Result<int>() == line); return line; } }\n static class U { public static int F() { Contract.Ensures(Contract.Result<int>() == 3); return L.Get(); } }", "\n", "\n\n" },
        { "an overload that fits better", "static int F(short x) { Contract.Ensures(Contract.Result<int>() == 1); return G(x); } [Pure] static int G(int x) => 1;", "[Pure] static int G(int x) => 1;", "[Pure] static int G(int x) => 1; [Pure] static int G(short x) => 2;" },
        { "an operator", "public struct N { public int V; public static N operator +(N a, N b) => new N { V = 1 }; public static int F(N a) { Contract.Ensures(Contract.Result<int>() == 1); return (a + a).V; } }", "V = 1", "V = 2" },
        { "a caller's measure of a callee that does not end", "static int F(int x) { Contract.Ensures(Contract.Result<int>() == 1); G(); return 1; } static void G() { Contract.Ensures(true); }", "Contract.Ensures(true);", "Contract.Ensures(true); throw new Exception();" },
        { "a precondition", "static void F(int x) { Contract.Requires(x > 3); G(x); } static void G(int x) { Contract.Requires(x > 2); }", "x > 2", "x > 4" },
        { "a property that calls", "public class T { public int P { get { return G(); } } [Pure] static int G() => 3; public int F() { Contract.Ensures(Contract.Result<int>() == 3); return P; } }", "=> 3", "=> 4" },
        { "an extension method", "static class X { public static int Inc(this int x) { Contract.Ensures(Contract.Result<int>() > 0); return 1; } } static class Y { public static int F(int y) { Contract.Ensures(Contract.Result<int>() >= 1); return y.Inc(); } }", "> 0", "> -1" },
        { "how an object is made", "public class Box { int _v; public int V => _v; public void Put(int x) { _v = 0; } } public class Use { public static int F(Box b) { Contract.Requires(b != null); Contract.Ensures(Contract.Result<int>() != 5); return b.V; } }", "_v = 0", "_v = x" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_remembered_is_what_was_found_out(string file)
    {
        var compilation = Compile(File.ReadAllText(Repository.Path(file)));

        var cold = Findings(compilation, _memory);
        var again = Compile("\n// moved\n\n" + File.ReadAllText(Repository.Path(file)));

        Assert.Equal(cold, Findings(Compile(File.ReadAllText(Repository.Path(file))), _memory));
        Assert.Equal(Findings(again, new VerdictMemory()), Findings(again, _memory));
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void After_an_edit_nothing_stale_is_said(string what, string source, string before, string after)
    {
        Assert.Contains(before, source, StringComparison.Ordinal);
        var wrapped = source.StartsWith("static", StringComparison.Ordinal) ? "static class C { " + source + " }" : source;
        var cold = Findings(Compile(wrapped), _memory);

        var edited = Compile(wrapped.Replace(before, after, StringComparison.Ordinal));

        var fresh = Findings(edited, new VerdictMemory());
        Assert.True(!cold.SequenceEqual(fresh) || what.StartsWith("a caller", StringComparison.Ordinal) || what.StartsWith("a type", StringComparison.Ordinal), what + ": the edit changes no finding");
        Assert.Equal(fresh, Findings(edited, _memory));
    }

    [Fact]
    public void Each_small_change_of_a_file_gives_what_a_new_compiler_would_say()
    {
        var source = File.ReadAllText(Repository.Path("docs/rules/samples/MAE1001.cs"));
        foreach (var file in Directory.EnumerateFiles(Repository.Path("tests/corpora/contracts"), "*.cs").Order(StringComparer.Ordinal).Append(Repository.Path("docs/rules/samples/MAE1001.cs")))
        {
            source = File.ReadAllText(file);
            _ = Findings(Compile(source), _memory);
            var numbers = CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken)
                .DescendantNodes().OfType<LiteralExpressionSyntax>().Where(l => l.Token.Value is int).Take(6).ToList();
            foreach (var number in numbers)
            {
                var edited = Compile(source.Remove(number.SpanStart, number.Span.Length).Insert(number.SpanStart, ((int)number.Token.Value! + 1).ToString(CultureInfo.InvariantCulture)));
                Assert.Equal(Findings(edited, new VerdictMemory()), Findings(edited, _memory));
            }
        }
    }

    [Fact]
    public void A_body_edit_leaves_the_other_methods_remembered()
    {
        const string Source = "static class C { static int F(int x) { Contract.Ensures(Contract.Result<int>() == x); return x; } static int G(int x) { Contract.Ensures(Contract.Result<int>() >= 0); return 1; } static int H(int x) { Contract.Ensures(Contract.Result<int>() >= 0); return G(x); } }";
        _ = Findings(Compile(Source), _memory);

        Assert.Equal(["G", "H"], Remembered(Source.Replace("== x", "<= x", StringComparison.Ordinal)));
        Assert.Equal(["F"], Remembered(Source.Replace("return 1", "return 2", StringComparison.Ordinal)));
        Assert.Equal(["F", "G", "H"], Remembered(Source.Replace("static int H", "static int H2(int y) => y; static int H", StringComparison.Ordinal)).Except(["H2"]));
    }

    [Fact]
    public void Settings_are_part_of_the_key()
    {
        const string Source = "static class C { static int F(int x) { Contract.Requires(x > 0); Contract.Ensures(Contract.Result<int>() > x); return x + 1; } }";
        var compilation = Compile(Source);
        _ = Findings(compilation, _memory);

        var checkedArithmetic = compilation.WithOptions(compilation.Options.WithOverflowChecks(true));

        Assert.Equal(Findings(checkedArithmetic, new VerdictMemory()), Findings(checkedArithmetic, _memory));
        Assert.NotEqual(Findings(checkedArithmetic, new VerdictMemory()), Findings(compilation, _memory));
    }

    [Fact]
    public void An_evidence_build_reads_and_writes_nothing()
    {
        var compilation = Compile("static class C { static int F(int x) { Contract.Ensures(Contract.Result<int>() == x); return x; } }");
        _ = Findings(compilation, _memory, Options with { Evidence = true });

        Assert.Equal(0, _memory.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10:findings 10:1:0")]
    [InlineData("10:findings 10:1:1")]
    [InlineData("10:findings 10:99999999:x")]
    [InlineData("garbage")]
    public void A_damaged_memory_is_found_out_again_or_says_what_it_says(string damaged)
    {
        var compilation = Compile("static class C { static int F(int x) { Contract.Ensures(Contract.Result<int>() > x); return x; } }");
        var method = Methods(compilation).Single();
        var cold = Findings(compilation, new VerdictMemory());
        _ = Findings(compilation, _memory);
        _memory.Damage(damaged);

        var found = new CompilationVerification(compilation, Options, [], _memory).FindingsOf(method, TestContext.Current.CancellationToken);

        // Well-formed and empty, it is believed: that is why no evidence build asks it.
        Assert.True(damaged == "10:findings 10:1:0" ? found.Count == 0 : found.Select(Text).SequenceEqual(cold));
    }

    private IReadOnlyList<string> Remembered(string source)
    {
        var compilation = Compile(source);
        var verification = new CompilationVerification(compilation, Options, [], _memory);
        return [.. Methods(compilation).Where(m => { var before = verification.Remembered; _ = verification.FindingsOf(m, TestContext.Current.CancellationToken); return verification.Remembered > before; }).Select(m => m.Name).Order(StringComparer.Ordinal)];
    }

    private static List<string> Findings(CSharpCompilation compilation, VerdictMemory memory, MaestroOptions? options = null)
    {
        var verification = new CompilationVerification(compilation, options ?? Options, [], memory);
        return [.. Methods(compilation).SelectMany(m => verification.FindingsOf(m, TestContext.Current.CancellationToken)).Select(Text)];
    }

    private static IEnumerable<IMethodSymbol> Methods(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes().Where(n => n is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax }))
            {
                if ((node is ArrowExpressionClauseSyntax ? (model.GetDeclaredSymbol(node.Parent!) as IPropertySymbol)?.GetMethod : model.GetDeclaredSymbol(node)) is IMethodSymbol { IsAbstract: false } method)
                {
                    yield return method;
                }
            }
        }
    }

    private static string Text(ContractFinding finding)
    {
        var diagnostic = finding.ToDiagnostic();
        return string.Join("\n", diagnostic.AdditionalLocations.Select(l => l.GetLineSpan().ToString())
            .Concat(diagnostic.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")).Prepend(diagnostic.ToString()));
    }

    private static CSharpCompilation Compile(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(
            "using System; using System.Collections.Generic; using System.Linq; using System.Diagnostics.Contracts;\n" + source.Replace("using System.Diagnostics.Contracts;", "", StringComparison.Ordinal)
                .Replace("using System;", "", StringComparison.Ordinal).Replace("using System.Collections.Generic;", "", StringComparison.Ordinal).Replace("using System.Linq;", "", StringComparison.Ordinal),
            new CSharpParseOptions(LanguageVersion.Latest), "/src/File.cs");
        return CSharpCompilation.Create("Sample", [tree], Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
