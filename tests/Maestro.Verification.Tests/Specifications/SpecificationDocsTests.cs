using System.Text.RegularExpressions;
using Maestro.Verification.Specifications;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>The list in the docs is that of the files.</summary>
public sealed partial class SpecificationDocsTests
{
    [Fact]
    public void Every_specified_member_is_listed()
    {
        var page = File.ReadAllText(Repository.File("docs", "framework-specifications.md"));

        foreach (var (name, text) in FrameworkSpecifications.Sources().Where(s => s.Name != "Ghost.cs"))
        {
            var row = page.Split('\n').FirstOrDefault(l => l.StartsWith($"| `{Path.GetFileNameWithoutExtension(name)}<", StringComparison.Ordinal));
            Assert.True(row is not null, name);
            foreach (Match member in PublicMember().Matches(text))
            {
                var word = member.Groups[1].Value;
                Assert.True(word == "this" ? row.Contains("indexer") : row.Contains($"`{word}`"), $"{word} of {name}");
            }
        }
    }

    [GeneratedRegex(@"public (?!sealed|class|static)\w+ (\w+)[\s\[\(]")]
    private static partial Regex PublicMember();
}
