namespace Maestro.EndToEnd.Packages;

/// <summary>The tests that share one packed package: packing takes long.</summary>
[CollectionDefinition(Name)]
public sealed class PackedPackages : ICollectionFixture<PackedPackage>
{
    public const string Name = "packed packages";
}
