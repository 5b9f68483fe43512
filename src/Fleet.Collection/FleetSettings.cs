using Fleet.Sessions;

namespace Fleet.Collection;

/// <summary>The configuration under <c>fleet</c>, checked and typed. <c>hocon/fleet.conf</c> documents every key.</summary>
public sealed record FleetSettings
{
    /// <summary>Sessions at once in this process.</summary>
    public int Parallelism { get; init; } = 50;

    /// <summary>What one device may cost.</summary>
    public SessionLimits Limits { get; init; } = new();

    /// <summary>
    /// Reads the built-in defaults, a user's file over them, and the environment (<c>FLEET_SESSIONS_PARALLELISM</c>) over both.
    /// </summary>
    /// <exception cref="SettingsException">Every error at once: unknown keys, values that are not of their kind or out of range.</exception>
    public static FleetSettings Load(string? file) => throw new NotImplementedException();
}

/// <summary>The configuration cannot be used.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>Every error, each naming the file or variable, the key, and what would be right.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
