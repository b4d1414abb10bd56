module SelectionStep {
  method Step(values: array<int>, start: int)
    requires 0 <= start < values.Length
    modifies values
    ensures forall k :: start <= k < values.Length ==> values[start] <= values[k]
    ensures forall k :: 0 <= k < start ==> values[k] == old(values[k])
  {
    var smallest := start;
    var i := start + 1;
    while i < values.Length
      invariant start < i <= values.Length
      invariant start <= smallest < i
      invariant forall k :: start <= k < i ==> values[smallest] <= values[k]
      invariant forall k :: 0 <= k < start ==> values[k] == old(values[k])
    {
      if values[i] < values[smallest] {
        smallest := i;
      }
      i := i + 1;
    }
    var kept := values[start];
    values[start] := values[smallest];
    values[smallest] := kept;
  }
}
