module Gcd {
  method Gcd(first: int, second: int) returns (divisor: int)
    requires first > 0
    requires second > 0
    ensures 1 <= divisor <= first
    ensures divisor <= second
  {
    var a := first;
    var b := second;
    while a != b
      invariant 1 <= a <= first
      invariant 1 <= b <= second
      decreases a + b
    {
      if a > b {
        a := a - b;
      } else {
        b := b - a;
      }
    }
    return a;
  }
}
