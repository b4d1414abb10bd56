using Storefront.Pricing;

namespace Storefront.Catalog;

/// <summary>Something the shop sells.</summary>
/// <param name="Sku">The stock-keeping number, above zero.</param>
/// <param name="Name">What customers call it.</param>
/// <param name="Category">How it is taxed.</param>
/// <param name="Grams">What one unit weighs.</param>
public sealed record Product(int Sku, string Name, GoodsCategory Category, int Grams);
