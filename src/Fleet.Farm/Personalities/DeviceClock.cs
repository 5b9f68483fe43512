using System.Globalization;
using Fleet.Farm.Content;
using Fleet.Farm.Content.Facts;
using Fleet.Farm.Fleets;

namespace Fleet.Farm.Personalities;

/// <summary>The times that a device prints by itself. They follow from its seed and the epoch.</summary>
internal static class DeviceClock
{
    private const int EpochSeconds = 3600;

    /// <summary>When something happens in an epoch.</summary>
    public static DateTime At(SimulatedDevice device, int epoch, string what)
    {
        var random = new SplitMix(device.Seed ^ SplitMix.Hash(what));
        return Moment.Zero.Plus((long)epoch * EpochSeconds).Time.AddMilliseconds(random.Below(EpochSeconds * 1000));
    }

    /// <summary>In the way of IOS XR: <c>Mon Mar  2 06:41:07.123 UTC</c>.</summary>
    public static string WithMilliseconds(DateTime time) => string.Create(
        CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss.fff} UTC");

    /// <summary>What a login shell says of the login before: its time in the way of ctime(3), and from where.</summary>
    public static string LastLogin(SimulatedDevice device, int epoch)
    {
        DateTime time = At(device, epoch, "login");
        return string.Create(
            CultureInfo.InvariantCulture, $"Last login: {time:ddd MMM} {time.Day,2} {time:HH:mm:ss yyyy} from 192.0.2.10");
    }
}
