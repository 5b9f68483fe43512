namespace Fleet.Farm.Content.Facts;

/// <summary>The name of another device of the same site, such as <c>ams3-sw12</c>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Bits">What chooses the name.</param>
internal readonly record struct NeighborName(string Site, uint Bits) : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < AsciiValue.Room + Site.Length)
            return false;
        foreach (char c in Site)
            destination[written++] = c < 128 ? (byte)c : (byte)'?';
        var writer = new AsciiWriter(destination[written..]);
        writer.Add((Bits & 3) switch
        {
            0 => "-r"u8,
            1 => "-sw"u8,
            2 => "-leaf"u8,
            _ => "-agg"u8,
        });
        writer.Add(1 + (Bits >> 2) % 240);
        written += writer.Written;
        return true;
    }
}

/// <summary>What an engineer wrote at an interface.</summary>
/// <param name="Port">The interface.</param>
internal readonly record struct PortDescription(Port Port) : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < 2 * AsciiValue.Room + Port.Device.Site.Length)
            return false;
        var writer = new AsciiWriter(destination);
        uint number = (uint)(Port.Bits >> 40) % 900 + 100;
        switch (Port.Use)
        {
            case PortUse.Server:
                writer.Add("server rack "u8);
                writer.Add(number % 40 + 1);
                writer.Add(" unit "u8);
                writer.Add(number % 42 + 1);
                break;
            case PortUse.AccessPoint:
                writer.Add("access point AP-"u8);
                writer.Add(number);
                break;
            case PortUse.Customer:
                writer.Add("customer C"u8);
                writer.Add(number * 37);
                writer.Add(" circuit "u8);
                writer.Add(number * 1013);
                break;
            case PortUse.Spare:
                writer.Add("spare"u8);
                break;
            default:
                writer.Add("to "u8);
                Port.Neighbor.TryFormat(destination[writer.Written..], out written, default, provider);
                written += writer.Written;
                destination[written++] = (byte)' ';
                Port.NeighborPort.TryFormat(destination[written..], out int count, "s", provider);
                written += count;
                return true;
        }
        written = writer.Written;
        return true;
    }
}

/// <summary>A serial number, such as <c>FOC2317X0AB</c>.</summary>
/// <param name="Bits">What chooses it.</param>
internal readonly record struct Serial(ulong Bits) : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < AsciiValue.Room)
            return false;
        ReadOnlySpan<byte> letters = "0123456789ABCDEFGHJKLMNPRSTUVWXY"u8;
        var writer = new AsciiWriter(destination);
        writer.Add((Bits & 3) switch
        {
            0 => "FOC"u8,
            1 => "FDO"u8,
            2 => "JPE"u8,
            _ => "FCW"u8,
        });
        writer.AddTwo((uint)(Bits >> 2) % 10 + 16);
        writer.AddTwo((uint)(Bits >> 8) % 52 + 1);
        for (int shift = 16; shift < 36; shift += 5)
            writer.Add(letters[(int)(Bits >> shift) & 31]);
        written = writer.Written;
        return true;
    }
}
