using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Fleet.Farm.Fleets;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm;

/// <summary>The host keys of the devices: each made from its device's seed when it is first asked for, and kept.</summary>
internal sealed class HostKeyRing : IDisposable
{
    private readonly ConcurrentDictionary<(int Device, HostKeyType Type, bool IsAnother), Lazy<HostKey>> _keys = new();

    /// <summary>A device's key.</summary>
    /// <param name="device">The device; an RSA key of a legacy device has 1,024 bits.</param>
    /// <param name="type">The type of the key.</param>
    /// <param name="isAnother">Whether it is not the one that is published.</param>
    public HostKey Get(SimulatedDevice device, HostKeyType type, bool isAnother)
    {
        type = device.IsLegacy && type == HostKeyType.Rsa2048 ? HostKeyType.Rsa1024 : type;
        return _keys.GetOrAdd(
            (device.Index, type, isAnother),
            static (key, device) => new Lazy<HostKey>(() => Make(device, key.Type, key.IsAnother)),
            device).Value;
    }

    /// <summary>The type of the key by which a device is published: legacy devices have RSA keys alone.</summary>
    public static HostKeyType PublishedType(SimulatedDevice device) =>
        device.IsLegacy ? HostKeyType.Rsa1024 : HostKeyType.Ed25519;

    /// <summary>Makes a key without keeping it.</summary>
    public static HostKey Make(SimulatedDevice device, HostKeyType type, bool isAnother)
    {
        Span<byte> seed = stackalloc byte[9];
        BinaryPrimitives.WriteUInt64BigEndian(seed, device.Seed);
        seed[8] = isAnother ? (byte)1 : (byte)0;
        return HostKey.FromSeed(type, SHA256.HashData(seed));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values.Where(k => k.IsValueCreated))
        {
            key.Value.Dispose();
        }
    }
}
