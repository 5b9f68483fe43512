namespace Fleet.Farm.Server;

/// <summary>What a server allows.</summary>
internal sealed record ServerLimits
{
    /// <summary>Whether connections may come from or go to other than loopback addresses.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Connections at once.</summary>
    public int MostConnections { get; init; } = 20_000;

    /// <summary>From the accepting of a connection to its login.</summary>
    public TimeSpan LoginTime { get; init; } = TimeSpan.FromMinutes(2);
}
