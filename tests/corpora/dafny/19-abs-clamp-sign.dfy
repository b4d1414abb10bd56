// int32 on both sides: the absolute value of the smallest one does not fit.
module AbsClampSign {
  newtype int32 = x: int | -0x8000_0000 <= x < 0x8000_0000

  method Abs(value: int32) returns (size: int32)
    requires value > -0x8000_0000
    ensures size >= 0
    ensures size == value || size == -value
  {
    if value < 0 {
      return -value;
    }
    return value;
  }

  method Clamp(value: int32, low: int32, high: int32) returns (clamped: int32)
    requires low <= high
    ensures low <= clamped <= high
    ensures !(low <= value <= high) || clamped == value
    ensures clamped == value || clamped == low || clamped == high
  {
    if value < low {
      return low;
    }
    if value > high {
      return high;
    }
    return value;
  }

  method Sign(value: int32) returns (sign: int32)
    ensures -1 <= sign <= 1
    ensures (sign == 1) == (value > 0)
    ensures (sign == -1) == (value < 0)
  {
    if value > 0 {
      return 1;
    }
    return if value < 0 then -1 else 0;
  }
}
