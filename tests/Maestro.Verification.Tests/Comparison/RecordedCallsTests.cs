using Maestro.Verification.Comparison;
using Maestro.Verification.Contracts;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Comparison;

/// <summary>Calls of interfaces that anybody may implement: their number, order and arguments are behaviour (semantics, 23).</summary>
public sealed class RecordedCallsTests
{
    private const string Log = "public interface ILog { void Write(string text); int Read(); bool Ask(int n); int Size { get; } [Pure] int Cost(int n); }";

    [Theory]
    [InlineData("order", "public static void M(ILog log) { log.Write(\"a\"); log.Write(\"b\"); }", "public static void M(ILog log) { log.Write(\"b\"); log.Write(\"a\"); }")]
    [InlineData("number", "public static int M(ILog log) => log.Read() + log.Read();", "public static int M(ILog log) { var r = log.Read(); return r + r; }")]
    [InlineData("argument", "public static bool M(ILog log, int n) => log.Ask(n);", "public static bool M(ILog log, int n) => log.Ask(n + 1);")]
    [InlineData("short circuit", "public static bool M(ILog log, bool b) => b && log.Ask(1);", "public static bool M(ILog log, bool b) => log.Ask(1) && b;")]
    [InlineData("before a throw", "public static void M(ILog log, int n) { log.Write(\"a\"); if (n > 3) throw new InvalidOperationException(); }", "public static void M(ILog log, int n) { if (n > 3) throw new InvalidOperationException(); log.Write(\"a\"); }")]
    [InlineData("answer ignored", "public static int M(ILog log) => log.Ask(1) ? 1 : 2;", "public static int M(ILog log) { log.Ask(1); return 1; }")]
    public void Another_trace_of_calls_is_a_difference(string kind, string old, string now)
    {
        _ = kind;
        var verdict = Compare(Log, old, Log, now);

        Assert.True(verdict.Relation == BehaviourRelation.Different, $"{verdict.Relation} {verdict.Reason}");
        Assert.Contains("new Recorder<ILog>(", verdict.Witness!.Statement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static int M(ILog log) => log.Size + log.Size;", "public static int M(ILog log) { var s = log.Size; return s + s; }")]
    [InlineData("public static int M(ILog log) => log.Cost(2) * 2;", "public static int M(ILog log) => log.Cost(2) + log.Cost(2);")]
    [InlineData("public static void M(ILog log, bool b) { if (b) { log.Write(\"x\"); log.Write(\"y\"); } else { log.Write(\"y\"); } }", "public static void M(ILog log, bool b) { if (b) { log.Write(\"x\"); } log.Write(\"y\"); }")]
    public void Reading_more_or_less_often_is_none(string old, string now) => Assert.NotEqual(BehaviourRelation.Different, Compare(Log, old, Log, now).Relation);

    [Fact]
    public void An_interface_that_only_this_assembly_implements_is_not_implemented_by_a_stranger()
    {
        const string Closed = "internal interface ILog { void Write(string text); } internal sealed class Quiet : ILog { public void Write(string text) { } }";

        var verdict = Compare(Closed, "static void M(ILog log) { log.Write(\"a\"); log.Write(\"b\"); }", Closed, "static void M(ILog log) { log.Write(\"b\"); log.Write(\"a\"); }");

        Assert.NotEqual(BehaviourRelation.Different, verdict.Relation);
    }

    [Fact]
    public void Answers_that_a_contract_rules_out_are_not_given()
    {
        const string Positive = """
            [ContractClass(typeof(OfLog))] public interface ILog { int Read(); }
            [ContractClassFor(typeof(ILog))] abstract class OfLog : ILog { public int Read() { Contract.Ensures(Contract.Result<int>() == 0); return default; } }
            """;

        var verdict = Compare(Positive, "public static int M(ILog log) => log.Read() == 0 ? 1 : 2;", Positive, "public static int M(ILog log) => log.Read() == 0 ? 1 : 3;");

        Assert.NotEqual(BehaviourRelation.Different, verdict.Relation);
    }

    [Theory]
    [InlineData("a callee of an initialiser", "", "static readonly int s = Start(); static int Start() { return 1; } public static int M(int n) => s + n;", "", "static readonly int s = Start(); static int Start() { return 2; } public static int M(int n) => n + s;")]
    [InlineData("a static constructor", "", "static int s; static C() { s = 1; } public static int M(int n) => s + n;", "", "static int s; static C() { s = 2; } public static int M(int n) => n + s;")]
    [InlineData("numbers of an enumeration", "public enum K { A, B }", "public static int M(int n) => (int)System.Enum.Parse(typeof(K), \"A\") + n;", "public enum K { B, A }", "public static int M(int n) => n + (int)System.Enum.Parse(typeof(K), \"A\");")]
    [InlineData("names of an enumeration", "public enum K { A, B }", "public static string M(K k) => k.ToString() + \"\";", "public enum K { A, C }", "public static string M(K k) { var t = k.ToString(); return t + \"\"; }")]
    public void What_changed_beside_the_method_is_not_overlooked(string kind, string oldTypes, string old, string newTypes, string now)
    {
        _ = kind;
        Assert.NotEqual(BehaviourRelation.Same, Compare(oldTypes, old, newTypes, now).Relation);
    }

    [Fact]
    public void An_array_that_is_sorted_in_place_is_written()
    {
        var verdict = Compare("", "public static int M(int[] a) { var b = (int[])a.Clone(); Array.Sort(b); return b.Length; }", "", "public static int M(int[] a) { Array.Sort(a); return a.Length; }");

        Assert.Equal(BehaviourRelation.Different, verdict.Relation);
    }

    [Fact]
    public void Two_new_objects_of_a_sealed_class_with_equal_fields_are_the_same()
    {
        const string Money = "public sealed record P(int X, int Y);";
        const string Old = "public static P M(P p, int n) => new P(p.X, n + 1);";

        Assert.Equal(BehaviourRelation.Same, Compare(Money, Old, Money, "public static P M(P p, int n) => p with { Y = n + 1 };").Relation);
        Assert.Equal(BehaviourRelation.Different, Compare(Money, Old, Money, "public static P M(P p, int n) => p with { Y = n };").Relation);
        Assert.NotEqual(BehaviourRelation.Same, Compare(Money, Old, Money, "static P s; public static P M(P p, int n) { s = p with { Y = n + 1 }; return s; }").Relation);
        Assert.NotEqual(BehaviourRelation.Same, Compare(Money, "static P s; public static P M(P p, int n) { s = p with { Y = n }; return s; }", Money, "static P s; public static P M(P p, int n) { s = p with { Y = n }; return p with { Y = n }; }").Relation);
        Assert.NotEqual(BehaviourRelation.Same, Compare(Money, "public static P M(P p, int n) => p;", Money, "public static P M(P p, int n) => p with { Y = p.Y };").Relation);
    }

    [Theory]
    [InlineData("public struct P { public int X; public int Y; }")]
    [InlineData("public sealed class P { public int X { get; set; } public int Y { get; init; } }")]
    [InlineData("public sealed class P { public required int X { get; init; } public int Y { get; set; } = 3; }")]
    public void Both_versions_are_given_one_and_the_same_input(string types)
    {
        // Only a model of the solver has these numbers: an object initialiser takes them, and both versions must see it.
        const string Old = "public static int M(P p) { if (p.X == 123456 && p.Y == 654321) return 1; return 0; }";
        var refactored = Compare(types, Old, types, "public static int M(P p) { return p.X == 123456 ? p.Y == 654321 ? 1 : 0 : 0; }");
        var changed = Compare(types, Old, types, Old.Replace("654321", "654322", StringComparison.Ordinal));

        Assert.NotEqual(BehaviourRelation.Different, refactored.Relation);
        Assert.NotEqual(BehaviourRelation.Same, changed.Relation);
    }

    [Fact]
    public void The_order_in_which_entries_came_into_a_dictionary_is_no_difference_and_their_values_are()
    {
        const string Old = "public static void M(System.Collections.Generic.Dictionary<string, int> d) { d[\"x\"] = 1; d[\"y\"] = 2; }";

        Assert.NotEqual(BehaviourRelation.Different, Compare("", Old, "", "public static void M(System.Collections.Generic.Dictionary<string, int> d) { d[\"y\"] = 2; d[\"x\"] = 1; }").Relation);
        Assert.Equal(BehaviourRelation.Different, Compare("", Old, "", "public static void M(System.Collections.Generic.Dictionary<string, int> d) { d[\"y\"] = 1; d[\"x\"] = 2; }").Relation);
    }

    private static BehaviourVerdict Compare(string oldTypes, string old, string newTypes, string now)
    {
        var (before, after) = (Read(oldTypes, old), Read(newTypes, now));
        return BehaviourComparison.Compare(
            new MethodVersions(before, Method(before), after, Method(after)), new UnchangedMethods(before, after).IsSame, Proving.Solver, new VerifierOptions(), TestContext.Current.CancellationToken);
    }

    private static ContractReader Read(string types, string member) => new(new MethodBodies(Proving.Compile($"{types} public class C {{ {member} }}")));

    private static IMethodSymbol Method(ContractReader reader) => reader.Bodies.Compilation.GetTypeByMetadataName("C")!.GetMembers("M").OfType<IMethodSymbol>().Single();
}
