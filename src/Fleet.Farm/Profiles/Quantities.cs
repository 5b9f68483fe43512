using System.Globalization;
using Fleet.Inventory.Yaml;

namespace Fleet.Farm.Profiles;

/// <summary>Reads numbers with their units out of YAML: <c>2.5 %</c>, <c>300 ms</c>, <c>5 kB</c>, <c>10 Mbit/s</c>.</summary>
internal static class Quantities
{
    private static readonly (string, decimal)[] Percents = [("%", 1)];
    private static readonly (string, decimal)[] Milliseconds = [("ms", 1), ("s", 1_000), ("min", 60_000), ("h", 3_600_000)];
    private static readonly (string, decimal)[] Bytes = [("B", 1), ("kB", 1_000), ("MB", 1_000_000)];

    private static readonly (string, decimal)[] BytesPerSecond =
        [("kbit/s", 1_000 / 8m), ("Mbit/s", 1_000_000 / 8m), ("Gbit/s", 1_000_000_000 / 8m)];

    /// <summary>A percentage from 0 to 100.</summary>
    public static decimal? Percent(this YamlReader reader, YamlNode node, string what) =>
        reader.Quantity(node, what, Percents, 0, 100, "a percentage from 0 % to 100 %, such as 2.5 %");

    /// <summary>A length of time up to a bound.</summary>
    public static TimeSpan? Time(this YamlReader reader, YamlNode node, string what, TimeSpan most) =>
        reader.Quantity(
            node, what, Milliseconds, 0, (decimal)most.TotalMilliseconds, $"a time in ms, s, min or h up to {Shown(most)}, such as 1.5 s")
            is { } milliseconds ? TimeSpan.FromMilliseconds((double)milliseconds) : null;

    /// <summary>A size in bytes between two bounds.</summary>
    public static int? Size(this YamlReader reader, YamlNode node, string what, int least, int most) =>
        (int?)reader.Quantity(node, what, Bytes, least, most, $"a size from {least} B to {most / 1000} kB, such as 5 kB");

    /// <summary>A bandwidth, in bytes a second.</summary>
    public static long? Bandwidth(this YamlReader reader, YamlNode node, string what) =>
        (long?)reader.Quantity(
            node, what, BytesPerSecond, 125, 125_000_000_000, "a bandwidth from 1 kbit/s to 1000 Gbit/s, such as 10 Mbit/s");

    /// <summary>A number without a unit between two bounds.</summary>
    public static double? Factor(this YamlReader reader, YamlNode node, string what, int most) =>
        (double?)reader.Quantity(node, what, [("", 1)], 0, most, $"a number from 0 to {most}, such as 0.5");

    private static decimal? Quantity(
        this YamlReader reader,
        YamlNode node,
        string what,
        (string Unit, decimal Factor)[] units,
        decimal least,
        decimal most,
        string right)
    {
        if (reader.Text(node, what) is not { } text)
        {
            return null;
        }

        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var unit = text[end..].Trim();
        if (decimal.TryParse(text.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            foreach (var (name, factor) in units)
            {
                if (name == unit && number >= least / factor && number <= most / factor)
                {
                    return number * factor;
                }
            }
        }

        reader.Errors.Add(node, $"{what} is {right}, not {YamlReader.Quote(text)}");
        return null;
    }

    private static string Shown(TimeSpan time) => time.TotalHours >= 1 ? $"{time.TotalHours:0} h" : $"{time.TotalSeconds:0} s";
}
