using CsCheck;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Tests.Wire;

/// <summary>The data types of RFC 4251 section 5, written.</summary>
public sealed class SshWriterTests
{
    [Theory]
    // The examples of RFC 4251 section 5 that are not negative.
    [InlineData("", "00000000")]
    [InlineData("09a378f9b2e332a7", "0000000809a378f9b2e332a7")]
    [InlineData("80", "000000020080")]
    // Leading zeros are no part of a number.
    [InlineData("0000", "00000000")]
    [InlineData("00007f", "000000017f")]
    [InlineData("0000ff", "0000000200ff")]
    public void Numbers_are_written_as_mpint(string magnitude, string expected) =>
        Assert.Equal(Layout.Hex(expected), Written.By(writer => writer.WriteMpint(Layout.Hex(magnitude))));

    [Theory]
    [InlineData("", "00000000")]
    [InlineData("zlib", "000000047a6c6962")]
    [InlineData("zlib,none", "000000097a6c69622c6e6f6e65")]
    public void Lists_of_names_are_written_as_in_the_examples_of_the_RFC(string names, string expected) =>
        Assert.Equal(
            Layout.Hex(expected),
            Written.By(writer => writer.WriteNameList(names.Split(',', StringSplitOptions.RemoveEmptyEntries))));

    [Fact]
    public void Text_is_written_as_utf8() =>
        Assert.Equal(Layout.Hex("00000006 c3a4 f09f9880"), Written.By(writer => writer.WriteText("ä😀")));

    [Fact]
    public void A_writer_that_is_cleared_starts_again_with_the_same_buffer()
    {
        var writer = new SshWriter(16);
        writer.WriteBytes(new byte[1000]);
        writer.Clear();
        Assert.Equal(0, writer.Length);

        writer.WriteUInt32(7);

        Assert.Equal(Layout.Of(7u), writer.Written);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            writer.Clear();
            writer.WriteString(new ReadOnlySpan<byte>([1, 2, 3]));
            writer.WriteText("text");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Whatever_is_written_is_laid_out_as_the_RFC_says_whatever_the_capacity() =>
        Gen.Select(Gen.Int[0, 40], Gen.Byte, Gen.Bool, Gen.UInt, Gen.ULong, Gen.Byte.Array[0, 60], Some.Text).Sample(
            (capacity, number, flag, word, wide, bytes, text) =>
            {
                var writer = new SshWriter(capacity);
                writer.WriteByte(number);
                writer.WriteBoolean(flag);
                writer.WriteUInt32(word);
                writer.WriteUInt64(wide);
                writer.WriteString(bytes);
                writer.WriteText(text);
                writer.WriteBytes(bytes);
                byte[] expected = [.. Layout.Of(number, flag, word, wide, bytes, text), .. bytes];
                Assert.Equal(expected, writer.Written);
                Assert.Equal(expected, writer.WrittenMemory.ToArray());
                Assert.Equal(expected.Length, writer.Length);
            });
}
