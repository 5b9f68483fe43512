using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Permits;

/// <summary>A limit that a test moves.</summary>
internal sealed class MovingLimit : IParallelismLimit
{
    public int Current { get; set; } = 1;

    public List<(int Held, bool IsWaiting)> Ended { get; } = [];

    public void OnLoggedIn(TimeSpan now, int held, bool isWaiting)
    {
    }

    public void OnEnded(TimeSpan now, int held, bool isWaiting, string site, SessionReport session) =>
        Ended.Add((held, isWaiting));
}

/// <summary>What sessions report.</summary>
internal static class Reports
{
    public static SessionReport Good { get; } = Of(null, loggedIn: true);

    public static SessionReport Rejected { get; } = Of(FailureClass.AuthenticationRejected);

    public static SessionReport Unreachable { get; } = Of(FailureClass.Unreachable);

    public static SessionReport Of(FailureClass? failure, bool loggedIn = false) =>
        new(failure, loggedIn, TimeSpan.FromSeconds(1), 3, TimeSpan.FromMilliseconds(300));
}

internal static class PoolExtensions
{
    /// <summary>Everybody who gets a permit now, in order.</summary>
    public static List<T> Grants<T>(this PermitPool<T> pool, TimeSpan now = default)
        where T : notnull
    {
        var granted = new List<T>();
        while (pool.TryGrant(now, out var who))
        {
            granted.Add(who);
        }

        return granted;
    }

    /// <summary>Everybody who is turned away.</summary>
    public static List<(T Who, FailureClass Failure)> Denials<T>(this PermitPool<T> pool)
        where T : notnull
    {
        var denied = new List<(T, FailureClass)>();
        while (pool.TryDeny(out var who, out var message))
        {
            denied.Add((who, message.Failure));
        }

        return denied;
    }
}
