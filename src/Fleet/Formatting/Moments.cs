using System.Globalization;

namespace Fleet.Formatting;

/// <summary>Reads moments of time from the command line.</summary>
internal static class Moments
{
    /// <summary>What can be written, for messages.</summary>
    public const string Expected = "a time such as 2026-01-31, '2026-01-31 14:00', 2026-01-31T14:00:00Z, or an age such as 30m, 2h or 7d";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a moment; without an offset it is local time.</summary>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        text = text.Trim();
        if (DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out moment))
        {
            return true;
        }

        return TryParseAge(text, now, out moment);
    }

    private static bool TryParseAge(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        double? days = text[^1] switch
        {
            's' => number / 86400.0,
            'm' => number / 1440.0,
            'h' => number / 24.0,
            'd' => number,
            'w' => number * 7.0,
            _ => null,
        };
        if (days is null || days > (now - DateTimeOffset.UnixEpoch).TotalDays)
        {
            return false;
        }

        moment = now.AddDays(-days.Value);
        return true;
    }
}
