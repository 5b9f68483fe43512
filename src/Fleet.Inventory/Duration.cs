using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.Inventory;

/// <summary>Lengths of time as inventories and the configuration write them: a number with its unit.</summary>
public static partial class Duration
{
    /// <summary>The longest time that can be written.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>What can be written, for error messages.</summary>
    public const string Expected = "a time greater than 0 with its unit, such as 500ms, 15s, 10m or 2h";

    /// <summary>Reads a time; <see langword="null"/> unless it has a unit and is greater than 0 and at most <see cref="Longest"/>.</summary>
    public static TimeSpan? Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        double milliseconds = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            * match.Groups[2].Value switch { "ms" => 1, "s" => 1_000, "m" => 60_000, _ => 3_600_000 };
        return milliseconds > 0 && milliseconds <= Longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    [GeneratedRegex(@"^([0-9]+(?:\.[0-9]+)?)\s*(ms|s|m|h)\z")]
    private static partial Regex Pattern();
}
