// Every member whose name starts with Bad has a defect that a verifier is tempted to overlook; none may be proved.
using System; using System.Diagnostics.Contracts;
namespace Traps;
public static class S {
 static int counter; 
 [Pure] static int Tick() { return Environment.TickCount; }
 public static void BadPureTwice() { int a = Tick(); int b = Tick(); Contract.Assert(a == b); }
 [Pure] static int Rand() { Contract.Ensures(Contract.Result<int>() >= 0); return Random.Shared.Next(); }
 public static void BadRand() { Contract.Assert(Rand() == Rand()); }
 static int Bump() { counter++; return counter; }
 public static void BadOrder() { int x = Bump() - Bump(); Contract.Assert(x == 0); }
 public static int BadLoopSkip(int[] xs) { Contract.Ensures(Contract.Result<int>() == 0); int s = 0; for (int i = 0; i < xs.Length; i++) { if (xs[i] == 3) continue; s = xs[i]; } return s; }
 public static void BadNested(int n) { Contract.Requires(n >= 0 && n < 100); int c = 0; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) c++; Contract.Assert(c == n); }
 public static void BadDo(int n) { int i = 0; do { i++; } while (i < n); Contract.Assert(i == n); }
 public static void BadBreak(int n) { Contract.Requires(n > 5); int i = 0; while (true) { Contract.Invariant(i <= n); if (i == 3) break; i++; } Contract.Assert(i == n); }
 public static void BadAliasLoop(int[] a, int[] b) { Contract.Requires(a.Length > 2 && b.Length > 2); b[0] = 7; int[] c = a; for (int i = 0; i < 2; i++) { c[i] = 0; c = b; } Contract.Assert(b[0] == 7); }
 public static void BadJagged(int[][] a) { Contract.Requires(a.Length > 1 && a[0] != null && a[1] != null && a[0].Length > 0 && a[1].Length > 0); a[0][0] = 1; a[1][0] = 2; Contract.Assert(a[0][0] == 1); }
 public static void BadShort(short s) { short t = s; t++; Contract.Assert(t > s); }
 public static void BadChar(char c) { int d = c - '0'; Contract.Assert(d >= 0); }
 public static void BadUint(uint a, int b) { Contract.Assert(a + b >= 0); }
 public static void BadUint2(uint a, uint b) { Contract.Assert(a - b <= a); }
 public static void BadShift(int a, int s) { Contract.Requires(a > 0); Contract.Assert((a >> s) <= 1 || s < 31); }
 public static void BadUshr(int a) { Contract.Assert((a >>> 1) == (a >> 1)); }
 public static void BadMod(int a) { Contract.Assert(a % 3 >= 0); }
 public static void BadDivRound(int a) { Contract.Assert(a / 2 * 2 <= a); }
 public static void BadCast(long a) { Contract.Assert((int)a == a); }
 public static void BadMul(int a) { Contract.Assert(a * a >= 0); }
 public static void BadConcat(string a, string b) { Contract.Assert((a + b).Length > 0); }
 public static void BadTern(bool c, int[] a) { Contract.Requires(a.Length == 2); int i = c ? 0 : 2; a[i] = 1; }
 public static void BadShortCircuit(int[] a, int i) { if (i < a.Length | a[i] == 0) { } }
 public static void BadNullCoalesce(string? a) { int l = a?.Length ?? -1; Contract.Assert(l >= 0); }
 public static void BadSwitch(int k) { int r; switch (k) { case 1: r = 1; break; case 2: case 3: r = 2; break; default: r = 0; break; } Contract.Assert(r > 0); }
 public static void BadGoto(int k) { int r = 0; again: r++; if (r < k) goto again; Contract.Assert(r == k); }
 public static int BadRec(int n) { Contract.Ensures(Contract.Result<int>() == 0); if (n <= 0) return 0; return BadRec(n - 1) + 1; }
 public static void BadTuple((int a, int b) t) { var u = t; u.a = 1; Contract.Assert(t.a == u.a); }
 public static void BadLong(long a, long b) { Contract.Requires(a > 0 && b > 0); Contract.Assert(a + b > 0); }
 public static void BadByte(byte a, byte b) { byte c = (byte)(a + b); Contract.Assert(c >= a); }
 public static void BadExists(int[] a) { Contract.Assert(Contract.Exists(0, a.Length, k => a[k] == 0)); }
 public static void BadPost(int[] a, int i) { Contract.Requires(i >= 0 && i < a.Length); int j = i; a[j++] = j; Contract.Assert(a[i] == i); }
 public static void BadForeach(int[] a) { int s = 0; foreach (int x in a) { a[0] = 5; s = x; } Contract.Assert(a.Length == 0 || a[0] == s); }
 public static void BadOutHolder(int[] a) { Contract.Requires(a.Length > 0); Set(a); Contract.Assert(a[0] == 0); }
 static void Set(int[] q) { var z = q; if (z.Length > 0) z[0] = 4; }
 static int[] Id(int[] q) { return q; }
 public static void BadIdAlias(int[] a) { Contract.Requires(a.Length > 0); a[0] = 1; var b = Id(a); b[0] = 2; Contract.Assert(a[0] == 1); }
 public static void BadFieldOf(Holder h) { Contract.Requires(h.items.Length > 0); h.items[0] = 1; h.Overwrite(); Contract.Assert(h.items[0] == 1); }
 public static void BadFieldOf2(Holder h, Holder g) { Contract.Requires(h.items.Length > 0 && g.items.Length > 0); h.items[0] = 1; g.Overwrite(); Contract.Assert(h.items[0] == 1); }
 public static void BadFresh() { var h = new Holder(); var k = h; k.items = new int[3]; Contract.Assert(h.items.Length == 2); }
 public static int BadVirtual(Base b) { Contract.Ensures(Contract.Result<int>() == 1); return b.Get(); }
 public static void BadInterface(I i, Holder h) { h.n = 4; i.Do(); Contract.Assert(h.n == 4); }
 public static void BadStatic() { counter = 1; Reset(); Contract.Assert(counter == 1); }
 static void Reset() { counter = 0; }
 public static void BadStructParam(Sx s) { s.v = 1; Mutate(s); s.Inc(); Contract.Assert(s.v == 1); }
 static void Mutate(Sx s) { s.v = 9; }
 public static void BadTryOut(int[] a) { Contract.Requires(a.Length > 0); int k = 0; Try(a, out k); Contract.Assert(k == 0); }
 static bool Try(int[] a, out int k) { k = a[0]; return true; }
 public static void BadEnum(DayOfWeek d) { Contract.Assert((int)d >= 0 && (int)d <= 6); }
 public static void BadNullableArith(int? a, int? b) { int? c = a + b; Contract.Assert(c != null); }
 public static void BadCheckedConv(long a) { int b = checked((int)a); Contract.Assert(b == a); }
 public static void BadWhileFalse(int n) { while (n > 0) { n--; } Contract.Assert(n == 0); }
 public static bool BadStringEq(string a, string b) { Contract.Requires(a.Length == b.Length); Contract.Ensures(Contract.Result<bool>()); return a == b; }
 public static int BadRequiresCall(int x) { return Needs(x); }
 static int Needs(int x) { Contract.Requires(x > 3); return x; }
 public static void BadOldInInv(int n) { Contract.Requires(n > 0); int m = n; while (n > 0) { Contract.Invariant(n == Contract.OldValue(n)); n--; } }
 public static void BadPattern(object o) { if (o is string { Length: > 3 } s) { Contract.Assert(s.Length > 4); } }
 public static int BadSwitchExpr(int a) { Contract.Ensures(Contract.Result<int>() > 0); return a switch { < 0 => -a, 0 => 1, _ => a }; }
 public static void BadMinMax(int a, int b) { Contract.Assert(Math.Max(a, b) > Math.Min(a, b)); }
 public static void BadAssumeOld(int[] a) { Contract.Requires(a.Length > 1); Contract.Ensures(Contract.ForAll(0, a.Length, k => a[k] == Contract.OldValue(a[k]))); a[1] = 0; }
}
public class Holder { public int[] items = new int[2]; public int n; public void Overwrite() { for (int i = 0; i < items.Length; i++) items[i] = 9; } }
public class Base { public virtual int Get() { return 1; } }
public sealed class Derived : Base { public override int Get() => 2; }
public interface I { void Do(); }
public struct Sx { public int v; public void Inc() { v++; } }
public sealed class Inv { int n = 1; int[] data = new int[4];
 [ContractInvariantMethod] void O() { Contract.Invariant(n > 0); Contract.Invariant(data.Length == 4); }
 public void BadMid() { n = 0; Hook(); n = 1; }
 public void Hook() { Contract.Assert(n > 0); }
 public void BadThrow(bool b) { n = -1; if (b) throw new InvalidOperationException(); n = 2; }
 public void BadData() { data = new int[3]; }
 private void Break() { n = -5; }
 public void BadViaPrivate() { Break(); }
 public void BadOther(Inv o) { o.Break(); }
 public static void BadStaticOther(Inv o) { o.n = 0; }
 public void GoodReset(Inv o) { n = 7; o.n = 3; }
 public Inv() { }
 public Inv(int k) { n = k; }
 public int N { get => n; set { n = value; } }
}
