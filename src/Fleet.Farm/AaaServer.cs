using System.Collections.Concurrent;
using Fleet.Farm.Fleets;
using Fleet.Farm.Profiles;

namespace Fleet.Farm;

/// <summary>An AAA server that has had enough at some point: it allows so many users at once, and so many logins a second.</summary>
internal sealed class AaaServer(AaaLimits limits, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private int _loggedIn;
    private double _tokens = limits.PerSecond;
    private long _refilled = clock.GetTimestamp();

    /// <summary>Users who are logged in.</summary>
    public int LoggedIn => Volatile.Read(ref _loggedIn);

    /// <summary>Logs a user in, until the answer is disposed of; <see langword="null"/> when that is one too many.</summary>
    public IDisposable? TryLogIn()
    {
        lock (_lock)
        {
            if ((limits.AtOnce > 0 && _loggedIn >= limits.AtOnce) || !TakeToken())
            {
                return null;
            }

            _loggedIn++;
            return new Login(this);
        }
    }

    /// <summary>A token bucket that holds a second's worth.</summary>
    private bool TakeToken()
    {
        if (limits.PerSecond == 0)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        _tokens = Math.Min(limits.PerSecond, _tokens + (clock.GetElapsedTime(_refilled, now).TotalSeconds * limits.PerSecond));
        _refilled = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    private void LogOut()
    {
        lock (_lock)
        {
            _loggedIn--;
        }
    }

    private sealed class Login(AaaServer server) : IDisposable
    {
        private AaaServer? _server = server;

        public void Dispose() => Interlocked.Exchange(ref _server, null)?.LogOut();
    }
}

/// <summary>The AAA servers of a fleet: none, one, or one for each site.</summary>
/// <param name="limits">What each allows; <see langword="null"/>: there is none, and everyone may log in.</param>
/// <param name="clock">The clock.</param>
internal sealed class AaaServers(AaaLimits? limits, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, AaaServer> _servers = new();
    private long _refused;

    /// <summary>Users who are logged in at servers.</summary>
    public int LoggedIn => _servers.Values.Sum(s => s.LoggedIn);

    /// <summary>Logins that were refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Logs in at the device's server, until the answer is disposed of; <see langword="null"/> when it refuses.</summary>
    public IDisposable? TryLogIn(SimulatedDevice device)
    {
        if (limits is null)
        {
            return NoServer.Instance;
        }

        var server = _servers.GetOrAdd(limits.PerSite ? device.Site : "", _ => new AaaServer(limits, clock));
        var login = server.TryLogIn();
        if (login is null)
        {
            Interlocked.Increment(ref _refused);
        }

        return login;
    }

    private sealed class NoServer : IDisposable
    {
        public static NoServer Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
