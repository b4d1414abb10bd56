using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Tests.Replay;

public sealed class WitnessTests
{
    [Theory]
    [InlineData("Prefix", "LeadingZerosLate", ObligationKind.Index, 27, "IndexOutOfRangeException")]
    [InlineData("Speed", "PerWholeHour", ObligationKind.DivideByZero, 18, "DivideByZeroException")]
    [InlineData("Title", "InitialLoose", ObligationKind.Null, 15, "NullReferenceException")]
    [InlineData("Fee", "Gross", ObligationKind.Post, 18, "")]
    [InlineData("Tank", "FillAny", ObligationKind.ObjectInvariant, 13, "")]
    [InlineData("Rotate", "Overwrite", ObligationKind.Post, 18, "")]
    public void A_statement_compiles_outside_the_class_and_does_the_same_for_real(string type, string name, ObligationKind kind, int line, string exception)
    {
        var program = ProgramUnderTest.Examples();
        var attempt = new WitnessSearch(program.Contracts).TryRefute(program.Method("PublicExamples." + type, name), kind, line, null, CancellationToken.None);

        Assert.Equal(exception, Execute(program, attempt.Witness!.Statement));
    }

    [Theory]
    [InlineData("public static void M(int[] a, int[] b) { Contract.Requires(a != null && b != null && a.Length > 0 && b.Length > 0);\na[0] = 1; b[0] = 2;\nif (a[0] == 2) throw new Exception(); Contract.Assert(a[0] == 1); }", ObligationKind.Assert, 4, false)]
    [InlineData("public static int M(ref int a, out int b, E e, (int, long) t, C? c) { b = 1;\nreturn a / (b - 1 + (int)e); } public enum E { A = 0, B }", ObligationKind.DivideByZero, 3, true)]
    [InlineData("int _n; public void Add(int n) { Contract.Requires(n > 0 && n < 9); _n += n; }\npublic int M() {\nreturn 10 / (_n - 12); }", ObligationKind.DivideByZero, 4, true)]
    [InlineData("public int N { get; set; } public int this[int i] => i;\npublic int M(byte b, char c, nint n, decimal d) {\nreturn 10 / (N + b); }", ObligationKind.DivideByZero, 4, true)]
    [InlineData("public int M {\nget { return 10 / (Z = 0); } } int Z;", ObligationKind.DivideByZero, 3, true)]
    public void Inputs_of_every_shape_are_written_as_one_line(string members, ObligationKind kind, int line, bool throws)
    {
        var program = ProgramUnderTest.Of($"namespace N; public class C {{ {members} }}", nullable: NullableContextOptions.Enable);
        var method = program.Compilation.GetTypeByMetadataName("N.C")!.GetMembers("M")[0] is IPropertySymbol property
            ? property.GetMethod!
            : program.Method("N.C", "M");
        var attempt = new WitnessSearch(program.Contracts).TryRefute(method, kind, line, null, CancellationToken.None);

        if (throws)
        {
            Assert.Equal("DivideByZeroException", Execute(program, attempt.Witness!.Statement));
        }
        else
        {
            // The same array twice throws on purpose; nothing else fails.
            Assert.Null(attempt.Witness);
        }
    }

    [Fact]
    public void The_solver_s_candidate_is_tried_first_and_shrunk()
    {
        var program = ProgramUnderTest.Of("public static class C { public static int M(int[] xs, int n) {\nContract.Requires(xs != null);\nif (n == 123456) return xs[7]; return 0; } }");
        var model = new ModelInput(null, ImmutableDictionary<string, ModelValue>.Empty
            .Add("xs", new ModelValue.Array(1, 3, [new ModelValue.Integer(5)]))
            .Add("n", new ModelValue.Integer(123456)));

        var witness = new WitnessSearch(program.Contracts, maxRuns: 1).TryRefute(program.Method("C", "M"), ObligationKind.Index, 4, model, CancellationToken.None).Witness;

        Assert.Equal("C.M(new int[0], 123456)", witness!.Statement);
        Assert.Equal(["xs", "n"], witness.Inputs.Select(i => i.Key));
    }

