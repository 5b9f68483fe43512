using System.Globalization;
using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <summary>A device's being set aside.</summary>
/// <param name="At">Since when.</param>
/// <param name="Until">When the next collection may probe the device.</param>
/// <param name="Level">1 the first time; one more after each probe that failed.</param>
/// <param name="Failure">How its last session failed.</param>
/// <param name="Reason">One line about that.</param>
public sealed record Quarantine(DateTimeOffset At, DateTimeOffset Until, int Level, FailureClass Failure, string Reason)
{
    /// <summary>
    /// Whether the device is to be left alone. It is not when the end is further away than the longest quarantine: then
    /// the clock has been set back, and nobody can say how long it was meant to last.
    /// </summary>
    public bool HoldsAt(DateTimeOffset now, QuarantinePolicy policy) =>
        policy.After > 0 && now < Until && Until - now <= policy.Max;

    /// <summary>One line for people: since when, until when, why, and what ends it.</summary>
    public string Describe(string device) => string.Create(
        CultureInfo.InvariantCulture,
        $"set aside from {At.UtcDateTime:u} until {Until.UtcDateTime:u}, as it keeps failing ({Failure}: {Reason}); "
        + $"'fleet release {device}' ends it");
}
