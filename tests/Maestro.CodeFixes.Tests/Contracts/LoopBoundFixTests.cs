using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class LoopBoundFixTests
{
    [Fact]
    public Task The_bound_of_one_counter_by_the_other_is_added_to_the_loop() => FixTest.OffersAsync<LoopBoundFix>(
        Compact("{|MAE1011:xs[count]|}", ""),
        Compact("xs[count]", "            Contract.Invariant(count <= i);\n"));

    [Fact]
    public Task It_is_added_behind_the_invariants_there_are() => FixTest.OffersAsync<LoopBoundFix>(
        Compact("{|MAE1011:xs[count]|}", "            Contract.Invariant(count >= 0 && count < xs.Length + 1);\n"),
        Compact("xs[count]", "            Contract.Invariant(count >= 0 && count < xs.Length + 1);\n            Contract.Invariant(count <= i);\n"));

    [Fact]
    public Task A_loop_without_a_block_gets_one() => FixTest.OffersAsync<LoopBoundFix>(
        """
        using System.Diagnostics.Contracts;

        static class Marks
        {
            static int Count(bool[] marks)
            {
                Contract.Requires(marks != null);
                {|MAE1011:Contract.Ensures(Contract.Result<int>() <= marks.Length);|}
                int count = 0;
                for (int i = 0; i < marks.Length; i++)
                    count += marks[i] ? 1 : 0;

                return count;
            }
        }
        """,
        """
        using System.Diagnostics.Contracts;

        static class Marks
        {
            static int Count(bool[] marks)
            {
                Contract.Requires(marks != null);
                Contract.Ensures(Contract.Result<int>() <= marks.Length);
                int count = 0;
                for (int i = 0; i < marks.Length; i++)
                {
                    Contract.Invariant(count <= i);
                    count += marks[i] ? 1 : 0;
                }

                return count;
            }
        }
        """);

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
