using System.Collections.Immutable;
using System.Reflection;
using Maestro.Verification.Replay;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Replay;

/// <summary>Chains of lazy stages whose lambdas may throw, over arrays and lists: for which elements they run is .NET's to say.</summary>
public sealed class QueryDifferentialTests
{
    /// <summary>Proofs take longer than runs: a share of them, with no common divisor with the count of consumers.</summary>
    private const int OneIn = 7;

    private static readonly string[] Stages = ["", ".Where(x => 12 / x > 3)", ".Select(x => 12 / x)", ".Take(2)", ".Skip(1)"];

    private static readonly string[] Consumers =
    [
        "Count()", "Any() ? 1 : 0", "First()", "Last()", "FirstOrDefault()", "LastOrDefault()", "Sum()", "Min()", "Max()", "Contains(4) ? 1 : 0", "ElementAt(1)", "ToArray().Length", "ToList()[0]",
        "All(x => 12 / x > 3) ? 1 : 0", "Any(x => 12 / x > 3) ? 1 : 0", "Count(x => 12 / x > 3)", "First(x => 12 / x > 3)", "Last(x => 12 / x > 3)", "Sum(x => 12 / x)", "SequenceEqual(new int[] { 12, 6 }) ? 1 : 0",
    ];

    private static readonly int[][] Inputs = [[], [1], [0], [1, 0], [0, 1], [1, 2, 3], [0, 2, 4], [3, 0, 1], [1, 2, 0]];

    [Theory]
    [InlineData("int[]")]
    [InlineData("List<int>")]
    public void They_run_as_NET_runs_them_and_nothing_is_proved_that_fails(string source)
    {
        var bodies = Stages.SelectMany(a => Stages.Select(b => a + b)).Distinct().SelectMany(chain => Consumers.Select(c => $"xs{chain}.{c}")).ToList();
        var program = ProgramUnderTest.Of(Source(source, bodies));
        var real = program.Load().GetType("C")!;
        var proved = source == "int[]" ? Proving.All(Source(source, [.. bodies.Where((_, i) => i % OneIn == 0)])) : null;
        var differences = new List<string>();
        for (var i = 0; i < bodies.Count; i++)
        {
            var method = program.Method("C", $"M{i}");
            var fails = false;
            foreach (var input in Inputs)
            {
                var expected = Execute(real.GetMethod($"M{i}")!, source == "int[]" ? input : new List<int>(input));
                fails |= expected.EndsWith("Exception", StringComparison.Ordinal);
                var element = program.Compilation.GetSpecialType(Microsoft.CodeAnalysis.SpecialType.System_Int32);
                InputRecipe array = new InputRecipe.Array(element, [.. input.Select(v => (InputRecipe)new InputRecipe.Literal(v, element))]);
                var recipe = source == "int[]" ? array : new InputRecipe.New(
                    ((Microsoft.CodeAnalysis.INamedTypeSymbol)method.Parameters[0].Type).InstanceConstructors.Single(c => c.Parameters is [{ Type.Name: "IEnumerable" }]), [array], []);
                var actual = program.Interpreter.Run(method, new MethodInputs(null, [recipe]), cancellation: TestContext.Current.CancellationToken) switch
                {
                    Outcome.Normal normal => normal.Result,
                    Outcome.Violation { Kind: ObligationKind.DivideByZero } => nameof(DivideByZeroException),
                    Outcome.Violation { Kind: ObligationKind.PreCaller } => bodies[i].Contains("ElementAt", StringComparison.Ordinal) ? nameof(ArgumentOutOfRangeException) : nameof(InvalidOperationException),
                    Outcome.Violation { Kind: ObligationKind.Index } => nameof(ArgumentOutOfRangeException),
                    Outcome.Threw threw => threw.ExceptionType.Split('.')[^1],
                    var other => other.ToString(),
                };
                if (actual != expected)
                {
                    differences.Add($"{bodies[i]} of [{string.Join(", ", input)}]: .NET {expected}, interpreter {actual}");
                }
            }

            if (fails && i % OneIn == 0 && proved?[$"M{i / OneIn}"].Word == "proved")
            {
                differences.Add($"{bodies[i]} is proved");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join("\n", differences.Take(12))}");
    }

    private static string Source(string source, IReadOnlyList<string> bodies) =>
        "using System.Linq; using System.Collections.Generic; public static class C {\n" + string.Join("\n", bodies.Select((b, i) => $"public static int M{i}({source} xs) => {b};")) + "\n}";

    private static string Execute(MethodInfo method, object input)
    {
        try
        {
            return ((int)method.Invoke(null, [input])!).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.GetType().Name;
        }
    }
}
