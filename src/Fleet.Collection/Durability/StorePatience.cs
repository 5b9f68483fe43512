namespace Fleet.Collection.Durability;

/// <summary>How a store that cannot be written is waited for.</summary>
public sealed record StorePatience
{
    /// <summary>How long to wait without one successful write, before the run is given up.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait before a write is tried again; doubled each time it fails.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Upper bound of every wait: at most so long after the store is back, the first write succeeds.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a write may take before it is said that the store does not answer. The write itself goes on.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a write under way is still waited for when there shall be no more waiting.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait after so many failures in a row, at least 1.</summary>
    public TimeSpan Backoff(int failures) =>
        TimeSpan.FromSeconds(Math.Min(MinBackoff.TotalSeconds * Math.Pow(2, failures - 1), MaxBackoff.TotalSeconds));
}
