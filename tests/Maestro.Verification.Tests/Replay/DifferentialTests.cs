using System.Collections.Immutable;
using System.Reflection;
using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Replay;

/// <summary>The interpreter against .NET itself, on the same code and the same inputs.</summary>
public sealed class DifferentialTests
{
    [Theory]
    [InlineData(false, 1, 1700)]
    [InlineData(true, 2, 1700)]
    public void Expressions_mean_what_NET_computes(bool isChecked, int seed, int count)
    {
        var code = new RandomCode(seed);
        var types = Enumerable.Range(0, count).Select(_ => code.AnyType()).ToList();
        var methods = types.Select((t, i) => $"public static {t} M{i}({RandomCode.Parameters}) => {code.Expression(t, 1 + (i % 3))};").ToList();
        var program = ProgramUnderTest.Of("public static class C {\n" + string.Join("\n", methods) + "\n}", isChecked);
        var real = program.Load().GetType("C")!;
        var names = RandomCode.Types.SelectMany(t => new[] { t, t }).ToList();

        var differences = new List<string>();
        for (var i = 0; i < count; i++)
        {
            for (var round = 0; round < 3; round++)
            {
                var values = names.Select(code.Value).ToArray();
                Compare(program, real.GetMethod("M" + i)!, program.Method("C", "M" + i), values, methods[i], differences);
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n" + string.Join("\n", differences.Take(8)));
    }

    [Theory]
    [InlineData(false, 11, 200)]
    [InlineData(true, 12, 120)]
    public void Methods_do_what_NET_does(bool isChecked, int seed, int count)
    {
        var code = new RandomCode(seed);
        var methods = Enumerable.Range(0, count)
            .Select(i => $"public static string M{i}(int[] xs, int a, int b, long c, byte d, string s, Node o, Node q) {{ {code.Body(4)} }}").ToList();
        var program = ProgramUnderTest.Of(
            """
            public class Node { public int F; public Node? Next; public Node() { F = 1; } }
            public struct Point { public int X; public int Y { get; set; } public void Bump(int by) { unchecked { X += by; Y--; } } }
            public static class C {
            static int Swap(ref int x, int y) { var old = x; x = y; return old; }

            """ + string.Join("\n", methods) + "\n}",
            isChecked);
        var assembly = program.Load();
        var real = assembly.GetType("C")!;
        var node = assembly.GetType("Node")!;

        var differences = new List<string>();
        for (var i = 0; i < count; i++)
        {
            for (var round = 0; round < 3; round++)
            {
                var xs = Enumerable.Range(0, 4).Select(_ => (int)code.Value("int")).ToArray();
                object[] values = [xs, code.Value("int"), code.Value("int"), code.Value("long"), code.Value("byte"), "ab", Activator.CreateInstance(node)!, Activator.CreateInstance(node)!];
                Compare(program, real.GetMethod("M" + i)!, program.Method("C", "M" + i), values, methods[i], differences);
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n" + string.Join("\n", differences.Take(5)));
    }

    private static void Compare(ProgramUnderTest program, MethodInfo real, IMethodSymbol method, object[] values, string source, List<string> differences)
    {
        var inputs = values.Select((v, i) => Recipe(v, method.Parameters[i].Type)).ToImmutableArray();
        var ours = program.Interpreter.Run(method, new MethodInputs(null, inputs), cancellation: CancellationToken.None);
        string expected;
        try
        {
            expected = LiteralText.OfValue(real.Invoke(null, values), method.ReturnType);
        }
        catch (TargetInvocationException exception)
        {
            expected = exception.InnerException!.GetType().Name;
        }

        var actual = ours switch
        {
            Outcome.Normal normal => normal.Result,
            Outcome.Threw threw => threw.ExceptionType.Split('.')[^1],
            Outcome.Violation { Kind: ObligationKind.Overflow } => nameof(OverflowException),
            Outcome.Violation { Kind: ObligationKind.DivideByZero } => nameof(DivideByZeroException),
            Outcome.Violation { Kind: ObligationKind.Index } => nameof(IndexOutOfRangeException),
            Outcome.Violation { Kind: ObligationKind.Null } => nameof(NullReferenceException),
            _ => ours.ToString(),
        };
        // A fault ends our run at once, as a violation; .NET goes on to the finally blocks, where another may take its place.
        var isReplaced = ours is Outcome.Violation && source.Contains("finally", StringComparison.Ordinal)
            && expected.EndsWith("Exception", StringComparison.Ordinal);
        if (actual != expected && !isReplaced)
        {
            differences.Add($"{source}\n  on ({string.Join(", ", values)}): .NET {expected}, interpreter {actual}");
        }
    }

    private static InputRecipe Recipe(object value, ITypeSymbol type) => value switch
    {
        int[] array => new InputRecipe.Array(((IArrayTypeSymbol)type).ElementType, array.Select(v => Recipe(v, ((IArrayTypeSymbol)type).ElementType)).ToImmutableArray()),
        _ when type.TypeKind == TypeKind.Class && type.SpecialType == SpecialType.None =>
            new InputRecipe.New(((INamedTypeSymbol)type).InstanceConstructors[0], [], []),
        _ => new InputRecipe.Literal(value, type),
    };
}
