namespace Fleet.Collection;

/// <summary>A run to start or to resume.</summary>
/// <param name="Devices">The devices to collect, by name, with their commands; all are in the <see cref="DeviceDirectory"/>.</param>
/// <param name="Source">What was asked for, for people: an inventory's path or targets of the command line.</param>
/// <param name="Resume">Id of a run to go on with, whose settled pairs are not collected again.</param>
public sealed record RunRequest(
    IReadOnlyList<Storage.ReadSide.PlannedDevice> Devices, string Source, string? Resume = null);

/// <summary>How a run stands at one moment. <c>Devices = Done + Failed + InFlight + Waiting + BackingOff + Cancelled</c>.</summary>
public sealed record RunProgress
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>Devices of the run that are to be collected now (on resuming: those with something missing).</summary>
    public int Devices { get; init; }

    /// <summary>Devices whose every command was collected.</summary>
    public int Done { get; init; }

    /// <summary>Devices with at least one command that failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>Devices with a session under way.</summary>
    public int InFlight { get; init; }

    /// <summary>Devices that wait for a permit.</summary>
    public int Waiting { get; init; }

    /// <summary>Devices that wait to try again.</summary>
    public int BackingOff { get; init; }

    /// <summary>Outputs collected and durable.</summary>
    public int Outputs { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Sessions held, failed ones and retries included.</summary>
    public int Sessions { get; init; }

    /// <summary>The current limit of sessions at once.</summary>
    public int Parallelism { get; init; }

    /// <summary>Time since the run started or was resumed.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>How a run ended.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Interrupted">Whether it was stopped before its end.</param>
/// <param name="Progress">The last state of the progress.</param>
public sealed record RunSummary(string Run, bool Interrupted, RunProgress Progress);
