using System.Buffers.Binary;
using System.Text;

namespace Fleet.Ssh.Wire;

/// <summary>Writes the data types of RFC 4251 section 5 into a buffer that grows, and can be used again.</summary>
/// <param name="capacity">Bytes to hold at first.</param>
public sealed class SshWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    /// <summary>What has been written. It stays valid until the next call that writes or clears.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>As <see cref="Written"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Starts again with nothing written.</summary>
    public void Clear() => Length = 0;

    /// <summary>Goes back to an earlier <see cref="Length"/>.</summary>
    internal void Truncate(int length) => Length = length;

    /// <summary><c>byte</c>.</summary>
    public void WriteByte(byte value) => Append(1)[0] = value;

    /// <summary>The number that a message begins with.</summary>
    public void WriteMessage(MessageNumber number) => WriteByte((byte)number);

    /// <summary><c>boolean</c>.</summary>
    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    /// <summary><c>uint32</c>.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Append(4), value);

    /// <summary><c>uint64</c>.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Append(8), value);

    /// <summary><c>byte[n]</c>, without a length.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(Append(value.Length));

    /// <summary><c>string</c>.</summary>
    public void WriteString(ReadOnlySpan<byte> value)
    {
        WriteUInt32((uint)value.Length);
        WriteBytes(value);
    }

    /// <summary><c>string</c> of text, as UTF-8.</summary>
    public void WriteText(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteUInt32((uint)length);
        Encoding.UTF8.GetBytes(value, Append(length));
    }

    /// <summary><c>mpint</c> of a number that is not negative: big-endian, leading zeros allowed.</summary>
    public void WriteMpint(ReadOnlySpan<byte> magnitude)
    {
        magnitude = magnitude.TrimStart((byte)0);
        // A first bit that is set would make the number negative.
        bool needsZero = !magnitude.IsEmpty && magnitude[0] >= 0x80;
        WriteUInt32((uint)magnitude.Length + (needsZero ? 1u : 0u));
        if (needsZero)
            WriteByte(0);
        WriteBytes(magnitude);
    }

    /// <summary><c>name-list</c>.</summary>
    public void WriteNameList(IReadOnlyList<string> names)
    {
        int start = Length;
        WriteUInt32(0);
        for (int i = 0; i < names.Count; i++)
        {
            if (i > 0)
                WriteByte((byte)',');
            Encoding.ASCII.GetBytes(names[i], Append(names[i].Length));
        }

        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(start), (uint)(Length - start - 4));
    }

    private Span<byte> Append(int count)
    {
        int start = Length;
        int end = checked(start + count);
        if (end > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(end, Math.Max(2 * _buffer.Length, 64)));
        Length = end;
        return _buffer.AsSpan(start, count);
    }
}
