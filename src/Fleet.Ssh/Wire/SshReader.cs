using System.Buffers.Binary;
using System.Text;

namespace Fleet.Ssh.Wire;

/// <summary>Reads the data types of RFC 4251 section 5 from a payload, front to back.</summary>
/// <remarks>Whatever does not fit ends in an <see cref="SshProtocolException"/>, never in another exception.</remarks>
public ref struct SshReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary><c>byte</c>.</summary>
    public byte ReadByte() => ReadBytes(1)[0];

    /// <summary>The number that a message begins with, which must be the one that is expected.</summary>
    public void ReadMessage(MessageNumber expected)
    {
        byte number = ReadByte();
        if (number != (byte)expected)
            throw Malformed($"message {number} where {(byte)expected} ({expected}) is due");
    }

    /// <summary><c>boolean</c>: anything but 0 is true.</summary>
    public bool ReadBoolean() => ReadByte() != 0;

    /// <summary><c>uint32</c>.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4));

    /// <summary><c>uint64</c>.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(ReadBytes(8));

    /// <summary><c>byte[count]</c>.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw Malformed($"a field of {(uint)count} bytes where {_rest.Length} are left");
        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    /// <summary><c>string</c>, as the bytes it is.</summary>
    public ReadOnlySpan<byte> ReadString() => ReadBytes(unchecked((int)ReadUInt32()));

    /// <summary><c>string</c> as UTF-8 text; bytes that are not UTF-8 become U+FFFD.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadString());

    /// <summary><c>string</c> that is a name of the registries: printable US-ASCII (RFC 4251 section 6).</summary>
    public string ReadName() => ToName(ReadString());

    /// <summary><c>mpint</c> that is not negative: its bytes, big-endian, without leading zeros.</summary>
    public ReadOnlySpan<byte> ReadMpint()
    {
        var number = ReadString();
        if (!number.IsEmpty && number[0] >= 0x80)
            throw Malformed("a negative number");
        return number.TrimStart((byte)0);
    }

    /// <summary><c>name-list</c>.</summary>
    public string[] ReadNameList()
    {
        var list = ReadString();
        if (list.IsEmpty)
            return [];
        var names = new string[list.Count((byte)',') + 1];
        int index = 0;
        foreach (var range in list.Split((byte)','))
        {
            names[index] = ToName(list[range]);
            if (names[index++].Length == 0)
                throw Malformed("an empty name in a list of names");
        }

        return names;
    }

    /// <summary>Nothing may be left.</summary>
    public readonly void ReadEnd()
    {
        if (!IsAtEnd)
            throw Malformed($"{_rest.Length} bytes after the end of a message");
    }

    private static string ToName(ReadOnlySpan<byte> bytes) =>
        bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~')
            ? throw Malformed("a name with other than printable US-ASCII characters")
            : Encoding.ASCII.GetString(bytes);

    private static SshProtocolException Malformed(string what) =>
        new(DisconnectReason.ProtocolError, $"The peer sent {what}.");
}
