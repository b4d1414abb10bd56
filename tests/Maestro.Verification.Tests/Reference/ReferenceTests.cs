using System.Text.RegularExpressions;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Reference;

/// <summary>The reference page says what the verifier does: each of its examples is verified.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Verdicts = ["proved", "refuted", "unknown", "bounded"];

    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        var topic = "";
        foreach (var line in File.ReadAllLines(Repository.File("docs", "contracts-reference.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                topic = line[3..];
            }
            else if (line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Construct |", StringComparison.Ordinal))
            {
                var cells = Cell().Split(line.Trim('|', ' ')).Select(c => c.Trim().Replace(@"\|", "|")).ToList();
                rows.Add(topic, cells[0], cells.Count == 4 ? cells[1].Trim('`') : "", cells.Count == 4 ? cells[2] : $"a row has four cells, this one {cells.Count}");
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_example_has_its_verdict(string topic, string construct, string example, string verdict)
    {
        Assert.True(Verdicts.Contains(verdict), $"{topic}, {construct}: {verdict}");
        var report = Proving.One($"using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; public class Example {{ {example} }}");

        Assert.True(
            report.Word == verdict,
            $"{topic}, {construct}: {report.Word} {report.Reason}; {string.Join(", ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => $"{o.Id} {o.Verdict}"))}");
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cell();
}
