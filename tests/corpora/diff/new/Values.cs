namespace Pairs;

public static class Values
{
    public static int NameLength(Tag? tag) => tag?.Name?.Length ?? 0;

    public static Money Add(Money price, int cents) => price with { Cents = price.Cents + cents };

    public static bool SameTag(Tag first, Tag second) => ReferenceEquals(first, second);

    public static int Initial(Tag? tag) => tag!.Name.Length > 0 ? tag.Name[0] : 0;
}
