namespace Pairs;

public static class Values
{
    public static int NameLength(Tag? tag)
    {
        if (tag is null)
        {
            return 0;
        }

        if (tag.Name is null)
        {
            return 0;
        }

        return tag.Name.Length;
    }

    public static Money Add(Money price, int cents) => new Money(price.Currency, price.Cents + cents);

    public static bool SameTag(Tag first, Tag second) => first == second;

    public static int Initial(Tag? tag) => tag is { Name.Length: > 0 } ? tag.Name[0] : 0;
}
