namespace Fleet.Ssh.Wire;

/// <summary>Reads the data types of RFC 4251 section 5 from a payload, front to back.</summary>
/// <remarks>Whatever does not fit ends in an <see cref="SshProtocolException"/>, never in another exception.</remarks>
public ref struct SshReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _rest = data;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary><c>byte</c>.</summary>
    public byte ReadByte() => throw new NotImplementedException();

    /// <summary><c>boolean</c>: anything but 0 is true.</summary>
    public bool ReadBoolean() => throw new NotImplementedException();

    /// <summary><c>uint32</c>.</summary>
    public uint ReadUInt32() => throw new NotImplementedException();

    /// <summary><c>uint64</c>.</summary>
    public ulong ReadUInt64() => throw new NotImplementedException();

    /// <summary><c>byte[count]</c>.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count) => throw new NotImplementedException();

    /// <summary><c>string</c>, as the bytes it is.</summary>
    public ReadOnlySpan<byte> ReadString() => throw new NotImplementedException();

    /// <summary><c>string</c> as UTF-8 text; bytes that are not UTF-8 become U+FFFD.</summary>
    public string ReadText() => throw new NotImplementedException();

    /// <summary><c>mpint</c> that is not negative: its bytes, big-endian, without leading zeros.</summary>
    public ReadOnlySpan<byte> ReadMpint() => throw new NotImplementedException();

    /// <summary><c>name-list</c>.</summary>
    public string[] ReadNameList() => throw new NotImplementedException();
}
