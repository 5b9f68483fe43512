namespace Fleet.Collection.Permits;

/// <summary>So many a second, with one second's worth at once. Plain bookkeeping without a clock.</summary>
/// <param name="perSecond">The rate; 0 for any.</param>
internal sealed class TokenBucket(int perSecond)
{
    // What is missing to a whole token when time has been added up in fractions of a second.
    private const double Rounding = 1e-6;

    private double _tokens = perSecond;
    private TimeSpan _filled;

    /// <summary>Whether one may go now.</summary>
    public bool HasToken(TimeSpan now)
    {
        Fill(now);
        return perSecond == 0 || _tokens >= 1 - Rounding;
    }

    /// <summary>One goes.</summary>
    public void Take(TimeSpan now)
    {
        Fill(now);
        _tokens--;
    }

    /// <summary>When the next one may go.</summary>
    public TimeSpan NextAt(TimeSpan now) =>
        HasToken(now) ? now : now + TimeSpan.FromSeconds((1 - _tokens) / perSecond);

    private void Fill(TimeSpan now)
    {
        if (now > _filled)
        {
            _tokens = Math.Min(perSecond, _tokens + ((now - _filled).TotalSeconds * perSecond));
            _filled = now;
        }
    }
}
