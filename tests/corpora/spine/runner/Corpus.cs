using static Spine.Cases;

namespace Spine;

/// <summary>All methods of the corpus, twin by twin: the right one with a check on random input, the wrong one with its witness.</summary>
public static class Corpus
{
    public static IEnumerable<Case> All() => [.. NumberTwins(), .. ArrayTwins(), .. LoopTwins(), .. ObjectTwins(), .. FlowTwins()];

    private static int Any(this Random random) => random.Next(4) switch
    {
        0 => random.Next(-3, 4),
        1 => random.Next(2) == 0 ? int.MaxValue - random.Next(3) : int.MinValue + random.Next(3),
        2 => random.Next(-1000, 1001),
        _ => random.Next(int.MinValue, int.MaxValue),
    };

    private static int[] Ints(this Random random, int shortest = 0) =>
        [.. Enumerable.Range(0, random.Next(shortest, shortest + 7)).Select(_ => random.Next(-2, 3))];

    private static IEnumerable<Case> NumberTwins()
    {
        const string file = "Numbers.cs";
        yield return Right(file, "Numbers.Distance", "arith math", r =>
        {
            var x = Math.Max(r.Any(), int.MinValue + 1);
            Post(Numbers.Distance(x) >= 0);
        });
        yield return Wrong(file, "Numbers.DistanceAny", "arith math", "overflow", "return Math.Abs(x);",
            () => Numbers.DistanceAny(int.MinValue), result => result >= 0);

        yield return Right(file, "Numbers.Quotient", "arith div", r =>
        {
            var (n, d) = (r.Any(), r.Any());
            d = d == 0 || (d == -1 && n == int.MinValue) ? 1 : d;
            Post(d != 1 || Numbers.Quotient(n, d) == n);
            Numbers.Quotient(n, d);
        });
        yield return Wrong(file, "Numbers.QuotientAny", "arith div", "overflow", "return n / d;",
            () => Numbers.QuotientAny(int.MinValue, -1));

        yield return Right(file, "Numbers.Ring", "arith mod wrap", r =>
        {
            var n = r.Next(1, (1 << 30) + 1);
            Post(Numbers.Ring(r.Any(), n) is >= 0 and var place && place < n);
        });
        yield return Wrong(file, "Numbers.RingWide", "arith mod wrap", "post",
            "Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < n);",
            () => Numbers.RingWide(2147483646, 2147483647), result => result >= 0 && result < 2147483647);

        yield return Right(file, "Numbers.Bit", "shift long", r => Post(Numbers.Bit(r.Next(0, 63)) > 0));
        yield return Wrong(file, "Numbers.BitNarrow", "shift long", "post", "Contract.Ensures(Contract.Result<long>() > 0);",
            () => Numbers.BitNarrow(31), result => result > 0);

        yield return Right(file, "Numbers.Brighten", "byte compound", r =>
        {
            var light = (byte)r.Next(256);
            Post(Numbers.Brighten(light, (byte)r.Next(256 - light)) >= light);
        });
        yield return Wrong(file, "Numbers.BrightenMore", "byte compound wrap", "post",
            "Contract.Ensures(Contract.Result<byte>() >= light);",
            () => Numbers.BrightenMore(200, 100), result => result >= 200);

        yield return Right(file, "Numbers.Gap", "uint long promotion", r =>
        {
            var (a, b) = ((uint)r.Any(), (uint)r.Any());
            Post((Numbers.Gap(a, b) >= 0) == (a >= b));
        });
        yield return Wrong(file, "Numbers.GapLate", "uint long promotion", "post",
            "Contract.Ensures((Contract.Result<long>() >= 0) == (a >= b));",
            () => Numbers.GapLate(0u, 1u), result => result < 0);

        yield return Right(file, "Numbers.Following", "char wrap", r =>
        {
            var c = (char)r.Next(0xffff);
            Post(Numbers.Following(c) > c);
        });
        yield return Wrong(file, "Numbers.FollowingAny", "char wrap", "post", "Contract.Ensures(Contract.Result<char>() > c);",
            () => Numbers.FollowingAny('\uffff'), result => result > '\uffff');

        yield return Right(file, "Numbers.Area", "checked", r => Post(Numbers.Area(r.Next(46341), r.Next(46341)) >= 0));
        yield return Wrong(file, "Numbers.AreaWide", "checked", "overflow", "return checked(width * height);",
            () => Numbers.AreaWide(46341, 46341), result => result >= 0);
    }

