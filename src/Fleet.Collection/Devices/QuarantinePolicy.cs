using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <summary>When a device that keeps failing is set aside, and for how long.</summary>
public sealed record QuarantinePolicy
{
    /// <summary>Runs in a row that must fail before a device is set aside; 0: none ever is.</summary>
    public int After { get; init; } = 3;

    /// <summary>The first time aside.</summary>
    public TimeSpan Min { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest time aside.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Whether a failure that ended a device's part in a run counts. Not when the run was stopped or the store failed,
    /// which says nothing of the device, and not when the device was not tried.
    /// </summary>
    public static bool Counts(FailureClass failure) =>
        failure is not (FailureClass.Cancelled or FailureClass.StoreUnavailable) && !failure.IsNotTried;

    /// <summary>The time aside at a level: <see cref="Min"/>, doubled for each level above 1 and bounded by <see cref="Max"/>.</summary>
    /// <param name="level">1 or more.</param>
    /// <returns>Whole milliseconds, as events count.</returns>
    public TimeSpan Length(int level)
    {
        var milliseconds = Math.Min(Min.TotalMilliseconds * Math.Pow(2, level - 1), Max.TotalMilliseconds);
        return TimeSpan.FromMilliseconds((long)Math.Ceiling(milliseconds));
    }
}
