namespace Fleet.Collection.Permits;

/// <summary>What bounds sessions besides the parallelism. Everywhere, 0 sessions or logins means: no bound.</summary>
public sealed record PermitSettings
{
    /// <summary>Stalled sessions that do not count against the parallelism; any more count again.</summary>
    public int Stalled { get; init; } = 1000;

    /// <summary>Sessions at once at one site.</summary>
    public int SiteSessions { get; init; }

    /// <summary>What a credential may do at once and in a second.</summary>
    public CredentialCaps Credential { get; init; }

    /// <summary>Rejections in a row after which a credential is paused, at least 1.</summary>
    public int PauseAfter { get; init; } = 10;

    /// <summary>When a site is left alone.</summary>
    public CircuitSettings Circuit { get; init; } = new();
}

/// <summary>What a credential may do.</summary>
/// <param name="Sessions">Sessions at once.</param>
/// <param name="LoginsPerSecond">Logins a second, with one second's worth at once.</param>
public readonly record struct CredentialCaps(int Sessions = 0, int LoginsPerSecond = 0);

/// <summary>When a site of which hardly a device can be reached is left alone, and for how long.</summary>
public sealed record CircuitSettings
{
    /// <summary>How long nobody tries at first; twice as long after each probe that failed ...</summary>
    public TimeSpan Open { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>... but never longer than this.</summary>
    public TimeSpan LongestOpen { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Failed probes in a row after which nobody waits for the site any more; at least 1.</summary>
    public int Probes { get; init; } = 3;
}
