using System.Text;
using CsCheck;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Tests.Wire;

/// <summary>The data types of RFC 4251 section 5, read.</summary>
public sealed class SshReaderTests
{
    private delegate void Reading(ref SshReader reader);

    [Fact]
    public void Whatever_is_laid_out_as_the_RFC_says_is_read() =>
        Gen.Select(Gen.Byte, Gen.Bool, Gen.UInt, Gen.ULong, Some.Bytes, Some.Text, Some.Names).Sample(
            (number, flag, word, wide, bytes, text, names) =>
            {
                var reader = new SshReader(Layout.Of(number, flag, word, wide, bytes, text, names));
                Assert.Equal(number, reader.ReadByte());
                Assert.Equal(flag, reader.ReadBoolean());
                Assert.Equal(word, reader.ReadUInt32());
                Assert.Equal(wide, reader.ReadUInt64());
                Assert.Equal(bytes, reader.ReadString());
                Assert.Equal(text, reader.ReadText());
                Assert.False(reader.IsAtEnd);
                Assert.Equal(names, reader.ReadNameList());
                Assert.True(reader.IsAtEnd);
                reader.ReadEnd();
            });

    [Theory]
    [InlineData("00000000", "")]
    [InlineData("0000000809a378f9b2e332a7", "09a378f9b2e332a7")]
    [InlineData("000000020080", "80")]
    [InlineData("00000003000001", "01")]
    public void Numbers_are_read_without_leading_zeros(string encoded, string magnitude)
    {
        var reader = new SshReader(Layout.Hex(encoded));
        Assert.Equal(Layout.Hex(magnitude), reader.ReadMpint());
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void Numbers_come_back_as_they_were_written() =>
        Some.Bytes.Sample(magnitude =>
        {
            var reader = new SshReader(Written.By(writer => writer.WriteMpint(magnitude)));
            Assert.Equal(magnitude.AsSpan().TrimStart((byte)0), reader.ReadMpint());
        });

    [Theory]
    // The examples of RFC 4251 section 5.
    [InlineData("00000002edcc")]
    [InlineData("00000005ff21524111")]
    public void A_negative_number_is_refused(string encoded) =>
        Refused(Layout.Hex(encoded), (ref reader) => reader.ReadMpint());

    [Theory]
    [InlineData(",")]
    [InlineData("a,")]
    [InlineData(",a")]
    [InlineData("a,,b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    public void A_list_with_what_is_no_name_is_refused(string list) =>
        Refused(Layout.Of(list), (ref reader) => reader.ReadNameList());

    [Theory]
    [InlineData("ssh-userauth\0")]
    [InlineData("\u001b[2J")]
    public void A_name_with_other_characters_is_refused(string name) =>
        Refused(Layout.Of(name), (ref reader) => reader.ReadName());

    [Fact]
    public void Text_that_is_not_utf8_is_read_with_replacements()
    {
        var reader = new SshReader(Layout.Of(new byte[] { (byte)'a', 0xff, (byte)'b' }));
        Assert.Equal("a\ufffdb", reader.ReadText());
    }

    [Theory]
    [InlineData("00000001")]
    [InlineData("7fffffff00")]
    [InlineData("80000000")]
    [InlineData("ffffffff0000000000")]
    public void A_string_that_is_longer_than_what_is_left_is_refused(string encoded) =>
        Refused(Layout.Hex(encoded), (ref reader) => reader.ReadString());

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MinValue)]
    public void More_bytes_than_are_left_are_refused(int count) =>
        Refused([1, 2, 3], (ref reader) => reader.ReadBytes(count));

    [Fact]
    public void Bytes_after_the_end_are_refused() => Refused([1], (ref reader) => reader.ReadEnd());

    [Fact]
    public void Another_message_than_the_expected_one_is_refused() =>
        Refused([(byte)MessageNumber.ChannelData], (ref reader) => reader.ReadMessage(MessageNumber.ChannelEof));

    [Fact]
    public void Any_reads_of_any_bytes_end_or_are_refused_and_never_read_beyond_the_end() =>
        Gen.Select(Gen.Byte[0, 3].Array[0, 40], Gen.Int[0, 9].Array[1, 20]).Sample((data, reads) =>
        {
            var reader = new SshReader(data);
            try
            {
                foreach (int read in reads)
                {
                    int left = reader.Rest.Length;
                    switch (read)
                    {
                        case 0: reader.ReadByte(); break;
                        case 1: reader.ReadBoolean(); break;
                        case 2: reader.ReadUInt32(); break;
                        case 3: reader.ReadUInt64(); break;
                        case 4: reader.ReadBytes(3); break;
                        case 5: reader.ReadString(); break;
                        case 6: reader.ReadText(); break;
                        case 7: reader.ReadMpint(); break;
                        case 8: reader.ReadNameList(); break;
                        default: reader.ReadName(); break;
                    }

                    Assert.True(reader.Rest.Length < left);
                }
            }
            catch (SshProtocolException exception)
            {
                Assert.Equal(DisconnectReason.ProtocolError, exception.Reason);
            }
        });

    private static void Refused(byte[] data, Reading read)
    {
        var exception = Assert.Throws<SshProtocolException>(() =>
        {
            var reader = new SshReader(data);
            read(ref reader);
        });
        Assert.Equal(DisconnectReason.ProtocolError, exception.Reason);
        Assert.DoesNotContain(exception.Message, c => char.IsControl(c));
        Assert.True(Encoding.UTF8.GetByteCount(exception.Message) < 200);
    }
}
