namespace Fleet.Collection.Permits;

/// <summary>
/// How many sessions of a credential an AAA server seems to allow at once. A server that has enough refuses a login just
/// as it refuses a wrong password, and a device that was refused is lost for its run; so this goes up in small steps and
/// comes down at once. Plain bookkeeping without actors or clocks.
/// </summary>
/// <remarks>
/// <para>
/// <b>Up, as long as nothing is known:</b> half a session for each accepted login, and at least to 1.25 times
/// what is logged in, which is faster where sessions take much longer than logins. So only a part of those under way
/// are on their way in, and can be refused, at the same time.
/// </para>
/// <para>
/// <b>Down:</b> a rejection is suspicious when nearly as many sessions were logged in as ever (or as when the server
/// refused before): elsewhere it is the device's own affair, such as a local password. Two suspicious ones among
/// <see cref="Memory"/> logins, or <see cref="InARow"/> rejections in a row, bring the ceiling down to
/// <see cref="Fall"/> of what was logged in. Rejections of logins that were under way by then belong to the same fall.
/// The same happens with a server that refuses too many logins in a second: fewer at once are fewer a second.
/// </para>
/// <para>
/// <b>Up again</b> along CUBIC's curve (RFC 9438, section 4.2): quickly at first, flat around <see cref="Fall"/> of what
/// was under way when it fell, and carefully beyond that. Time is counted in rounds, which are as many accepted logins as
/// the ceiling is high, while it holds somebody back: <see cref="FirstClimb"/> of them to that height, and four times as
/// many after each further fall at the same height, up to <see cref="LongestClimb"/> (about an hour of sessions that take
/// half a second).
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

    /// <summary>Rounds to come back after a first fall.</summary>
    public const double FirstClimb = 10;

    /// <summary>Rounds to come back after a fall, at most.</summary>
    public const double LongestClimb = 7_000;

    // Of what is logged in; where the server allows so many, at most the rest is refused in the first fall.
    private const double Ahead = 1.25;

    // Share of the ceiling that must be in use for a login to say that it is not too high.
    private const double InUse = 0.75;

    private double _reach = start;
    private int _most;                 // logged in at once, ever
    private int _sinceSuspicion = Memory;
    private TimeSpan _fell = TimeSpan.MinValue;
    private int _refusedAt;            // logged in when the server refused
    private double _floor;
    private double _height;            // where the curve is flat
    private double _climb;             // rounds from one to the other
    private double _climbed;

    /// <summary>Whether the server has refused logins for being too many.</summary>
    public bool IsKnown => _refusedAt > 0;

    /// <summary>Sessions at once, at least 1.</summary>
    public int Current
    {
        get
        {
            if (!IsKnown)
            {
                return (int)_reach;
            }

            var beyond = (_climbed - _climb) / _climb;
            return Math.Max(1, (int)(_height + ((_height - _floor) * beyond * beyond * beyond)));
        }
    }

    /// <summary>A login was accepted.</summary>
    /// <param name="held">Sessions under way.</param>
    /// <param name="loggedIn">Those of them that are logged in, this one included.</param>
    public void OnAccepted(int held, int loggedIn)
    {
        _sinceSuspicion++;
        _most = Math.Max(_most, loggedIn);
        var current = Current;
        if (held < InUse * current)
        {
            return;
        }

        if (IsKnown)
        {
            _climbed += 1.0 / current;
        }
        else if (_sinceSuspicion > Memory)
        {
            _reach = Math.Max(_reach + 0.5, Ahead * loggedIn);
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
        _climb = again ? Math.Min(4 * _climb, LongestClimb) : FirstClimb;
        _refusedAt = Math.Max(1, loggedIn);
        _height = Fall * held;
        _floor = Math.Min(Fall * loggedIn, 0.9 * _height);
        (_climbed, _fell, _sinceSuspicion) = (0, now, Memory);
    }
}
