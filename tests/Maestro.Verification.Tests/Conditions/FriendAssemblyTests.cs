namespace Maestro.Verification.Tests.Conditions;

/// <summary>A friend assembly may derive from what is internal, so that nobody has seen every override (semantics.md, 9).</summary>
public sealed class FriendAssemblyTests
{
    private const string Source = """
        internal class Box
        {
            internal int Value;

            internal virtual void Look()
            {
            }
        }

        static class User
        {
            internal static int M(Box box)
            {
                Contract.Requires(box.Value == 1);
                Contract.Ensures(Contract.Result<int>() == 1);
                box.Look();
                return box.Value;
            }
        }
        """;

    [Fact]
    public void An_internal_virtual_method_that_nobody_overrides_is_known() => Assert.Equal("proved", Proving.One(Source).Word);

    [Fact]
    public void With_friends_it_is_not() => Assert.Equal(
        "unknown", Proving.One($"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")]\n{Source}").Word);
}
