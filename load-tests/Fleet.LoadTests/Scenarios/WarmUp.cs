using Fleet.LoadTests.OnDemand;

namespace Fleet.LoadTests.Scenarios;

/// <summary>Requests before anything is measured: code that runs for the first time is compiled while it runs.</summary>
internal static class WarmUp
{
    private const int Requests = 200;
    private const int AtOnce = 10;

    /// <summary>Makes the requests.</summary>
    public static Task RunAsync(OnDemandCollector collector) => Parallel.ForAsync(
        0, Requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await collector.CollectAsync());
}
