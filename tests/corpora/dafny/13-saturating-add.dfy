// Operands and result are int32 on both sides; the postconditions speak of the exact sum (long in C#).
module SaturatingAdd {
  newtype int32 = x: int | -0x8000_0000 <= x < 0x8000_0000

  method Add(first: int32, second: int32) returns (sum: int32)
    ensures !(first as int + second as int > 0x7fff_ffff) || sum == 0x7fff_ffff
    ensures !(first as int + second as int < -0x8000_0000) || sum == -0x8000_0000
    ensures !(-0x8000_0000 <= first as int + second as int <= 0x7fff_ffff) || sum as int == first as int + second as int
  {
    if second > 0 && first > 0x7fff_ffff - second {
      return 0x7fff_ffff;
    }
    if second < 0 && first < -0x8000_0000 - second {
      return -0x8000_0000;
    }
    return first + second;
  }
}
