namespace Maestro.Verification.Tests.Conditions;

/// <summary>Dynamic types, casts and boxes in twins.</summary>
public sealed class TypeTwinTests
{
    private const string Helpers = """
        public interface ISized { }
        public class Animal { public int Legs; }
        public class Dog : Animal { public int Age; }
        public sealed class Cat : Animal, ISized { public int Lives; }
        public sealed class Plain : Animal { }
        public abstract record Principal(int Id);
        public sealed record Person(int Id, int Age) : Principal(Id);
        """;

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "records of a hierarchy",
            "public static int M(Principal p) { Contract.Ensures(Contract.Result<int>() >= 0); return p switch { Person { Age: > 0 and var age } => age, _ => 0 }; }",
            "public static int M(Principal p) { Contract.Ensures(Contract.Result<int>() >= 0); return p switch { Person { Age: var age } => age, _ => 0 }; }",
            "post"
        },
        {
            "a type test guards a cast",
            "public static int M(Animal a) => a is Dog ? ((Dog)a).Age : 0;",
            "public static int M(Animal a) => a is Cat ? ((Dog)a).Age : 0;",
            "cast"
        },
        {
            "a declaration pattern",
            "public static int M(object? o) { Contract.Ensures(!(o is Cat) || Contract.Result<int>() == 1); return o is Cat c ? c.Lives * 0 + 1 : 2; }",
            "public static int M(object? o) { Contract.Ensures(!(o is Cat) || Contract.Result<int>() == 2); return o is Cat c ? c.Lives * 0 + 1 : 2; }",
            "post"
        },
        {
            "a derived object is of the base type, a sealed sibling is not",
            "public static int M(object o) { Contract.Ensures(Contract.Result<int>() != 3); if (o is Dog) { return o is Cat ? 3 : o is Animal ? 1 : 3; } return 0; }",
            "public static int M(object o) { Contract.Ensures(Contract.Result<int>() != 3); if (o is Animal) { return o is Cat ? 3 : 1; } return 0; }",
            "post"
        },
        {
            "null is of no type",
            "public static bool M(object? o) { Contract.Requires(o == null); Contract.Ensures(!Contract.Result<bool>()); return o is Animal; }",
            "public static bool M(object? o) { Contract.Ensures(!Contract.Result<bool>()); return o is Animal; }",
            "post"
        },
        {
            "a cast lets null through",
            "public static object? M(object? o) { Contract.Requires(o == null || o is Animal); return (Animal?)o; }",
            "public static object? M(object? o) { Contract.Requires(o != null); return (Animal?)o; }",
            "cast"
        },
        {
            "as gives null for another type",
            "public static int M(Animal a) { Contract.Ensures(a is Dog || Contract.Result<int>() == -1); var d = a as Dog; return d == null ? -1 : 7; }",
            "public static int M(Animal a) { var d = a as Dog; return d!.Age; }",
            "null"
        },
        {
            "a new object is of its own type",
            "public static bool M() { Contract.Ensures(Contract.Result<bool>()); Animal a = new Dog(); return a is Dog && a is not Cat; }",
            "public static bool M() { Contract.Ensures(Contract.Result<bool>()); Animal a = new Animal(); return a is Dog; }",
            "post"
        },
        {
            "two branches make objects of two types",
            "public static bool M(bool b) { Contract.Ensures(Contract.Result<bool>() == b); Animal a; if (b) a = new Dog(); else a = new Cat(); return a is Dog; }",
            "public static bool M(bool b) { Contract.Ensures(Contract.Result<bool>()); Animal a; if (b) a = new Dog(); else a = new Cat(); return a is Dog; }",
            "post"
        },
        {
            "a box keeps its value",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n); object o = n; return (int)o; }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n + 1); object o = n; return (int)o; }",
            "post"
        },
        {
            "a box is of its own type only",
            "public static long M(int n) { Contract.Ensures(Contract.Result<long>() == n); object o = n; return o is long ? 0 : (int)o; }",
            "public static long M(int n) { object o = n; return (long)o; }",
            "cast"
        },
        {
            "unboxing null",
            "public static int M(object? o) => o is int i ? i : 0;",
            "public static int M(object? o) { Contract.Requires(o == null || o is int); return (int)o!; }",
            "null"
        },
        {
            "a string as an object",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() == s.Length); object o = s; return o is string t ? t.Length : -1; }",
            "public static int M(string? s) { Contract.Ensures(Contract.Result<int>() >= 0); object? o = s; return o is string t ? t.Length : -1; }",
            "post"
        },
        {
            "constants match boxes by value",
            "public static int M(object? o) { Contract.Ensures(!(o is int) || (int)o != 5 || Contract.Result<int>() == 1); return o is 5 ? 1 : o is > 7 ? 2 : o is \"x\" ? 3 : 0; }",
            "public static int M(object? o) { Contract.Ensures(Contract.Result<int>() != 2); return o is 5 ? 1 : o is > 7 ? 2 : o is \"x\" ? 3 : 0; }",
            "post"
        },
        {
            "a switch over types",
            "public static int M(Animal a) { Contract.Ensures(Contract.Result<int>() >= 0); return a switch { Dog { Age: > 3 } => 1, Cat => 2, _ => 0 }; }",
            "public static int M(Animal a) => a switch { Dog => 1, Cat => 2 };",
            "unmatched"
        },
        {
            "an array of another type held as one of objects",
            "public static object[] M(int n) { object[] slots = new object[2]; slots[0] = n; return slots; }",
            "public static object[] M(int n) { object[] slots = new string[2]; slots[0] = n; return slots; }",
            "cast"
        },
        {
            "a sealed class without the interface never has it",
            "public static bool M(Plain a) { Contract.Ensures(!Contract.Result<bool>()); object o = a; return o is Plain && o is ISized; }",
            "public static bool M(Animal a) { Contract.Ensures(!Contract.Result<bool>()); return a is ISized; }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string construct, string right, string wrong, string kind)
    {
        _ = construct;
        Proving.ExpectTwins(Wrap(right), Wrap(wrong), kind);
    }

    /// <summary>What nobody may prove, whether or not an execution shows it.</summary>
    [Theory]
    [InlineData("public static bool M(object o) { Contract.Ensures(!Contract.Result<bool>()); return o is int[] && o is uint[]; }")]
    [InlineData("public static bool M(object o) { Contract.Ensures(!Contract.Result<bool>()); return o is Animal && o is ISized; }")]
    [InlineData("public static bool M(Dog d) { Contract.Ensures(!Contract.Result<bool>()); return d is ISized; }")]
    [InlineData("public static bool M(int n) { Contract.Ensures(!Contract.Result<bool>()); object a = n, b = n; return a == b; }")]
    [InlineData("public static bool M(DayOfWeek d) { Contract.Ensures(Contract.Result<bool>()); object a = d; return a is int; }")]
    [InlineData("public static bool M<T>(T t) { Contract.Ensures(Contract.Result<bool>()); return t is int; }")]
    [InlineData("public static bool M(object o) { Contract.Ensures(!Contract.Result<bool>()); return o is string[] && o is object[]; }")]
    [InlineData("public static bool M(object o) { Contract.Ensures(!Contract.Result<bool>()); return o is System.Collections.Generic.IEnumerable<object> && o is string[]; }")]
    public void Nobody_proves_it(string member)
    {
        var report = Proving.All(Wrap(member))["M"];

        Assert.True(report.Word != "proved", member);
    }

    private static string Wrap(string member) => $"public class C {{ {Helpers} {member} }}";
}
