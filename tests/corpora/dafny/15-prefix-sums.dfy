// The sums are int32 on both sides: showing that they fit is part of the proof (checked in C#).
module PrefixSums {
  newtype int32 = x: int | -0x8000_0000 <= x < 0x8000_0000

  method PrefixSums(values: array<int32>) returns (sums: array<int32>)
    requires values.Length <= 1000000
    requires forall k :: 0 <= k < values.Length ==> -1000 <= values[k] <= 1000
    ensures sums.Length == values.Length + 1
    ensures sums[0] == 0
    ensures forall k :: 0 <= k < values.Length ==> sums[k + 1] as int == sums[k] as int + values[k] as int
  {
    sums := new int32[values.Length + 1];
    sums[0] := 0;
    var i := 0;
    while i < values.Length
      invariant 0 <= i <= values.Length
      invariant sums[0] == 0
      invariant -1000 * i <= sums[i] as int <= 1000 * i
      invariant forall k :: 0 <= k < i ==> sums[k + 1] as int == sums[k] as int + values[k] as int
    {
      sums[i + 1] := sums[i] + values[i];
      i := i + 1;
    }
  }
}
