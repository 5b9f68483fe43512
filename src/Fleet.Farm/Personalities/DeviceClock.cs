using System.Globalization;
using Fleet.Farm.Fleets;
using Fleet.Farm.Shell;

namespace Fleet.Farm.Personalities;

/// <summary>The times that a device prints: they follow from its seed and the epoch, so that outputs repeat.</summary>
internal static class DeviceClock
{
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The time of day in an epoch at which something happens.</summary>
    public static DateTime At(SimulatedDevice device, int epoch, ulong what) =>
        Start.AddHours(epoch % 100_000).AddMilliseconds(Chance.Below(3_600_000, device.Seed, what));

    /// <summary>In the way of IOS XR: <c>Mon Jan  5 00:41:07.123 UTC</c>.</summary>
    public static string WithMilliseconds(DateTime time) => string.Create(
        CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss.fff} UTC");

    /// <summary>In the way of ctime(3): <c>Mon Jan  5 00:41:07 2026</c>.</summary>
    public static string WithYear(DateTime time) => string.Create(
        CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss yyyy}");
}
