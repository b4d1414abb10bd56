module BinarySearch {
  method Find(sorted: array<int>, key: int) returns (index: int)
    requires forall i, j :: 0 <= i <= j < sorted.Length ==> sorted[i] <= sorted[j]
    ensures -1 <= index < sorted.Length
    ensures index < 0 || sorted[index] == key
    ensures index >= 0 || forall k :: 0 <= k < sorted.Length ==> sorted[k] != key
  {
    var low := 0;
    var high := sorted.Length;
    while low < high
      invariant 0 <= low <= high <= sorted.Length
      invariant forall k :: 0 <= k < low ==> sorted[k] < key
      invariant forall k :: high <= k < sorted.Length ==> sorted[k] > key
    {
      var middle := low + (high - low) / 2;
      if sorted[middle] < key {
        low := middle + 1;
      } else if sorted[middle] > key {
        high := middle;
      } else {
        return middle;
      }
    }
    return -1;
  }
}
