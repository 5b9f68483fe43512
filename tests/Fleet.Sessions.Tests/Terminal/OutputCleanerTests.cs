using System.Buffers;
using System.Diagnostics;
using System.Text;
using CsCheck;
using Fleet.Sessions.Terminal;

namespace Fleet.Sessions.Tests.Terminal;

public class OutputCleanerTests
{
    /// <summary>What means something to a terminal, and what stands around it.</summary>
    private static readonly string[] Pieces =
    [
        "a", "bc", "defg 1234567890", " ", "   ", "\r", "\n", "\r\n", "\r\r\n", "\b", "\b \b", "\b\b  \b\b", "\0", "\a",
        "\u001b", "\u001b[", "\u001b[K", "\u001b[1K", "\u001b[2J", "\u001b[2D", "\u001b[C", "\u001b[3G", "\u001b[1;4H",
        "\u001b[1;31m", "\u001b[?25l", "\u001b]0;t\a", "\u001b]0;t\u001b\\", "\u001bP", "\u001b(B", "\u001bE", ";", "?", "9", "m",
    ];

    [Theory]
    [InlineData("plain\r\n", "plain\n")]
    [InlineData("a\nb\r\nc\r\r\nd", "a\nb\nc\nd")]
    [InlineData("a\r\0\nb\0c\n", "a\nbc\n")]
    [InlineData("\r\n\r\n", "\n\n")]
    [InlineData("trailing blanks stay   \r\n", "trailing blanks stay   \n")]
    [InlineData("   \r\n", "   \n")]
    [InlineData("\ttab\r\n", "\ttab\n")]
    public void Line_ends_are_normalised(string input, string expected) => Assert.Equal(expected, Clean(input));

    [Theory]
    [InlineData("10%\r20%\r100%\r\n", "100%\n")]
    [InlineData("abcd\b\bXY\n", "abXY\n")]
    [InlineData("abc\b \b\n", "ab\n")]
    [InlineData("\bx\n", "x\n")]
    [InlineData("--More--\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\bnext\r\n", "next\n")]
    [InlineData("--More--\r            \rnext\r\n", "next\n")]
    [InlineData("--More--\r            \r\n", "\n")]
    [InlineData("--More--\r\u001b[Knext\r\n", "next\n")]
    [InlineData("--More--\u001b[2K\rnext\r\n", "next\n")]
    [InlineData("  ---- More ----\u001b[16D                \u001b[16Dnext\r\n", "next\n")]
    public void What_is_overwritten_or_erased_is_gone(string input, string expected) =>
        Assert.Equal(expected, Clean(input));

    [Theory]
    [InlineData("ab\u001b[65535Cc\u001b[65535D\n", 13)]
    [InlineData("\u001b[500Gx\r\n", 10)]
    public void The_cursor_stays_in_its_row(string input, int columns) => Assert.Equal(columns, Clean(input, columns).Length - 1);

    [Fact]
    public void Only_the_row_is_erased() =>
        Assert.Equal("aaaaaaaaaa   x\n", Clean("aaaaaaaaaabbb\u001b[1Kx\n", 10));

