using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;
using TestResult = Maestro.Evidence.Predicates.TestResult;

namespace Maestro.Evidence.Tests.Predicates;

public sealed class PredicateTests
{
    public static TheoryData<string> Names => ["contract-verification", "behaviour-diff", "behaviour-diff of behaviour", "finding", "test-result", "provenance", "verification-summary", "safety-case"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_payload_fits_its_published_schema(string name) =>
        Assert.Empty(Schema(name).Validate(Sample(name).ToJson()));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_payload_with_a_field_missing_or_added_does_not_fit_its_schema(string name)
    {
        var payload = Sample(name).ToJson();
        var added = new JsonObject(payload.Members.Append(KeyValuePair.Create("surprise", (JsonValue)true)));

        Assert.NotEmpty(Schema(name).Validate(added));
        Assert.Contains(payload.Members, m => Schema(name).Validate(Without(payload, m.Key)).Count > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_payload_is_read_back_to_the_same_bytes(string name) =>
        Assert.Equal(Sample(name).ToJson(), Reread(name, Sample(name).ToJson()).Value.ToJson());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_payload_of_another_shape_is_a_problem_that_names_the_place(string name)
    {
        var problem = Reread(name, JsonObject.Of()).Problem;

        Assert.Equal("MAE7002", problem?.Id);
        Assert.Contains("$.", problem!.What, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_statement_fits_its_schema_and_gives_the_predicate_back(string name)
    {
        var statement = Statement.Of(Sample(name), Subject.Change(Samples.Base.Tree, Samples.Base.Commit), Subject.Method("M:A.B", Digest.OfText("m"), Digest.OfText("f")));

        Assert.Empty(JsonSchema.Load("statement").Validate(statement.ToJson()));
        var read = Statement.Parse(statement.ToBytes(), "s").Value;
        Assert.Equal(statement.ToBytes(), read.ToBytes());
        Assert.Equal(Digest.OfText("m"), read.Subjects[0].Digests.SemanticHash);
        Assert.Equal(Samples.Base.Commit, read.Subjects[1].Digests.GitCommit);
    }

    [Fact]
    public void A_predicate_of_another_type_is_refused() =>
        Assert.Equal("MAE7003", Statement.Of(Samples.Tests, Subject.File("f", Digest.OfText("f"))).PredicateAs<ContractVerification>("s").Problem?.Id);

    [Theory]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v0.1","subject":[{"name":"a","digest":{"sha256":"SHA"}}],"predicateType":"t","predicate":{}}""")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"t","predicate":{}}""")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{}}],"predicateType":"t","predicate":{}}""")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"ABC"}}],"predicateType":"t","predicate":{}}""")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"gitTree":5}}],"predicateType":"t","predicate":{}}""")]
    public void A_malformed_statement_is_refused(string json) =>
        Assert.Equal("MAE7002", Statement.Parse(System.Text.Encoding.UTF8.GetBytes(json.Replace("SHA", Digest.OfText("").Hex, StringComparison.Ordinal)), "s").Problem?.Id);

    [Fact]
    public void Digests_of_algorithms_unknown_here_are_kept()
    {
        var json = """{"_type":"https://in-toto.io/Statement/v1","predicate":{},"predicateType":"t","subject":[{"digest":{"sha512":"ab"},"name":"a"}]}""";

        Assert.Equal(json, System.Text.Encoding.UTF8.GetString(Statement.Parse(System.Text.Encoding.UTF8.GetBytes(json), "s").Value.ToBytes()));
    }

    [Theory]
    [InlineData("\"depth\":5,", "\"depth\":5,")]
    [InlineData("\"killed\":5", "\"killed\":9")]
    public void Depth_and_strength_that_contradict_themselves_are_refused(string written, string instead)
    {
        var json = System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(Samples.Verification.ToJson())).Replace(written, instead, StringComparison.Ordinal);
        var forged = written == instead ? json.Replace("\"verdict\":\"bounded\"", "\"verdict\":\"proved\"", StringComparison.Ordinal) : json;

        Assert.Equal("MAE7002", StrictJson.Read(System.Text.Encoding.UTF8.GetBytes(forged), "s").Then(value => JsonFields.Read(value, "s", ContractVerification.FromJson)).Problem?.Id);
    }

    [Fact]
    public void Methods_are_written_by_file_then_symbol_whatever_order_they_came_in()
    {
        var reversed = Samples.Verification with { Methods = Samples.Verification.Methods.Reverse().ToArray() };

        Assert.Equal(Samples.Verification.ToJson(), reversed.ToJson());
        Assert.Equal(
            ["M:Shop.Ledger.Close", "M:Shop.Ledger.Post", "M:Shop.Paging.Middle(System.Int32,System.Int32)", "M:Shop.Squares.Of(System.Int32)"],
            JsonFields.Read(reversed.ToJson(), "v", ContractVerification.FromJson).Value.Methods.Select(m => m.Symbol));
    }

    [Fact]
    public void Prove_prints_just_the_fields_that_were_agreed()
    {
        var method = (JsonObject)Samples.Verification.ToProveJson().Items[2];
        var obligation = (JsonObject)((JsonArray)method["obligations"]!).Items[0];
        var witness = (JsonObject)obligation["witness"]!;

        Assert.Equal(["file", "obligations", "reason", "symbol", "total", "verdict"], Names(method));
        Assert.Equal(["encoding", "id", "kind", "line", "reason", "replayed", "rlimit", "smtSha256", "solver", "verdict", "witness"], Names(obligation));
        Assert.Equal(["inputs", "outcome", "statement"], Names(witness));

        static IEnumerable<string> Names(JsonObject value) => value.Members.Select(m => m.Key);
    }

    [Fact]
    public void Missing_preconditions_are_printed_where_they_were_asked_for_and_are_no_evidence()
    {
        var method = Samples.Verification.Methods[2] with { MissingPreconditions = new MissingPreconditionsText(true, [("n > 0", ["post-1"])]) };

        Assert.Equal("""{"conditions":[{"obligations":["post-1"],"text":"n > 0"}],"suffice":true}""", method.ToProveJson()["missingPreconditions"]!.ToString());
        Assert.Null(method.ToJson()["missingPreconditions"]);
    }

    [Theory]
    [InlineData("\"verdict\":\"refuted\"", "\"verdict\":\"proved\"")]
    [InlineData("\"replayed\":true", "\"replayed\":false")]
    public void A_verdict_that_its_parts_do_not_allow_is_refused(string what, string instead)
    {
        var forged = Samples.Verification.ToJson().ToString().Replace(what, instead, StringComparison.Ordinal);

        var result = StrictJson.Read(System.Text.Encoding.UTF8.GetBytes(forged), "f").Then(v => JsonFields.Read(v, "f", ContractVerification.FromJson));

        Assert.Equal("MAE7002", result.Problem?.Id);
    }

    [Theory]
    [InlineData("\"verdict\":\"different\"", "\"verdict\":\"same\"")]
    [InlineData("\"verdict\":\"unknown\"", "\"verdict\":\"different\"")]
    public void A_difference_is_one_exactly_where_an_execution_shows_it(string what, string instead)
    {
        var forged = Samples.Behaviour.ToJson().ToString().Replace(what, instead, StringComparison.Ordinal);

        var result = StrictJson.Read(System.Text.Encoding.UTF8.GetBytes(forged), "f").Then(v => JsonFields.Read(v, "f", BehaviourChange.FromJson));

        Assert.Equal("MAE7002", result.Problem?.Id);
    }

    [Fact]
    public void The_two_kinds_of_behaviour_diff_are_told_apart_and_neither_is_read_as_the_other()
    {
        var subject = Subject.Change(Samples.Base.Tree, Samples.Base.Commit);
        var behaviour = Statement.Of(Samples.Behaviour, subject);
        var contracts = Statement.Of(Samples.Change, subject);

        Assert.True(BehaviourChange.Is(behaviour));
        Assert.False(BehaviourChange.Is(contracts));
        Assert.Equal("MAE7002", behaviour.PredicateAs<ContractChange>("s").Problem?.Id);
        Assert.Equal("MAE7002", contracts.PredicateAs<BehaviourChange>("s").Problem?.Id);
    }

    [Fact]
    public void A_test_result_that_calls_failed_tests_passed_is_refused()
    {
        var forged = Samples.Tests with { Outcome = TestRunOutcome.Passed };

        Assert.Equal("MAE7002", JsonFields.Read(forged.ToJson(), "t", TestResult.FromJson).Problem?.Id);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a\\b")]
    [InlineData("C:a")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void A_manifest_path_that_leaves_the_folder_is_refused(string path)
    {
        var hostile = Samples.Manifest with { Files = new Dictionary<string, Digest> { [path] = Digest.OfText("x") } };

        Assert.Equal("MAE7002", JsonFields.Read(hostile.ToJson(), "m", SafetyCaseManifest.FromJson).Problem?.Id);
    }

    [Theory]
    [InlineData("/home/me/Shop.sln")]
    [InlineData("C:\\Shop.sln")]
    [InlineData("C:/Shop.sln")]
    [InlineData("../Shop.sln")]
    public void Provenance_takes_no_machine_path(string path) =>
        Assert.Equal("MAE7050", ProvenanceBuilder.Build(Samples.Build with { EntryPoint = path }).Problem?.Id);

    [Fact]
    public void Provenance_names_source_and_lock_files_by_digest()
    {
        var provenance = Samples.Provenance;

        Assert.Equal(Samples.Base.Tree, provenance.ResolvedDependencies[0].Digests!.GitTree);
        Assert.Equal(Samples.Base.Commit, provenance.ResolvedDependencies[0].Digests!.GitCommit);
        Assert.Equal(Digest.OfText("lock"), provenance.ResolvedDependencies[1].Digests!.Sha256);
    }

    [Fact]
    public void Every_problem_has_an_id_of_its_own_in_the_range_of_evidence_and_a_way_out()
    {
        var kinds = typeof(EvidenceProblems).GetProperties().Select(p => (ProblemKind)p.GetValue(null)!).ToArray();

        Assert.Equal(kinds.Length, kinds.Select(k => k.Id).Distinct().Count());
        Assert.All(kinds, k => Assert.Matches("^MAE70[0-9]{2}$", k.Id));
        Assert.All(kinds, k => Assert.EndsWith(".", k.WayOut, StringComparison.Ordinal));
    }

    /// <summary>One type of predicate may have more than one kind.</summary>
    private static JsonSchema Schema(string name) => JsonSchema.Load(name.Split(' ')[0]);

    private static IPredicate Sample(string name) => name switch
    {
        "contract-verification" => Samples.Verification,
        "behaviour-diff" => Samples.Change,
        "behaviour-diff of behaviour" => Samples.Behaviour,
        "finding" => Samples.Findings,
        "test-result" => Samples.Tests,
        "provenance" => Samples.Provenance,
        "verification-summary" => Samples.Summary,
        _ => Samples.Manifest,
    };

    private static Result<IPredicate> Reread(string name, JsonObject json) => name switch
    {
        "contract-verification" => As<ContractVerification>(json),
        "behaviour-diff" => As<ContractChange>(json),
        "behaviour-diff of behaviour" => As<BehaviourChange>(json),
        "finding" => As<Findings>(json),
        "test-result" => As<TestResult>(json),
        "provenance" => As<Provenance>(json),
        "verification-summary" => As<VerificationSummary>(json),
        _ => As<SafetyCaseManifest>(json),
    };

    private static Result<IPredicate> As<T>(JsonObject json)
        where T : IPredicate<T> => new Statement([], T.Type, json).PredicateAs<T>("payload").Map(p => (IPredicate)p);

    private static JsonObject Without(JsonObject source, string name) => new(source.Members.Where(m => m.Key != name));
}
