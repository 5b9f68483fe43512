using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Sessions;

namespace Fleet.Collection.Tests.Permits;

/// <summary>
/// A run in virtual time: devices ask for permits, log in at a server that has its rules, and give their permits back.
/// The guard answers at once.
/// </summary>
internal sealed class SimulatedLogins(int devices, int parallelism, PermitSettings settings, int seed)
{
    private readonly PriorityQueue<Action, TimeSpan> _events = new();
    private readonly Random _random = new(seed);
    private readonly PermitPool<int> _pool = new(new FixedLimit(parallelism), settings);
    private CredentialStandings _standings = CredentialStandings.Empty;
    private int _atServer;

    /// <summary>Whether the server accepts a login, of so many that are logged in.</summary>
    public Func<TimeSpan, int, int, bool> Accepts { get; init; } = (_, _, _) => true;

    /// <summary>From a permit to the server's answer, on average.</summary>
    public double LoginSeconds { get; init; } = 0.15;

    /// <summary>From there to the session's end, on average.</summary>
    public double WorkSeconds { get; init; } = 0.35;

    /// <summary>From the end of a session to the return of its permit, on average.</summary>
    public double RecordSeconds { get; init; } = 0.01;

    public TimeSpan Now { get; private set; }

    public int Collected { get; private set; }

    public int Rejected { get; private set; }

    public int Denied { get; private set; }

    public int MostAtServer { get; private set; }

    /// <summary>Moments at which logins were rejected.</summary>
    public List<TimeSpan> Rejections { get; } = [];

    public CredentialStandings Standings => _standings;

    public SimulatedLogins Run()
    {
        for (var device = 0; device < devices; device++)
        {
            _pool.Request(device, $"site{device % 10}", "tacacs", isRetry: false, Now);
        }

        Grant();
        while (_events.TryDequeue(out var happen, out var at))
        {
            Now = at;
            happen();
            Grant();
            if (_pool.NextAt(Now) is { } next)
            {
                _events.Enqueue(() => { }, next);
            }
        }

        return this;
    }

    private void Grant()
    {
        foreach (var device in _pool.Grants(Now))
        {
            After(LoginSeconds, () => LogIn(device));
        }

        Denied += _pool.Denials().Count;
    }

    private void LogIn(int device)
    {
        if (!Accepts(Now, device, _atServer))
        {
            Rejected++;
            Rejections.Add(Now);
            After(RecordSeconds, () => Return(device, Reports.Rejected));
            return;
        }

        MostAtServer = Math.Max(MostAtServer, ++_atServer);
        if (_pool.OnLoggedIn(device, Now) is not null)
        {
            _standings = _standings.Apply(new CredentialAccepted("tacacs", default));
        }

        After(WorkSeconds, () =>
        {
            _atServer--;
            Collected++;
            After(RecordSeconds, () => Return(device, Reports.Good));
        });
    }

    private void Return(int device, SessionReport report)
    {
        if (_pool.OnReturned(device, report, Now) is { } rejected)
        {
            foreach (var e in _standings.Reject(rejected, settings.PauseAfter, default))
            {
                _standings = _standings.Apply(e);
            }

            var standing = _standings.Of(rejected);
            _pool.OnCounted(rejected, standing.Rejections, standing.Paused);
        }
    }

    /// <summary>Between a half and one and a half of the average.</summary>
    private void After(double seconds, Action happen) =>
        _events.Enqueue(happen, Now + TimeSpan.FromSeconds(seconds * (0.5 + _random.NextDouble())));
}
