using System.Text;
using CsCheck;
using Fleet.Farm.Content;
using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Tests.Content;

public class TextBufferTests
{
    [Fact]
    public void Fields_are_aligned_as_NET_aligns_them() =>
        Gen.Select(Gen.Int[-20, 20], Gen.Int, Gen.Int[0, 9]).Sample((width, number, digits) =>
        {
            using var text = new TextBuffer();
            text.Line($"<{number,5}|{number,-12}|{digits:D4}|{"ab",-4}|{"ab",4}|{"x"u8,3}>");
            return Content(text) == $"<{number,5}|{number,-12}|{digits:D4}|{"ab",-4}|{"ab",4}|{"x",3}>\n";
        });

    [Fact]
    public void It_grows_as_needed_and_can_be_used_again()
    {
        using var text = new TextBuffer();
        for (int round = 0; round < 3; round++)
        {
            text.Clear();
            var expected = new StringBuilder();
            for (int i = 0; i < 5_000; i++)
            {
                text.Line($"row {i,6} of many");
                expected.Append($"row {i,6} of many\n");
            }
            Assert.Equal(expected.ToString(), Content(text));
        }
        text.Dispose();
        Assert.Equal(0, text.Length);
        text.Line("again");
        Assert.Equal("again\n", Content(text));
    }

    [Fact]
    public void What_is_not_ASCII_becomes_a_question_mark()
    {
        using var text = new TextBuffer();
        text.Line("Zürich");
        Assert.Equal("Z?rich\n", Content(text));
    }

    [Theory]
    [InlineData(0, "00:00:00", "0 minutes", "00:00:00")]
    [InlineData(3_723, "01:02:03", "1 hour, 2 minutes", "01:02:03")]
    [InlineData(93_784, "1d02h", "1 day, 2 hours, 3 minutes", "1d 02:03:04")]
    [InlineData(1_900_800, "3w1d", "3 weeks, 1 day", "3w1d 00:00:00")]
    [InlineData(40_000_000, "1y13w", "1 year, 13 weeks, 6 days, 23 hours, 6 minutes", "66w0d 23:06:40")]
    public void A_duration_is_written_as_routers_do(long seconds, string usual, string words, string junos)
    {
        using var text = new TextBuffer();
        var duration = new Duration(seconds);
        text.Line($"{duration}|{duration:u}|{duration:j}");
        Assert.Equal($"{usual}|{words}|{junos}\n", Content(text));
    }

    [Fact]
    public void Addresses_are_written_as_their_kinds_are()
    {
        using var text = new TextBuffer();
        var mac = new MacAddress(0x0056_2BAB_CDEF);
        text.Line($"{new Ipv4(0x0A00_FF01)} {Ipv4.Mask(30)} {new Prefix(new Ipv4(0x0A40_0100), 24)} {mac} {mac:c}");
        Assert.Equal("10.0.255.1 255.255.255.252 10.64.1.0/24 0056.2bab.cdef 00:56:2b:ab:cd:ef\n", Content(text));
    }

    [Fact]
    public void A_moment_is_written_as_logs_do()
    {
        using var text = new TextBuffer();
        Moment moment = Moment.Zero.Plus(86_400 + 3_661);
        text.Line($"{moment}|{moment:w}|{moment:i}|{moment:t}|{moment:d}");
        Assert.Equal("Mar  3 07:01:01|Tue Mar  3 07:01:01|2026-03-03 07:01:01|07:01:01|2026-03-03\n", Content(text));
    }

    private static string Content(TextBuffer text) => Encoding.UTF8.GetString(text.Written.Span);
}
