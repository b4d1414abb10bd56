using Storefront.Catalog;

namespace Storefront.Tests;

public class CatalogTests
{
    private static readonly byte[] Article = [4, 0, 0, 6, 3, 8, 1, 3, 3, 3, 9, 3, 1];

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0042", 42)]
    [InlineData("9999", 9_999)]
    [InlineData("10000", -1)]
    [InlineData("99999999999999", -1)]
    [InlineData("", -1)]
    [InlineData("4x", -1)]
    public void Quantities_are_read_or_refused(string text, int quantity) =>
        Assert.Equal(quantity, Codes.ParseQuantity(text));

    [Fact]
    public void Letters_before_the_digits_are_counted()
    {
        Assert.Equal(2, Codes.PrefixLength("AB12C"));
        Assert.Equal(3, Codes.PrefixLength("ABC"));
        Assert.True(Codes.IsNumeric("0123"));
        Assert.False(Codes.IsNumeric("01a3"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(909, 18)]
    [InlineData(int.MaxValue, 46)]
    public void Digits_are_added(int number, int sum) => Assert.Equal(sum, Codes.DigitSum(number));

    [Fact]
    public void A_coupon_ends_with_its_check_letter() => Assert.Equal("000909S", Codes.Coupon(909));

    [Fact]
    public void An_article_number_has_the_right_check_digit()
    {
        Assert.Equal(1, Barcode.CheckDigit(Article));
        Assert.True(Barcode.IsValid(Article));
        Assert.False(Barcode.IsValid(Article[..12]));
    }

    [Fact]
    public void A_wrong_digit_is_noticed()
    {
        byte[] wrong = [.. Article];
        wrong[3] = 7;

        Assert.False(Barcode.IsValid(wrong));
    }

    [Fact]
    public void A_text_becomes_digits_only_if_it_has_no_others()
    {
        Assert.Equal(Article, Barcode.Digits("4006381333931"));
        Assert.Empty(Barcode.Digits("40063813E3931"));
        Assert.Equal("4 006381 333931", Barcode.Print(Article));
    }
}
