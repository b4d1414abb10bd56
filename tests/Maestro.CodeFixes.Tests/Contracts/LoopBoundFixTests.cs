using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class LoopBoundFixTests
{
    [Theory]
    [InlineData("")]
    [InlineData("            Contract.Invariant(count >= 0 && count < xs.Length + 1);\n")]
    public Task A_bound_that_the_verifier_finds_itself_is_not_asked_for(string invariants) =>
        FixTest.OffersNothingAsync<LoopBoundFix>(Compact("xs[count]", invariants));

    [Fact]
    public Task Nothing_is_offered_where_no_bound_helps() => FixTest.OffersNothingAsync<LoopBoundFix>(
        Compact("{|MAE1005:xs[count + 1]|}", ""));

    private static string Compact(string element, string invariants) => $$"""
        using System.Diagnostics.Contracts;

        static class Shelf
        {
            static int Compact(int[] xs)
            {
                Contract.Requires(xs != null);
                int count = 0;
                for (int i = 0; i < xs.Length; i++)
                {
        {{invariants}}            if (xs[i] != 0)
                    {
                        {{element}} = xs[i];
                        count++;
                    }
                }

                return count;
            }
        }
        """;
}
