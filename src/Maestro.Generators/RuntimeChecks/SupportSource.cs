namespace Maestro.Generators.RuntimeChecks;

/// <summary>What generated code throws, compiled into the user's program so that it needs no package when it runs.</summary>
internal static class SupportSource
{
    /// <summary>The source.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(SupportSource).Assembly.GetManifestResourceStream("RuntimeContractException.cs");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
