using Fleet.Formatting;

namespace Fleet.Tests.Formatting;

public class FiguresTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(12_345_678, "12.3 MB")]
    [InlineData(5_000_000_000_000, "5.0 TB")]
    public void Sizes_have_decimal_units(long bytes, string text) => Assert.Equal(text, Figures.Bytes(bytes));

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(3.44, "3.4 s")]
    [InlineData(42.4, "42 s")]
    [InlineData(59.9, "0 min 59 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(7640, "2 h 07 min")]
    public void Times_have_two_units_at_most(double seconds, string text) =>
        Assert.Equal(text, Figures.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1, "1 device")]
    [InlineData(0, "0 devices")]
    [InlineData(28000, "28,000 devices")]
    public void Nouns_follow_their_counts(int count, string text) => Assert.Equal(text, Figures.Count(count, "device"));
}
