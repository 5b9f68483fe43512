using System.Security.Cryptography;
using System.Text;
using Fleet.Collection.Devices;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.LoadTests.Benchmarks.Inputs;

/// <summary>The events that sessions leave in the journal.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The event of a device's session.</summary>
    /// <param name="device">Any number from 0.</param>
    /// <param name="version">Its outputs are others in each version.</param>
    public static SessionRecorded Of(int device, int version = 0)
    {
        var sample = SampleSession.DeviceAt(device);
        var fact = new DeviceFact(
            sample.Name, sample.Site, sample.Platform, sample.Address.ToString(), SampleSession.Port);
        return new SessionRecorded(
            "20260101-000000-abcd", fact, Attempt: 1, Epoch, Epoch.AddSeconds(2),
            [.. sample.Commands.Select(c => new CommandOutcome(
                c, Hash($"{sample.Name} {c} {version}"), 5_000, Epoch.AddSeconds(1)))]);
    }

    private static OutputHash Hash(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
