namespace Maestro.Cli.Checking;

/// <summary>Which sources are taken for made by a program, so that their methods are nobody's change.</summary>
internal static class GeneratedSource
{
    /// <param name="relative">Relative to the side's top folder, with <c>/</c>: where the clone lies must not decide.</param>
    public static bool Is(string relative) =>
        relative.StartsWith("obj/", StringComparison.Ordinal)
        || relative.Contains("/obj/", StringComparison.Ordinal)
        || relative.EndsWith(".g.cs", StringComparison.Ordinal)
        || relative.EndsWith(".Designer.cs", StringComparison.Ordinal);
}
