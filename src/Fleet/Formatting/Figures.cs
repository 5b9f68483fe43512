using System.Globalization;

namespace Fleet.Formatting;

/// <summary>Numbers, sizes and times as people read them.</summary>
internal static class Figures
{
    /// <summary>A count with thousands apart: <c>28,000</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 device</c>, <c>28,000 devices</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Bytes in decimal units: <c>12.3 MB</c>.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["kB", "MB", "GB", "TB", "PB"];
        if (bytes < 1000)
        {
            return $"{bytes} B";
        }

        var value = bytes / 1000.0;
        var unit = 0;
        while (value >= 999.95 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {units[unit]}");
    }

    /// <summary>A length of time: <c>0.8 s</c>, <c>42 s</c>, <c>3 min 05 s</c>, <c>2 h 07 min</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        < 59.5 => $"{Math.Round(time.TotalSeconds)} s",
        < 3600 => $"{(int)time.TotalMinutes} min {time.Seconds:00} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes:00} min",
    };

    /// <summary>A rate: <c>0.4/s</c>, <c>148/s</c>; with a unit <c>148 sessions/s</c>.</summary>
    public static string PerSecond(double rate, string? unit = null) =>
        rate.ToString(rate < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture) + (unit is null ? "/s" : $" {unit}s/s");

    /// <summary>A moment in the local time zone, to the second.</summary>
    public static string Moment(DateTimeOffset moment) =>
        moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
