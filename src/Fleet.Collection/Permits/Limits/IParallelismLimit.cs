namespace Fleet.Collection.Permits.Limits;

/// <summary>
/// How many sessions this node should hold at once. Plain bookkeeping without actors or clocks; not safe for several
/// threads at once.
/// </summary>
public interface IParallelismLimit
{
    /// <summary>Sessions at once, at least 1.</summary>
    int Current { get; }

    /// <summary>A device has accepted a login.</summary>
    /// <param name="now">The time, on a clock that only goes forward.</param>
    /// <param name="held">Sessions under way that count against the limit.</param>
    /// <param name="isWaiting">Whether somebody waits for a permit: otherwise the limit is not what holds sessions back.</param>
    void OnLoggedIn(TimeSpan now, int held, bool isWaiting);

    /// <summary>A session has ended.</summary>
    /// <param name="now">The time, on the same clock.</param>
    /// <param name="held">Sessions under way that count against the limit, this one included.</param>
    /// <param name="isWaiting">Whether somebody waits for a permit: otherwise the limit is not what holds sessions back.</param>
    /// <param name="site">The device's site: what is slow depends on where it is.</param>
    /// <param name="session">How it went.</param>
    void OnEnded(TimeSpan now, int held, bool isWaiting, string site, SessionReport session);
}
