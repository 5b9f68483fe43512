using CsCheck;
using Fleet.Formatting;

namespace Fleet.Tests.Formatting;

public class RawBytesTests
{
    [Fact]
    public void Any_bytes_survive_being_text() => Gen.Byte.Array.Sample(bytes =>
    {
        using var back = new MemoryStream();
        RawBytes.Encode(RawBytes.Decode(bytes), back);
        Assert.Equal(bytes, back.ToArray());
    });

    [Fact]
    public void Valid_utf8_is_decoded_as_such() => Assert.Equal("ä😀", RawBytes.Decode("ä😀"u8));

    [Fact]
    public void Only_what_is_not_utf8_is_escaped() => Assert.Equal("ä\uDCFFb", RawBytes.Decode([.. "ä"u8, 0xFF, (byte)'b']));
}
