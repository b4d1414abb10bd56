module Palindrome {
  method IsPalindrome(values: array<int>) returns (mirrored: bool)
    ensures mirrored == (forall k :: 0 <= k < values.Length ==> values[k] == values[values.Length - 1 - k])
  {
    var low := 0;
    var high := values.Length - 1;
    while low < high
      invariant 0 <= low <= values.Length
      invariant low + high == values.Length - 1
      invariant forall k :: 0 <= k < low ==> values[k] == values[values.Length - 1 - k]
    {
      if values[low] != values[high] {
        return false;
      }
      low := low + 1;
      high := high - 1;
    }
    return true;
  }
}
