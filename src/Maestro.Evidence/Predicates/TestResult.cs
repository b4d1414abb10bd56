using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>The result of a test run (<c>https://in-toto.io/attestation/test-result/v0.1</c>). Durations are left out: equal runs give equal bytes.</summary>
/// <param name="Outcome">Failed when a test failed or the run did not end well; warned when nothing ran.</param>
/// <param name="Configuration">What was run: test assemblies and settings.</param>
/// <param name="Passed">Full names of the tests that passed.</param>
/// <param name="Failed">Full names of those that failed.</param>
/// <param name="Skipped">Full names of those that were not run (an extension field: <c>maestro_skippedTests</c>).</param>
/// <param name="Problem">Why the run did not end well, such as a crashed host (an extension field: <c>maestro_problem</c>); null when it did.</param>
public sealed record TestResult(
    TestRunOutcome Outcome,
    IReadOnlyList<ResourceDescriptor> Configuration,
    IReadOnlyList<string> Passed,
    IReadOnlyList<string> Failed,
    IReadOnlyList<string> Skipped,
    string? Problem) : IPredicate<TestResult>
{
    private static readonly JsonWords<TestRunOutcome> Words = new(
        (TestRunOutcome.Passed, "PASSED"),
        (TestRunOutcome.Warned, "WARNED"),
        (TestRunOutcome.Failed, "FAILED"));

    /// <inheritdoc/>
    public static string Type => PredicateTypes.TestResult;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <summary>The one outcome that fits: failed by any failed test or problem, warned when nothing passed, else passed.</summary>
    public static TestRunOutcome OutcomeOf(int passed, int failed, string? problem) =>
        failed > 0 || problem is not null ? TestRunOutcome.Failed : passed == 0 ? TestRunOutcome.Warned : TestRunOutcome.Passed;

    /// <summary>Reads a result; an outcome better than its tests allow is an error.</summary>
    public static TestResult FromJson(JsonFields fields)
    {
        var result = new TestResult(
            fields.Word("result", Words),
            fields.List("configuration", ResourceDescriptor.FromJson),
            fields.OptionalTexts("passedTests"),
            fields.OptionalTexts("failedTests"),
            fields.OptionalTexts("maestro_skippedTests"),
            fields.OptionalText("maestro_problem"));
        var least = OutcomeOf(result.Passed.Count, result.Failed.Count, result.Problem);
        return result.Outcome >= least ? result : throw fields.Unexpected("result", $"'{Words[least]}', which follows from the tests");
    }

    /// <inheritdoc/>
    public JsonObject ToJson() => JsonObject.Of(
        ("result", Words[Outcome]),
        ("configuration", JsonArray.Of(ResourceDescriptor.Sorted(Configuration), d => d.ToJson())),
        ("passedTests", JsonArray.OfText(Passed.Order(StringComparer.Ordinal))),
        ("failedTests", JsonArray.OfText(Failed.Order(StringComparer.Ordinal))),
        ("maestro_skippedTests", JsonArray.OfText(Skipped.Order(StringComparer.Ordinal))),
        ("maestro_problem", Problem is null ? null : (JsonValue)Problem));
}

/// <summary>How a test run went, best to worst.</summary>
public enum TestRunOutcome
{
    /// <summary>Something ran, nothing failed.</summary>
    Passed,

    /// <summary>Nothing failed, but nothing was shown either.</summary>
    Warned,

    /// <summary>A test failed, or the run did not end well.</summary>
    Failed,
}
