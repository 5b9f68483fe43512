namespace Fleet.Storage.ReadSide;

/// <summary>What the read tables need to know of an event of the journal.</summary>
public abstract record CollectionFact
{
    private CollectionFact()
    {
    }

    /// <summary>A run began.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="At">When.</param>
    /// <param name="Source">What was asked for: an inventory's path or targets of the command line.</param>
    /// <param name="Plan">The expected devices and commands (<see cref="RunPlan"/>), in the output store.</param>
    /// <param name="Devices">How many devices are expected.</param>
    /// <param name="Outputs">How many (device, command) pairs are expected.</param>
    public sealed record RunStarted(
        string Run, DateTimeOffset At, string Source, OutputHash Plan, int Devices, int Outputs) : CollectionFact;

    /// <summary>A run that had been cut off or interrupted goes on.</summary>
    public sealed record RunResumed(string Run, DateTimeOffset At) : CollectionFact;

    /// <summary>A credential was paused.</summary>
    public sealed record CredentialPaused(PausedCredentialRow Credential) : CollectionFact;

    /// <summary>A credential may be used again.</summary>
    public sealed record CredentialReleased(string Credential) : CollectionFact;

    /// <summary>A run ended; pairs without an outcome are cancelled.</summary>
    public sealed record RunEnded(string Run, DateTimeOffset At, bool Interrupted) : CollectionFact;

    /// <summary>A session ended.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Device">The device.</param>
    /// <param name="Attempt">1 for a device's first session in the run.</param>
    /// <param name="Started">When the session began.</param>
    /// <param name="Ended">When it ended.</param>
    /// <param name="Failure">Name of the failure class; <see langword="null"/> when every command came to an end.</param>
    /// <param name="Reason">One line about the failure.</param>
    /// <param name="Final">No further session for this device in this run.</param>
    /// <param name="Commands">The commands that have their outcome by this event.</param>
    public sealed record SessionEnded(
        string Run,
        DeviceFact Device,
        int Attempt,
        DateTimeOffset Started,
        DateTimeOffset Ended,
        string? Failure,
        string? Reason,
        bool Final,
        IReadOnlyList<CommandFact> Commands) : CollectionFact;

    /// <summary>A device was not tried in a run, or not again; what it still owed failed.</summary>
    /// <param name="Run">The run's id.</param>
    /// <param name="Device">The device.</param>
    /// <param name="Attempt">Number that the session would have had.</param>
    /// <param name="At">When this was decided.</param>
    /// <param name="Failure">Name of the failure class.</param>
    /// <param name="Reason">One line about it.</param>
    /// <param name="Commands">The commands that have their outcome by this event.</param>
    public sealed record DeviceSkipped(
        string Run,
        DeviceFact Device,
        int Attempt,
        DateTimeOffset At,
        string Failure,
        string Reason,
        IReadOnlyList<string> Commands) : CollectionFact;

    /// <summary>A device was set aside.</summary>
    public sealed record DeviceQuarantined(DeviceFact Device, QuarantineRow Quarantine) : CollectionFact;

    /// <summary>A device was let go by somebody. A session without failure ends a quarantine, too.</summary>
    public sealed record DeviceReleased(DeviceFact Device) : CollectionFact;
}

/// <summary>A device as it was when an event was written.</summary>
public sealed record DeviceFact(string Name, string Site, string Platform, string Host, int Port);

/// <summary>The outcome of one command of a run: collected, or failed for good.</summary>
/// <param name="Command">The command.</param>
/// <param name="Output">The output's address; also set for a rejected command, whose answer is kept.</param>
/// <param name="Bytes">The output's length.</param>
/// <param name="At">When the output was complete.</param>
/// <param name="Failure">Name of the failure class; <see langword="null"/> when collected.</param>
/// <param name="Reason">One line about the failure.</param>
public sealed record CommandFact(
    string Command, OutputHash? Output, long Bytes, DateTimeOffset At, string? Failure, string? Reason);
