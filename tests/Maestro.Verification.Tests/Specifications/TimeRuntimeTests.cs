using System.Globalization;
using System.Text;
using CsCheck;
using Maestro.Verification.Tests.Conditions;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Members of points and spans of time on random values: what .NET gives is never refuted, anything else never proved, and what .NET refuses is never proved.</summary>
public sealed class TimeRuntimeTests
{
    private static readonly Gen<long> Ticks = Gen.OneOf(
        Gen.Long, Gen.Int[-100, 100].Select(i => (long)i), Gen.Int[-2, 2].Select(i => DateTime.MaxValue.Ticks + i), Gen.Int[-400, 400].Select(i => i * TimeSpan.TicksPerDay), Gen.Int[-90000, 90000].Select(i => i * TimeSpan.TicksPerSecond),
        Gen.Int[0, 2].Select(i => long.MaxValue - i), Gen.Int[0, 2].Select(i => long.MinValue + i));

    private static readonly (string Code, Func<long, long, int, long> Run)[] Members =
    [
        ("(new TimeSpan(a) + new TimeSpan(b)).Ticks", (a, b, n) => (new TimeSpan(a) + new TimeSpan(b)).Ticks),
        ("(new TimeSpan(a) - new TimeSpan(b)).Ticks", (a, b, n) => (new TimeSpan(a) - new TimeSpan(b)).Ticks),
        ("(-new TimeSpan(a)).Ticks", (a, b, n) => (-new TimeSpan(a)).Ticks),
        ("new TimeSpan(a).Duration().Ticks", (a, b, n) => new TimeSpan(a).Duration().Ticks),
        ("new TimeSpan(a).Days", (a, b, n) => new TimeSpan(a).Days),
        ("new TimeSpan(a).Hours", (a, b, n) => new TimeSpan(a).Hours),
        ("new TimeSpan(a).Minutes", (a, b, n) => new TimeSpan(a).Minutes),
        ("new TimeSpan(a).Seconds", (a, b, n) => new TimeSpan(a).Seconds),
        ("new TimeSpan(a).Milliseconds", (a, b, n) => new TimeSpan(a).Milliseconds),
        ("new TimeSpan(a).CompareTo(new TimeSpan(b))", (a, b, n) => new TimeSpan(a).CompareTo(new TimeSpan(b))),
        ("new TimeSpan(n, n, n).Ticks", (a, b, n) => new TimeSpan(n, n, n).Ticks),
        ("new TimeSpan(n, 1, 2, n).Ticks", (a, b, n) => new TimeSpan(n, 1, 2, n).Ticks),
        ("TimeSpan.FromDays(n).Ticks", (a, b, n) => TimeSpan.FromDays(n).Ticks),
        ("TimeSpan.FromHours(n).Ticks", (a, b, n) => TimeSpan.FromHours(n).Ticks),
        ("TimeSpan.FromMinutes(a).Ticks", (a, b, n) => TimeSpan.FromMinutes(a).Ticks),
        ("TimeSpan.FromSeconds(a).Ticks", (a, b, n) => TimeSpan.FromSeconds(a).Ticks),
        ("new DateTime(a).Ticks", (a, b, n) => new DateTime(a).Ticks),
        ("(new DateTime(a) + new TimeSpan(b)).Ticks", (a, b, n) => (new DateTime(a) + new TimeSpan(b)).Ticks),
        ("(new DateTime(a) - new TimeSpan(b)).Ticks", (a, b, n) => (new DateTime(a) - new TimeSpan(b)).Ticks),
        ("(new DateTime(a) - new DateTime(b)).Ticks", (a, b, n) => (new DateTime(a) - new DateTime(b)).Ticks),
        ("new DateTime(a).Hour", (a, b, n) => new DateTime(a).Hour),
        ("new DateTime(a).Second", (a, b, n) => new DateTime(a).Second),
        ("(int)new DateTime(a).DayOfWeek", (a, b, n) => (int)new DateTime(a).DayOfWeek),
        ("new DateTime(a).Date.Ticks", (a, b, n) => new DateTime(a).Date.Ticks),
        ("new DateTime(a).AddDays(n).Ticks", (a, b, n) => new DateTime(a).AddDays(n).Ticks),
        ("new DateTime(a).AddHours(-3).Ticks", (a, b, n) => new DateTime(a).AddHours(-3).Ticks),
        ("new DateTime(a).AddMinutes(0.5).Ticks", (a, b, n) => new DateTime(a).AddMinutes(0.5).Ticks),
        ("new DateTime(2000 + n, 2, 29).Ticks", (a, b, n) => new DateTime(2000 + n, 2, 29).Ticks),
        ("new DateTime(1900, n, 28).Ticks", (a, b, n) => new DateTime(1900, n, 28).Ticks),
        ("new DateOnly(2023, 12, n).DayNumber", (a, b, n) => new DateOnly(2023, 12, n).DayNumber),
        ("DateOnly.FromDayNumber(n).AddDays(5).DayNumber", (a, b, n) => DateOnly.FromDayNumber(n).AddDays(5).DayNumber),
        ("(int)DateOnly.FromDayNumber(n).DayOfWeek", (a, b, n) => (int)DateOnly.FromDayNumber(n).DayOfWeek),
        ("new TimeOnly(n, 5, 6).Ticks", (a, b, n) => new TimeOnly(n, 5, 6).Ticks),
        ("(new TimeOnly(a) - new TimeOnly(b)).Ticks", (a, b, n) => (new TimeOnly(a) - new TimeOnly(b)).Ticks),
    ];

    [Fact]
    public void Times_behave_as_specified() => Gen.Select(Ticks, Ticks, Gen.OneOf(Gen.Int[-3, 35], Gen.Int)).Sample(
        (a, b, n) =>
        {
            var code = new StringBuilder();
            var said = new List<(string Name, bool IsTrue, string What)>();
            for (var m = 0; m < Members.Length; m++)
            {
                var (member, run) = Members[m];
                long? value;
                try
                {
                    value = run(a, b, n);
                }
                catch (Exception e) when (e is ArgumentException or OverflowException)
                {
                    value = null;
                }

                Add("R", value, value is not null);
                if (value is not null)
                {
                    Add("W", value + 1, false);
                }

                void Add(string name, long? claimed, bool isTrue)
                {
                    var claim = claimed is { } v ? FormattableString.Invariant($"Contract.Assert({member} == {Literal(v)});") : $"var value = {member};";
                    name += m.ToString(CultureInfo.InvariantCulture);
                    code.Append(FormattableString.Invariant($"public static void {name}(long a, long b, int n) {{ Contract.Requires(a == {Literal(a)} && b == {Literal(b)} && n == {n}); {claim} }}\n"));
                    said.Add((name, isTrue, FormattableString.Invariant($"{member} with {a}, {b}, {n} is {claimed}")));
                }
            }

            var reports = Proving.All($"public static class C {{ {code} }}");
            foreach (var (name, isTrue, what) in said)
            {
                Assert.True(reports[name].Word != (isTrue ? "refuted" : "proved"), $"{what}: {reports[name].Word}");
            }

            Assert.True(said.Count(s => reports[s.Name].Word == "unknown") * 4 <= said.Count, string.Join("\n", said.Where(s => reports[s.Name].Word == "unknown").Select(s => $"{s.What} {reports[s.Name].Reason}")));
        },
        iter: 8,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    private static string Literal(long value) => value == long.MinValue ? "long.MinValue" : value.ToString(CultureInfo.InvariantCulture) + "L";
}
