using Fleet.Collection.Serialization;
using Fleet.Sessions;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Devices;

/// <summary>An event of a device in a run: one for each session, whatever came of it, and one when it is not tried.</summary>
public interface IDeviceEvent : IWireMessage
{
    /// <summary>The run.</summary>
    string Run { get; }

    /// <summary>The device as it was.</summary>
    DeviceFact Device { get; }

    /// <summary>1 for the device's first session in the run; an event is identified by (run, device, attempt).</summary>
    int Attempt { get; }

    /// <summary>When the session began, to the millisecond.</summary>
    DateTimeOffset Started { get; }

    /// <summary>When it ended, to the millisecond.</summary>
    DateTimeOffset Ended { get; }

    /// <summary>The commands that have their outcome in the run by this event.</summary>
    IReadOnlyList<CommandOutcome> Commands { get; }
}

/// <summary>Every command that the session was asked for has come to an end. It ends a quarantine.</summary>
public sealed record SessionRecorded(
    string Run,
    DeviceFact Device,
    int Attempt,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    IReadOnlyList<CommandOutcome> Commands) : IDeviceEvent;

/// <summary>The session broke; what it had collected before is kept.</summary>
/// <param name="Run">The run.</param>
/// <param name="Device">The device as it was.</param>
/// <param name="Attempt">Number of the session in the run.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Commands">The commands with an outcome; when <paramref name="Final"/>, all that the device still owed.</param>
/// <param name="Failure">Why it broke.</param>
/// <param name="Reason">One line for people, without secrets.</param>
/// <param name="Final">There will be no further session for this device in this run.</param>
public sealed record SessionFailed(
    string Run,
    DeviceFact Device,
    int Attempt,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    IReadOnlyList<CommandOutcome> Commands,
    FailureClass Failure,
    string Reason,
    bool Final) : IDeviceEvent;

/// <summary>No session was held, and none will be in this run: everything that the device still owed fails.</summary>
/// <param name="Run">The run.</param>
/// <param name="Device">The device as it was.</param>
/// <param name="Attempt">Number that the session would have had.</param>
/// <param name="At">When this was decided, to the millisecond.</param>
/// <param name="Missing">The commands that the device still owed.</param>
/// <param name="Failure">One of the classes of what is not tried.</param>
/// <param name="Reason">One line for people.</param>
public sealed record DeviceSkipped(
    string Run,
    DeviceFact Device,
    int Attempt,
    DateTimeOffset At,
    IReadOnlyList<string> Missing,
    FailureClass Failure,
    string Reason) : IDeviceEvent
{
    /// <inheritdoc/>
    public DateTimeOffset Started => At;

    /// <inheritdoc/>
    public DateTimeOffset Ended => At;

    /// <inheritdoc/>
    public IReadOnlyList<CommandOutcome> Commands =>
        [.. Missing.Select(command => new CommandOutcome(command, null, 0, At, Failure, Reason))];
}

/// <summary>The outcome of one command in a run: collected, or failed for good.</summary>
/// <param name="Command">The command.</param>
/// <param name="Output">The output's address in the output store; also set for a rejected command, whose answer is kept.</param>
/// <param name="Bytes">The output's length.</param>
/// <param name="At">When the output was complete, to the millisecond.</param>
/// <param name="Failure"><see langword="null"/> when collected.</param>
/// <param name="Reason">One line for people about <paramref name="Failure"/>.</param>
public sealed record CommandOutcome(
    string Command,
    OutputHash? Output,
    long Bytes,
    DateTimeOffset At,
    FailureClass? Failure = null,
    string? Reason = null);
