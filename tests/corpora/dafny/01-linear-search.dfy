module LinearSearch {
  method Find(values: array<int>, key: int) returns (index: int)
    ensures -1 <= index < values.Length
    ensures index < 0 || values[index] == key
    ensures index >= 0 || forall k :: 0 <= k < values.Length ==> values[k] != key
  {
    var i := 0;
    while i < values.Length
      invariant 0 <= i <= values.Length
      invariant forall k :: 0 <= k < i ==> values[k] != key
    {
      if values[i] == key {
        return i;
      }
      i := i + 1;
    }
    return -1;
  }
}
