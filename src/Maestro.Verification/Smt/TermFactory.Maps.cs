namespace Maestro.Verification.Smt;

internal sealed partial class TermFactory
{
    public Term Select(Term map, Term index)
    {
        while (map.Op == Operator.Store)
        {
            var at = map.Arguments[1];
            if (ReferenceEquals(at, index))
            {
                return map.Arguments[2];
            }

            if (!(at.IsInteger && index.IsInteger) && !AreDistinctAllocations(at, index))
            {
                break;
            }

            map = map.Arguments[0];
        }

        return map.Op == Operator.Everywhere ? map.Arguments[0] : Make(Operator.Select, ((Sort.Map)map.Sort).Element, map, index);
    }

    /// <summary>The map of sort <paramref name="map"/> that is <paramref name="value"/> everywhere.</summary>
    public Term Everywhere(Sort.Map map, Term value) => Make(Operator.Everywhere, map, value);

    public Term Store(Term map, Term index, Term value)
    {
        if (map.Op == Operator.Store && ReferenceEquals(map.Arguments[1], index))
        {
            map = map.Arguments[0];
        }

        if (value.Op == Operator.Select && ReferenceEquals(value.Arguments[0], map) && ReferenceEquals(value.Arguments[1], index))
        {
            return map;
        }

        return Make(Operator.Store, map.Sort, map, index, value);
    }

    /// <summary>The length of the array; from 0 to the longest that .NET allows.</summary>
    public Term ArrayLength(Term array) => Make(Operator.ArrayLength, IntegerSort.Int32, array);

    public Term StringLength(Term text) => Make(Operator.StringLength, IntegerSort.Int32, text);

    public Term StringChar(Term text, Term index) => Make(Operator.StringChar, IntegerSort.Char, text, index);

    /// <summary>True when <paramref name="a"/> was allocated before <paramref name="b"/>; null is older than every object.</summary>
    public Term Older(Term a, Term b)
    {
        if (ReferenceEquals(a, b))
        {
            return False;
        }

        return Make(Operator.Older, Sort.Bool, a, b);
    }

    /// <summary>The next reference that allocation hands out.</summary>
    public Term Successor(Term a) => Make(Operator.Successor, Sort.Ref, a);

    private static bool AreDistinctAllocations(Term a, Term b) => AllocationDepth(a, b) || AllocationDepth(b, a);

    private static bool AllocationDepth(Term later, Term earlier)
    {
        while (later.Op == Operator.Successor)
        {
            later = later.Arguments[0];
            if (ReferenceEquals(later, earlier))
            {
                return true;
            }
        }

        return false;
    }
}