    private static IEnumerable<Case> ArrayTwins()
    {
        const string file = "Arrays.cs";
        yield return Right(file, "Arrays.Room", "array size", r =>
        {
            var seats = r.Next(1001);
            var taken = r.Next(seats + 1);
            Post(Arrays.Room(seats, taken).Length == seats - taken);
        });
        yield return Wrong(file, "Arrays.RoomAny", "array size", "array-size", "return new int[seats - taken];",
            () => Arrays.RoomAny(0, 1));

        yield return Right(file, "Arrays.Bump", "array alias old", r =>
        {
            var (a, b) = (r.Ints(1), r.Ints(1));
            var old = b[0];
            Arrays.Bump(a, b);
            Post(b[0] == old);
        });
        yield return Wrong(file, "Arrays.BumpAny", "array alias old", "post", "Contract.Ensures(b[0] == Contract.OldValue(b[0]));",
            "var xs = new[] { 1 }; Arrays.BumpAny(xs, xs);", () =>
            {
                var xs = new[] { 1 };
                Arrays.BumpAny(xs, xs);
                Post(xs[0] == 1);
            });

        yield return Right(file, "Arrays.FromEnd", "array index-from-end", r =>
        {
            var xs = r.Ints(1);
            var i = r.Next(1, xs.Length + 1);
            Post(Arrays.FromEnd(xs, i) == xs[xs.Length - i]);
        });
        yield return Wrong(file, "Arrays.FromEndZero", "array index-from-end", "index", "return xs[^i];",
            () => Arrays.FromEndZero(new[] { 1 }, 0));

        yield return Right(file, "Arrays.ClearFirst", "array old quantifier", r =>
        {
            var xs = r.Ints(1);
            var reference = xs;
            Arrays.ClearFirst(xs);
            Post(Enumerable.Range(0, xs.Length).All(k => xs[k] == reference[k]));
        });
        yield return Wrong(file, "Arrays.ClearFirstOld", "array old quantifier", "post",
            "Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == Contract.OldValue(xs[k])));",
            "Arrays.ClearFirstOld(new[] { 5 })", () =>
            {
                var xs = new[] { 5 };
                Arrays.ClearFirstOld(xs);
                Post(xs[0] == 5);
            });

        yield return Right(file, "Arrays.SetRange", "loop array range", r =>
        {
            var xs = r.Ints();
            Arrays.SetRange(xs, r.Next(xs.Length + 1));
        });
        yield return Wrong(file, "Arrays.SetRangeAny", "loop array range", "range",
            "Contract.Assert(Contract.ForAll(from, xs.Length, k => k >= from));",
            "Arrays.SetRangeAny(new int[0], 1)", () => Arrays.SetRangeAny([], 1));

        yield return Right(file, "Arrays.Last", "string index", r =>
        {
            var s = "abc"[r.Next(3)..];
            Post(Arrays.Last(s) == s[^1]);
        });
        yield return Wrong(file, "Arrays.LastAny", "string index", "index", "return s[s.Length - 1];", () => Arrays.LastAny(""));
    }

