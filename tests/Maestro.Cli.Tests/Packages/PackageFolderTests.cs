using System.IO.Compression;
using Maestro.Cli.Packages;

namespace Maestro.Cli.Tests.Packages;

public sealed class PackageFolderTests
{
    [Fact]
    public void A_package_file_in_the_source_is_unpacked_as_far_as_its_libraries()
    {
        using var folder = new TemporaryFolder();
        Pack(folder, ("lib/net8.0/A.dll", "x"), ("build/A.targets", "<Project />"));

        var found = PackageFolder.Find("Some.Package", "1.2.3", folder.Root, Path.Combine(folder.Root, "scratch")).Value;

        Assert.Equal(["A.dll"], PackageFolder.Assemblies(found, "net8.0").Select(Path.GetFileName));
        Assert.False(Directory.Exists(Path.Combine(found, "build")));
    }

    [Theory]
    [InlineData("lib/../../evil.dll")]
    [InlineData("lib/..\\evil.dll")]
    [InlineData("lib//evil.dll")]
    public void An_entry_that_leads_out_of_the_folder_is_refused(string entry)
    {
        using var folder = new TemporaryFolder();
        Pack(folder, (entry, "x"));

        Assert.Equal("MAE0072", PackageFolder.Find("Some.Package", "1.2.3", folder.Root, Path.Combine(folder.Root, "scratch")).Problem?.Id);
        Assert.Empty(Directory.GetFiles(folder.Root, "evil*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../x", "1.0.0")]
    [InlineData("Some.Package", "../../etc")]
    [InlineData("Some.Package", "9.9.9")]
    public void What_is_not_there_or_no_name_of_a_package_is_a_problem(string name, string version)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("MAE0070", PackageFolder.Find(name, version, folder.Root, folder.Root).Problem?.Id);
    }

    [Fact]
    public void A_file_that_is_no_archive_is_a_problem()
    {
        using var folder = new TemporaryFolder();
        folder.Write("some.package.1.2.3.nupkg", "no archive");

        Assert.Equal("MAE0072", PackageFolder.Find("Some.Package", "1.2.3", folder.Root, folder.Root).Problem?.Id);
    }

    [Theory]
    [InlineData("net8.0", "net8.0")]
    [InlineData("net6.0", "net10.0")]
    public void The_library_of_the_framework_in_use_is_taken_else_the_nearest(string framework, string expected)
    {
        using var folder = new TemporaryFolder();
        foreach (var there in new[] { "net45", "netstandard2.0", "net8.0", "net10.0", "net10.0-windows" })
        {
            folder.Write($"lib/{there}/{there}.dll", "");
        }

        Assert.Equal(expected + ".dll", Path.GetFileName(Assert.Single(PackageFolder.Assemblies(folder.Root, framework))));
    }

    private static void Pack(TemporaryFolder folder, params (string Entry, string Text)[] entries)
    {
        using var archive = ZipFile.Open(Path.Combine(folder.Root, "Some.Package.1.2.3.nupkg"), ZipArchiveMode.Create);
        foreach (var (entry, text) in entries)
        {
            using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
            writer.Write(text);
        }
    }
}
