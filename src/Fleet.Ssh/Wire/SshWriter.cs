namespace Fleet.Ssh.Wire;

/// <summary>Writes the data types of RFC 4251 section 5 into a buffer that grows, and can be used again.</summary>
/// <param name="capacity">Bytes to hold at first.</param>
public sealed class SshWriter(int capacity = 256)
{
    private readonly byte[] _buffer = new byte[capacity];

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => throw new NotImplementedException();

    /// <summary>Bytes written.</summary>
    public int Length => _buffer.Length;

    /// <summary>Starts again with nothing written.</summary>
    public void Clear() => throw new NotImplementedException();

    /// <summary><c>byte</c>.</summary>
    public void WriteByte(byte value) => throw new NotImplementedException();

    /// <summary>The number that a message begins with.</summary>
    public void WriteMessage(MessageNumber number) => WriteByte((byte)number);

    /// <summary><c>boolean</c>.</summary>
    public void WriteBoolean(bool value) => throw new NotImplementedException();

    /// <summary><c>uint32</c>.</summary>
    public void WriteUInt32(uint value) => throw new NotImplementedException();

    /// <summary><c>uint64</c>.</summary>
    public void WriteUInt64(ulong value) => throw new NotImplementedException();

    /// <summary><c>byte[n]</c>, without a length.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value) => throw new NotImplementedException();

    /// <summary><c>string</c>.</summary>
    public void WriteString(ReadOnlySpan<byte> value) => throw new NotImplementedException();

    /// <summary><c>string</c> of text, as UTF-8.</summary>
    public void WriteText(string value) => throw new NotImplementedException();

    /// <summary><c>mpint</c> of a number that is not negative: big-endian, leading zeros allowed.</summary>
    public void WriteMpint(ReadOnlySpan<byte> magnitude) => throw new NotImplementedException();

    /// <summary><c>name-list</c>.</summary>
    public void WriteNameList(IReadOnlyList<string> names) => throw new NotImplementedException();
}