    private static IEnumerable<Case> LoopTwins()
    {
        const string file = "Loops.cs";
        yield return Right(file, "Loops.Zeros", "loop array continue", r =>
        {
            var xs = r.Ints();
            var zeros = Loops.Zeros(xs);
            Post(zeros >= 0 && zeros <= xs.Length);
        });
        yield return Wrong(file, "Loops.ZerosStrict", "loop array continue", "inv-init",
            "Contract.Invariant(0 <= zeros && zeros < i);", () => Loops.ZerosStrict(new[] { 1 }));

        yield return Right(file, "Loops.Pairs", "loop exit", r =>
        {
            var xs = r.Ints();
            Post(Loops.Pairs(xs) == xs.Length / 2);
        });
        yield return Wrong(file, "Loops.PairsPast", "loop exit", "inv-keep", "Contract.Invariant(0 <= i && i <= xs.Length);",
            "Loops.PairsPast(new[] { 1 })", () =>
            {
                var xs = new[] { 1 };
                Loops.PairsPast(xs);

                // The loop's head is reached once more than its body: the same steps, checked there.
                const int line = 63;
                for (var i = 0; ; i += 2)
                {
                    if (!(0 <= i && i <= xs.Length))
                    {
                        throw new ViolationException("inv", line);
                    }

                    if (i >= xs.Length)
                    {
                        break;
                    }
                }
            });

        yield return Right(file, "Loops.LastOf", "loop do array", r =>
        {
            var xs = r.Ints(1);
            Post(Loops.LastOf(xs) == xs[^1]);
        });
        yield return Wrong(file, "Loops.LastOfAny", "loop do array", "index", "last = xs[i];",
            () => Loops.LastOfAny(new int[0]));

        yield return Right(file, "Loops.Has", "loop return quantifier", r =>
        {
            var (xs, v) = (r.Ints(), r.Next(-2, 3));
            Post(Loops.Has(xs, v) || xs.All(x => x != v));
        });
        yield return Wrong(file, "Loops.HasEarly", "loop foreach return", "post",
            "Contract.Ensures(Contract.Result<bool>() || Contract.ForAll(0, xs.Length, k => xs[k] != v));",
            () => Loops.HasEarly(new[] { 1, 2 }, 2), result => result);

        yield return Right(file, "Loops.Cells", "loop nested", r =>
        {
            var (rows, columns) = (r.Next(51), r.Next(51));
            Post(Loops.Cells(rows, columns) == rows * columns);
        });
        yield return Wrong(file, "Loops.CellsFromOne", "loop nested", "inv-init",
            "Contract.Invariant(1 <= c && c <= columns && cells == r * columns + c - 1);",
            () => Loops.CellsFromOne(2, 2));

        yield return Right(file, "Loops.Positive", "loop foreach exists", r =>
        {
            var xs = r.Ints();
            Post(!Loops.Positive(xs) || xs.Any(x => x > 0));
        });
        yield return Wrong(file, "Loops.PositiveLoose", "loop foreach exists", "post",
            "Contract.Ensures(!Contract.Result<bool>() || Contract.Exists(0, xs.Length, k => xs[k] > 0));",
            () => Loops.PositiveLoose(new[] { 0 }), result => !result);
    }

    private static IEnumerable<Case> ObjectTwins()
    {
        const string file = "Objects.cs";
        yield return Right(file, "Meter.Drain", "object invariant", r =>
        {
            var meter = new Meter();
            meter.Drain(Math.Max(0, r.Any()));
            Holds(meter);
        });
        yield return Wrong(file, "Meter.DrainAll", "object invariant", "objinv", "Contract.Invariant(litres >= 0 && litres <= 500);",
            "new Meter().DrainAll(1)", () =>
            {
                var meter = new Meter();
                meter.DrainAll(1);
                Holds(meter);
            });

        yield return Right(file, "Purse.Give", "object alias old", r =>
        {
            var (mine, yours) = (new Purse(r.Next(1001)), new Purse(r.Next(1001)));
            var (old, n) = (mine.Coins, r.Next(mine.Coins + 1));
            mine.Give(yours, n);
            Post(mine.Coins == old - n);
        });
        yield return Wrong(file, "Purse.GiveAny", "object alias old", "post",
            "Contract.Ensures(Coins == Contract.OldValue(Coins) - n);", "var p = new Purse(5); p.GiveAny(p, 1);", () =>
            {
                var p = new Purse(5);
                p.GiveAny(p, 1);
                Post(p.Coins == 4);
            });

        yield return Right(file, "Counter.Observe", "object call frame", _ => new Counter().Observe());
        yield return Wrong(file, "Counter.ObserveHit", "object call frame", "assert", "Contract.Assert(hits == before);",
            "new Counter().ObserveHit()", () => new Counter().ObserveHit());

        yield return Right(file, "Counter.SetTo", "object property", r =>
        {
            var (counter, value) = (new Counter(), Math.Min(r.Any(), int.MaxValue - 1));
            counter.SetTo(value);
            Post(counter.Next > value && counter.Hits == value);
        });
        yield return Wrong(file, "Counter.SetToAny", "object property wrap", "post",
            "Contract.Ensures(Next > value && Hits == value);", "new Counter().SetToAny(2147483647)", () =>
            {
                var counter = new Counter();
                counter.SetToAny(2147483647);
                Post(counter.Next > 2147483647 && counter.Hits == 2147483647);
            });

        yield return Right(file, "Nulls.Size", "null string", r => Post(Nulls.Size(r.Next(2) == 0 ? null : "ab") >= 0));
        yield return Wrong(file, "Nulls.IsBlank", "null string", "null", "return s!.Length == 0 || s == null;",
            () => Nulls.IsBlank(null));

        yield return Right(file, "Nulls.Second", "null field", r =>
        {
            var link = new Link { next = r.Next(2) == 0 ? null : new Link { value = r.Any() } };
            Post(link.next != null || Nulls.Second(link) == 0);
        });
        yield return Wrong(file, "Nulls.SecondAny", "null field", "null", "return link.next!.value;",
            () => Nulls.SecondAny(new Link()));
    }

