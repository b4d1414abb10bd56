using System.Text.Json;
using System.Text.RegularExpressions;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.Corpora;

/// <summary>The shape of <c>maestro prove --json</c>, which other tools read.</summary>
public sealed partial class ProveJsonTests(CorpusFixture corpora, ShopFixture shop)
{
    private static readonly string[] MethodFields = ["file", "obligations", "reason", "symbol", "total", "verdict"];
    private static readonly string[] ObligationFields = ["encoding", "id", "kind", "line", "reason", "replayed", "rlimit", "smtSha256", "solver", "verdict", "witness"];
    private static readonly string[] WitnessFields = ["inputs", "outcome", "statement"];
    private static readonly string[] Worst = ["refuted", "unknown", "bounded", "proved"];

    private static readonly string[] Kinds =
    [
        "post", "pre-caller", "inv-init", "inv-keep", "assert", "objinv", "index", "range", "null", "nullable", "div0", "overflow", "array-size", "cast", "unmatched", "termination",
    ];

    [Fact]
    public async Task Each_method_has_exactly_the_fields_that_are_promised()
    {
        foreach (var corpus in new[] { await corpora.ContractsAsync(), await corpora.SpineAsync() })
        {
            Assert.NotEmpty(corpus.Methods);
            Assert.All(corpus.Methods, method => AssertMethod(method, corpus.Folder));
            Assert.Equal(
                corpus.Methods.Select(m => m.GetProperty("file").GetString() + "\0" + m.GetProperty("symbol").GetString()).Order(StringComparer.Ordinal).Distinct(),
                corpus.Methods.Select(m => m.GetProperty("file").GetString() + "\0" + m.GetProperty("symbol").GetString()));
        }
    }

    [Fact]
    public async Task The_exit_code_is_one_for_refuted_five_for_undecided_and_nothing_but_json_is_printed()
    {
        var corpus = await corpora.SpineAsync();
        var repository = await shop.LibraryAsync();
        repository.Edit(ShopSource.Till, "return paid - price;", "return (int)System.Math.Sqrt(paid - price);");

        var undecided = await shop.User.MaestroAsync(repository.Folder, "prove", "--json");
        ShopSource.AddMethod(repository);
        repository.Edit(ShopSource.Till, "a < b ? a : b", "a > b ? a : b");
        var refuted = await shop.User.MaestroAsync(repository.Folder, "prove", "--json");

        Assert.True(corpus.Prove.ExitCode == 1, corpus.Prove.ToString());
        Assert.True(undecided.ExitCode == 5, undecided.ToString());
        Assert.True(refuted.ExitCode == 1, refuted.ToString());
        Assert.Single(refuted.Output.TrimEnd('\n').Split('\n'));
    }

    private static void AssertMethod(JsonElement method, string folder)
    {
        AssertFields(method, MethodFields);
        var file = method.GetProperty("file").GetString()!;
        Assert.DoesNotContain('\\', file);
        var lines = File.ReadAllLines(Path.Combine(folder, file)).Length;
        Assert.StartsWith("M:", method.GetProperty("symbol").GetString(), StringComparison.Ordinal);
        Assert.True(method.GetProperty("total").ValueKind is JsonValueKind.True or JsonValueKind.False);
        var reason = TextOrNull(method.GetProperty("reason"));
        var obligations = method.GetProperty("obligations").EnumerateArray().ToList();
        Assert.All(obligations, o => AssertObligation(o, lines));
        Assert.Equal(obligations.Count, obligations.Select(o => o.GetProperty("id").GetString()).Distinct().Count());
        var verdicts = obligations.Select(o => o.GetProperty("verdict").GetString()!).Append(reason is null ? "proved" : "unknown");
        Assert.Equal(Worst[verdicts.Min(v => Array.IndexOf(Worst, v))], method.GetProperty("verdict").GetString());
    }

    private static void AssertObligation(JsonElement obligation, int lines)
    {
        AssertFields(obligation, ObligationFields);
        Assert.NotEmpty(obligation.GetProperty("id").GetString()!);
        Assert.Contains(obligation.GetProperty("kind").GetString(), Kinds);
        Assert.InRange(obligation.GetProperty("line").GetInt32(), 1, lines);
        var verdict = obligation.GetProperty("verdict").GetString()!;
        Assert.Contains(verdict, Worst);
        var reason = TextOrNull(obligation.GetProperty("reason"));
        Assert.True(verdict is "unknown" or "bounded" == !string.IsNullOrEmpty(reason), obligation.ToString());
        Assert.Equal(verdict == "bounded", obligation.TryGetProperty("depth", out _));
        Assert.Equal(verdict == "refuted", obligation.GetProperty("replayed").GetBoolean());
        AssertWitness(obligation.GetProperty("witness"), verdict == "refuted");
        Assert.Matches(Hash(), TextOrNull(obligation.GetProperty("smtSha256")) ?? new string('0', 64));
        Assert.True(obligation.GetProperty("rlimit").GetInt64() >= 0);
        Assert.Contains(obligation.GetProperty("encoding").GetString(), new[] { "bv", "int", "" });
        Assert.Equal(JsonValueKind.String, obligation.GetProperty("solver").ValueKind);
    }

    private static void AssertWitness(JsonElement witness, bool wanted)
    {
        Assert.Equal(wanted ? JsonValueKind.Object : JsonValueKind.Null, witness.ValueKind);
        if (wanted)
        {
            AssertFields(witness, WitnessFields);
            Assert.Matches(@"^[^\n]+$", witness.GetProperty("statement").GetString());
            Assert.NotEmpty(witness.GetProperty("outcome").GetString()!);
            Assert.Equal(JsonValueKind.Object, witness.GetProperty("inputs").ValueKind);
        }
    }

    private static void AssertFields(JsonElement element, string[] names) =>
        // How far a bounded verdict reaches, and how often an undecided method was executed, stand there only where it is so.
        Assert.Equal(names, element.EnumerateObject().Select(p => p.Name).Where(n => n is not ("depth" or "tested")).Order(StringComparer.Ordinal));

    private static string? TextOrNull(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetString()!;

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hash();
}
