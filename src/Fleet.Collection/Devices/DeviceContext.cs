using Akka.Actor;
using Fleet.Collection.Durability;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Sessions;
using Fleet.Sessions;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Devices;

/// <summary>What every device actor of a node shares.</summary>
public sealed record DeviceContext
{
    private const int QueuesToHear = 20;
    private static readonly TimeSpan DelayWindow = TimeSpan.FromSeconds(1);

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

    /// <summary>How long work waits in this process; <see langword="null"/>: not at all.</summary>
    public IQueueDelay? Delay { get; init; }

    /// <summary>
    /// <see cref="StallAfter"/> and what of the silence may be this process's own: what a device sends waits in its queue
    /// several times until a session has heard it.
    /// </summary>
    public TimeSpan Patience => StallAfter + (QueuesToHear * (Delay?.Quantile(DelayWindow, 0.5) ?? TimeSpan.Zero));

    /// <summary>Whether and when to try again, unless the inventory says otherwise of a device.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>When a device that keeps failing is set aside, and for how long.</summary>
    public QuarantinePolicy Quarantine { get; init; } = new();

    /// <summary>How long a device with nothing to do stays in memory.</summary>
    public TimeSpan PassivateAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the events say of a device.</summary>
    public DeviceFact FactOf(string name)
    {
        var device = Devices[name];
        return new DeviceFact(device.Name, device.Site, device.Platform, device.Host, device.Port);
    }
}
