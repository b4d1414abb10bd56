using System.Diagnostics;
using Maestro.Build.Capture;

namespace Maestro.Build.Tests.Capture;

/// <summary>
/// A library for two frameworks and a program that uses it and a source generator, in a folder whose name has a space, an apostrophe and letters
/// beyond ASCII. A test leaves the sources as they were.
/// </summary>
public sealed class ScratchSolution : IDisposable
{
    public const string Program = """
        using System.Text.RegularExpressions;
        System.Console.WriteLine(Lib.Number.One() + (Words.A().IsMatch("a") ? 1 : 0));
        partial class Words { [GeneratedRegex("a+")] public static partial Regex A(); }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("maestro-").FullName;

    public ScratchSolution()
    {
        Root = Path.Combine(folder, "Bob's prö jekt");
        Write("Directory.Build.props", "<Project />");
        Write("Lib/Lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>
                <DefineConstants>$(DefineConstants);FIRST;SECOND</DefineConstants>
              </PropertyGroup>
            </Project>
            """);
        Write("Lib/Number.cs", "namespace Lib { public static class Number { public static int One() { return 1; } } }");
        Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>
            </Project>
            """);
        Write("App/Program.cs", Program);
        Dotnet("restore", "App", "-v", "quiet");
    }

    public string Root { get; }

    public string Captures => Path.Combine(Root, "captures");

    public static string Targets { get; } = Path.Combine(AppContext.BaseDirectory, "build", "Maestro.Capture.targets");

    public void Write(string relative, string text)
    {
        var path = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + error.Result);
        return output;
    }

    /// <summary>Runs an MSBuild verb with the capture injected, into an empty folder, and reads what was captured, by assembly and framework.</summary>
    public Dictionary<string, CaptureRecord> Capture(params string[] verb)
    {
        if (Directory.Exists(Captures))
        {
            Directory.Delete(Captures, recursive: true);
        }

        Dotnet([
            .. verb, "--nologo", "-v:quiet",
            $"-p:CustomAfterMicrosoftCommonTargets={Targets}",
            $"-p:CustomAfterMicrosoftCommonCrossTargetingTargets={Targets}",
            $"-p:MaestroCaptureDir={Captures}",
        ]);
        return Directory.GetFiles(Captures, "*.json")
            .Select(f => CaptureRecord.FromJson(File.ReadAllText(f))!)
            .ToDictionary(r => $"{r.AssemblyName} {r.TargetFramework}");
    }

    public string[] Arguments(CaptureRecord record) => File.ReadAllLines(Path.Combine(Captures, record.ResponseFile));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
