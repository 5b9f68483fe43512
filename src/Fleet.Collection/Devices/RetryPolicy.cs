using Fleet.Inventory;
using Fleet.Sessions;

namespace Fleet.Collection.Devices;

/// <summary>Whether and when a failed session is tried again.</summary>
public sealed record RetryPolicy
{
    /// <summary>One session, whatever comes of it.</summary>
    public static RetryPolicy Once { get; } = new() { Attempts = 1 };

    /// <summary>Sessions for a device in one run, the first included; at least 1.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Upper bound of the first wait.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Upper bound of every wait.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>No new attempt later than this after the first one began.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>This policy with what the inventory says of a device in its place.</summary>
    public RetryPolicy With(RetryBudget device) => this with
    {
        Attempts = device.Attempts ?? Attempts,
        Budget = device.Budget ?? Budget,
        MinBackoff = device.MinBackoff ?? MinBackoff,
        MaxBackoff = device.MaxBackoff ?? MaxBackoff,
    };

    /// <summary>
    /// Whether a failure may pass by itself. A rejected login is never repeated (it may lock the account), nor is a
    /// changed host key (it may be an attack), nor what the device would only refuse again. When the store cannot be
    /// written, that is the run's business and not the device's.
    /// </summary>
    public static bool IsTransient(FailureClass failure) => failure switch
    {
        FailureClass.Unreachable => true,
        FailureClass.Refused => true,
        FailureClass.HandshakeFailed => true,
        FailureClass.PromptNotFound => true,
        FailureClass.CommandTimedOut => true,
        FailureClass.ConnectionLost => true,
        FailureClass.TypeAheadFailed => true, // The next session types nothing ahead.
        _ => false,
    };

    /// <summary>
    /// How long to wait before the next session: anything up to <see cref="MinBackoff"/>, doubled for each attempt and
    /// bounded by <see cref="MaxBackoff"/> ("full jitter", so that devices that failed together do not return together).
    /// </summary>
    /// <param name="failure">Why the session failed.</param>
    /// <param name="attempts">Sessions held so far, at least 1.</param>
    /// <param name="elapsed">Time since the first of them began.</param>
    /// <param name="jitter">A random number from 0 to 1.</param>
    /// <returns>The time to wait; <see langword="null"/> to give up.</returns>
    public TimeSpan? Backoff(FailureClass failure, int attempts, TimeSpan elapsed, double jitter)
    {
        if (!IsTransient(failure) || attempts >= Attempts)
        {
            return null;
        }

        var bound = Math.Min(MinBackoff.TotalSeconds * Math.Pow(2, attempts - 1), MaxBackoff.TotalSeconds);
        var wait = TimeSpan.FromSeconds(bound * jitter);
        return elapsed + wait > Budget ? null : wait;
    }
}
