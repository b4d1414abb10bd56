using Maestro.Cli.Processes;
using Maestro.Evidence;
using Maestro.Evidence.Storage;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer;

namespace Maestro.Cli.Commands;

/// <summary>
/// <c>maestro view</c>: writes the page of a case from the folder's own bytes, and opens it where a browser is. The page that was signed stays, or comes
/// back; where another version of Maestro signed it and it is gone, this one's page goes beside the folder.
/// </summary>
internal sealed class ViewCommand(Terminal terminal)
{
    private static readonly string[] Openers = ["xdg-open", "wslview", "open"];

    public async Task<ExitCode> RunAsync(string folder, bool open, CancellationToken cancellation)
    {
        var place = Directory.Exists(Path.Combine(folder, "case")) && !File.Exists(Path.Combine(folder, CaseLayout.Case)) ? Path.Combine(folder, "case") : folder;
        var caseFile = Path.Combine(place, CaseLayout.Case);
        var read = Files.Read(caseFile).Then(bytes => SafetyCaseJson.Read(bytes, caseFile).Map(document => (bytes, document)));
        if (read.Problem is { } unreadable)
        {
            terminal.Problem(unreadable);
            return unreadable.ExitCode;
        }

        var manifestFile = Path.Combine(place, CaseLayout.Manifest);
        var evidence = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var evidenceFolder = Path.Combine(place, CaseLayout.EvidenceFolder);
        if (Directory.Exists(evidenceFolder))
        {
            foreach (var file in Directory.GetFiles(evidenceFolder).Order(StringComparer.Ordinal))
            {
                evidence[$"{CaseLayout.EvidenceFolder}/{Path.GetFileName(file)}"] = File.ReadAllBytes(file);
            }
        }

        var manifest = File.Exists(manifestFile) ? File.ReadAllBytes(manifestFile) : [];
        var page = Path.Combine(place, CaseLayout.Viewer);
        if (!(Files.Read(page) is { Succeeded: true, Value: var there } && CasePage.IsListed(there, manifest) == true))
        {
            var made = ViewerPage.Write(read.Value.document, read.Value.bytes, manifest, evidence);
            page = CasePage.IsListed(made, manifest) == false ? $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(place))}.{CaseLayout.Viewer}" : page;
            if (Files.Write(page, made).Problem is { } unwritable)
            {
                terminal.Problem(unwritable);
                return unwritable.ExitCode;
            }
        }

        terminal.Output.WriteLine(page);
        return !open || await OpenAsync(page, cancellation).ConfigureAwait(false) ? ExitCode.Holds : NoBrowser(page);
    }

    private ExitCode NoBrowser(string page)
    {
        terminal.Output.WriteLine($"No browser was found here: open {page} where there is one.");
        return ExitCode.Holds;
    }

    private static async Task<bool> OpenAsync(string page, CancellationToken cancellation)
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null)
        {
            return false;
        }

        foreach (var opener in Openers)
        {
            if ((await ProcessRunner.RunAsync(opener, [Path.GetFullPath(page)], null, cancellation).ConfigureAwait(false)).Succeeded)
            {
                return true;
            }
        }

        return false;
    }
}
