namespace Fleet.Collection.Permits;

/// <summary>
/// Who waits for a permit, in a line for each site and credential, and one beside it for retries and for devices that
/// failed last time. Next is whoever waits
/// longest at the site with the fewest active sessions, so that no site takes what another could use (max-min fairness).
/// </summary>
/// <remarks>
/// Sites are in order within each credential. One that is closed is taken out when it would be its turn, until
/// <see cref="Place(SiteGate)"/> puts it back: what opens a site is something said about it, or a time that its circuit
/// knows. So an operation costs a logarithm of the sites, and a look at each credential that somebody waits for.
/// </remarks>
internal sealed class WaitingLines<T>
    where T : notnull
{
    private const int First = 0;
    private const int Behind = 1;

    private readonly Dictionary<T, Standing> _standing = [];
    private readonly Dictionary<(SiteGate, CredentialGate), Lane> _lanes = [];
    private readonly Dictionary<SiteGate, HashSet<Lane>> _sites = [];
    private readonly Dictionary<CredentialGate, Line> _lines = [];

    /// <summary>How many wait.</summary>
    public int Count => _standing.Count;

    /// <summary>The credentials that somebody waits for.</summary>
    public IReadOnlyCollection<CredentialGate> Credentials => _lines.Keys;

    /// <summary>The sites that somebody waits for.</summary>
    public IReadOnlyCollection<SiteGate> Sites => _sites.Keys;

    public bool Contains(T who) => _standing.ContainsKey(who);

    public void Add(T who, SiteGate site, CredentialGate credential, bool isRetry, bool givesWay)
    {
        var lane = LaneOf(site, credential);
        var kind = isRetry || givesWay ? Behind : First;
        _standing.Add(who, new Standing(lane, kind, lane.Waiting[kind].AddLast(who), isRetry));
        lane.Line.Ready[kind].Add(lane);
    }

    /// <summary>Takes somebody out of the line whose turn it is, and says for whom.</summary>
    public (SiteGate Site, CredentialGate Credential, bool IsRetry) Take(T who)
    {
        var (lane, _, _, isRetry) = _standing[who];
        Remove(who);
        return (lane.Site, lane.Credential, isRetry);
    }

    public bool Remove(T who)
    {
        if (!_standing.Remove(who, out var standing))
        {
            return false;
        }

        var (lane, kind, node, _) = standing;
        lane.Waiting[kind].Remove(node);
        if (lane.Waiting[kind].Count == 0)
        {
            lane.Line.Ready[kind].Remove(lane);
            DropIfEmpty(lane);
        }

        return true;
    }

    /// <summary>Whose turn it is, among those in front or those behind.</summary>
    public bool TryPeek(bool isBehind, TimeSpan now, out T who)
    {
        Lane? next = null;
        var kind = isBehind ? Behind : First;
        foreach (var (credential, line) in _lines)
        {
            if (line.Ready[kind].Count > 0 && credential.IsOpen(now)
                && FirstOpen(line.Ready[kind], now) is { } lane
                && (next is null || Lane.Order.Compare(lane, next) < 0))
            {
                next = lane;
            }
        }

        who = next is null ? default! : next.Waiting[kind].First!.Value;
        return next is not null;
    }

    /// <summary>Everybody who waits at a site.</summary>
    public IReadOnlyList<T> At(SiteGate site) => WaitingIn(_sites.GetValueOrDefault(site) ?? []);

    /// <summary>Everybody who waits with a credential.</summary>
    public IReadOnlyList<T> With(CredentialGate credential) =>
        WaitingIn(_lines.TryGetValue(credential, out var line) ? line.Lanes : []);

    /// <summary>Takes a site out of the order, before anything changes that the order depends on.</summary>
    public void Lift(SiteGate site)
    {
        foreach (var lane in _sites.GetValueOrDefault(site) ?? [])
        {
            lane.Line.Ready[First].Remove(lane);
            lane.Line.Ready[Behind].Remove(lane);
        }
    }

    /// <summary>Puts a site back at its place.</summary>
    public void Place(SiteGate site)
    {
        foreach (var lane in _sites.GetValueOrDefault(site) ?? [])
        {
            for (var kind = First; kind <= Behind; kind++)
            {
                if (lane.Waiting[kind].Count > 0)
                {
                    lane.Line.Ready[kind].Add(lane);
                }
            }
        }
    }

    private Lane? FirstOpen(SortedSet<Lane> ready, TimeSpan now)
    {
        while (ready.Min is { } lane)
        {
            if (lane.Site.IsOpen(now))
            {
                return lane;
            }

            Lift(lane.Site);
        }

        return null;
    }

    private static List<T> WaitingIn(HashSet<Lane> lanes) => [.. lanes.SelectMany(l => l.Waiting).SelectMany(w => w)];

    private Lane LaneOf(SiteGate site, CredentialGate credential)
    {
        if (_lanes.TryGetValue((site, credential), out var lane))
        {
            return lane;
        }

        if (!_lines.TryGetValue(credential, out var line))
        {
            _lines.Add(credential, line = new Line());
        }

        if (!_sites.TryGetValue(site, out var lanes))
        {
            _sites.Add(site, lanes = []);
        }

        lane = new Lane(site, credential, line);
        _lanes.Add((site, credential), lane);
        line.Lanes.Add(lane);
        lanes.Add(lane);
        return lane;
    }

    private void DropIfEmpty(Lane lane)
    {
        if (lane.Waiting[First].Count + lane.Waiting[Behind].Count > 0)
        {
            return;
        }

        _lanes.Remove((lane.Site, lane.Credential));
        lane.Line.Lanes.Remove(lane);
        if (lane.Line.Lanes.Count == 0)
        {
            _lines.Remove(lane.Credential);
        }

        _sites[lane.Site].Remove(lane);
        if (_sites[lane.Site].Count == 0)
        {
            _sites.Remove(lane.Site);
        }
    }

    /// <summary>Where somebody stands.</summary>
    private readonly record struct Standing(Lane Lane, int Kind, LinkedListNode<T> Node, bool IsRetry);

    /// <summary>Those who wait with one credential, whatever their site.</summary>
    private sealed class Line
    {
        public HashSet<Lane> Lanes { get; } = [];

        public SortedSet<Lane>[] Ready { get; } = [new(Lane.Order), new(Lane.Order)];
    }

    /// <summary>Those who wait at one site with one credential.</summary>
    private sealed class Lane(SiteGate site, CredentialGate credential, Line line)
    {
        /// <summary>The fewest active sessions first; of those, the longest without a grant.</summary>
        public static readonly IComparer<Lane> Order = Comparer<Lane>.Create((a, b) =>
        {
            var active = a.Site.Active.CompareTo(b.Site.Active);
            var granted = active != 0 ? active : a.Site.LastGrant.CompareTo(b.Site.LastGrant);
            return granted != 0 ? granted : a.Site.Number.CompareTo(b.Site.Number);
        });

        public SiteGate Site { get; } = site;

        public CredentialGate Credential { get; } = credential;

        public Line Line { get; } = line;

        public LinkedList<T>[] Waiting { get; } = [new(), new()];
    }
}
