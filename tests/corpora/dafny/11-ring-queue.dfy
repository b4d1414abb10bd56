// As in 10: Valid() is C#'s object invariant. The sum head + count fits in an int32 for every capacity up to 1,000,000.
module RingQueue {
  class RingQueue {
    const items: array<int>
    var head: int
    var count: int

    ghost predicate Valid()
      reads this
    {
      0 < items.Length <= 1000000 && 0 <= head < items.Length && 0 <= count <= items.Length
    }

    constructor (capacity: int)
      requires 0 < capacity <= 1000000
      ensures Valid()
      ensures count == 0
      ensures fresh(items)
    {
      items := new int[capacity];
      head := 0;
      count := 0;
    }

    method Enqueue(item: int)
      requires Valid()
      requires count < items.Length
      modifies this, items
      ensures Valid()
      ensures count == old(count) + 1
      ensures head == old(head)
    {
      var tail := head + count;
      if tail >= items.Length {
        tail := tail - items.Length;
      }
      items[tail] := item;
      count := count + 1;
    }

    method Dequeue() returns (item: int)
      requires Valid()
      requires count > 0
      modifies this
      ensures Valid()
      ensures count == old(count) - 1
      ensures item == old(items[head])
    {
      item := items[head];
      head := (head + 1) % items.Length;
      count := count - 1;
    }
  }
}
