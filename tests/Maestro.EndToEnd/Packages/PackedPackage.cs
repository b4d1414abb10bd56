using System.Diagnostics;
using System.Text;

namespace Maestro.EndToEnd.Packages;

/// <summary>
/// The packages as <c>eng/pack.sh</c> makes them, in a local feed, and a clean folder with a package folder of its own: what a user gets. The
/// folder's name has spaces and letters beyond ASCII.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("maestro-").FullName;

    public PackedPackage()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Maestro.Analyzers.sln")))
        {
            root = Directory.GetParent(root)!.FullName;
        }

        Root = Path.Combine(folder, "reines Verzeichnis für Pakete");
        Directory.CreateDirectory(Root);
        var (code, output) = Run(Path.Combine(root, "eng", "pack.sh"), root);
        Assert.True(code == 0, output);
        Feed = Path.Combine(root, "artifacts", "packages");
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder}/packages" /></config>
              <packageSources><add key="local" value="{Feed}" /></packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    public string Feed { get; }

    public string Root { get; }

    /// <summary>A library of its own; returns its folder, relative to <see cref="Root"/>.</summary>
    /// <param name="name">The project's name.</param>
    /// <param name="package">With the package, or without knowing of it.</param>
    /// <param name="properties">MSBuild properties as XML.</param>
    /// <param name="code">The one source file.</param>
    public string Library(string name, bool package, string properties, string code)
    {
        var reference = package ? """<ItemGroup><PackageReference Include="Maestro.Analyzers" Version="*" PrivateAssets="all" /></ItemGroup>""" : "";
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              {reference}
            </Project>
            """);
        Write($"{name}/Code.cs", code);
        return name;
    }

    /// <summary>Adds an item to a project that <see cref="Library"/> made.</summary>
    public void Reference(string name, string item)
    {
        var project = Path.Combine(Root, name, $"{name}.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("</Project>", $"<ItemGroup>{item}</ItemGroup></Project>", StringComparison.Ordinal));
    }

    /// <summary>Runs dotnet in <see cref="Root"/>.</summary>
    public (int Code, string Output) Dotnet(params string[] arguments) => Run("dotnet", Root, arguments);

    /// <summary>Runs a program in <see cref="Root"/>.</summary>
    public (int Code, string Output) InRoot(string program, params string[] arguments) => Run(program, Root, arguments);

    /// <summary>Runs dotnet, expects success, and returns its output.</summary>
    public string Build(params string[] arguments)
    {
        var (code, output) = Dotnet(["build", "--nologo", .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    public void Write(string relative, string text)
    {
        var path = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Every file below a folder, relative to it, sorted.</summary>
    public string[] Files(string relative) => [.. Directory.GetFiles(Path.Combine(Root, relative), "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Path.Combine(Root, relative), f)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static (int Code, string Output) Run(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        DataReceivedEventHandler append = (_, line) =>
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        };
        process.OutputDataReceived += append;
        process.ErrorDataReceived += append;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        lock (output)
        {
            return (process.ExitCode, output.ToString());
        }
    }
}