    [Theory]
    [InlineData("\b")]
    [InlineData("\u001b[1K")]
    [InlineData("\u001b[C\u001b[D")]
    [InlineData("\b \b")]
    [InlineData("\r\u001b[2K")]
    public void Movements_in_a_long_line_take_linear_time(string movement)
    {
        string line = "x" + new string(' ', 60_000) + "x";
        string movements = string.Concat(Enumerable.Repeat(movement, 2_000_000 / movement.Length));
        var clock = Stopwatch.StartNew();
        Clean(line + movements, 511);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"2 MB took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("\u001b[1;31mred\u001b[0m\r\n", "red\n")]
    [InlineData("\u001b[?2004hr1# ", "r1# ")]
    [InlineData("\u001b]0;admin@r1: ~\ar1# ", "r1# ")]
    [InlineData("\u001b]0;admin@r1: ~\u001b\\r1# ", "r1# ")]
    [InlineData("\u001bP1$r0m\u001b\\x\n", "x\n")]
    [InlineData("\u001b(B\u001b)0\u001b#8\u001b=\u001b>\u001b7\u001b8x\u000e\u000f\a\n", "x\n")]
    [InlineData("a\u001bEb\n", "a\nb\n")]
    [InlineData("\u001b[24;1H\u001b[2Kr1# ", "r1# ")]
    [InlineData("ab\u001b[2Cc\n", "ab  c\n")]
    [InlineData("abcdef\u001b[3GX\n", "abXdef\n")]
    [InlineData("\u001b[\u001b[mx\n", "x\n")]
    [InlineData("\u001b[12\nx\n", "\nx\n")]
    [InlineData("\u001b]never ended\r\nx\n", "\nx\n")]
    [InlineData("\u001b\u001b[mx\n", "x\n")]
    [InlineData("a\u001b[99\u0018b\n", "ab\n")]
    public void Control_sequences_are_dropped(string input, string expected) => Assert.Equal(expected, Clean(input));

    [Fact]
    public void Bytes_that_are_no_text_are_kept()
    {
        byte[] bytes = [.. Enumerable.Range(0x80, 0x80).Select(b => (byte)b), 0x01, 0x03, 0x0c, 0xc3, 0x28, (byte)'\n'];
        Assert.Equal(bytes, Clean(bytes, 80));
    }

    [Fact]
    public void A_line_editor_that_wraps_at_the_width_is_understood()
    {
        // What readline sends for 12 characters on a terminal of 8 columns: at the edge, a blank and CR.
        Assert.Equal("r1#abcdefghi\n", Clean("r1#abcde \rfghi\r\n", columns: 8));
        Assert.Equal("r1#abcdefghi\n", Clean("r1#abcdef\bfghi\r\n", columns: 8));
    }

    [Fact]
    public void An_endless_control_sequence_ends_at_its_limit()
    {
        string cleaned = Clean("\u001b]" + new string('x', 2 * ControlSequence.Longest) + "\n");
        Assert.InRange(cleaned.Length, ControlSequence.Longest, ControlSequence.Longest + 8);
    }

    [Fact]
    public void A_very_long_line_comes_out_whole()
    {
        string line = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},"));
        Assert.Equal(line + "\nshort\n", Clean(line + "\r\nshort\r\n"));
    }

    [Fact]
    public void How_the_input_is_cut_makes_no_difference()
    {
        Gen<byte[]> any = Gen.Byte.Array[1, 3];
        Gen<byte[]> known = Gen.Int[0, Pieces.Length - 1].Select(i => Encoding.Latin1.GetBytes(Pieces[i]));
        Gen<byte[]> text = Gen.Frequency((8, known), (1, any)).Array[0, 60].Select(pieces => pieces.SelectMany(p => p).ToArray());
        Gen.Select(text, Gen.Int[1, 9].Array[1, 20]).Sample((input, sizes) =>
        {
            var whole = new OutputCleaner(20);
            var expected = new ArrayBufferWriter<byte>();
            whole.Feed(input, expected);

            var cut = new OutputCleaner(20);
            var actual = new ArrayBufferWriter<byte>();
            for (int at = 0, i = 0; at < input.Length; i++)
            {
                int size = Math.Min(sizes[i % sizes.Length], input.Length - at);
                cut.Feed(input.AsSpan(at, size), actual);
                at += size;
            }

            return expected.WrittenSpan.SequenceEqual(actual.WrittenSpan) && whole.Line.SequenceEqual(cut.Line);
        }, iter: 20_000);
    }

    [Fact]
    public void Text_without_controls_but_line_ends_comes_out_as_it_went_in()
    {
        Gen<byte> text = Gen.Frequency((8, Gen.Byte[0x20, 0x7e]), (1, Gen.Byte[0x80, 0xff]), (1, Gen.Const((byte)'\n')));
        text.Array[0, 2000].Sample(input =>
        {
            byte[] sent = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(input).Replace("\n", "\r\n"));
            return Clean(sent, 80).AsSpan().SequenceEqual(input);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1400)]
    [InlineData(65536)]
    public void A_large_output_is_cleaned_in_linear_time(int piece)
    {
        byte[] input = Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Repeat("interface GigabitEthernet0/0/1 is up, line protocol is up\r\n", 50_000)));
        var cleaner = new OutputCleaner(511);
        var lines = new LineBuffer();
        var clock = Stopwatch.StartNew();
        for (int at = 0; at < input.Length; at += piece)
        {
            cleaner.Feed(input.AsSpan(at, Math.Min(piece, input.Length - at)), lines);
            lines.Clear();
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"3 MB took {clock.Elapsed}.");
    }

    private static string Clean(string input, int columns = 80) =>
        Encoding.Latin1.GetString(Clean(Encoding.Latin1.GetBytes(input), columns));

    private static byte[] Clean(byte[] input, int columns)
    {
        var cleaner = new OutputCleaner(columns);
        var lines = new ArrayBufferWriter<byte>();
        cleaner.Feed(input, lines);
        return [.. lines.WrittenSpan, .. cleaner.Line];
    }
}
