using Fleet.Collection.Serialization;

namespace Fleet.Collection.Devices;

/// <summary>What a device is told and what it answers. Everything here may cross from node to node.</summary>
public interface IDeviceMessage : IWireMessage
{
    /// <summary>The device's name.</summary>
    string Device { get; }
}

/// <summary>What a device is told.</summary>
public static class DeviceCommand
{
    /// <summary>Collect these commands for this run. Safe to repeat: what is settled already is not collected again.</summary>
    public sealed record Collect(string Device, string Run, IReadOnlyList<string> Commands) : IDeviceMessage;

    /// <summary>Start no further session; one under way may finish.</summary>
    public sealed record Cancel(string Device) : IDeviceMessage;

    /// <summary>End the session under way, too; what it has collected is kept.</summary>
    public sealed record Abandon(string Device) : IDeviceMessage;

    /// <summary>End the device's quarantine. Safe to repeat; answered with <see cref="DeviceReply.Released"/>.</summary>
    public sealed record Release(string Device) : IDeviceMessage;
}

/// <summary>What a device answers to whoever told it something.</summary>
public static class DeviceReply
{
    /// <summary>The device is now waiting for a permit, collecting or backing off.</summary>
    public sealed record PhaseChanged(string Device, DevicePhase Phase) : IDeviceMessage;

    /// <summary>An event of the run is durable, and so is everything that it refers to.</summary>
    public sealed record Acknowledged(IDeviceEvent Event) : IDeviceMessage
    {
        /// <inheritdoc/>
        public string Device => Event.Device.Name;
    }

    /// <summary>The device has nothing more to do in the run.</summary>
    /// <param name="Device">The device's name.</param>
    /// <param name="Failed">Whether at least one command failed for good.</param>
    /// <param name="Cancelled">Whether commands are left without an outcome because the device was told to stop.</param>
    public sealed record Finished(string Device, bool Failed, bool Cancelled) : IDeviceMessage;

    /// <summary>The outputs or the event of a session could not be written; the actor stops, which <see cref="Stopped"/> says.</summary>
    public sealed record StoreFailed(string Device, string Reason) : IDeviceMessage;

    /// <summary>The device is not set aside.</summary>
    /// <param name="Device">The device's name.</param>
    /// <param name="WasSetAside">Whether it had been until now.</param>
    public sealed record Released(string Device, bool WasSetAside) : IDeviceMessage;

    /// <summary>The device's actor stopped in the middle of its work, for instance because an event could not be written.</summary>
    public sealed record Stopped(string Device) : IDeviceMessage;
}

/// <summary>What a device is doing in a run.</summary>
public enum DevicePhase
{
    /// <summary>Waiting for a permit.</summary>
    Waiting,

    /// <summary>Holding a session, or recording what it gave.</summary>
    Collecting,

    /// <summary>Waiting to try again.</summary>
    BackingOff,
}
