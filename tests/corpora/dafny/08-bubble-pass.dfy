module BubblePass {
  method Pass(values: array<int>)
    requires values.Length > 0
    modifies values
    ensures forall k :: 0 <= k < values.Length ==> values[k] <= values[values.Length - 1]
  {
    var i := 0;
    while i < values.Length - 1
      invariant 0 <= i < values.Length
      invariant forall k :: 0 <= k < i ==> values[k] <= values[i]
    {
      if values[i] > values[i + 1] {
        var kept := values[i];
        values[i] := values[i + 1];
        values[i + 1] := kept;
      }
      i := i + 1;
    }
  }
}
