module Maximum {
  method Maximum(values: array<int>) returns (largest: int)
    requires values.Length > 0
    ensures forall k :: 0 <= k < values.Length ==> values[k] <= largest
    ensures exists k :: 0 <= k < values.Length && values[k] == largest
  {
    largest := values[0];
    var i := 1;
    while i < values.Length
      invariant 1 <= i <= values.Length
      invariant forall k :: 0 <= k < i ==> values[k] <= largest
      invariant exists k :: 0 <= k < i && values[k] == largest
    {
      if values[i] > largest {
        largest := values[i];
      }
      i := i + 1;
    }
  }
}
