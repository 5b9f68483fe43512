using System.Net;

namespace Fleet.Farm.Fleets;

/// <summary>
/// The addresses of the devices: device i is at <c>127.{1 + i / 62,500}.{1 + i / 250 % 250}.{1 + i % 250}</c>, so that no
/// address ends in 0 or 255 and 127.0.0.0/16 is left alone.
/// </summary>
public static class DeviceAddress
{
    private const int PerByte = 250;
    private const int MostBlocks = 254;

    /// <summary>How many devices have an address.</summary>
    public const int Most = MostBlocks * PerByte * PerByte;

    /// <summary>The address of a device.</summary>
    /// <param name="index">0 to below <see cref="Most"/>.</param>
    public static IPAddress Of(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Most);
        return new IPAddress(
            [127, (byte)(1 + (index / (PerByte * PerByte))), (byte)(1 + (index / PerByte % PerByte)), (byte)(1 + (index % PerByte))]);
    }

    /// <summary>The index of the device at an address; -1 for an address that no device can have.</summary>
    public static int IndexOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.IsIPv4MappedToIPv6)
        {
            bytes = bytes[12..];
        }
        else if (length != 4)
        {
            return -1;
        }

        var (block, row, last) = (bytes[1] - 1, bytes[2] - 1, bytes[3] - 1);
        return bytes[0] == 127 && block is >= 0 and < MostBlocks && row is >= 0 and < PerByte && last is >= 0 and < PerByte
            ? (((block * PerByte) + row) * PerByte) + last
            : -1;
    }
}
