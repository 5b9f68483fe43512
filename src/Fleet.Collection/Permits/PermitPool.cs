using Fleet.Collection.Permits.Limits;
using Fleet.Sessions;

namespace Fleet.Collection.Permits;

/// <summary>
/// Who may hold a session, who waits, and who is turned away. Plain bookkeeping without actors or clocks; nobody stands
/// in it twice. How many wait is up to those who ask: runs start devices only so far ahead of the permits.
/// </summary>
/// <remarks>
/// <para>
/// The next permit goes to the site with the fewest of those at which somebody may begin; of several, to the one longest
/// without a grant. A site that is slow thus holds no more than its share while others could use it, and all if none can.
/// </para>
/// <para>
/// First attempts go before retries, so that devices in trouble hold up nobody. But after <see cref="FirstsPerRetry"/>
/// first attempts it is a retry's turn, as long as retries hold no more than one permit in so many (and always one):
/// they do not wait for the end of a long run. What first attempts leave over is theirs. First attempts on devices that
/// failed last time stand with the retries.
/// </para>
/// <para>
/// What counts against the limit, and what does not, is in the part <c>PermitPool.Counting.cs</c>.
/// </para>
/// </remarks>
/// <typeparam name="T">What identifies a holder.</typeparam>
public sealed partial class PermitPool<T>
    where T : notnull
{
    /// <summary>First attempts that go before a retry whose turn it would be.</summary>
    public const int FirstsPerRetry = 7;

    private readonly IParallelismLimit _limit;
    private readonly PermitSettings _settings;
    private readonly Func<string, int> _siteSessions;
    private readonly Func<string, CredentialCaps> _credentialCaps;
    private readonly WaitingLines<T> _waiting = new();
    private readonly Dictionary<T, Permit> _permits = [];
    private readonly Dictionary<string, SiteGate> _sites = [];
    private readonly Dictionary<string, CredentialGate> _credentials = [];
    private readonly HashSet<SiteGate> _cut = [];   // sites whose circuit is not closed
    private readonly Queue<(T Who, SessionRouter.Denied Denied)> _denied = [];
    private long _grants;
    private int _behind;
    private int _firstsSinceRetry;

    /// <summary>An empty pool.</summary>
    /// <param name="limit">Sessions at once; what it lowers takes no permit away.</param>
    /// <param name="settings">The other bounds.</param>
    /// <param name="siteSessions">Sessions at once at a site; 0 for any number.</param>
    /// <param name="credentialCaps">What a credential may do.</param>
    public PermitPool(
        IParallelismLimit limit,
        PermitSettings settings,
        Func<string, int>? siteSessions = null,
        Func<string, CredentialCaps>? credentialCaps = null)
    {
        _limit = limit;
        _settings = settings;
        _compensation = limit is FixedLimit ? new FailureCompensation() : null;
        _siteSessions = siteSessions ?? (_ => settings.SiteSessions);
        _credentialCaps = credentialCaps ?? (_ => settings.Credential);
    }

    /// <summary>How many wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether it is the limit that kept somebody waiting when last asked.</summary>
    public bool IsLimited { get; private set; }

    /// <summary>Lets somebody wait who neither holds a permit nor waits already, unless that is in vain.</summary>
    public void Request(T who, string site, string credential, bool isRetry, TimeSpan now, bool givesWay = false)
    {
        if (_permits.ContainsKey(who) || _waiting.Contains(who))
        {
            return;
        }

        var (place, gate) = (SiteOf(site), CredentialOf(credential));
        if (gate.Paused is not null)
        {
            _denied.Enqueue((who, gate.Denial));
        }
        else if (place.Circuit?.Denies(now) == true)
        {
            _denied.Enqueue((who, place.Denial));
        }
        else
        {
            _waiting.Add(who, place, gate, isRetry, givesWay);
        }
    }

    /// <summary>Gives the next permit, if there is one and somebody may have it.</summary>
    public bool TryGrant(TimeSpan now, out T who)
    {
        FindLate(now);
        foreach (var site in _cut)
        {
            if (site.Circuit!.Allows(now))
            {
                _waiting.Place(site);
            }
        }

        var isTheirTurn = _firstsSinceRetry >= FirstsPerRetry
            && _behind < Math.Max(1, _limit.Current / (FirstsPerRetry + 1));
        var isBehind = isTheirTurn;
        if (!_waiting.TryPeek(isBehind, now, out who) && !_waiting.TryPeek(isBehind = !isTheirTurn, now, out who))
        {
            IsLimited = false;
            return false;
        }

        IsLimited = Held >= Limit;
        if (!IsLimited)
        {
            Grant(who, isBehind, now);
        }

        return !IsLimited;
    }

    /// <summary>Tells the next one who waits in vain.</summary>
    public bool TryDeny(out T who, out SessionRouter.Denied denied)
    {
        var found = _denied.TryDequeue(out var next);
        (who, denied) = next;
        return found;
    }

    /// <summary>When time alone may let somebody begin, if ever.</summary>
    public TimeSpan? NextAt(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (var credential in _waiting.Credentials)
        {
            next = Earlier(next, credential.NextAt(now));
        }

        foreach (var site in _cut)
        {
            next = Earlier(next, site.Circuit!.ProbeAt is { } at && at > now && _waiting.Sites.Contains(site) ? at : null);
        }

        return next;
    }

    /// <summary>A device has accepted a login.</summary>
    /// <returns>The credential, if the guard has to be told that it is accepted.</returns>
    public string? OnLoggedIn(T who, TimeSpan now)
    {
        if (!_permits.TryGetValue(who, out var permit) || permit.IsLoggedIn)
        {
            return null;
        }

        permit.IsLoggedIn = true;
        if (permit.Login is { } login)
        {
            _logins.End(login, now, isDone: true);
            Mark(permit, Hindrance.LateLogin, false, now);
        }

        _limit.OnLoggedIn(now, Held, IsLimited);
        Tell(permit, failed: false, now);
        return permit.Credential.OnLoggedIn(now) ? permit.Credential.Name : null;
    }

    /// <summary>Somebody no longer holds a permit, nor waits for one.</summary>
    /// <param name="who">Who.</param>
    /// <param name="session">How the session went; <see langword="null"/> when that is not known or there was none.</param>
    /// <param name="now">The time.</param>
    /// <returns>The credential, if it was rejected and the guard has to count it.</returns>
    public string? OnReturned(T who, SessionReport? session, TimeSpan now)
    {
        if (_waiting.Remove(who) || !_permits.TryGetValue(who, out var permit))
        {
            return null;
        }

        if (session is not null)
        {
            _limit.OnEnded(now, Held, IsLimited, permit.Site.Name, session);
        }

        var counts = session?.Failure == FailureClass.AuthenticationRejected
            && permit.Credential.OnRejected(permit.Begun, now);
        permit.Credential.OnEnded(permit.IsLoggedIn, now);
        _compensation?.Pass(now, Held);
        if (!permit.IsStalled && IsToBeMadeUpFor(session?.Failure))
        {
            _compensation?.OnFailed(now - permit.CountsSince);
        }

        Remove(who, permit, now, isDone: session is { Failure: null });
        if (session is { Failure: not FailureClass.Cancelled })
        {
            Tell(permit, session.Failure is { } failure && SiteCircuit.IsConnectivity(failure), now);
        }
        else
        {
            permit.Site.Circuit?.OnForgotten(permit.Ticket, now);
        }

        return counts ? permit.Credential.Name : null;
    }

    /// <summary>The guard has counted a rejection.</summary>
    public void OnCounted(string credential, int rejections, string? paused)
    {
        var gate = CredentialOf(credential);
        gate.OnCounted(rejections, paused);
        DenyIfPaused(gate);
    }

    /// <summary>The guard says how a credential stands.</summary>
    public void OnStanding(string credential, int rejections, string? paused)
    {
        var gate = CredentialOf(credential);
        gate.OnStanding(rejections, paused);
        DenyIfPaused(gate);
    }

    /// <summary>A credential is no longer paused.</summary>
    public void OnReleased(string credential) => CredentialOf(credential).OnReleased();

    /// <summary>How many rejections of each credential the guard has not counted yet.</summary>
    public IEnumerable<(string Credential, int Rejections)> Undecided() =>
        _credentials.Values.Where(c => c.Undecided > 0).Select(c => (c.Name, c.Undecided));

    /// <summary>How it stands.</summary>
    public PermitStatus ToStatus(IEnumerable<string> holdups) => new()
    {
        Limit = Limit,
        IsAutomatic = _limit is not FixedLimit,
        Held = Held,
        Stalled = _stalled,
        Waiting = Waiting,
        Holdups = [.. holdups, .. Holdups.Of(_credentials.Values, _waiting.Credentials, _cut, _waiting.Sites)],
    };

    private void Grant(T who, bool isBehind, TimeSpan now)
    {
        var (site, credential, isRetry) = _waiting.Take(who);
        _firstsSinceRetry = isBehind ? 0 : Math.Min(_firstsSinceRetry + 1, FirstsPerRetry);
        _behind += isBehind ? 1 : 0;
        _waiting.Lift(site);
        _compensation?.Pass(now, Held);
        var ticket = site.OnBegun(++_grants, isRetry);
        _waiting.Place(site);
        credential.OnBegun(now);
        var permit = new Permit(site, credential, isBehind, ticket, now);
        _permits.Add(who, permit);
        if (_compensation is not null)
        {
            (permit.Login, permit.Session) = (_logins.Begin(permit, now), _sessions.Begin(permit, now));
        }
    }

    private void Remove(T who, Permit permit, TimeSpan now, bool isDone)
    {
        if (permit.IsStalled)
        {
            Count(permit, -1);
        }

        if (permit is { Login: { } login, Session: { } session })
        {
            _logins.End(login, now, isDone: false);
            _sessions.End(session, now, isDone);
        }

        _permits.Remove(who);
        _behind -= permit.IsBehind ? 1 : 0;
        _waiting.Lift(permit.Site);
        permit.Site.OnEnded();
        _waiting.Place(permit.Site);
    }

    /// <summary>Tells a site's circuit how a session shows it to be.</summary>
    private void Tell(Permit permit, bool failed, TimeSpan now)
    {
        var site = permit.Site;
        if (site.Circuit is not { } circuit)
        {
            return;
        }

        circuit.OnResult(permit.Ticket, failed, now);
        if (!circuit.IsClosed)
        {
            _cut.Add(site);
        }
        else if (_cut.Remove(site))
        {
            _waiting.Place(site);
        }

        if (circuit.Denies(now))
        {
            Deny(_waiting.At(site), site.Denial);
        }
    }

    private void DenyIfPaused(CredentialGate gate)
    {
        if (gate.Paused is not null)
        {
            Deny(_waiting.With(gate), gate.Denial);
        }
    }

    private void Deny(IReadOnlyList<T> waiting, SessionRouter.Denied denied)
    {
        foreach (var who in waiting)
        {
            _waiting.Remove(who);
            _denied.Enqueue((who, denied));
        }
    }

    private SiteGate SiteOf(string name)
    {
        if (!_sites.TryGetValue(name, out var site))
        {
            site = new SiteGate(name, _sites.Count, _siteSessions(name), new SiteCircuit(_settings.Circuit));
            _sites.Add(name, site);
        }

        return site;
    }

    private CredentialGate CredentialOf(string name)
    {
        if (!_credentials.TryGetValue(name, out var credential))
        {
            credential = new CredentialGate(name, _credentialCaps(name), _settings.PauseAfter);
            _credentials.Add(name, credential);
        }

        return credential;
    }

    private static TimeSpan? Earlier(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b ?? a : a;

    private sealed class Permit(SiteGate site, CredentialGate credential, bool isBehind, long ticket, TimeSpan begun)
    {
        public SiteGate Site => site;

        public CredentialGate Credential => credential;

        public bool IsBehind => isBehind;

        public long Ticket => ticket;

        public TimeSpan Begun { get; } = begun;

        public TimeSpan CountsSince { get; set; } = begun;

        public LinkedListNode<(Permit Who, TimeSpan Begun)>? Login { get; set; }

        public LinkedListNode<(Permit Who, TimeSpan Begun)>? Session { get; set; }

        public bool IsLoggedIn { get; set; }

        public Hindrance Hindrances { get; set; }

        public bool IsStalled => Hindrances != Hindrance.None;
    }
}
