using System.Globalization;

namespace Fleet.Sessions.Shell;

/// <summary>Writes time limits for people.</summary>
internal static class Duration
{
    /// <summary>Such as <c>10 min</c>, <c>2.5 s</c> or <c>300 ms</c>.</summary>
    public static string Text(TimeSpan time) => time switch
    {
        { TotalMinutes: >= 2 } when time.Seconds == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min"),
        { TotalSeconds: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
    };
}
