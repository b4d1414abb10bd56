using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Maestro.Build.Capture;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Maestro.Build;

/// <summary>Writes the compiler's command line and what belongs to it: the task behind <c>Maestro.Capture.targets</c>.</summary>
public sealed class CaptureCompilation : Microsoft.Build.Utilities.Task
{
    // A file's time comes from the kernel's coarse clock, which may lag the clock that the build read.
    private static readonly TimeSpan ClockLag = TimeSpan.FromMilliseconds(20);

    /// <summary>csc's arguments; empty when the compilation was up to date.</summary>
    public ITaskItem[] Arguments { get; set; } = [];

    /// <summary>Where the arguments are kept between builds, below <c>obj</c>.</summary>
    [Required]
    public string ResponseFile { get; set; } = "";

    /// <summary>Where captures are collected; empty when nobody collects them.</summary>
    public string CaptureFolder { get; set; } = "";

    /// <summary>False when csc was only asked for its arguments.</summary>
    public bool CompilerRan { get; set; }

    /// <summary>UTC ticks from before the compilation.</summary>
    public string CompileStarted { get; set; } = "";

    /// <summary>The project file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The target framework.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary>The assembly's name.</summary>
    [Required]
    public string AssemblyName { get; set; } = "";

    /// <summary>The configuration.</summary>
    public string Configuration { get; set; } = "";

    /// <summary>The platform.</summary>
    public string Platform { get; set; } = "";

    /// <summary>The runtime identifier; mostly empty.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary><c>true</c> for test projects.</summary>
    public string IsTestProject { get; set; } = "";

    /// <summary>Where the build puts the assembly.</summary>
    public string OutputPath { get; set; } = "";

    /// <summary>Where csc puts it.</summary>
    public string CompiledAssembly { get; set; } = "";

    /// <summary>The reference assembly for dependents; may be empty.</summary>
    public string ReferenceAssembly { get; set; } = "";

    /// <summary>csc's SARIF; may be empty.</summary>
    public string CompilerLog { get; set; } = "";

    /// <summary>Where csc writes generated sources; may be empty.</summary>
    public string GeneratedFolder { get; set; } = "";

    /// <summary>The resolved project references.</summary>
    public ITaskItem[] ProjectReferences { get; set; } = [];

    /// <summary>The files written below <c>obj</c>, so that a clean removes them.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            return Capture();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogError(null, "MAE0006", null, null, Project, 0, 0, 0, 0, "The compiler's command line cannot be captured: {0}", e.Message);
            return false;
        }
    }

    private bool Capture()
    {
        var folder = Path.GetDirectoryName(Project)!;
        var kept = Absolute(folder, ResponseFile);
        var keptGenerated = Path.ChangeExtension(kept, ".generated.txt");
        string[] arguments;
        if (Arguments.Length > 0)
        {
            arguments = [.. Arguments.Select(a => a.ItemSpec)];
            if (CompilerRan)
            {
                WriteWhole(keptGenerated, Lines(NewlyGenerated(folder)));
                WriteWhole(kept, Lines(arguments));
            }
        }
        else if (File.Exists(kept))
        {
            arguments = File.ReadAllLines(kept);
        }
        else
        {
            Log.LogError(
                null, "MAE0006", null, null, Project, 0, 0, 0, 0,
                "The compiler's command line is not known: csc did not run and {0} is missing. Build once with --no-incremental.", kept);
            return false;
        }

        // Said on up-to-date builds too: what nobody mentions, the incremental clean removes.
        FilesWritten = [.. new[] { kept, keptGenerated }.Where(File.Exists).Select(f => new TaskItem(f))];
        if (CaptureFolder.Length > 0)
        {
            Collect(folder, arguments, CompilerRan && File.Exists(keptGenerated) ? File.ReadAllLines(keptGenerated) : []);
        }

        return true;
    }

    private void Collect(string folder, string[] arguments, string[] generated)
    {
        var key = Key();
        var record = new CaptureRecord(
            Project, TargetFramework, AssemblyName, Configuration, folder, key + ".rsp", Absolute(folder, OutputPath), CompiledAssembly,
            Absolute(folder, ReferenceAssembly), CompilerRan ? Absolute(folder, CompilerLog) : "",
            IsTestProject.Equals("true", StringComparison.OrdinalIgnoreCase), generated, [.. References()]);
        WriteWhole(Path.Combine(CaptureFolder, record.ResponseFile), Lines(arguments));
        // Last, so that whoever finds the record finds the arguments too.
        WriteWhole(Path.Combine(CaptureFolder, key + ".json"), record.ToJson());
    }

    private IEnumerable<CapturedReference> References() => ProjectReferences
        .Where(r => !r.GetMetadata("ReferenceOutputAssembly").Equals("false", StringComparison.OrdinalIgnoreCase))
        .Select(r => new CapturedReference(
            r.GetMetadata("MSBuildSourceProjectFile"),
            r.GetMetadata("TargetFrameworkIdentifier").Length == 0 ? "" : ShortFramework(r),
            r.GetMetadata("FullPath"),
            r.GetMetadata("ReferenceAssembly"),
            r.GetMetadata("Aliases")))
        .OrderBy(r => r.Project, StringComparer.Ordinal)
        .ThenBy(r => r.OutputPath, StringComparer.Ordinal);

    private static string ShortFramework(ITaskItem reference)
    {
        var chosen = reference.GetMetadata("SetTargetFramework");
        const string prefix = "TargetFramework=";
        return chosen.StartsWith(prefix, StringComparison.Ordinal) ? chosen[prefix.Length..] : reference.GetMetadata("NearestTargetFramework");
    }

    // csc rewrites every generated file and leaves those that a generator no longer makes: only what is new belongs to this compilation.
    private string[] NewlyGenerated(string folder)
    {
        var generated = Absolute(folder, GeneratedFolder);
        if (GeneratedFolder.Length == 0 || !Directory.Exists(generated))
        {
            return [];
        }

        var started = new DateTime(long.Parse(CompileStarted, CultureInfo.InvariantCulture), DateTimeKind.Utc) - ClockLag;
        return [.. Directory.EnumerateFiles(generated, "*", SearchOption.AllDirectories)
            .Where(f => File.GetLastWriteTimeUtc(f) >= started)
            .Order(StringComparer.Ordinal)];
    }

    // Two projects may make assemblies of one name, and one project several for one framework.
    private string Key()
    {
        var identity = string.Join('\n', Project, TargetFramework, Configuration, Platform, RuntimeIdentifier);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
        return $"{AssemblyName}.{(TargetFramework.Length == 0 ? "none" : TargetFramework)}.{hash}";
    }

    private static string Absolute(string folder, string path) => path.Length == 0 ? "" : Path.GetFullPath(Path.Combine(folder, Native(path)));

    private static string Native(string path) => path.Replace('\\', Path.DirectorySeparatorChar);

    private static string Lines(string[] lines) => string.Concat(lines.Select(l => l + "\n"));

    private static void WriteWhole(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