    [Fact]
    public void Objects_that_are_one_in_the_model_are_one_when_run()
    {
        var program = ProgramUnderTest.Of("public static class C { public static void M(int[] a, int[] b) {\nContract.Requires(a != null && b != null && a.Length > 0 && b.Length > 0);\na[0] = 1; b[0] = 2;\nContract.Assert(a[0] == 1); } }");
        var one = new ModelValue.Array(4, 1, []);
        var model = new ModelInput(null, ImmutableDictionary<string, ModelValue>.Empty.Add("a", one).Add("b", one));

        var witness = new WitnessSearch(program.Contracts, maxRuns: 1).TryRefute(program.Method("C", "M"), ObligationKind.Assert, 5, model, CancellationToken.None).Witness;

        Assert.Equal("int[] a = new int[] { 0 }; C.M(a, a)", witness!.Statement);
    }

    [Fact]
    public void Objects_and_structs_are_made_as_the_model_has_them()
    {
        var program = ProgramUnderTest.Of(
            """
            public class Node { public int F; public required string? Name { get; init; } private readonly int depth; public Node(int depth) { this.depth = depth; } public int Depth => depth; }
            public struct Point { public int X; public int Y; }
            public static class C { public static void M(Node o, Point p) {
            if (o.F == 12345 && o.Depth == -77 && p.Y == 4321) Contract.Assert(false); } }
            """);
        var model = new ModelInput(null, ImmutableDictionary<string, ModelValue>.Empty
            .Add("o", new ModelValue.Object(3, ImmutableDictionary<string, ModelValue>.Empty.Add("F", new ModelValue.Integer(12345)).Add("depth", new ModelValue.Integer(-77))))
            .Add("p", new ModelValue.Struct(ImmutableDictionary<string, ModelValue>.Empty.Add("X", new ModelValue.Integer(9)).Add("Y", new ModelValue.Integer(4321)))));

        var witness = new WitnessSearch(program.Contracts, maxRuns: 1).TryRefute(program.Method("C", "M"), ObligationKind.Assert, 5, model, CancellationToken.None).Witness;

        Assert.Equal("C.M(new Node(-77) { F = 12345, Name = null }, new Point { Y = 4321 })", witness?.Statement);
    }

    [Fact]
    public void Removing_what_is_not_there_changes_no_list()
    {
        var program = ProgramUnderTest.Of(
            "public static class C { public static void M(System.Collections.Generic.List<int> xs) {\nforeach (var x in xs) { if (xs.Remove(2)) break; xs.RemoveAll(k => k == 2); xs.AddRange(new int[0]); } } }");

        Assert.Null(new WitnessSearch(program.Contracts).TryRefute(program.Method("C", "M"), ObligationKind.PreCaller, 3, null, CancellationToken.None).Witness);
    }

    [Fact]
    public void A_failure_of_another_kind_or_at_another_line_is_no_witness()
    {
        var program = ProgramUnderTest.Of("public static class C { public static int M(int a) {\nreturn 1 / a; } }");
        var search = new WitnessSearch(program.Contracts);

        Assert.Null(search.TryRefute(program.Method("C", "M"), ObligationKind.Overflow, 3, null, CancellationToken.None).Witness);
        Assert.Null(search.TryRefute(program.Method("C", "M"), ObligationKind.DivideByZero, 4, null, CancellationToken.None).Witness);
        Assert.NotNull(search.TryRefute(program.Method("C", "M"), ObligationKind.DivideByZero, 3, null, CancellationToken.None).Witness);
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        static string Ask()
        {
            var program = ProgramUnderTest.Examples();
            return new WitnessSearch(program.Contracts)
                .TryRefute(program.Method("PublicExamples.Chain", "EightTimes"), ObligationKind.PreCaller, 26, null, CancellationToken.None).Witness!.Statement;
        }

        Assert.Equal(Ask(), Ask());
    }

    /// <summary>Runs a statement in an assembly of its own; gives the exception's name, or nothing.</summary>
    private static string Execute(ProgramUnderTest program, string statement)
    {
        var tree = CSharpSyntaxTree.ParseText($"public static class Reproduction {{ public static void Run() {{ {statement}; }} }}", new CSharpParseOptions(LanguageVersion.CSharp14));
        using var image = new MemoryStream();
        var result = program.Compilation.AddSyntaxTrees(tree).WithAssemblyName("R" + Guid.NewGuid().ToString("N")).Emit(image);
        Assert.True(result.Success, statement + "\n" + string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        var run = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image).GetType("Reproduction")!.GetMethod("Run")!;
        try
        {
            run.Invoke(null, null);
            return "";
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.GetType().Name;
        }
    }
}
