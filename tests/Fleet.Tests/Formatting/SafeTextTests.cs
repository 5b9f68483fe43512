using System.Globalization;
using CsCheck;
using Fleet.Formatting;

namespace Fleet.Tests.Formatting;

public class SafeTextTests
{
    [Theory]
    [InlineData("plain ümlaut 漢字 😀", "plain ümlaut 漢字 😀")]
    [InlineData("\e[31mred", "^[[31mred")]
    [InlineData("\e]0;title\a", "^[]0;title^G")]
    [InlineData("a\rb", "a^Mb")]
    [InlineData("a\u007f", "a^?")]
    [InlineData("c1\u009b31m", "c1\\x9B31m")]
    [InlineData("gpj\u202Etxt.exe", "gpj\\u202Etxt.exe")]
    [InlineData("a\nb\tc", "a^Jb^Ic")]
    public void Control_characters_become_visible(string text, string safe) => Assert.Equal(safe, SafeText.Line(text));

    [Fact]
    public void A_byte_that_is_not_utf8_becomes_visible() => Assert.Equal("raw\\xFFbyte", SafeText.Line("raw\uDCFFbyte"));

    [Fact]
    public void In_a_block_lines_and_tabs_stay() => Assert.Equal("a\n\tb^[", SafeText.Block("a\n\tb\e"));

    [Fact]
    public void Whatever_comes_in_nothing_that_acts_comes_out() => Gen.String.Sample(text =>
    {
        var safe = SafeText.Line(text);
        Assert.DoesNotContain(safe, c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
        Assert.Equal(safe, SafeText.Line(safe));
    });
}
