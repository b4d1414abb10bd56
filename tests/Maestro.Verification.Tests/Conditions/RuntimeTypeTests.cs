using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Type tests, casts, boxing and patterns over them, in twins: the right one is proved, the wrong one refuted by an execution.</summary>
public sealed class RuntimeTypeTests
{
    private const string Animals = """
        public abstract class Animal { public int Legs; }
        public class Dog : Animal { public int Tail { get; set; } = 1; }
        public sealed class Puppy : Dog { }
        public sealed class Cat : Animal { public int Lives = 9; }
        public interface IPet { }
        public enum Color { Red, Green }
        """;

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a cast down owes the type",
            "public static int M(Animal a) { Contract.Requires(a is Dog); return ((Dog)a).Tail; }",
            "public static int M(Animal a) { return ((Dog)a).Tail; }",
            "cast"
        },
        {
            "as gives null where the type differs",
            "public static int M(Animal a) { var d = a as Dog; return d is null ? 0 : d.Tail; }",
            "public static int M(Animal a) { var d = a as Dog; return d!.Tail; }",
            "null"
        },
        {
            "a declaration pattern gives the same object",
            "public static bool M(Animal a) { Contract.Ensures(!Contract.Result<bool>() || a is Dog); if (a is Dog d) { return d == a; } return false; }",
            "public static bool M(Animal a) { Contract.Ensures(Contract.Result<bool>()); if (a is Dog d) { return d == a; } return false; }",
            "post"
        },
        {
            "a derived class is its base class, and its sibling is not",
            "public static void M(Animal a) { Contract.Requires(a is Puppy); Contract.Assert(a is Dog); Contract.Assert(a is not Cat); }",
            "public static void M(Animal a) { Contract.Requires(a is Dog); Contract.Assert(a is Puppy); }",
            "assert"
        },
        {
            "null is of no type",
            "public static void M(object? o) { if (o is string s) { Contract.Assert(o != null && s != null); } }",
            "public static void M(object? o) { Contract.Assert(o is string || o != null); }",
            "assert"
        },
        {
            "a new object is of its own type",
            "public static void M() { object o = new Dog(); Contract.Assert(o is Animal && o is Dog && o is not Puppy && o is not Cat && o is not IPet); }",
            "public static void M() { object o = new Dog(); Contract.Assert(o is IPet); }",
            "assert"
        },
        {
            "a box holds the value and its type",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); object o = x; return (int)o; }",
            "public static long M(int x) { object o = x; return (long)o; }",
            "cast"
        },
        {
            "null is not unboxed",
            "public static int M(object? o) { Contract.Requires(o is int); return (int)o!; }",
            "public static int M(object? o) { Contract.Requires(o == null || o is int); return (int)o!; }",
            "null"
        },
        {
            "a nullable boxes as its value or as null",
            "public static void M(int? x) { object? o = x; Contract.Assert((o == null) == (x == null)); if (o is int i) { Contract.Assert(i == x); } }",
            "public static void M(int? x) { object? o = x; Contract.Assert(o is int); }",
            "assert"
        },
        {
            "a string as an object is that string",
            "public static void M(string s) { object o = s; Contract.Assert(o is string t && t == s); }",
            "public static void M(string s) { object o = s; Contract.Assert(o is string t && t == \"a\"); }",
            "assert"
        },
        {
            "a constant pattern on an object looks at type and value",
            "public static void M(object o) { if (o is 5) { Contract.Assert(o is int i && i == 5); } }",
            "public static void M(int n) { object o = (long)n; Contract.Requires(n >= 0); Contract.Assert(o is not 5L); }".Replace("object o = (long)n; Contract.Requires(n >= 0);", "Contract.Requires(n >= 0); object o = (long)n;"),
            "assert"
        },
        {
            "arms are tried in order",
            "public static int M(Animal a) { Contract.Ensures(!(a is Puppy) || Contract.Result<int>() == 2); return a switch { Puppy => 2, Dog => 1, _ => 0 }; }",
            "public static int M(Animal a) { Contract.Ensures(!(a is Dog) || Contract.Result<int>() == 1); return a switch { Puppy => 2, Dog => 1, _ => 0 }; }",
            "post"
        },
        {
            "an arm for each class of the build is not all there is",
            "public static int M(Animal a) => a switch { Dog => 1, Cat => 2, _ => 3 };",
            "\n#pragma warning disable CS8509\npublic static int M(Animal a) => a switch { Dog => 1 };",
            "unmatched"
        },
        {
            "a property pattern narrows first",
            "public static int M(object o) { Contract.Ensures(Contract.Result<int>() >= 0); return o is Dog { Tail: > 0 } d ? d.Tail : 0; }",
            "public static int M(object o) { Contract.Ensures(Contract.Result<int>() >= 0); return o is Dog { Tail: < 10 } d ? d.Tail : 0; }",
            "post"
        },
        {
            "GetType is the very type",
            "public static void M(Animal a) { Contract.Requires(a.GetType() == typeof(Dog)); Contract.Assert(a is Dog && a is not Puppy); }",
            "public static void M(Animal a) { Contract.Requires(a is Dog); Contract.Assert(a.GetType() == typeof(Dog)); }",
            "assert"
        },
        {
            "an enum in a box is not its number",
            "public static void M(Color c) { object o = c; Contract.Assert(o is Color && o is not int); }",
            "public static void M(Color c) { object o = c; Contract.Assert(o is int); }",
            "assert"
        },
        {
            "two boxes are two objects or one, nobody knows",
            "public static void M(int x) { object a = x; object b = x; Contract.Assert((int)a == (int)b); }",
            "public static void M(int x) { object a = x; object b = x; Contract.Assert(a == b); }",
            "assert"
        },
        {
            "a switch statement with guards",
            "public static int M(object o) { Contract.Ensures(Contract.Result<int>() >= 0); switch (o) { case int i when i > 0: return i; case string s: return s.Length; default: return 0; } }",
            "public static int M(object o) { Contract.Ensures(Contract.Result<int>() > 0); switch (o) { case int i when i > 0: return i; case string s: return s.Length; default: return 1; } }",
            "post"
        },
        {
            "a type learnt on one path is not known on the other",
            "public static void M(Animal a, bool b) { if (a is Dog d) { object o = d; Contract.Assert(o is Dog); } }",
            "public static void M(Animal a, bool b) { if (a is Dog d) { object o = d; b = o is Dog; } Contract.Assert(a is Dog); }",
            "assert"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved(string name, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(right));

        Assert.True(report.Word == "proved", $"{name} ({kind}, {wrong.Length}): {report.Reason} {string.Join("; ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved))}");
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_wrong_one_is_refuted(string name, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(wrong));

        Assert.True(report.Word == "refuted", $"{name} ({right.Length}): {report.Word} {report.Reason} {string.Join("; ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved))}");
        Assert.Contains(kind, report.Obligations.Where(o => o.Verdict is Verdict.Refuted).Select(o => ObligationKinds.Word(o.Kind)));
    }

    [Fact]
    public void The_object_under_construction_may_be_of_a_derived_class()
    {
        var report = Proving.All("public class A { public int X; public A() { Contract.Assert(!(this is B)); X = 1; } } public class B : A { }")["A"];

        Assert.NotEqual("proved", report.Word);
    }

    [Theory]
    [InlineData("static int M(object o) { if (o is P) { return ((P)o).X; } return 0; }")]
    [InlineData("static int M(object o) { if (o is P) { P p = (P)o; p.Grow(); return p.X; } return 0; }")]
    public void A_struct_in_an_object_is_cast_to_its_type(string method) =>
        Assert.NotEqual("refuted", Proving.One($"public struct P {{ public int X; public void Grow() {{ X = 5; }} }} public class C {{ {method} }}").Word);

    private static string Wrap(string member) => $"{Animals}\npublic class C {{ {member} }}";
}
