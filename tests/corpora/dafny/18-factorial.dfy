// The product is an int32 on both sides: showing that it fits is part of the proof (checked in C#).
module Factorial {
  newtype int32 = x: int | -0x8000_0000 <= x < 0x8000_0000

  function Bound(n: int32): int32 {
    if n <= 1 then 1
    else if n == 2 then 2
    else if n == 3 then 6
    else if n == 4 then 24
    else if n == 5 then 120
    else if n == 6 then 720
    else if n == 7 then 5040
    else 40320
  }

  method Factorial(n: int32) returns (product: int32)
    requires 0 <= n <= 8
    ensures 1 <= product <= Bound(n)
    ensures product >= n
    decreases n
  {
    if n <= 1 {
      return 1;
    }
    var smaller := Factorial(n - 1);
    return n * smaller;
  }
}
