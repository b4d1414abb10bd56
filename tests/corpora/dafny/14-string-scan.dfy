module StringScan {
  method LeadingSpaces(text: string) returns (count: int)
    ensures 0 <= count <= |text|
    ensures forall k :: 0 <= k < count ==> text[k] == ' '
    ensures count == |text| || text[count] != ' '
  {
    count := 0;
    while count < |text| && text[count] == ' '
      invariant 0 <= count <= |text|
      invariant forall k :: 0 <= k < count ==> text[k] == ' '
    {
      count := count + 1;
    }
  }
}
