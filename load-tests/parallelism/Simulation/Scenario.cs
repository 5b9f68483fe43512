namespace Fleet.LoadTests.Parallelism.Simulation;

/// <summary>What a simulated fleet and the machine that collects from it are like. Devices never run out.</summary>
public sealed record Scenario
{
    /// <summary>A short name for tables.</summary>
    public required string Name { get; init; }

    /// <summary>The round trip to each site; every site has equally many devices.</summary>
    public required IReadOnlyList<TimeSpan> Sites { get; init; }

    /// <summary>Standard deviation of the logarithm of a device's own pace, 0 for all the same.</summary>
    public double Spread { get; init; } = 0.1;

    /// <summary>Cores of the machine.</summary>
    public double Cores { get; init; } = 2;

    /// <summary>Work of a round trip of a login, which takes <see cref="LoginTrips"/> of them.</summary>
    public TimeSpan LoginWork { get; init; } = TimeSpan.FromMilliseconds(1.2);

    /// <summary>Work of a command.</summary>
    public TimeSpan CommandWork { get; init; } = TimeSpan.FromMilliseconds(0.5);

    /// <summary>By how much each thousand sessions make all work slower: caches, memory, thread switches.</summary>
    public double Thrashing { get; init; } = 0.5;

    /// <summary>Sessions at once that the credential's own ceiling allows; 0 for any number.</summary>
    public int Ceiling { get; init; }

    /// <summary>What a command takes on a line that all sessions share, one after the other.</summary>
    public TimeSpan SharedLine { get; init; }

    /// <summary>Share of devices that hang, refuse or break off.</summary>
    public double Faulty { get; init; }

    /// <summary>What changes in the middle of the run.</summary>
    public IReadOnlyList<(TimeSpan At, Func<Scenario, Scenario> To)> Changes { get; init; } = [];

    /// <summary>Round trips until a device has accepted a login.</summary>
    public const int LoginTrips = 6;

    /// <summary>Commands of a session.</summary>
    public const int Commands = 16;

    /// <summary>The silence by which the first prompt is known to be whole.</summary>
    public static readonly TimeSpan FirstSilence = TimeSpan.FromMilliseconds(150);

    /// <summary>Silence after which a session no longer counts.</summary>
    public static readonly TimeSpan StallAfter = TimeSpan.FromSeconds(3);
}
