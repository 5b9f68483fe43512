namespace Fleet.Collection.Permits.Limits;

/// <summary>The number that somebody has set.</summary>
/// <param name="limit">Sessions at once, at least 1.</param>
public sealed class FixedLimit(int limit) : IParallelismLimit
{
    /// <inheritdoc/>
    public int Current { get; } = limit;

    /// <inheritdoc/>
    public void OnLoggedIn(TimeSpan now, int held, bool isWaiting)
    {
    }

    /// <inheritdoc/>
    public void OnEnded(TimeSpan now, int held, bool isWaiting, string site, SessionReport session)
    {
    }
}
