using Akka.Actor;
using Fleet.Collection.Durability;
using Fleet.Collection.Sessions;
using Fleet.Sessions;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Devices;

/// <summary>What every device actor of a node shares.</summary>
public sealed record DeviceContext
{
    /// <summary>Inventory, platforms and secrets.</summary>
    public required DeviceDirectory Devices { get; init; }

    /// <summary>Grants permits.</summary>
    public required IActorRef SessionRouter { get; init; }

    /// <summary>Holds sessions and stores their outputs.</summary>
    public required SessionRecorder Recorder { get; init; }

    /// <summary>Whether the store can be written.</summary>
    public required StoreHealth Store { get; init; }

    /// <summary>What a session may cost.</summary>
    public SessionLimits Limits { get; init; } = new();

    /// <summary>Silence of a device after which its session no longer counts against the parallelism.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether and when to try again, unless the inventory says otherwise of a device.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>When a device that keeps failing is set aside, and for how long.</summary>
    public QuarantinePolicy Quarantine { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the events say of a device.</summary>
    public DeviceFact FactOf(string name)
    {
        var device = Devices[name];
        return new DeviceFact(device.Name, device.Site, device.Platform, device.Host, device.Port);
    }
}
