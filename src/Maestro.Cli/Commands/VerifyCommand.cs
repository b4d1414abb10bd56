using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Status;

namespace Maestro.Cli.Commands;

/// <summary><c>maestro verify</c>: the auditor's command. Offline; the verdict is in the first line.</summary>
internal sealed class VerifyCommand(Terminal terminal, TimeProvider clock)
{
    public ExitCode Run(string target, IReadOnlyList<string> keyFiles, bool json)
    {
        var keys = new List<VerificationKey>();
        foreach (var file in keyFiles)
        {
            var key = VerificationKey.ReadFile(file);
            if (key.Problem is { } unreadable)
            {
                terminal.Problem(unreadable);
                return unreadable.ExitCode;
            }

            keys.Add(key.Value);
        }

        var result = CaseVerifier.Verify(target, keys, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (json)
        {
            terminal.Output.WriteLine(CanonicalJson.Text(Json(result)));
            return result.ExitCode;
        }

        terminal.Output.WriteLine(result.Headline);
        foreach (var problem in result.Problems.Concat(result.Expired))
        {
            terminal.Output.WriteLine(problem.ToString());
        }

        if (result.Problems.Count == 0 && result.Document is { } document)
        {
            foreach (var gap in document.Gaps.Take(10))
            {
                terminal.Output.WriteLine($"  {StatusLattice.Words[gap.Status],-8} {gap.File}{(gap.Line is { } line ? ":" + line.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")} {gap.Text}");
            }
        }

        return result.ExitCode;
    }

    private static JsonObject Json(CaseVerification result) => JsonObject.Of(
        ("verdict", CaseVerdicts.Words[result.Verdict]),
        ("passesGate", result.PassesGate),
        ("barriers", JsonArray.OfText(result.Barriers)),
        ("signers", JsonArray.OfText(result.Signers.Select(s => s.ToString()))),
        ("tree", result.Document?.Change.Head.Tree),
        ("problems", JsonArray.Of(result.Problems.Concat(result.Expired), p => JsonObject.Of(
            ("id", p.Id), ("where", p.Where), ("what", p.What), ("wayOut", p.WayOut)))));
}
