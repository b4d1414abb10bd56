using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class InferredInvariantFixTests
{
    [Fact]
    public Task The_invariants_of_a_proof_are_written() => FixTest.OffersAsync<InferredInvariantFix>(
        Fill("{|MAE1014:for|}", ""),
        Fill("for", """
                        Contract.Invariant(i >= 0);
                        Contract.Invariant(Contract.ForAll(0, i, k => cells[k] == value));

            """));

    [Fact]
    public Task Two_loops_at_once() => FixTest.OffersAsync<InferredInvariantFix>(
        Two("{|MAE1014:while|}", "{|MAE1014:while|}", "", ""),
        Two("while", "while", """
                        Contract.Invariant(n + m == Contract.OldValue(n));

            """, """
                        Contract.Invariant(m >= 0);

            """),
        iterations: 2);

    [Fact]
    public Task Nothing_is_said_where_no_invariant_is_needed() => FixTest.OffersNothingAsync<InferredInvariantFix>("""
        using System.Diagnostics.Contracts;

        static class C
        {
            static int Last(int n)
            {
                Contract.Requires(n > 0);
                Contract.Ensures(Contract.Result<int>() > 0);
                for (int i = 0; i < n; i++)
                {
                }

                return n;
            }
        }
        """);

    private static string Fill(string keyword, string invariants) => $$"""
        using System.Diagnostics.Contracts;

        static class C
        {
            static void Fill(int[] cells, int value)
            {
                Contract.Ensures(Contract.ForAll(0, cells.Length, k => cells[k] == value));
                {{keyword}} (int i = 0; i < cells.Length; i++)
                {
        {{invariants}}            cells[i] = value;
                }
            }
        }
        """;

    private static string Two(string first, string second, string ofFirst, string ofSecond) => $$"""
        using System.Diagnostics.Contracts;

        static class C
        {
            static int Moved(int n)
            {
                Contract.Requires(n >= 0);
                Contract.Ensures(Contract.Result<int>() == 0);
                int m = 0;
                {{first}} (n > 0)
                {
        {{ofFirst}}            n--;
                    m++;
                }

                {{second}} (m > 0)
                {
        {{ofSecond}}            m--;
                }

                return m;
            }
        }
        """;
}
