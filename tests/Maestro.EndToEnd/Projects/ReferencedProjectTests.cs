using System.Text.Json;
using Maestro.EndToEnd.Running;

namespace Maestro.EndToEnd.Projects;

/// <summary>What <c>maestro prove</c> says of methods that call another project: its contracts are theirs to keep.</summary>
public sealed class ReferencedProjectTests : IDisposable
{
    private readonly MaestroUser _user = new();

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData("net10.0", "refuted")]
    // Another core library: known by its contracts alone, so that no call can be replayed through it.
    [InlineData("netstandard2.0", "unknown")]
    public async Task Preconditions_of_a_referenced_project_are_asked_for_and_its_postconditions_known(string framework, string tooMany)
    {
        var folder = _user.Scratch("two");
        Write(folder, "Shelf/Shelf.csproj", Project(framework, "<LangVersion>latest</LangVersion>", ""));
        Write(folder, "Shelf/Shelf.cs", """
            using System.Diagnostics.Contracts;

            public sealed class Shelf
            {
                private int _count;

                public Shelf(int count)
                {
                    Contract.Requires(count >= 0 && count <= 100);
                    Contract.Ensures(Count == count);
                    _count = count;
                }

                public int Count => _count;

                public void Add(int n)
                {
                    Contract.Requires(n >= 0 && Count + n <= 100);
                    Contract.Ensures(Count == Contract.OldValue(Count) + n);
                    _count += n;
                }

                public static int Twice(int n)
                {
                    Contract.Requires(n >= 0 && n < 1000);
                    return 2 * n;
                }
            }
            """);
        Write(folder, "User/User.csproj", Project("net10.0", "", """<ItemGroup><ProjectReference Include="../Shelf/Shelf.csproj" /></ItemGroup>"""));
        Write(folder, "User/User.cs", """
            using System.Diagnostics.Contracts;

            public static class User
            {
                public static int Right(int n)
                {
                    Contract.Requires(n >= 0 && n <= 50);
                    Contract.Ensures(Contract.Result<int>() == n + 7);
                    var shelf = new Shelf(n);
                    shelf.Add(7);
                    return shelf.Count;
                }

                public static int TooMany(int n)
                {
                    Contract.Requires(n >= 0);
                    var shelf = new Shelf(90);
                    shelf.Add(n);
                    return shelf.Count;
                }

                public static int Negative(int n) => Shelf.Twice(n);
            }
            """);

        var prove = await _user.MaestroAsync(Path.Combine(folder, "User"), "prove", "User.csproj", "--json");

        var verdicts = JsonDocument.Parse(prove.Output).RootElement.EnumerateArray()
            .Where(m => m.GetProperty("file").GetString() == "User.cs")
            .ToDictionary(m => m.GetProperty("symbol").GetString()!, m => m.GetProperty("verdict").GetString());
        Assert.Equal("proved", verdicts["M:User.Right(System.Int32)"]);
        Assert.Equal(tooMany, verdicts["M:User.TooMany(System.Int32)"]);
        Assert.Equal("refuted", verdicts["M:User.Negative(System.Int32)"]);
    }

    [Fact]
    public async Task A_project_between_is_read_from_source_although_what_it_references_has_another_core_library()
    {
        var folder = _user.Scratch("diamond");
        Write(folder, "Base/Base.csproj", Project("netstandard2.0", "<LangVersion>latest</LangVersion>", ""));
        Write(folder, "Base/Coin.cs", """
            using System.Diagnostics.Contracts;

            public static class Coin
            {
                public static int Half(int n)
                {
                    Contract.Requires(n >= 0);
                    Contract.Ensures(Contract.Result<int>() <= n);
                    return n / 2;
                }
            }
            """);
        Write(folder, "Middle/Middle.csproj", Project("net10.0", "", """<ItemGroup><ProjectReference Include="../Base/Base.csproj" /></ItemGroup>"""));
        Write(folder, "Middle/Purse.cs", """
            using System.Diagnostics.Contracts;

            public sealed class Purse
            {
                private int _coins;

                public void Put(int n)
                {
                    Contract.Requires(n > _coins);
                    _coins = n;
                }
            }
            """);
        Write(folder, "App/App.csproj", Project("net10.0", "", """<ItemGroup><ProjectReference Include="../Middle/Middle.csproj" /></ItemGroup>"""));
        Write(folder, "App/App.cs", """
            public static class App
            {
                public static void Empty(Purse purse) => purse.Put(0);

                public static int Negative() => Coin.Half(-1);
            }
            """);

        var prove = await _user.MaestroAsync(Path.Combine(folder, "App"), "prove", "App.csproj", "--json");

        var verdicts = JsonDocument.Parse(prove.Output).RootElement.EnumerateArray()
            .Where(m => m.GetProperty("file").GetString() == "App.cs")
            .ToDictionary(m => m.GetProperty("symbol").GetString()!, m => m.GetProperty("verdict").GetString());
        // The precondition speaks of a private field: known only where the project between is source.
        Assert.Equal("refuted", verdicts["M:App.Empty(Purse)"]);
        Assert.Equal("refuted", verdicts["M:App.Negative"]);
    }

    private static string Project(string framework, string properties, string items) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>{framework}</TargetFramework><Nullable>enable</Nullable>{properties}</PropertyGroup>
          {items}
        </Project>
        """;

    private static void Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
