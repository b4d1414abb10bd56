using Storefront.Accounts;
using Storefront.Pricing;

namespace Storefront.Tests;

public class AccountTests
{
    [Fact]
    public void Money_moves_from_one_account_to_the_other()
    {
        var from = new Account(1_000);
        var to = new Account(50);

        from.TransferTo(to, 300);

        Assert.Equal(700, from.Balance);
        Assert.Equal(350, to.Balance);
    }

    [Fact]
    public void An_account_is_never_overdrawn()
    {
        var account = new Account(100);

        Assert.False(account.TryWithdraw(101));
        Assert.True(account.TryWithdraw(100));
        Assert.Equal(0, account.Balance);
    }

    [Fact]
    public void Deposits_and_withdrawals_are_counted()
    {
        var account = new Account(100);

        account.Deposit(50);
        account.Withdraw(20);

        Assert.Equal((130L, 2), (account.Balance, account.Movements));
        Assert.Equal("1.30 after 2 movements", account.ToString());
    }

    [Fact]
    public void A_fee_takes_what_is_left_at_most()
    {
        var account = new Account(30);

        Assert.Equal(30, account.Charge(90));
        Assert.Equal(0, account.Balance);
    }

    [Fact]
    public void Postings_are_summed_and_counted()
    {
        long[] postings = [100, -30, 7, -1];

        Assert.Equal(76, Postings.Total(postings));
        Assert.Equal(2, Postings.CountDebits(postings));
        Assert.Equal(1, Postings.FirstDebit(postings));
        Assert.Equal(100, Postings.LargestCredit(postings));
        Assert.False(Postings.HasOversized(postings));
        Assert.True(Postings.HasOversized([5, -1_000_001]));
    }

    [Fact]
    public void Without_a_debit_there_is_no_first_one() => Assert.Equal(-1, Postings.FirstDebit([1, 0]));

    [Fact]
    public void The_running_balance_follows_each_posting() =>
        Assert.Equal([110L, 80L, 85L], Postings.RunningBalances(100, [10, -30, 5]));

    [Fact]
    public void A_correction_turns_every_posting_round()
    {
        long[] postings = [5, -7, 0];

        Postings.Reverse(postings);

        Assert.Equal([-5L, 7L, 0L], postings);
    }

    [Fact]
    public void A_statement_starts_with_the_largest() =>
        Assert.Equal(["-9.00 x 1", "5.00 x 2"], Postings.Statement([500, -900, 500]));

    [Fact]
    public void A_gift_card_pays_until_it_is_empty()
    {
        var card = new GiftCard(1_000, lastDay: 20);

        Assert.Equal(700, card.Pay(700, day: 10));
        Assert.Equal(300, card.Pay(700, day: 20));
        Assert.Equal(0, card.Remaining);
    }

    [Fact]
    public void A_lapsed_gift_card_pays_nothing() => Assert.Equal(0, new GiftCard(1_000, 20).Pay(100, day: 21));

    [Fact]
    public void A_full_gift_card_takes_no_more()
    {
        var card = new GiftCard(49_000, 20);

        Assert.Equal(500, card.TopUp(1_500));
        Assert.Equal(50_000, card.Remaining);
    }

    [Theory]
    [InlineData(999, CustomerTier.Standard)]
    [InlineData(1_000, CustomerTier.Silver)]
    [InlineData(10_000, CustomerTier.Gold)]
    public void Points_make_a_tier(int points, CustomerTier tier) => Assert.Equal(tier, Loyalty.TierFor(points));

    [Fact]
    public void Points_pay_half_a_purchase_at_most()
    {
        Assert.Equal(50, Loyalty.Redeemable(80, 100));
        Assert.Equal(12, Loyalty.PointsFor(1_299));
        Assert.Equal(1, Loyalty.MissingToNextTier(999));
    }
}
