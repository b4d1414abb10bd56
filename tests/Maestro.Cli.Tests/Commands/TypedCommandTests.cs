using System.Diagnostics;
using Maestro.Cli.Commands;

namespace Maestro.Cli.Tests.Commands;

public sealed class TypedCommandTests
{
    [Theory]
    [InlineData("maestro-out/case")]
    [InlineData("mein Fall/für Köln")]
    [InlineData("it's; rm -rf $HOME `x` \"y\" * ? \\")]
    [InlineData("")]
    public void A_shell_takes_a_quoted_word_for_that_word(string word)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf %s {TypedCommand.Quoted(word)}"]) { RedirectStandardOutput = true })!;

        Assert.Equal(word, shell.StandardOutput.ReadToEnd());
    }
}
