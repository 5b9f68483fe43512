namespace Fleet.Storage.ReadSide;

/// <summary>What became of a run.</summary>
public enum RunState
{
    /// <summary>Under way, or cut off: no event says that it ended.</summary>
    Open,

    /// <summary>Every expected pair has its outcome.</summary>
    Completed,

    /// <summary>Stopped by the user; the rest is cancelled.</summary>
    Interrupted,
}

/// <summary>A run. <c>Expected = Collected + Failed + Cancelled + Pending</c>, to the pair.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="State">What became of it.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Source">What was asked for.</param>
/// <param name="Plan">The expected set, in the output store.</param>
/// <param name="Devices">Devices expected.</param>
/// <param name="Expected">Pairs expected.</param>
/// <param name="Collected">Pairs collected.</param>
/// <param name="Failed">Pairs failed for good.</param>
/// <param name="Cancelled">Pairs without an outcome when the run ended.</param>
/// <param name="Pending">Pairs without an outcome while the run is open.</param>
/// <param name="Bytes">Sum of the collected outputs' lengths.</param>
public sealed record RunRow(
    string Id,
    RunState State,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    string Source,
    OutputHash Plan,
    int Devices,
    int Expected,
    int Collected,
    int Failed,
    int Cancelled,
    int Pending,
    long Bytes);

/// <summary>The failures of one class in a run.</summary>
/// <param name="Failure">Name of the failure class.</param>
/// <param name="Devices">How many devices.</param>
/// <param name="Outputs">How many (device, command) pairs.</param>
/// <param name="ExampleDevice">One of the devices.</param>
/// <param name="ExampleReason">Its reason.</param>
public sealed record FailureGroup(
    string Failure, int Devices, int Outputs, string ExampleDevice, string? ExampleReason);

/// <summary>The outcome of one command of a run.</summary>
public sealed record OutcomeRow(
    string Device,
    string Command,
    OutputHash? Output,
    long Bytes,
    DateTimeOffset At,
    string? Failure,
    string? Reason);

/// <summary>A device's being set aside because it keeps failing.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Until">When the next run may probe it.</param>
/// <param name="Level">1 the first time; one more after each probe that failed.</param>
/// <param name="Failure">Failure class of its last session.</param>
/// <param name="Reason">One line about it.</param>
public sealed record QuarantineRow(
    DateTimeOffset Since, DateTimeOffset Until, int Level, string Failure, string Reason);

/// <summary>A device as last seen.</summary>
/// <param name="Name">The device's name.</param>
/// <param name="Site">Its site.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port.</param>
/// <param name="LastSession">When its last session ended; <see langword="null"/> before the first.</param>
/// <param name="LastSuccess">When a session last ended without failure.</param>
/// <param name="Failure">Failure class of the last session; <see langword="null"/> when it succeeded.</param>
/// <param name="Reason">One line about it.</param>
/// <param name="FailuresInARow">Sessions failed since the last success.</param>
/// <param name="Quarantine">Whether and how it is set aside, its time over or not; <see langword="null"/> when it is not.</param>
public sealed record DeviceRow(
    string Name,
    string Site,
    string Platform,
    string Host,
    int Port,
    DateTimeOffset? LastSession,
    DateTimeOffset? LastSuccess,
    string? Failure,
    string? Reason,
    int FailuresInARow,
    QuarantineRow? Quarantine = null);

/// <summary>A credential that is paused, since it was rejected too often.</summary>
/// <param name="Name">Its name in the inventory.</param>
/// <param name="PausedAt">Since when.</param>
/// <param name="Rejections">Logins rejected in a row.</param>
/// <param name="Reason">One line about it.</param>
public sealed record PausedCredentialRow(string Name, DateTimeOffset PausedAt, int Rejections, string Reason);

/// <summary>An output of a command, with the moment and the run that it was collected in.</summary>
public sealed record OutputVersion(
    string Device, string Command, OutputHash Output, long Bytes, DateTimeOffset At, string Run);
