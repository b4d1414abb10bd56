// Balances are int32 on both sides: the deposit must be shown to fit (checked in C#).
module AccountTransfer {
  newtype int32 = x: int | -0x8000_0000 <= x < 0x8000_0000

  class Account {
    var balance: int32

    constructor ()
      ensures balance == 0
    {
      balance := 0;
    }
  }

  method Transfer(from: Account, to: Account, amount: int32)
    requires from != to
    requires 0 < amount <= from.balance
    requires to.balance <= 0x7fff_ffff - amount
    modifies from, to
    ensures from.balance == old(from.balance) - amount
    ensures to.balance == old(to.balance) + amount
  {
    from.balance := from.balance - amount;
    to.balance := to.balance + amount;
  }
}
