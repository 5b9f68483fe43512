namespace Fleet.Farm.Content.Facts;

/// <summary>
/// A moment in UTC: <c>Mar  3 10:12:13</c>. Formats: <c>"w"</c>: Tue Mar  3 10:12:13; <c>"i"</c>: 2026-03-03 10:12:13;
/// <c>"t"</c>: 10:12:13; <c>"d"</c>: 2026-03-03.
/// </summary>
/// <param name="Seconds">Seconds since 1970.</param>
internal readonly record struct Moment(long Seconds) : IUtf8SpanFormattable
{
    /// <summary>When the epochs of all simulated fleets begin: a Monday.</summary>
    public static Moment Zero { get; } = new(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());

    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    private static ReadOnlySpan<byte> Days => "SunMonTueWedThuFriSat"u8;

    /// <summary>As .NET has it.</summary>
    public DateTime Time => DateTime.UnixEpoch.AddTicks(Seconds * TimeSpan.TicksPerSecond);

    /// <summary>Such as <c>Mar</c>.</summary>
    public ReadOnlySpan<byte> MonthName => Months.Slice((Time.Month - 1) * 3, 3);

    /// <summary>Such as <c>Tue</c>.</summary>
    public ReadOnlySpan<byte> DayName => Days.Slice((int)Time.DayOfWeek * 3, 3);

    /// <summary>The moment some seconds later.</summary>
    public Moment Plus(long seconds) => new(Seconds + seconds);

    public bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        written = 0;
        if (destination.Length < AsciiValue.Room)
            return false;
        var writer = new AsciiWriter(destination);
        char kind = format.IsEmpty ? 's' : format[0];
        if (kind == 'w')
        {
            writer.Add(DayName);
            writer.Add((byte)' ');
        }
        if (kind is 's' or 'w')
            Name(ref writer, Time);
        else if (kind is 'i' or 'd')
            Iso(ref writer, Time);
        if (kind == 'i')
            writer.Add((byte)' ');
        if (kind != 'd')
            Clock(ref writer, (uint)(Seconds % 86_400));
        written = writer.Written;
        return true;
    }

    private static void Name(ref AsciiWriter writer, DateTime time)
    {
        writer.Add(Months.Slice((time.Month - 1) * 3, 3));
        writer.Add((byte)' ');
        int day = time.Day;
        writer.Add(day < 10 ? (byte)' ' : (byte)('0' + day / 10));
        writer.Add((byte)('0' + day % 10));
        writer.Add((byte)' ');
    }

    private static void Iso(ref AsciiWriter writer, DateTime time)
    {
        writer.Add((uint)time.Year);
        writer.Add((byte)'-');
        writer.AddTwo((uint)time.Month);
        writer.Add((byte)'-');
        writer.AddTwo((uint)time.Day);
    }

    private static void Clock(ref AsciiWriter writer, uint second)
    {
        writer.AddTwo(second / 3600);
        writer.Add((byte)':');
        writer.AddTwo(second / 60 % 60);
        writer.Add((byte)':');
        writer.AddTwo(second % 60);
    }
}
