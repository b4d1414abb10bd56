// The sum is an int32 on both sides: showing that it fits is part of the proof (checked in C#).
module SumBounds {
  newtype int32 = x: int | -0x8000_0000 <= x < 0x8000_0000

  method Sum(values: array<int32>) returns (total: int32)
    requires values.Length <= 1000
    requires forall k :: 0 <= k < values.Length ==> 0 <= values[k] <= 1000
    ensures 0 <= total as int <= 1000 * values.Length
  {
    total := 0;
    var i := 0;
    while i < values.Length
      invariant 0 <= i <= values.Length
      invariant 0 <= total as int <= 1000 * i
    {
      total := total + values[i];
      i := i + 1;
    }
  }
}
