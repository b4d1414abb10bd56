module Partition {
  method Partition(values: array<int>, pivot: int) returns (border: int)
    modifies values
    ensures 0 <= border <= values.Length
    ensures forall k :: 0 <= k < border ==> values[k] < pivot
    ensures forall k :: border <= k < values.Length ==> values[k] >= pivot
  {
    border := 0;
    var i := 0;
    while i < values.Length
      invariant 0 <= border <= i <= values.Length
      invariant forall k :: 0 <= k < border ==> values[k] < pivot
      invariant forall k :: border <= k < i ==> values[k] >= pivot
    {
      if values[i] < pivot {
        var kept := values[border];
        values[border] := values[i];
        values[i] := kept;
        border := border + 1;
      }
      i := i + 1;
    }
  }
}
