namespace Maestro.Build.Tests.Repository;

public class TierTests
{
    [Fact]
    public void Rooms_use_rooms_of_lower_tiers_only()
    {
        var rooms = Directory.GetFiles(RepositoryRoot.Combine("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Room.Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
            .ToList();

        Assert.True(rooms.Count >= 8, "the rooms were not found");
        Assert.Empty(TierRule.Violations(rooms));
    }

    [Theory]
    [InlineData("Maestro.Verification", "Maestro.Evidence", "of its own tier")]
    [InlineData("Maestro.Evidence", "Maestro.SafetyCase", "of a higher tier")]
    [InlineData("Maestro.Analyzers", "Maestro.CodeFixes", "against the exception")]
    [InlineData("Maestro.Cli", "Some.Other.Room", "of no tier")]
    public void A_room_that_uses_a_room_of_the_wrong_tier_is_named(string from, string to, string why)
    {
        var project = $"""<Project><ItemGroup><ProjectReference Include="..\{to}\{to}.csproj" /></ItemGroup></Project>""";

        var violations = TierRule.Violations([Room.Parse(from, project)]);

        Assert.True(violations.SequenceEqual([$"{from} must not reference {to}"]), why);
    }

    [Fact]
    public void A_room_without_a_tier_is_named()
    {
        Assert.Equal(["Maestro.Helpers has no tier"], TierRule.Violations([new Room("Maestro.Helpers", [])]));
    }
}
