using System.Globalization;
using System.Xml;

namespace Maestro.Evidence.Reading;

/// <summary>Reads TRX, as VSTest, the testing platform and xunit write it. Times, ids, machine and user names are left out.</summary>
public static class TestResultReader
{
    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private const long MostCharacters = 1L << 30;
    private const string FailedTestsExitCode = "Exit code indicates failure: '2'.";

    // A document type could read files or grow without end.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a report from a file.</summary>
    public static Result<TestReport> ReadFile(string path) => Storage.Files.Read(path).Then(bytes => Read(bytes, path));

    /// <summary>Reads a report.</summary>
    /// <param name="bytes">The XML.</param>
    /// <param name="where">What to name in a problem.</param>
    public static Result<TestReport> Read(byte[] bytes, string where)
    {
        var run = new Run();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "TestRun" || reader.NamespaceURI != Namespace)
            {
                return EvidenceProblems.BadTestReport.At(where, "its root is not TestRun");
            }

            while (reader.Read())
            {
                run.Take(reader);
            }
        }
        catch (XmlException problem)
        {
            return EvidenceProblems.BadTestReport.At(where, problem.Message.TrimEnd('.'));
        }

        return run.Summary is null
            ? EvidenceProblems.BadTestReport.At(where, "it has no ResultSummary")
            : Result.Of(run.ToReport());
    }

    private sealed class Run
    {
        private readonly List<TestCaseResult> _tests = [];
        private readonly List<string> _errors = [];
        private int? _total;

        internal string? Summary { get; private set; }

        internal void Take(XmlReader reader)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.NamespaceURI != Namespace)
            {
                return;
            }

            switch (reader.LocalName)
            {
                case "UnitTestResult":
                    TakeResult(reader);
                    break;
                case "ResultSummary":
                    Summary = reader.GetAttribute("outcome") ?? "";
                    break;
                case "Counters":
                    _total = int.TryParse(reader.GetAttribute("total"), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;
                    break;
                case "RunInfo" when reader.GetAttribute("outcome") is "Error" or "Aborted" or "Failed":
                    _errors.Add(FirstText(reader));
                    break;
            }
        }

        internal TestReport ToReport()
        {
            var tests = _tests.OrderBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Outcome).ToArray();
            var failed = tests.Any(t => t.Outcome == TestOutcome.Failed);
            // A run that calls itself failed with no failed test has failed as a run: a dead host, an aborted session.
            var unexplained = Summary is not ("Completed" or "Passed" or "Warning") && !(Summary == "Failed" && failed);
            var problem = _errors.Where(e => !IsExplained(e, tests)).Select(Headline).FirstOrDefault() is { } error ? error
                : unexplained ? $"The run ended as '{Summary}'."
                : _total is { } total && total != tests.Length
                    ? $"The run counted {total.ToString(CultureInfo.InvariantCulture)} tests and reported {tests.Length.ToString(CultureInfo.InvariantCulture)}."
                    : null;
            return new(tests, problem);
        }

        /// <summary>True for the errors that every run with a failed test has: a line for the test, and the testing platform's exit code for failed tests.</summary>
        private static bool IsExplained(string error, IReadOnlyCollection<TestCaseResult> tests)
        {
            var failed = tests.Where(t => t.Outcome == TestOutcome.Failed);
            return failed.Any(t => error.EndsWith($"{t.Name} [FAIL]", StringComparison.Ordinal))
                || (failed.Any() && error.StartsWith(FailedTestsExitCode, StringComparison.Ordinal));
        }

        /// <summary>The first line without xunit's stopwatch, which differs from run to run.</summary>
        private static string Headline(string error)
        {
            var line = error.Split('\n')[0].Trim();
            var stopwatch = line.StartsWith("[xUnit.net ", StringComparison.Ordinal) ? line.IndexOf(']', StringComparison.Ordinal) + 1 : 0;
            return line[stopwatch..].Trim();
        }

        /// <summary>Takes a test, or in its place the rows of a data-driven one.</summary>
        private void TakeResult(XmlReader reader)
        {
            var name = reader.GetAttribute("testName") ?? "";
            var outcome = OutcomeOf(reader.GetAttribute("outcome"));
            var message = "";
            var rows = _tests.Count;
            if (!reader.IsEmptyElement)
            {
                using var inner = reader.ReadSubtree();
                inner.Read();
                while (inner.Read())
                {
                    if (inner.NodeType == XmlNodeType.Element && inner.LocalName == "UnitTestResult")
                    {
                        TakeResult(inner);
                    }
                    else if (inner.NodeType == XmlNodeType.Element && inner.LocalName is "Message" && message.Length == 0)
                    {
                        message = FirstText(inner);
                    }
                }
            }

            if (_tests.Count == rows)
            {
                _tests.Add(new(name, outcome, message));
            }
        }

        private static TestOutcome OutcomeOf(string? word) => word switch
        {
            "Passed" or "Warning" => TestOutcome.Passed,
            "NotExecuted" or "NotRunnable" or "Pending" or "Inconclusive" => TestOutcome.Skipped,
            // Timeout, Aborted, Error, InProgress, PassedButRunAborted and whatever is unknown here did not pass.
            _ => TestOutcome.Failed,
        };

        private static string FirstText(XmlReader reader)
        {
            using var inner = reader.ReadSubtree();
            while (inner.Read())
            {
                if (inner.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && !string.IsNullOrWhiteSpace(inner.Value))
                {
                    return inner.Value.Trim();
                }
            }

            return "";
        }
    }
}
