namespace Fleet.Collection.Permits;

/// <summary>
/// How many sessions of a credential an AAA server seems to allow at once. A server that has enough refuses a login just
/// as it refuses a wrong password, and a device that was refused is lost for its run; so this goes up in small steps and
/// comes down at once. Plain bookkeeping without actors or clocks.
/// </summary>
/// <remarks>
/// <para>
/// <b>Up, as long as nothing is known:</b> half a session for each accepted login, so that no more than half as many as
/// are logged in are on their way in at the same time.
/// </para>
/// <para>
/// <b>Down:</b> a rejection is suspicious when nearly as many sessions were logged in as ever (or as when the server
/// refused before): elsewhere it is the device's own affair, such as a local password. Two suspicious ones among
/// <see cref="Memory"/> logins, or <see cref="InARow"/> rejections in a row, bring the ceiling down to
/// <see cref="Fall"/> of what was logged in. Rejections of logins that were under way by then belong to the same fall.
/// The same happens with a server that refuses too many logins in a second: fewer at once are fewer a second.
/// </para>
/// <para>
/// <b>Up again</b> along CUBIC's curve (RFC 9438, section 4.2): quickly at first, flat around the height where it fell,
/// and carefully beyond it. It takes <see cref="FirstClimb"/> to come back to that height, and four times as long after
/// each further fall at the same height, up to <see cref="LongestClimb"/>. Only time in which the ceiling held somebody
/// back counts.
/// </para>
/// </remarks>
public sealed class LoginCeiling(int start)
{
    /// <summary>Logins within which two suspicious rejections bring the ceiling down.</summary>
    public const int Memory = 20;

    /// <summary>Rejections without an accepted login between that bring the ceiling down whatever is logged in.</summary>
    public const int InARow = 3;

    /// <summary>Share of what is logged in that the ceiling falls to.</summary>
    public const double Fall = 0.8;

    /// <summary>Time to come back to the height of a first fall.</summary>
    public static readonly TimeSpan FirstClimb = TimeSpan.FromSeconds(5);

    /// <summary>Time to come back to the height of a fall, at most.</summary>
    public static readonly TimeSpan LongestClimb = TimeSpan.FromHours(1);

    // Time between two looks at the ceiling that counts as time in which it held somebody back.
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    private double _reach = start;
    private int _most;                 // logged in at once, ever
    private int _sinceSuspicion = Memory;
    private TimeSpan _fell = TimeSpan.MinValue;
    private int _refusedAt;            // logged in when the server refused
    private double _floor;
    private double _height;            // where the curve is flat
    private TimeSpan _climb;
    private TimeSpan _climbed;
    private TimeSpan? _heldBack;

    /// <summary>Whether the server has refused logins for being too many.</summary>
    public bool IsKnown => _refusedAt > 0;

    /// <summary>Sessions at once, at least 1.</summary>
    public int Current
    {
        get
        {
            var beyond = (_climbed - _climb) / _climb;
            return Math.Max(1, (int)(IsKnown ? _height + ((_height - _floor) * beyond * beyond * beyond) : _reach));
        }
    }

    /// <summary>Whether one more session may begin; asked only when somebody waits for it.</summary>
    public bool IsAbove(int held, TimeSpan now)
    {
        if (held < Current)
        {
            _heldBack = null;
            return true;
        }

        if (IsKnown && _heldBack is { } since)
        {
            var step = now - since;
            _climbed += step < LongestStep ? step : LongestStep;
        }

        _heldBack = now;
        return held < Current;
    }

    /// <summary>A login was accepted.</summary>
    /// <param name="held">Sessions under way.</param>
    /// <param name="loggedIn">Those of them that are logged in, this one included.</param>
    public void OnAccepted(int held, int loggedIn)
    {
        _sinceSuspicion++;
        _most = Math.Max(_most, loggedIn);
        if (!IsKnown && _sinceSuspicion > Memory && held >= 0.75 * _reach)
        {
            _reach += 0.5;
        }
    }

    /// <summary>A login was rejected while sessions of the credential were logged in.</summary>
    /// <param name="held">Sessions under way, this one included.</param>
    /// <param name="loggedIn">Those of them that are logged in.</param>
    /// <param name="inARow">Rejections since the last accepted login, this one included.</param>
    /// <param name="begun">When this session began.</param>
    /// <param name="now">The time.</param>
    public void OnRejected(int held, int loggedIn, int inARow, TimeSpan begun, TimeSpan now)
    {
        if (begun <= _fell)
        {
            return;
        }

        _sinceSuspicion++;
        var suspicious = IsKnown ? loggedIn >= Fall * _refusedAt : loggedIn >= 0.9 * _most;
        if (inARow >= InARow || (suspicious && _sinceSuspicion <= Memory))
        {
            FallFrom(held, loggedIn, now);
        }
        else if (suspicious)
        {
            _sinceSuspicion = 0;
        }
    }

    private void FallFrom(int held, int loggedIn, TimeSpan now)
    {
        var again = IsKnown && Math.Abs(loggedIn - _refusedAt) <= 0.2 * _refusedAt;
        _climb = again && _climb * 4 < LongestClimb ? _climb * 4 : again ? LongestClimb : FirstClimb;
        _refusedAt = Math.Max(1, loggedIn);
        _floor = Fall * loggedIn;
        _height = Math.Max(0.95 * held, _floor);
        (_climbed, _heldBack, _fell, _sinceSuspicion) = (TimeSpan.Zero, null, now, Memory);
    }
}
