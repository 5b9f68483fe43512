namespace Fleet.Farm.Faults;

/// <summary>A fault of one device, and when it shows. Times count from the start of the farm.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends; <see langword="null"/>: never.</param>
public sealed record PlannedFault(FaultKind Kind, TimeSpan From, TimeSpan? Until)
{
    /// <summary>Whether it shows at a time.</summary>
    public bool IsOn(TimeSpan sinceStart) => sinceStart >= From && (Until is null || sinceStart < Until);
}
