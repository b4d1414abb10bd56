// Dafny's methods ask for Valid() and give it back; C# says it once, as an object invariant.
module BoundedStack {
  class BoundedStack {
    const items: array<int>
    var count: int

    ghost predicate Valid()
      reads this
    {
      0 <= count <= items.Length
    }

    constructor (capacity: int)
      requires capacity >= 0
      ensures Valid()
      ensures count == 0
      ensures items.Length == capacity
      ensures fresh(items)
    {
      items := new int[capacity];
      count := 0;
    }

    method Push(item: int)
      requires Valid()
      requires count < items.Length
      modifies this, items
      ensures Valid()
      ensures count == old(count) + 1
      ensures items[old(count)] == item
    {
      items[count] := item;
      count := count + 1;
    }

    method Pop() returns (item: int)
      requires Valid()
      requires count > 0
      modifies this
      ensures Valid()
      ensures count == old(count) - 1
      ensures item == old(items[count - 1])
    {
      count := count - 1;
      return items[count];
    }
  }
}
