namespace Storefront.Pricing;

/// <summary>How well the shop knows a customer.</summary>
public enum CustomerTier
{
    /// <summary>Anybody.</summary>
    Standard = 0,

    /// <summary>A returning customer.</summary>
    Silver = 1,

    /// <summary>One of the best customers.</summary>
    Gold = 2,
}
