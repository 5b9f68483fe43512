using Akka.Configuration;
using Fleet.Collection.Devices;
using Fleet.Sessions;

namespace Fleet.Collection.Configuration;

/// <summary>The configuration under <c>fleet</c>, checked and typed. <c>hocon/fleet.conf</c> documents every key.</summary>
public sealed record FleetSettings
{
    /// <summary>Sessions at once in this process, 1 to 10,000.</summary>
    public int Parallelism { get; init; } = 50;

    /// <summary>What one device may cost.</summary>
    public SessionLimits Limits { get; init; } = new();

    /// <summary>Whether and when to try again.</summary>
    public RetryPolicy Retry { get; init; } = new();

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
            Parallelism = source.Integer("fleet.sessions.parallelism", 1, 10_000),
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
                Attempts = source.Integer("fleet.retry.attempts", 1, 100),
                MinBackoff = source.Time("fleet.retry.min-backoff"),
                MaxBackoff = source.Time("fleet.retry.max-backoff"),
                Budget = source.Time("fleet.retry.budget"),
            },
            HostKeyPolicy = source.OneOf("fleet.host-keys.policy", "strict", "accept-new", "off"),
            KnownHostsFile = source.Text("fleet.host-keys.known-hosts") is { Length: > 0 } path ? path : null,
            File = file,
            Akka = source.Akka,
        };
        source.ThrowIfAnyError();
        return settings;
    }
}

/// <summary>The configuration cannot be used.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>Every error: each names the file or variable, the key, and what would be right.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
