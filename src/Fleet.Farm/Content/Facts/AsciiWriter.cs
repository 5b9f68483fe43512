using System.Buffers.Text;

namespace Fleet.Farm.Content.Facts;

/// <summary>Writes ASCII into room that its user has found to be large enough.</summary>
internal ref struct AsciiWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes written.</summary>
    public int Written { get; private set; }

    public void Add(byte value) => _destination[Written++] = value;

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_destination[Written..]);
        Written += text.Length;
    }

    public void Add(uint value)
    {
        if (value < 10)
        {
            Add((byte)('0' + value));
            return;
        }
        Utf8Formatter.TryFormat(value, _destination[Written..], out int count);
        Written += count;
    }

    /// <summary>Adds a number with two digits.</summary>
    public void AddTwo(uint value)
    {
        Add((byte)('0' + value / 10));
        Add((byte)('0' + value % 10));
    }

    /// <summary>Adds the lowest 8 bits in hexadecimal.</summary>
    public void AddHex(uint value)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        Add(digits[(int)(value >> 4) & 15]);
        Add(digits[(int)value & 15]);
    }
}

/// <summary>What all small values that format themselves as ASCII have in common.</summary>
internal static class AsciiValue
{
    /// <summary>Room that holds every such value, in bytes. With less, none begins to write.</summary>
    public const int Room = 96;
}
