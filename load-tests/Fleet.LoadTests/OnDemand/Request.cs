namespace Fleet.LoadTests.OnDemand;

/// <summary>A collection that was asked for.</summary>
/// <param name="At">When, from the start of the load.</param>
/// <param name="Latency">How long it took until everything was durable.</param>
/// <param name="Failure">Why it failed, if it did.</param>
internal sealed record Request(TimeSpan At, TimeSpan Latency, string? Failure);
