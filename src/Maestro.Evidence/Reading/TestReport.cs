using Maestro.Evidence.Predicates;

namespace Maestro.Evidence.Reading;

/// <summary>How one test ended.</summary>
public enum TestOutcome
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It failed, or ended in a way that is not a pass.</summary>
    Failed,

    /// <summary>It was not run.</summary>
    Skipped,
}

/// <summary>One test case of a report.</summary>
/// <param name="Name">Full name with the arguments of its data row.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">The failure's or the skip's message; empty where there is none.</param>
public sealed record TestCaseResult(string Name, TestOutcome Outcome, string Message);

/// <summary>What a test run reported.</summary>
/// <param name="Tests">In the order of their names.</param>
/// <param name="Problem">Why the run did not end well, such as a crashed host; null when it did.</param>
public sealed record TestReport(IReadOnlyList<TestCaseResult> Tests, string? Problem)
{
    /// <summary>How many passed.</summary>
    public int Passed => Tests.Count(t => t.Outcome == TestOutcome.Passed);

    /// <summary>How many failed.</summary>
    public int Failed => Tests.Count(t => t.Outcome == TestOutcome.Failed);

    /// <summary>How many were not run.</summary>
    public int Skipped => Tests.Count(t => t.Outcome == TestOutcome.Skipped);

    /// <summary>The report as evidence.</summary>
    /// <param name="configuration">What was run: the test assemblies by digest.</param>
    public TestResult ToEvidence(IReadOnlyList<ResourceDescriptor> configuration) => new(
        TestResult.OutcomeOf(Passed, Failed, Problem),
        configuration,
        Names(TestOutcome.Passed),
        Names(TestOutcome.Failed),
        Names(TestOutcome.Skipped),
        Problem);

    private IReadOnlyList<string> Names(TestOutcome outcome) => Tests.Where(t => t.Outcome == outcome).Select(t => t.Name).ToArray();
}
