namespace Fleet.Farm.Content.Facts;

/// <summary>An Ethernet address: <c>0011.2233.4455</c>, or with the format <c>"c"</c> <c>00:11:22:33:44:55</c>.</summary>
/// <param name="Bits">The address in the lowest 48 bits.</param>
internal readonly record struct MacAddress(ulong Bits) : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < AsciiValue.Room)
            return false;
        bool isDotted = format.IsEmpty;
        var writer = new AsciiWriter(destination);
        for (int shift = 40; shift >= 0; shift -= 8)
        {
            writer.AddHex((uint)(Bits >> shift));
            if (shift > 0 && (!isDotted || shift is 32 or 16))
                writer.Add(isDotted ? (byte)'.' : (byte)':');
        }
        written = writer.Written;
        return true;
    }
}
