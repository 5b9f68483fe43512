namespace Fleet.Collection.Permits;

/// <summary>
/// How long a session usually takes at most, learnt from those that collected what they should: their smoothed time and
/// four times its mean deviation, as TCP learns how long an answer takes (RFC 6298, section 2).
/// </summary>
internal sealed class UsualTime
{
    /// <summary>Sessions to learn from before anything is said.</summary>
    public const int Fewest = 20;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    private int _count;
    private double _mean;
    private double _deviation;

    /// <summary>The time, at least 3 s; <see langword="null"/> as long as too little is known.</summary>
    public TimeSpan? AtMost =>
        _count < Fewest ? null : TimeSpan.FromSeconds(Math.Max(Least.TotalSeconds, _mean + (4 * _deviation)));

    /// <summary>A session has collected what it should.</summary>
    public void OnCollected(TimeSpan time)
    {
        var seconds = time.TotalSeconds;
        if (_count++ == 0)
        {
            (_mean, _deviation) = (seconds, seconds / 2);
            return;
        }

        _deviation += (Math.Abs(_mean - seconds) - _deviation) / 4;
        _mean += (seconds - _mean) / 8;
    }
}
