using Akka.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Durability;
using Fleet.Collection.Permits;
using Fleet.Collection.Permits.Limits;
using Fleet.Inventory;
using Fleet.Sessions;

namespace Fleet.Collection.Configuration;

/// <summary>The configuration under <c>fleet</c>, checked and typed. <c>hocon/fleet.conf</c> documents every key.</summary>
public sealed record FleetSettings
{
    /// <summary>Sessions at once in this process.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.Auto;

    /// <summary>The bounds within which it is found automatically.</summary>
    public AutoSettings Auto { get; init; } = new();

    /// <summary>What bounds sessions besides the parallelism.</summary>
    public PermitSettings Permits { get; init; } = new();

    /// <summary>Silence of a device after which its session no longer counts against the parallelism.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What one device may cost.</summary>
    public SessionLimits Limits { get; init; } = new();

    /// <summary>Whether and when to try again.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>When a device that keeps failing is set aside, and for how long.</summary>
    public QuarantinePolicy Quarantine { get; init; } = new();

    /// <summary>How long a device with nothing to do stays in memory.</summary>
    public TimeSpan PassivateAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How a store that cannot be written is waited for.</summary>
    public StorePatience Store { get; init; } = new();

    /// <summary>How long sessions under way may go on when the system wants the process to end.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How unknown and changed host keys are treated: <c>strict</c>, <c>accept-new</c> or <c>off</c>.</summary>
    public string HostKeyPolicy { get; init; } = "accept-new";

    /// <summary>Where host keys are remembered; <see langword="null"/> for the file in the data folder.</summary>
    public string? KnownHostsFile { get; init; }

    /// <summary>The user's file, for messages; <see langword="null"/> for none.</summary>
    public string? File { get; init; }

    /// <summary>The configuration of the actor system: what stands under <c>akka</c>.</summary>
    public Config Akka { get; init; } = Config.Empty;

    /// <summary>
    /// Reads the built-in defaults, a user's file over them, and the environment (<c>FLEET_SESSIONS_PARALLELISM</c>) over both.
    /// </summary>
    /// <param name="file">The user's file; <see langword="null"/> for none.</param>
    /// <exception cref="SettingsException">Every error at once: unknown keys, values that are not of their kind or out of range.</exception>
    public static FleetSettings Load(string? file) => Load(file, SettingsSource.EnvironmentVariables());

    /// <summary>The same with given environment variables.</summary>
    public static FleetSettings Load(string? file, IReadOnlyDictionary<string, string> environment)
    {
        var source = SettingsSource.Load(file, environment);
        var settings = new FleetSettings
        {
            Parallelism = source.Parallelism("fleet.sessions.parallelism"),
            Auto = new AutoSettings(
                source.Integer("fleet.sessions.auto.min", 1, Parallelism.Most),
                source.Integer("fleet.sessions.auto.max", 1, Parallelism.Most)),
            Permits = PermitsOf(source),
            StallAfter = source.Time("fleet.sessions.stall-after"),
            Limits = new SessionLimits
            {
                Connect = source.Time("fleet.sessions.connect-timeout"),
                Authentication = source.Time("fleet.sessions.authentication-timeout"),
                Command = source.Time("fleet.sessions.command-timeout"),
                Session = source.Time("fleet.sessions.session-timeout"),
                OutputBytes = source.Size("fleet.sessions.max-output"),
                SessionBytes = source.Size("fleet.sessions.max-received"),
            },
            Retry = new RetryPolicy
            {
                Attempts = source.Integer("fleet.retry.attempts", 1, RetryBudget.MostAttempts),
                MinBackoff = source.Time("fleet.retry.min-backoff"),
                MaxBackoff = source.Time("fleet.retry.max-backoff"),
                Budget = source.Time("fleet.retry.budget"),
            },
            Quarantine = new QuarantinePolicy
            {
                After = source.Integer("fleet.quarantine.after", 0, 1_000),
                Min = source.Time("fleet.quarantine.min"),
                Max = source.Time("fleet.quarantine.max"),
            },
            PassivateAfter = source.Time("fleet.devices.passivate-after"),
            Store = new StorePatience { Limit = source.Time("fleet.store.patience") },
            Drain = source.Time("fleet.shutdown.drain"),
            HostKeyPolicy = source.OneOf("fleet.host-keys.policy", "strict", "accept-new", "off"),
            KnownHostsFile = source.Text("fleet.host-keys.known-hosts") is { Length: > 0 } path ? path : null,
            File = file,
            Akka = source.Akka,
        };
        source.RequireOrder("fleet.sessions.auto.min", settings.Auto.Min, "fleet.sessions.auto.max", settings.Auto.Max);
        source.RequireOrder(
            "fleet.retry.min-backoff", settings.Retry.MinBackoff, "fleet.retry.max-backoff", settings.Retry.MaxBackoff);
        source.RequireOrder(
            "fleet.quarantine.min", settings.Quarantine.Min, "fleet.quarantine.max", settings.Quarantine.Max);
        var circuit = settings.Permits.Circuit;
        source.RequireOrder("fleet.sites.circuit.open", circuit.Open, "fleet.sites.circuit.max-open", circuit.LongestOpen);
        source.ThrowIfAnyError();
        return settings;
    }

    private static PermitSettings PermitsOf(SettingsSource source) => new()
    {
        Stalled = source.Integer("fleet.sessions.stalled", 0, 10_000),
        SiteSessions = source.Integer("fleet.sites.sessions", 0, 10_000),
        Credential = new CredentialCaps(
            source.Integer("fleet.credentials.sessions", 0, 10_000),
            source.Integer("fleet.credentials.logins-per-second", 0, 10_000)),
        PauseAfter = source.Integer("fleet.credentials.pause-after", 1, 1_000),
        Circuit = new CircuitSettings
        {
            Open = source.Time("fleet.sites.circuit.open"),
            LongestOpen = source.Time("fleet.sites.circuit.max-open"),
            Probes = source.Integer("fleet.sites.circuit.probes", 1, 1_000),
        },
    };
}

/// <summary>The configuration cannot be used.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>Every error: each names the file or variable, the key, and what would be right.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
