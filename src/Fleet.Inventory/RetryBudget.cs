namespace Fleet.Inventory;

/// <summary>
/// What the inventory says of trying a device again after a failure that may pass by itself; <see langword="null"/>
/// where it says nothing and the configuration (<c>fleet.retry</c>) counts.
/// </summary>
public sealed record RetryBudget
{
    /// <summary>The most that <see cref="Attempts"/> can be.</summary>
    public const int MostAttempts = 100;

    /// <summary>Nothing said.</summary>
    public static RetryBudget Unsaid { get; } = new();

    /// <summary>Sessions in one run, the first included; 1 to <see cref="MostAttempts"/>.</summary>
    public int? Attempts { get; init; }

    /// <summary>No new session later than this after the first.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Upper bound of the first wait; it doubles with each further one.</summary>
    public TimeSpan? MinBackoff { get; init; }

    /// <summary>Upper bound of every wait.</summary>
    public TimeSpan? MaxBackoff { get; init; }

    /// <summary>This, and what is not said here from a level above.</summary>
    internal RetryBudget Over(RetryBudget above) => this == Unsaid ? above : new()
    {
        Attempts = Attempts ?? above.Attempts,
        Budget = Budget ?? above.Budget,
        MinBackoff = MinBackoff ?? above.MinBackoff,
        MaxBackoff = MaxBackoff ?? above.MaxBackoff,
    };
}
