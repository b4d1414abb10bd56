using System.Text;
using CsCheck;
using Maestro.Build.Sidecars;
using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Evidence.Tests.Predicates;
using Maestro.Verification.Contracts;
using Maestro.Verification.Sidecars;

namespace Maestro.Build.Tests.Sidecars;

public sealed class ContractSidecarTests
{
    private static readonly Gen<string> Line = Gen.String[Gen.Char[' ', '~'], 0, 20];

    private static readonly Gen<MemberClause> Clauses = Gen.Select(
        Gen.OneOf(Gen.Const(ClauseKind.Requires), Gen.Const(ClauseKind.Ensures), Gen.Const(ClauseKind.EnsuresOnThrow)),
        Line.Null(),
        Line,
        Line,
        Gen.Int[0, int.MaxValue],
        (kind, condition, binds, text, line) => new MemberClause(kind, condition, kind == ClauseKind.EnsuresOnThrow ? "global::System.Exception" : null, binds, text, "A.cs", line));

    private static readonly Gen<MemberContract> Members = Gen.Select(
        Line, Gen.Bool, Gen.Bool, Gen.Enum<MemberWrites>(), Gen.Bool, Clauses.Array[0, 3],
        (symbol, pure, reads, writes, returns, clauses) => new MemberContract($"M:{symbol}", "static void Carrier()", pure, reads, writes, returns, [.. clauses]));

    private static ContractSidecar Sample { get; } = new(
        "Shop",
        Digest.OfText("assembly"),
        Digest.OfText("reference assembly"),
        [
            new MemberContract("M:Shop.Cart.Add(System.Int32)", "static void Carrier(int n, global::Shop.Cart @this)", false, false, MemberWrites.Hidden, true,
            [
                new MemberClause(ClauseKind.Requires, "unchecked(n > (0))", null, "", "Contract.Requires(n > 0);", "Cart.cs", 12),
                new MemberClause(ClauseKind.Ensures, null, null, "F:Shop.Cart._count", "Contract.Ensures(_count > 0);", "Cart.cs", 13),
            ]),
            new MemberContract("M:Shop.Cart.get_Count", "static int Carrier(global::Shop.Cart @this)", false, true, MemberWrites.Nothing, true, []),
        ]);

    [Fact]
    public void A_sidecar_reads_back_as_it_was_written() => Gen.Select(Members.Array[0, 4], Gen.Bool).Sample(
        (members, reference) =>
        {
            var sidecar = new ContractSidecar("Shop", Digest.OfText("a"), reference ? Digest.OfText("r") : null, members);
            var read = ContractSidecar.Read(sidecar.Write(), "x").Value;
            return read.Write().AsSpan().SequenceEqual(sidecar.Write()) && read.Members.Count == members.Length;
        },
        iter: 500);

    [Fact]
    public void The_format_is_the_golden_one_and_fits_its_schema()
    {
        var text = Encoding.UTF8.GetString(Sample.Write());

        Assert.Equal(File.ReadAllText(RepositoryRoot.Combine("tests", "Maestro.Build.Tests", "Sidecars", "Shop.contracts.json")), text);
        Assert.Empty(JsonSchema.Load("contracts").Validate(StrictJson.Read(Sample.Write(), "x").Value));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\"sha256\"", "\"sha255\"")]
    [InlineData("urn:maestro:contracts:v1", "urn:maestro:contracts:v2")]
    [InlineData("\"kind\":\"Requires\"", "\"kind\":\"Assume\"")]
    [InlineData("unchecked(n > (0))", "true);\\n} static class Evil { static void M() { int x = (0")]
    [InlineData("Carrier(int n,", "Carrier(int n,\\u2028")]
    [InlineData("\"line\":12", "\"line\":-1")]
    [InlineData("\"symbol\":\"M:Shop.Cart.get_Count\"", "\"symbol\":\"M:Shop.Cart.get_Count\",\"symbol\":\"M:X\"")]
    public void A_file_that_is_no_sidecar_is_one_problem_with_a_way_out(string part, string other)
    {
        var text = Encoding.UTF8.GetString(Sample.Write());

        var read = ContractSidecar.Read(Encoding.UTF8.GetBytes(part.Length == 0 ? text[..^40] : text.Replace(part, other, StringComparison.Ordinal)), "Shop.contracts.json");

        Assert.NotNull(read.Problem);
        Assert.Equal("Shop.contracts.json", read.Problem.Where.Split(':')[0]);
        Assert.NotEmpty(read.Problem.WayOut);
    }
}
