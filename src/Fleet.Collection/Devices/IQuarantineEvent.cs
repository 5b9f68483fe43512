using Fleet.Collection.Serialization;
using Fleet.Sessions;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Devices;

/// <summary>An event of a device apart from any run: it is set aside, or let go.</summary>
public interface IQuarantineEvent : IWireMessage
{
    /// <summary>The device as it was.</summary>
    DeviceFact Device { get; }

    /// <summary>When, to the millisecond.</summary>
    DateTimeOffset At { get; }
}

/// <summary>The device has failed so often that runs leave it alone for a while, and then probe it with one session.</summary>
/// <param name="Device">The device as it was.</param>
/// <param name="At">When its last session failed.</param>
/// <param name="Until">When it may be probed.</param>
/// <param name="Level">1 the first time; one more after each probe that failed.</param>
/// <param name="Failure">How its last session failed.</param>
/// <param name="Reason">One line about that.</param>
public sealed record DeviceQuarantined(
    DeviceFact Device, DateTimeOffset At, DateTimeOffset Until, int Level, FailureClass Failure, string Reason) : IQuarantineEvent;

/// <summary>Somebody has let the device go: the next run treats it as any other.</summary>
public sealed record DeviceReleased(DeviceFact Device, DateTimeOffset At) : IQuarantineEvent;
