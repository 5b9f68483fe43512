using Fleet.Sessions;

namespace Fleet.Collection.Permits;

/// <content>
/// <para>
/// Which sessions count against the limit. A stalled one is held by its device and costs this machine nothing: it does not
/// count, up to <see cref="PermitSettings.Stalled"/> of them, and still counts for its site and credential.
/// </para>
/// <para>
/// Where a limit was set, neither does one that takes much longer than usual to log in, or to end
/// (<see cref="Overtime{T}"/>), and what failing sessions take is made up for (<see cref="FailureCompensation"/>), within the
/// same bound. A limit that is found automatically watches the machine, and needs no such thing.
/// </para>
/// </content>
public sealed partial class PermitPool<T>
{
    private readonly FailureCompensation? _compensation;
    private readonly Overtime<Permit> _logins = new(TimeSpan.FromSeconds(1));
    private readonly Overtime<Permit> _sessions = new(TimeSpan.FromSeconds(3));
    private int _stalled;

    /// <summary>What keeps a session from counting.</summary>
    [Flags]
    private enum Hindrance
    {
        None = 0,
        Silence = 1,
        LateLogin = 2,
        LateEnd = 4,
    }

    /// <summary>Permits that count against the limit.</summary>
    public int Held => _permits.Count - Uncounted;

    /// <summary>Permits that may count.</summary>
    public int Limit => _limit.Current
        + Math.Min(_compensation?.Beyond(_limit.Current) ?? 0, _settings.Stalled - Uncounted);

    /// <summary>Sessions that are stalled.</summary>
    public int Stalled => _stalled;

    private int Uncounted => Math.Min(_stalled, _settings.Stalled);

    /// <summary>A session has heard nothing for a while.</summary>
    public void OnStalled(T who, TimeSpan now)
    {
        if (_permits.TryGetValue(who, out var permit))
        {
            Mark(permit, Hindrance.Silence, true, now);
        }
    }

    /// <summary>A session that was stalled has heard something.</summary>
    public void OnHeardAgain(T who, TimeSpan now)
    {
        if (_permits.TryGetValue(who, out var permit))
        {
            Mark(permit, Hindrance.Silence, false, now);
        }
    }

    private void FindLate(TimeSpan now)
    {
        while (_logins.TryFind(now, out var permit))
        {
            Mark(permit, Hindrance.LateLogin, true, now);
        }

        while (_sessions.TryFind(now, out var permit))
        {
            Mark(permit, Hindrance.LateEnd, true, now);
        }
    }

    // A rejected login is not: where a password is wrong, no more are to try it.
    private static bool IsToBeMadeUpFor(FailureClass? failure) =>
        failure is not (null or FailureClass.Cancelled or FailureClass.AuthenticationRejected);

    /// <summary>Something about a session has changed that may keep it from counting.</summary>
    private void Mark(Permit permit, Hindrance hindrance, bool isThere, TimeSpan now)
    {
        var wasStalled = permit.IsStalled;
        permit.Hindrances = isThere ? permit.Hindrances | hindrance : permit.Hindrances & ~hindrance;
        if (permit.IsStalled == wasStalled)
        {
            return;
        }

        _compensation?.Pass(now, Held);
        if (wasStalled)
        {
            permit.CountsSince = now;
        }
        else
        {
            _compensation?.OnFailed(now - permit.CountsSince);
        }

        Count(permit, wasStalled ? -1 : 1);
    }

    private void Count(Permit permit, int stalled)
    {
        _stalled += stalled;
        _behind -= permit.IsBehind ? stalled : 0;
        _waiting.Lift(permit.Site);
        permit.Site.OnStalled(stalled);
        _waiting.Place(permit.Site);
    }
}
