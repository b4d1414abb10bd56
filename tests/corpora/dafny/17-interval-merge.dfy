module IntervalMerge {
  datatype Interval = Interval(low: int, high: int)

  method Merge(first: Interval, second: Interval) returns (merged: Interval)
    requires first.low <= first.high
    requires second.low <= second.high
    requires first.low <= second.high && second.low <= first.high
    ensures merged.low <= first.low && merged.low <= second.low
    ensures merged.high >= first.high && merged.high >= second.high
    ensures merged.low == first.low || merged.low == second.low
    ensures merged.high == first.high || merged.high == second.high
  {
    var low := if first.low < second.low then first.low else second.low;
    var high := if first.high > second.high then first.high else second.high;
    return Interval(low, high);
  }
}
