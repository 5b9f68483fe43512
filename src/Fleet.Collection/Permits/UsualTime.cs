namespace Fleet.Collection.Permits;

/// <summary>
/// How long something usually takes at most, learnt from what was done: its smoothed time and four times its mean
/// deviation, as TCP learns how long an answer takes (RFC 6298, section 2).
/// </summary>
/// <param name="least">What is never too long.</param>
internal sealed class UsualTime(TimeSpan least)
{
    /// <summary>Times to learn from before anything is said.</summary>
    public const int Fewest = 20;

    private int _count;
    private double _mean;
    private double _deviation;

    /// <summary>The time; <see langword="null"/> as long as too little is known.</summary>
    public TimeSpan? AtMost =>
        _count < Fewest ? null : TimeSpan.FromSeconds(Math.Max(least.TotalSeconds, _mean + (4 * _deviation)));

    /// <summary>It was done.</summary>
    public void OnDone(TimeSpan time)
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
