using Fleet.Collection.Devices;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Runs;

/// <summary>A run to start, or to resume.</summary>
/// <param name="Devices">The devices to collect, by name, with their commands; all are in the <see cref="DeviceDirectory"/>. Ignored on resuming.</param>
/// <param name="Source">What was asked for, for people: an inventory's path or targets of the command line.</param>
/// <param name="Resume">Id of a run to go on with; what it has settled is not collected again.</param>
/// <param name="Acknowledged">Told of each session once it is durable; called on an actor's thread, so it must be quick.</param>
public sealed record RunRequest(
    IReadOnlyList<PlannedDevice> Devices,
    string Source,
    string? Resume = null,
    Action<IDeviceEvent>? Acknowledged = null);

/// <summary>A run cannot be started or resumed; the message says why and what to do.</summary>
public sealed class RunException(string message) : Exception(message);
