using Fleet.Sessions;

namespace Fleet.Collection.Permits;

/// <summary>
/// What holds back the sessions of one credential: what was set, what its server seems to allow, and the guard against
/// locking the account. Plain bookkeeping without actors or clocks.
/// </summary>
/// <remarks>
/// A rejected login means a wrong password, or that the server has enough. Beside sessions of the credential that are
/// logged in it is taken for the second, and lowers the <see cref="LoginCeiling"/>: if one was accepted within
/// <see cref="AcceptedWithin"/>, and as often in a row as sessions were under way at the first one. Otherwise it counts
/// towards the pause, and nobody begins until the guard has it written down. As long as the credential was not accepted in this process, or was rejected and not accepted since, only so many
/// logins are under way as may be rejected before the pause. A password that is wrong from the start is thus tried
/// exactly <paramref name="pauseAfter"/> times, and one that becomes wrong in the middle of a run at most as often as that
/// and the sessions then under way together.
/// </remarks>
/// <param name="name">The credential's name.</param>
/// <param name="caps">What was set.</param>
/// <param name="pauseAfter">Rejections in a row that pause it, at least 1.</param>
public sealed class CredentialGate(string name, CredentialCaps caps, int pauseAfter)
{
    /// <summary>Time after an accepted login in which a rejection may mean that there are too many.</summary>
    public static readonly TimeSpan AcceptedWithin = TimeSpan.FromSeconds(30);

    private readonly TokenBucket _logins = new(caps.LoginsPerSecond);

    // What somebody has set need not be found out.
    private readonly LoginCeiling _ceiling = new(Math.Max(pauseAfter, caps.Sessions));
    private bool _accepted;
    private TimeSpan _lastAccepted;
    private TimeSpan _lastLogout = TimeSpan.MinValue;
    private int _inARow;    // rejections since a login was accepted
    private int _heldAtFirst;
    private int _counted;   // those of them that the guard counts
    private Hold _held;

    /// <summary>The credential's name.</summary>
    public string Name => name;

    /// <summary>Sessions under way.</summary>
    public int Held { get; private set; }

    /// <summary>Sessions that are logged in.</summary>
    public int LoggedIn { get; private set; }

    /// <summary>Rejections that the guard has not written down yet.</summary>
    public int Undecided { get; private set; }

    /// <summary>Why the credential is paused; <see langword="null"/> when it is not.</summary>
    public string? Paused { get; private set; }

    /// <summary>What whoever waits is told when it is paused.</summary>
    internal SessionRouter.Denied Denial => new(
        FailureClass.CredentialPaused,
        $"credential {name} is paused: {Paused}; when it is right, go on with: {CredentialGuard.ReleaseCommand(name)}");

    /// <summary>What held somebody back when last asked, one line; <see langword="null"/> when nothing worth telling did.</summary>
    public string? Holdup => _held switch
    {
        Hold.Caution => $"credential {name}: few logins at once, until one is accepted",
        Hold.Cap => $"credential {name}: {caps.Sessions} sessions at once, as set",
        Hold.Ceiling when _ceiling.IsKnown => $"credential {name}: {_ceiling.Current} sessions at once, since more were refused",
        Hold.Rate => $"credential {name}: {caps.LoginsPerSecond} logins a second, as set",
        _ => null,
    };

    /// <summary>Whether one more session may begin; asked only when somebody waits for it.</summary>
    public bool IsOpen(TimeSpan now)
    {
        _held = Paused is not null ? Hold.Pause
            : Undecided > 0 || Held - LoggedIn >= MostPending ? Hold.Caution
            : caps.Sessions > 0 && Held >= caps.Sessions ? Hold.Cap
            : Held >= _ceiling.Current ? Hold.Ceiling
            : !_logins.HasToken(now) ? Hold.Rate
            : Hold.None;
        return _held == Hold.None;
    }

    /// <summary>When the next session may begin, if only time held somebody back when last asked.</summary>
    public TimeSpan? NextAt(TimeSpan now) => _held == Hold.Rate ? _logins.NextAt(now) : null;

    /// <summary>A session begins.</summary>
    public void OnBegun(TimeSpan now)
    {
        Held++;
        _logins.Take(now);
    }

    /// <summary>A session is logged in.</summary>
    /// <returns>Whether the guard counts rejections, which this ends.</returns>
    public bool OnLoggedIn(TimeSpan now)
    {
        var counted = _counted > 0 || Undecided > 0;
        LoggedIn++;
        (_accepted, _lastAccepted, _inARow, _counted) = (true, now, 0, 0);
        _ceiling.OnAccepted(Held, LoggedIn);
        return counted;
    }

    /// <summary>A login was rejected; <see cref="OnEnded"/> follows.</summary>
    /// <param name="begun">When the session began.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it counts towards the pause: then nobody begins until <see cref="OnCounted"/>.</returns>
    public bool OnRejected(TimeSpan begun, TimeSpan now)
    {
        if (_inARow++ == 0)
        {
            _heldAtFirst = Held;
        }

        var besideOthers = LoggedIn > 0 || _lastLogout >= begun;
        if (besideOthers && now - _lastAccepted <= AcceptedWithin && _inARow <= _heldAtFirst)
        {
            _ceiling.OnRejected(Held, LoggedIn, _inARow, begun, now);
            return false;
        }

        Undecided++;
        return true;
    }

    /// <summary>A session has ended.</summary>
    public void OnEnded(bool loggedIn, TimeSpan now)
    {
        Held--;
        if (loggedIn)
        {
            LoggedIn--;
            _lastLogout = now;
        }
    }

    /// <summary>The guard has written down a rejection.</summary>
    public void OnCounted(int rejections, string? paused)
    {
        Undecided = Math.Max(0, Undecided - 1);
        OnStanding(rejections, paused);
    }

    /// <summary>The guard says how the credential stands.</summary>
    /// <param name="rejections">Rejections in a row that count.</param>
    /// <param name="paused">Why it is paused; <see langword="null"/> when it is not.</param>
    public void OnStanding(int rejections, string? paused)
    {
        (_counted, Paused) = (rejections, paused);
        _inARow = Math.Max(_inARow, rejections);
    }

    /// <summary>The credential is to be used again, as carefully as at first.</summary>
    public void OnReleased() => (_accepted, _inARow, _counted, Paused) = (false, 0, 0, null);

    private int MostPending => _accepted && _inARow == 0 ? int.MaxValue : Math.Max(1, pauseAfter - _inARow);

    private enum Hold
    {
        None,
        Pause,
        Caution,
        Cap,
        Ceiling,
        Rate,
    }
}
