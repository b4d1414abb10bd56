using System.Reflection;
using System.Text;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>
/// The oracle of meaning is the runtime: random expressions are executed by .NET, by constant folding, and by both theories. A hundred times a thousand of
/// them with <c>MAESTRO_LONG=1</c>, or those of a slice: see <c>eng/long.sh</c>.
/// </summary>
public sealed class DifferentialTests
{
    /// <summary>Seeds, with how many expressions are folded and asked about of each.</summary>
    private const int LongSeeds = 100;
    private static readonly int Folded = LongRun.IsAsked ? 450 : 1500;
    private static readonly int Asked = LongRun.IsAsked ? 100 : 120;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folding_agrees_with_the_runtime_on_values_and_on_what_throws(bool isChecked)
    {
        foreach (var seed in Seeds(isChecked ? 7 : 3))
        {
            Fold(isChecked, seed);
        }
    }

    [Fact]
    public void Both_theories_agree_with_the_runtime()
    {
        foreach (var seed in Seeds(11))
        {
            AskAbout(seed);
        }
    }

    private static IEnumerable<int> Seeds(int usual)
    {
        var (from, to) = LongRun.IsAsked ? LongRun.Slice(LongSeeds) : (0, 1);
        return Enumerable.Range(from, to - from).Select(i => LongRun.IsAsked ? (usual * 1_000_000) + i : usual);
    }

    private static void Fold(bool isChecked, int seed)
    {
        var random = new RandomExpressions(seed);
        var source = new StringBuilder("public static class E {\n");
        for (var i = 0; i < Folded; i++)
        {
            var (type, text) = random.Next(4);
            var locals = string.Concat(RandomExpressions.Variables.Select(v => $"{v.Type} {v.Name} = {RandomExpressions.Literal(random.Value(v.Type))}; "));
            source.Append($"public static {type} M{i}() {{ {locals} return {text}; }}\n");
        }

        var compilation = Proving.Compile("#pragma warning disable\n" + source.Append('}'), isChecked);
        var executed = Load(compilation).GetType("E")!;
        var wrong = new List<string>();
        foreach (var (method, encoded) in Encode(compilation))
        {
            var (value, thrown) = Execute(executed.GetMethod(method.Name)!, []);
            var failed = encoded.Obligations.FirstOrDefault(o => o.Goal.IsFalse && o.Path.All(p => p.IsTrue));
            var agrees = thrown is not null
                ? failed is not null && (thrown is DivideByZeroException) == (failed.Kind == ObligationKind.DivideByZero)
                : failed is null && encoded.Obligations.All(o => o.Goal.IsTrue || o.Path.Any(p => p.IsFalse)) && SameValue(encoded.Exit!.Result!.Term, value!);
            if (!agrees)
            {
                wrong.Add($"{method.Name}: {thrown?.GetType().Name ?? value} but {encoded.Exit?.Result?.Term} {failed}: {method.DeclaringSyntaxReferences[0].GetSyntax(TestContext.Current.CancellationToken)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(5)));
    }

    private static void AskAbout(int seed)
    {
        var random = new RandomExpressions(seed);
        var source = new StringBuilder("public static class E {\n");
        var parameters = string.Join(", ", RandomExpressions.Variables.Select(v => $"{v.Type} {v.Name}"));
        var inputs = new Dictionary<string, object[]>();
        for (var i = 0; i < Asked; i++)
        {
            var (type, text) = random.Next(3);
            inputs[$"M{i}"] = RandomExpressions.Variables.Select(v => random.Value(v.Type)).ToArray();
            source.Append($"public static {type} M{i}({parameters}) => {text};\n");
        }

        var compilation = Proving.Compile("#pragma warning disable\n" + source.Append('}'));
        var executed = Load(compilation).GetType("E")!;
        var wrong = new List<string>();
        foreach (var (method, encoded) in Encode(compilation))
        {
            var (value, thrown) = Execute(executed.GetMethod(method.Name)!, inputs[method.Name]);
            if (thrown is not null || encoded.Exit?.Result is not { } result)
            {
                continue;
            }

            var terms = encoded.Terms;
            var given = method.Parameters.Select((p, i) => terms.Equal(encoded.Entry.Locals[p].Term, Constant(terms, encoded.Entry.Locals[p].Term.Sort, inputs[method.Name][i]))).ToList();
            var same = terms.Equal(result.Term, Constant(terms, result.Term.Sort, value!));
            foreach (var theory in new Theory[] { new BitVectorTheory(), new IntegerTheory() }.Where(t => SmtScript.CanSay(t, [same])))
            {
                // The value must follow, and must not follow by contradiction.
                var follows = Ask(theory, given, terms.Not(same));
                var possible = Ask(theory, given, same);
                if (follows != SolverStatus.Unsat || possible != SolverStatus.Sat)
                {
                    wrong.Add($"{theory.Name} {method.Name} {value} {follows} {possible}: {method.DeclaringSyntaxReferences[0].GetSyntax(TestContext.Current.CancellationToken)} ({string.Join(", ", inputs[method.Name])})");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(5)));
    }

    private static SolverStatus Ask(Theory theory, IReadOnlyList<Term> given, Term claim) =>
        Proving.Solver.Check(new SolverQuery(SmtScript.Print(theory, given, claim, [], theory is IntegerTheory ? SearchMethod.Core : SearchMethod.Portfolio), 20_000_000), TestContext.Current.CancellationToken).Status;

    private static IEnumerable<(IMethodSymbol Method, Encoded Encoded)> Encode(Compilation compilation)
    {
        var reader = new ContractReader(new MethodBodies(compilation));
        var writes = new WriteSets(reader);
        foreach (var method in compilation.GetTypeByMetadataName("E")!.GetMembers().OfType<IMethodSymbol>())
        {
            yield return (method, new MethodEncoder(method, new Shapes(), reader, writes, new VerifierOptions(), infers: false, TestContext.Current.CancellationToken).Encode());
        }
    }

    private static Assembly Load(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return Assembly.Load(stream.ToArray());
    }

    private static (object? Value, Exception? Thrown) Execute(MethodInfo method, object[] arguments)
    {
        try
        {
            return (method.Invoke(null, arguments), null);
        }
        catch (TargetInvocationException exception)
        {
            return (null, exception.InnerException);
        }
    }

    private static Term Constant(TermFactory terms, Sort sort, object value) => value is bool b ? terms.Bool(b)
        : terms.Integer(value is char c ? c : System.Numerics.BigInteger.Parse(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!, System.Globalization.CultureInfo.InvariantCulture), (IntegerSort)sort);

    private static bool SameValue(Term term, object value) => value is bool b ? (b ? term.IsTrue : term.IsFalse)
        : term.IsInteger && term.Value == System.Numerics.BigInteger.Parse(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!, System.Globalization.CultureInfo.InvariantCulture);
}
