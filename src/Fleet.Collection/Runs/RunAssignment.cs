using Akka.Actor;
using Fleet.Collection.Devices;
using Fleet.Collection.Durability;
using Fleet.Collection.Permits;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Runs;

/// <summary>What a <see cref="RunActor"/> needs.</summary>
public sealed record RunAssignment
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The event to begin with: <see cref="RunStarted"/> or <see cref="RunResumed"/>.</summary>
    public required IRunEvent Beginning { get; init; }

    /// <summary>The devices that still have something to collect, with all their commands.</summary>
    public required IReadOnlyList<PlannedDevice> Devices { get; init; }

    /// <summary>Brings messages to devices.</summary>
    public required IActorRef DeviceRouter { get; init; }

    /// <summary>Whether the store can be written.</summary>
    public required StoreHealth Store { get; init; }

    /// <summary>Where the progress is shown.</summary>
    public required ProgressBoard Board { get; init; }

    /// <summary>Completed when the run has ended, or failed with why it could not go on.</summary>
    public required TaskCompletionSource<RunSummary> Completion { get; init; }

    /// <summary>Told of each session once it is durable.</summary>
    public Action<IDeviceEvent>? Acknowledged { get; init; }

    /// <summary>How permits stand; <see langword="null"/> where that is not known.</summary>
    public PermitBoard? Permits { get; init; }

    /// <summary>What a device waits for beside a permit: its site and its credential.</summary>
    public Func<string, (string Site, string Credential)> LineOf { get; init; } = _ => ("", "");

    /// <summary>
    /// Devices to have started that wait for their first permit, and at least twice as many as permits: enough to keep
    /// every permit in use.
    /// </summary>
    public int StartAhead { get; init; } = 200;

    /// <summary>How long devices may take to end what they do when the run is abandoned, and then the run itself.</summary>
    public TimeSpan AbandonWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait before a device whose actor crashed is started anew; longer each time.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>The latest progress, written by the run and read by displays.</summary>
public sealed class ProgressBoard
{
    private volatile RunProgress? _current;

    /// <summary>How the run stands; <see langword="null"/> before its start.</summary>
    public RunProgress? Current
    {
        get => _current;
        set => _current = value;
    }
}
