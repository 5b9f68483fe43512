namespace Fleet.Farm.Content.Facts;

/// <summary>
/// A time span, as routers abbreviate it: <c>02:03:04</c>, <c>1d02h</c>, <c>3w4d</c>, <c>1y12w</c>. Formats:
/// <c>"u"</c>: 1 year, 2 weeks, 3 days, 4 hours, 5 minutes; <c>"j"</c>: as Junos has it, 3w4d 02:03:04.
/// </summary>
/// <param name="Seconds">0 and up.</param>
internal readonly record struct Duration(long Seconds) : IUtf8SpanFormattable
{
    private const int Day = 86_400;

    public int Days => (int)(Seconds / Day);

    public int Hours => (int)(Seconds / 3600 % 24);

    public int Minutes => (int)(Seconds / 60 % 60);

    public int OddSeconds => (int)(Seconds % 60);

    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < AsciiValue.Room)
            return false;
        var writer = new AsciiWriter(destination);
        char kind = format.IsEmpty ? ' ' : format[0];
        switch (kind)
        {
            case 'u':
                Words(ref writer);
                break;
            case 'j':
                WeeksAndDays(ref writer);
                Clock(ref writer);
                break;
            default:
                Short(ref writer);
                break;
        }
        written = writer.Written;
        return true;
    }

    private void Clock(ref AsciiWriter writer)
    {
        writer.AddTwo((uint)Hours);
        writer.Add((byte)':');
        writer.AddTwo((uint)Minutes);
        writer.Add((byte)':');
        writer.AddTwo((uint)OddSeconds);
    }

    private void Short(ref AsciiWriter writer)
    {
        int days = Days;
        switch (days)
        {
            case 0:
                Clock(ref writer);
                break;
            case < 7:
                writer.Add((uint)days);
                writer.Add((byte)'d');
                writer.AddTwo((uint)Hours);
                writer.Add((byte)'h');
                break;
            case < 365:
                writer.Add((uint)(days / 7));
                writer.Add((byte)'w');
                writer.Add((uint)(days % 7));
                writer.Add((byte)'d');
                break;
            default:
                writer.Add((uint)(days / 365));
                writer.Add((byte)'y');
                writer.Add((uint)(days % 365 / 7));
                writer.Add((byte)'w');
                break;
        }
    }

    private void WeeksAndDays(ref AsciiWriter writer)
    {
        int days = Days;
        if (days >= 7)
        {
            writer.Add((uint)(days / 7));
            writer.Add((byte)'w');
        }
        if (days > 0)
        {
            writer.Add((uint)(days % 7));
            writer.Add("d "u8);
        }
    }

    private void Words(ref AsciiWriter writer)
    {
        int days = Days;
        Unit(ref writer, days / 365, " year"u8);
        Unit(ref writer, days % 365 / 7, " week"u8);
        Unit(ref writer, days % 365 % 7, " day"u8);
        Unit(ref writer, Hours, " hour"u8);
        Unit(ref writer, Minutes, " minute"u8);
        if (writer.Written == 0)
            writer.Add("0 minutes"u8);
    }

    private static void Unit(ref AsciiWriter writer, int count, ReadOnlySpan<byte> name)
    {
        if (count == 0)
            return;
        if (writer.Written > 0)
            writer.Add(", "u8);
        writer.Add((uint)count);
        writer.Add(name);
        if (count > 1)
            writer.Add((byte)'s');
    }
}
