using Fleet.Farm.Faults;
using Fleet.Farm.Recording;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm.Fleets;

/// <summary>What a device needs to know of the farm that it stands in.</summary>
public interface IFarm
{
    /// <summary>The present epoch, 0 and up.</summary>
    int Epoch { get; }

    /// <summary>A round trip that all sites have at present instead of their own; <see langword="null"/>: each has its own.</summary>
    TimeSpan? Latency { get; }

    /// <summary>Time since the farm started.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Takes down what is sent; <see langword="null"/>: nothing is recorded, and no hash need be computed.</summary>
    IRecorder? Recorder { get; }

    /// <summary>Counts a fault that is played, and records it.</summary>
    void Played(SimulatedDevice device, FaultKind fault);

    /// <summary>A device's host key, made from its seed when it is first wanted, and kept.</summary>
    /// <param name="device">The device.</param>
    /// <param name="type">The type that the client chose; a legacy device's RSA key has 1,024 bits.</param>
    /// <param name="isAnother">Whether it is not the one that is published: <see cref="FaultKind.HostKeyChanged"/>.</param>
    HostKey HostKey(SimulatedDevice device, HostKeyType type, bool isAnother);

    /// <summary>How often a device has rebooted since the start.</summary>
    int Boots(SimulatedDevice device);

    /// <summary>
    /// Asks the site's AAA server for a login, if the profile has one: <see langword="null"/> when it refuses because too
    /// many are logged in or come at once. Disposing of the answer logs out.
    /// </summary>
    IDisposable? TryLogIn(SimulatedDevice device);
}