    private static IEnumerable<Case> FlowTwins()
    {
        const string file = "Flow.cs";
        yield return Right(file, "Flow.Seconds", "enum switch", r => Post(Flow.Seconds((Light)r.Next(3)) > 0));
        yield return Wrong(file, "Flow.SecondsAny", "enum switch", "post", "Contract.Ensures(Contract.Result<int>() > 0);",
            () => Flow.SecondsAny((Light)3), result => result > 0);

        yield return Right(file, "Flow.Order", "tuple", r =>
        {
            var (a, b) = (r.Any(), r.Any());
            var (low, high) = Flow.Order(a, b);
            Post(low <= high && high >= a && high >= b);
        });
        yield return Wrong(file, "Flow.OrderHalf", "tuple", "post",
            "Contract.Ensures(Contract.Result<(int Low, int High)>().High >= a && Contract.Result<(int Low, int High)>().High >= b);",
            () => Flow.OrderHalf(2, 1), result => result.High >= 2 && result.High >= 1);

        yield return Right(file, "Flow.Successor", "old parameter", r =>
        {
            var v = r.Any();
            Post(Flow.Successor(v) == unchecked(v + 1));
        });
        yield return Wrong(file, "Flow.SuccessorLate", "old parameter", "post", "Contract.Ensures(Contract.Result<int>() == v + 1);",
            "Flow.SuccessorLate(0)", () =>
            {
                // The clause reads the parameter at the exit, when it has been raised already.
                var atExit = 1;
                Post(Flow.SuccessorLate(0) == atExit + 1);
            });

        yield return Right(file, "Flow.Share", "assume div", r => Post(Flow.Share(r.Next(1, 500)) >= 0));
        yield return Wrong(file, "Flow.ShareLoose", "assume div", "div0", "return 100 / people;", () => Flow.ShareLoose(0));

        yield return Right(file, "Flow.Halvings", "recursion call", r =>
        {
            var n = Math.Max(1, r.Any());
            Post(Flow.Halvings(n) is >= 0 and var halvings && halvings <= n);
        });
        yield return Wrong(file, "Flow.HalvingsPast", "recursion call", "pre-caller", "return 1 + HalvingsPast(n / 2);",
            () => Flow.HalvingsPast(1));

        yield return Right(file, "Flow.Speed", "throw div", r =>
        {
            var (metres, seconds) = (Math.Max(0, r.Any()), Math.Max(0, r.Any()));
            try
            {
                Post(Flow.Speed(metres, seconds) >= 0);
            }
            catch (ArgumentOutOfRangeException) when (seconds == 0)
            {
                // An explicit throw is behaviour.
            }
        });
        yield return Wrong(file, "Flow.SpeedLate", "throw div", "div0", "int speed = metres / seconds;", () => Flow.SpeedLate(1, 0));
    }
}
