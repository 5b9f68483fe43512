using Fleet.Farm.Server;

namespace Fleet.Farm;

/// <summary>What a farm has done so far.</summary>
public sealed record FarmFigures
{
    /// <summary>Devices of the fleet.</summary>
    public int Devices { get; init; }

    /// <summary>The present epoch.</summary>
    public int Epoch { get; init; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Connections, logins and bytes.</summary>
    public required ServerFigures Server { get; init; }

    /// <summary>Devices that are gone now, by a reboot or because they cannot be reached for a while.</summary>
    public int Away { get; init; }

    /// <summary>Users who are logged in at AAA servers now.</summary>
    public int AaaLoggedIn { get; init; }

    /// <summary>Logins that AAA servers have refused.</summary>
    public long AaaRefused { get; init; }

    /// <summary>How often each fault was played, by its name; those that were not are left out.</summary>
    public IReadOnlyDictionary<string, long> Faults { get; init; } = new Dictionary<string, long>();
}
