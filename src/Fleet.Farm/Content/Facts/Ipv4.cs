namespace Fleet.Farm.Content.Facts;

/// <summary>An IPv4 address, or a mask.</summary>
/// <param name="Bits">The address, first byte highest.</param>
internal readonly record struct Ipv4(uint Bits) : IUtf8SpanFormattable
{
    /// <summary>The mask of a prefix length, 1 to 32.</summary>
    public static Ipv4 Mask(int length) => new(uint.MaxValue << (32 - length));

    /// <summary>The address after this one by some.</summary>
    public Ipv4 Plus(int offset) => new(Bits + (uint)offset);

    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < AsciiValue.Room)
            return false;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            uint part = (Bits >> shift) & 255;
            if (part >= 100)
                destination[written++] = (byte)('0' + part / 100);
            if (part >= 10)
                destination[written++] = (byte)('0' + part / 10 % 10);
            destination[written++] = (byte)('0' + part % 10);
            destination[written++] = (byte)'.';
        }
        written--;
        return true;
    }
}

/// <summary>An IPv4 prefix, written as <c>10.1.2.0/24</c>.</summary>
/// <param name="Network">Its first address.</param>
/// <param name="Length">Its length in bits, 0 to 32.</param>
internal readonly record struct Prefix(Ipv4 Network, int Length) : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (!Network.TryFormat(destination, out written, format, provider))
            return false;
        var writer = new AsciiWriter(destination[written..]);
        writer.Add((byte)'/');
        writer.Add((uint)Length);
        written += writer.Written;
        return true;
    }
}
