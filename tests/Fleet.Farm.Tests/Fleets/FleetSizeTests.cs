using System.Diagnostics;

namespace Fleet.Farm.Tests.Fleets;

/// <summary>What a large fleet takes before anyone connects.</summary>
[Collection(nameof(Alone))]
public sealed class FleetSizeTests
{
    [Fact]
    public void A_fleet_of_28_000_is_planned_at_once_and_takes_little_room()
    {
        SimulatedFleetTests.Load("faults", 28_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var fleet = SimulatedFleetTests.Load("faults", 28_000);
        var planned = watch.Elapsed;
        var addresses = Enumerable.Range(0, fleet.Count).Select(i => fleet[i].Address).Distinct().Count();
        var made = watch.Elapsed;
        var took = GC.GetTotalMemory(forceFullCollection: true) - before;

        TestContext.Current.SendDiagnosticMessage(
            "planned in {0:0} ms, every device made after {1:0} ms, {2:0.0} MB", planned.TotalMilliseconds, made.TotalMilliseconds, took / 1e6);
        Assert.Equal(28_000, addresses);
        Assert.True(made < TimeSpan.FromSeconds(1), $"took {made}");
        Assert.True(took < 30_000_000, $"{took} B");
        GC.KeepAlive(fleet);
    }
}
