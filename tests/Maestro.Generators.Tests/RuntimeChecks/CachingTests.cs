using System.Collections.Immutable;
using System.Reflection;
using Maestro.Generators.RuntimeChecks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Generators.Tests.RuntimeChecks;

/// <summary>The generator in the IDE and in builds: cached, the same every time, and not there when it is off.</summary>
public sealed class CachingTests
{
    private const string Contracts = """
        public static class Price
        {
            public static int Net(int price, int fee)
            {
                Contract.Requires(price >= 0 && fee >= 0);
                return price - fee;
            }
        }
        """;

    private const string Calls = "public static class Demo { public static int Run() => Price.Net(3, 1); }";
    private const string Other = "public static class Other { public static int Twice(int n) => 2 * n; }";

    [Theory]
    [InlineData(2, Other, "public static class Other { public static int Twice(int n) => n + n; }", IncrementalStepRunReason.Cached)]
    [InlineData(1, Calls, "public static class Demo { public static int Run() => Price.Net(3, 2); }", IncrementalStepRunReason.Modified)]
    [InlineData(0, "fee >= 0", "fee >= 1", IncrementalStepRunReason.Modified)]
    public void An_edit_elsewhere_keeps_the_output_cached(int file, string before, string after, IncrementalStepRunReason expected)
    {
        var compilation = CheckedProgram.Compile(Contracts, Calls, Other);
        var driver = CheckedProgram.Driver(CheckedProgram.On).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var tree = compilation.SyntaxTrees[file];
        var edited = tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(tree.ToString().Replace(before, after, StringComparison.Ordinal), System.Text.Encoding.UTF8));

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited), TestContext.Current.CancellationToken);

        var result = driver.GetRunResult().Results.Single();
        Assert.Equal(
            expected == IncrementalStepRunReason.Cached ? IncrementalStepRunReason.Unchanged : expected,
            result.TrackedSteps[RuntimeCheckGenerator.SourcesStep].Single().Outputs.Single().Reason);
        Assert.All(result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs), o => Assert.Equal(expected, o.Reason));
    }

    [Fact]
    public void No_step_holds_on_to_a_compilation()
    {
        var result = CheckedProgram.Driver(CheckedProgram.On).RunGenerators(CheckedProgram.Compile(Contracts, Calls), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        var values = result.TrackedSteps.Where(s => s.Key is RuntimeCheckGenerator.OptionsStep or RuntimeCheckGenerator.SourcesStep)
            .SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Value).ToList();

        Assert.Equal(2, values.Count);
        Assert.All(values, v => Assert.Empty(Forbidden(v.GetType(), [])));
    }

    [Fact]
    public void The_same_sources_give_the_same_bytes()
    {
        var first = CheckedProgram.Emit(CheckedProgram.Compile(Contracts, Calls), CheckedProgram.On);

        Assert.Equal(first, CheckedProgram.Emit(CheckedProgram.Compile(Contracts, Calls), CheckedProgram.On));
        Assert.NotEqual(first, CheckedProgram.Emit(CheckedProgram.Compile(Contracts, Calls), []));
    }

    [Theory]
    [InlineData("MaestroRuntimeChecks", "false")]
    [InlineData("MaestroRuntimeChecks", "")]
    [InlineData("MaestroRuntimeChecks", "yes")]
    [InlineData("MaestroEnabled", "false")]
    public void Off_or_misspelt_nothing_is_generated(string property, string value)
    {
        (string, string)[] properties = property == "MaestroEnabled" ? [.. CheckedProgram.On, (property, value)] : [(property, value)];
        CheckedProgram.Driver(properties).RunGeneratorsAndUpdateCompilation(CheckedProgram.Compile(Contracts, Calls), out var with, out _, TestContext.Current.CancellationToken);

        Assert.Equal(2, with.SyntaxTrees.Count());
    }

    [Fact]
    public void Code_that_does_not_compile_is_no_reason_to_fail()
    {
        var compilation = CheckedProgram.Compile(Contracts, Calls + " public static class Half { public static int Go( => Price.Net(1, ; void M() { Contract.Requires(x. ); } }");
        var result = CheckedProgram.Driver(CheckedProgram.On).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();

        Assert.Null(result.Results.Single().Exception);
    }

    [Fact]
    public void A_sum_of_thousands_of_terms_does_not_overflow_the_stack()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("n", 3_000));
        var compilation = CheckedProgram.Compile($"public static class Demo {{ static int Sum(int n) {{ Contract.Requires({sum} > 0); return {sum}; }} public static int Run(int n) => Sum(n) + {sum}; }}");
        var cancellation = TestContext.Current.CancellationToken;
        Exception? thrown = null;
        var thread = new Thread(
            () => thrown = Record.Exception(() => CheckedProgram.Driver(CheckedProgram.On).RunGenerators(compilation, cancellation)),
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();

        Assert.Null(thrown);
    }

    private static IEnumerable<string> Forbidden(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return [];
        }

        Type[] forbidden = [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(Location), typeof(SemanticModel)];
        if (forbidden.Any(f => f.IsAssignableFrom(type)))
        {
            return [type.Name];
        }

        var inside = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(f => f.FieldType)
            .Concat(type.IsGenericType ? type.GetGenericArguments() : []).Concat(type.IsArray ? [type.GetElementType()!] : []);
        return type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && !type.IsGenericType ? [] : inside.SelectMany(t => Forbidden(t, seen));
    }
}
