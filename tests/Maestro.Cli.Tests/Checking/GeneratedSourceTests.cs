using Maestro.Cli.Checking;

namespace Maestro.Cli.Tests.Checking;

public sealed class GeneratedSourceTests
{
    [Theory]
    [InlineData("obj/Release/net10.0/Shop.AssemblyInfo.cs", true)]
    [InlineData("src/Shop/obj/Release/Shop.cs", true)]
    [InlineData("src/Shop/Till.g.cs", true)]
    [InlineData("src/Shop/Form.Designer.cs", true)]
    [InlineData("src/Shop/Till.cs", false)]
    [InlineData("objects/Till.cs", false)]
    [InlineData("src/Shop/Designer.cs", false)]
    public void A_source_is_taken_for_generated_by_its_folder_or_its_name(string path, bool generated) => Assert.Equal(generated, GeneratedSource.Is(path));
}
