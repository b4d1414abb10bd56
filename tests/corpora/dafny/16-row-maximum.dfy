module RowMaximum {
  method RowMaximum(matrix: array2<int>, row: int) returns (largest: int)
    requires 0 <= row < matrix.Length0
    requires matrix.Length1 > 0
    ensures forall k :: 0 <= k < matrix.Length1 ==> matrix[row, k] <= largest
    ensures exists k :: 0 <= k < matrix.Length1 && matrix[row, k] == largest
  {
    largest := matrix[row, 0];
    var i := 1;
    while i < matrix.Length1
      invariant 1 <= i <= matrix.Length1
      invariant forall k :: 0 <= k < i ==> matrix[row, k] <= largest
      invariant exists k :: 0 <= k < i && matrix[row, k] == largest
    {
      if matrix[row, i] > largest {
        largest := matrix[row, i];
      }
      i := i + 1;
    }
  }
}
