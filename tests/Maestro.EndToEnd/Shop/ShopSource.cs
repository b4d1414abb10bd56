using Maestro.EndToEnd.Running;

namespace Maestro.EndToEnd.Shop;

/// <summary>The smallest solution that has a contract to prove, with tests or without, and a change to it.</summary>
public static class ShopSource
{
    public const string Till = "src/Shop/Till.cs";

    public const string Tests = "tests/Shop.Tests/TillTests.cs";

    /// <summary>The place for what comes next in <see cref="Till"/> and <see cref="Tests"/>.</summary>
    private const string End = "\n}\n";

    public static void WriteLibrary(ScratchRepository repository)
    {
        repository.Write(".gitignore", "bin/\nobj/\nTestResults/\n");
        repository.Write("Shop.slnx", """
            <Solution>
              <Project Path="src/Shop/Shop.csproj" />
            </Solution>
            """);
        repository.Write("src/Shop/Shop.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
            </Project>
            """);
        repository.Write(Till, """
            using System.Diagnostics.Contracts;

            namespace Shop;

            public static class Till
            {
                public static int Change(int paid, int price)
                {
                    Contract.Requires(price >= 0 && paid >= price);
                    Contract.Ensures(Contract.Result<int>() >= 0);
                    return paid - price;
                }
            }

            """);
    }

    public static void WriteTests(ScratchRepository repository)
    {
        repository.Write("Shop.slnx", """
            <Solution>
              <Project Path="src/Shop/Shop.csproj" />
              <Project Path="tests/Shop.Tests/Shop.Tests.csproj" />
            </Solution>
            """);
        // The versions that the sample uses are there wherever this repository builds.
        File.Copy(RepositoryRoot.Combine("samples", "Storefront", "Directory.Packages.props"), repository.At("Directory.Packages.props"));
        repository.Write("tests/Shop.Tests/Shop.Tests.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <IsTestProject>true</IsTestProject>
                <IsPackable>false</IsPackable>
                <NuGetAudit>false</NuGetAudit>
                <IsTestingPlatformApplication>false</IsTestingPlatformApplication>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
                <PackageReference Include="xunit.runner.visualstudio" />
                <PackageReference Include="xunit.v3" />
                <ProjectReference Include="../../src/Shop/Shop.csproj" />
              </ItemGroup>
            </Project>
            """);
        repository.Write(Tests, """
            using Shop;
            using Xunit;

            public class TillTests
            {
                [Fact]
                public void Change_is_what_was_paid_too_much() => Assert.Equal(3, Till.Change(10, 7));
            }

            """);
    }

    /// <summary>A change that holds: a method with a contract that is proved.</summary>
    public static void AddMethod(ScratchRepository repository) => repository.Edit(Till, End, """


            public static int Smaller(int a, int b)
            {
                Contract.Ensures(Contract.Result<int>() <= a && Contract.Result<int>() <= b);
                return a < b ? a : b;
            }
        }

        """);

    /// <summary>One more test, with this body.</summary>
    public static void AddTest(ScratchRepository repository, string name, string body) => repository.Edit(Tests, End, $$"""


            [Fact]
            public void {{name}}()
            {
                {{body}}
            }
        }

        """);
}
