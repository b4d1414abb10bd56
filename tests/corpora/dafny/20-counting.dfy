module Counting {
  method CountPositive(values: array<int>) returns (count: int)
    ensures 0 <= count <= values.Length
    ensures (count == 0) == (forall k :: 0 <= k < values.Length ==> values[k] <= 0)
  {
    count := 0;
    var i := 0;
    while i < values.Length
      invariant 0 <= i <= values.Length
      invariant 0 <= count <= i
      invariant (count == 0) == (forall k :: 0 <= k < i ==> values[k] <= 0)
    {
      if values[i] > 0 {
        count := count + 1;
      }
      i := i + 1;
    }
  }
}
