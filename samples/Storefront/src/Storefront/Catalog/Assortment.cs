using System.Diagnostics.CodeAnalysis;

namespace Storefront.Catalog;

/// <summary>All that the shop sells, to be looked up and searched.</summary>
public sealed class Assortment
{
    private readonly SortedDictionary<int, Product> products = [];

    /// <summary>How many products there are.</summary>
    public int Count => products.Count;

    /// <summary>Adds a product, or replaces the one of the same number.</summary>
    /// <exception cref="ArgumentException">The product's number or weight is not above zero.</exception>
    public void Put(Product product)
    {
        if (product.Sku <= 0 || product.Grams <= 0)
        {
            throw new ArgumentException("A product needs a number and a weight above zero.", nameof(product));
        }

        products[product.Sku] = product;
    }

    /// <summary>Looks a product up by its number.</summary>
    public bool TryFind(int sku, [NotNullWhen(true)] out Product? product) => products.TryGetValue(sku, out product);

    /// <summary>Products whose name has all the words of a query, in order of their numbers.</summary>
    public IReadOnlyList<Product> Search(string query)
    {
        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return products.Values
            .Where(p => words.All(w => p.Name.Contains(w, StringComparison.OrdinalIgnoreCase)))
            .ToList();
    }
}
