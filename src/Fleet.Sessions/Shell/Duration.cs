namespace Fleet.Sessions.Shell;

/// <summary>Writes time limits for people.</summary>
internal static class Duration
{
    /// <summary>Such as <c>10 min</c>, <c>2.5 s</c> or <c>300 ms</c>.</summary>
    public static string Text(TimeSpan time) => time switch
    {
        { TotalMinutes: >= 2, Seconds: 0 } => FormattableString.Invariant($"{time.TotalMinutes:0.#} min"),
        { TotalSeconds: >= 1 } => FormattableString.Invariant($"{time.TotalSeconds:0.#} s"),
        _ => FormattableString.Invariant($"{time.TotalMilliseconds:0} ms"),
    };
}
