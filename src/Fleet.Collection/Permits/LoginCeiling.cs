using System.Numerics;

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
/// refused before): elsewhere it is the device's own affair, such as a local password. So it is where only one device in
/// some dozens is refused. At first <see cref="FirstSuspicions"/>, then <see cref="Suspicions"/> suspicious ones among <see cref="Memory"/> logins, or <see cref="InARow"/> rejections in a row, bring the ceiling down to
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
    /// <summary>Logins within which suspicious rejections bring the ceiling down.</summary>
    public const int Memory = 20;

    /// <summary>
    /// Suspicious rejections that bring the ceiling down for the first time. With 2 % of devices that have a password of
    /// their own, this hardly ever happens by chance.
    /// </summary>
    public const int FirstSuspicions = 4;

    /// <summary>Those that are enough when the server is known to refuse.</summary>
    public const int Suspicions = 3;

    // From which part of what was logged in at most, or when the server refused, a rejection is suspicious.
    private const double NearMost = 0.9;
    private const double NearRefused = 0.85;

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
    private uint _suspicions;          // a bit for each of the latest logins
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
        Remember(suspicious: false);
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
        else if (BitOperations.PopCount(_suspicions) < 2)
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

        Remember(suspicious: loggedIn >= (IsKnown ? NearRefused * _refusedAt : NearMost * _most));
        if (inARow >= InARow || BitOperations.PopCount(_suspicions) >= (IsKnown ? Suspicions : FirstSuspicions))
        {
            FallFrom(held, loggedIn, now);
        }
    }

    private void Remember(bool suspicious) => _suspicions = ((_suspicions << 1) | (suspicious ? 1u : 0)) & ((1u << Memory) - 1);

    private void FallFrom(int held, int loggedIn, TimeSpan now)
    {
        var again = IsKnown && Math.Abs(loggedIn - _refusedAt) <= 0.2 * _refusedAt;
        _climb = again ? Math.Min(4 * _climb, LongestClimb) : FirstClimb;
        _refusedAt = Math.Max(1, loggedIn);
        _height = Fall * held;
        _floor = Math.Min(Fall * loggedIn, 0.9 * _height);
        (_climbed, _fell, _suspicions) = (0, now, 0);
    }
}
