namespace Maestro.EndToEnd.Packages;

[Collection(PackedPackages.Name)]
public sealed class RuntimeCheckTests(PackedPackage package)
{
    private const string Till = """
        using System.Diagnostics.Contracts;

        Console.WriteLine(Till.Net(5, int.Parse(args[0])));

        static class Till
        {
            public static int Net(int price, int fee)
            {
                Contract.Requires(price >= 0 && fee >= 0);
                Contract.Ensures(Contract.Result<int>() <= price);
                return price - fee;
            }
        }
        """;

    [Fact]
    public void A_program_that_is_built_with_runtime_checks_fails_at_the_broken_contract_and_without_them_it_is_the_one_without_the_package()
    {
        const string Program = "<OutputType>Exe</OutputType><MaestroVerify>false</MaestroVerify>";
        var project = package.Library("Till", package: false, Program, Till);
        var assembly = Path.Combine(package.Root, "Till/bin/Release/net10.0/Till.dll");
        package.Build(project, "-c", "Release");
        var bytes = File.ReadAllBytes(assembly);
        Directory.Delete(Path.Combine(package.Root, "Till"), recursive: true);
        package.Library("Till", package: true, Program, Till);

        package.Build(project, "-c", "Release");

        Assert.Equal(bytes, File.ReadAllBytes(assembly));
        Assert.Equal((0, "7"), Run("-2"));

        package.Build(project, "-c", "Release", "-p:MaestroRuntimeChecks=true", "-warnaserror");

        Assert.Equal((0, "3"), Run("2"));
        var (code, output) = Run("-2");
        Assert.NotEqual(0, code);
        Assert.Contains(
            "Maestro.RuntimeChecks.RuntimeContractException: Requires does not hold (Till.Net(int, int), Code.cs line 9): Contract.Requires(price >= 0 && fee >= 0);", output, StringComparison.Ordinal);

        (int, string) Run(string argument)
        {
            var (exit, text) = package.Dotnet(assembly, argument);
            return (exit, text.Trim());
        }
    }
}
