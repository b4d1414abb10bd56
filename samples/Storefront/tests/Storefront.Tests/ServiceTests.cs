using Storefront.Browsing;
using Storefront.Calendar;
using Storefront.Limits;

namespace Storefront.Tests;

public class ServiceTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    public void A_started_page_counts(int total, int pages) => Assert.Equal(pages, Pager.PageCount(total, 10));

    [Fact]
    public void The_last_page_may_be_short() => Assert.Equal([5, 6], Pager.Slice([1, 2, 3, 4, 5, 6], 4, 4));

    [Fact]
    public void A_page_beyond_the_end_shows_nothing() => Assert.Equal("none of 7", Pager.Caption(7, 3, 5));

    [Fact]
    public void The_caption_counts_from_one() => Assert.Equal("6-7 of 7", Pager.Caption(7, 1, 5));

    [Theory]
    [InlineData(-3, 4, 0)]
    [InlineData(2, 4, 2)]
    [InlineData(9, 4, 3)]
    [InlineData(9, 0, 0)]
    public void A_page_number_is_brought_into_range(int page, int pages, int nearest) =>
        Assert.Equal(nearest, Pager.ClampPage(page, pages));

    [Fact]
    public void A_page_size_is_brought_into_range() =>
        Assert.Equal((1, 25, 100), (Pager.PageSize(0), Pager.PageSize(25), Pager.PageSize(500)));

    [Fact]
    public void Ratings_are_counted_by_stars()
    {
        int[] ratings = [5, 1, 5, 3];

        Assert.Equal([1, 0, 1, 0, 2], Ratings.Histogram(ratings));
        Assert.Equal(14, Ratings.TotalStars(ratings));
        Assert.Equal(1, Ratings.Worst(ratings));
        Assert.False(Ratings.AllBest(ratings));
        Assert.True(Ratings.AllBest([5, 5]));
        Assert.Equal("3.5 of 5", Ratings.Mean(ratings));
    }

    [Fact]
    public void A_bucket_allows_a_burst_and_then_one_each_interval()
    {
        var bucket = new TokenBucket(capacity: 2, interval: 100, now: 0);

        Assert.True(bucket.TryTake(2));
        Assert.False(bucket.TryTake(1));
        Assert.Equal(1, bucket.Missing(1));
        bucket.Refill(99);
        Assert.False(bucket.TryTake(1));
        bucket.Refill(100);
        Assert.True(bucket.TryTake(1));
    }

    [Fact]
    public void A_bucket_never_overflows()
    {
        var bucket = new TokenBucket(3, 1, 0);

        bucket.Refill(long.MaxValue);

        Assert.Equal(3, bucket.Tokens);
        bucket.Reset(long.MaxValue);
        Assert.Equal(long.MaxValue, bucket.LastTick);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(3, 800)]
    [InlineData(9, 30_000)]
    [InlineData(1_000, 30_000)]
    public void Waits_double_up_to_the_longest(int attempt, int delay) => Assert.Equal(delay, Backoff.DelayFor(attempt));

    [Fact]
    public void A_spread_wait_is_between_half_and_whole()
    {
        Assert.Equal(50, Backoff.Spread(100, 0));
        Assert.Equal(100, Backoff.Spread(100, 50));
        Assert.Equal(3, Backoff.AttemptsWithin(300));
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(-1, 2)]
    [InlineData(-3, 0)]
    public void A_ring_goes_round_both_ways(int offset, int shard) => Assert.Equal(shard, Shards.OnRing(offset, 3));

    [Fact]
    public void Customers_are_spread()
    {
        Assert.Equal(1, Shards.ShardFor(uint.MaxValue, 2));
        Assert.Equal(0, Shards.Next(2, 3));
        Assert.Equal(1, Shards.LeastLoaded([4, 1, 1]));
        Assert.NotEqual(Shards.Hash(1), Shards.Hash(2));
    }

    [Theory]
    [InlineData(2024, 2, 29)]
    [InlineData(2023, 2, 28)]
    [InlineData(1900, 2, 28)]
    [InlineData(2000, 2, 29)]
    [InlineData(2023, 4, 30)]
    [InlineData(2023, 12, 31)]
    public void Months_have_their_days(int year, int month, int days) => Assert.Equal(days, Days.InMonth(year, month));

    [Fact]
    public void The_calendar_agrees_with_the_framework()
    {
        var day = new DateOnly(2025, 3, 1).DayNumber;

        Assert.Equal(5, Days.Weekday(day));
        Assert.False(Days.IsWorkday(day));
        Assert.Equal(day + 2, Days.NextWorkday(day));
        Assert.Equal(5, Days.WorkdaysBetween(day, day + 7));
        Assert.Equal("2025-03-01", Days.Format(day));
        Assert.Equal(Days.Last, Days.Later(day, int.MaxValue));
        Assert.Equal(Days.Last, DateOnly.MaxValue.DayNumber);
    }

    [Fact]
    public void A_window_holds_its_start_but_not_its_end()
    {
        var window = new DateWindow(10, 20);

        Assert.True(window.Contains(10));
        Assert.False(window.Contains(20));
        Assert.Equal((1, 0), (window.DaysLeft(19), window.DaysLeft(20)));
        Assert.Equal((10, 15, 19), (window.Nearest(3), window.Nearest(15), window.Nearest(99)));
    }

    [Fact]
    public void Windows_that_touch_do_not_overlap()
    {
        Assert.False(new DateWindow(1, 5).Overlaps(new DateWindow(5, 9)));
        Assert.True(new DateWindow(1, 6).Overlaps(new DateWindow(5, 9)));
        Assert.Equal((5, 6), DateWindow.Common(1, 6, 5, 9));
        Assert.Equal((5, 5), DateWindow.Common(1, 3, 5, 9));
    }

    [Fact]
    public void An_extended_window_ends_with_the_calendar()
    {
        var window = new DateWindow(Days.Last - 10, Days.Last - 5);

        window.Extend(3);
        Assert.Equal(Days.Last - 2, window.End);
        window.Extend(30);
        Assert.Equal(Days.Last, window.End);
    }
}
