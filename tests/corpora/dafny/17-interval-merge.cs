using System.Diagnostics.Contracts;

namespace Twenty;

public readonly record struct Interval(int Low, int High);

public static class Intervals
{
    public static Interval Merge(Interval first, Interval second)
    {
        Contract.Requires(first.Low <= first.High);
        Contract.Requires(second.Low <= second.High);
        Contract.Requires(first.Low <= second.High && second.Low <= first.High);
        Contract.Ensures(Contract.Result<Interval>().Low <= first.Low && Contract.Result<Interval>().Low <= second.Low);
        Contract.Ensures(Contract.Result<Interval>().High >= first.High && Contract.Result<Interval>().High >= second.High);
        Contract.Ensures(Contract.Result<Interval>().Low == first.Low || Contract.Result<Interval>().Low == second.Low);
        Contract.Ensures(Contract.Result<Interval>().High == first.High || Contract.Result<Interval>().High == second.High);
        int low = first.Low < second.Low ? first.Low : second.Low;
        int high = first.High > second.High ? first.High : second.High;
        return new Interval(low, high);
    }
}
