using Fleet.Farm.Fleets;
using Fleet.Inventory;

namespace Fleet.Farm.Tests.Fleets;

/// <summary>What a large fleet takes before anyone connects.</summary>
[Collection(nameof(Alone))]
public sealed class FleetSizeTests
{
    [Fact]
    public void A_fleet_of_28_000_is_planned_at_once_and_takes_little_room()
    {
        var addresses = 0;
        var made = ProcessorTime.Of(() => addresses = Addresses(SimulatedFleetTests.Load("faults", 28_000)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fleet = SimulatedFleetTests.Load("faults", 28_000);
        Addresses(fleet);
        var took = GC.GetTotalMemory(forceFullCollection: true) - before;

        TestContext.Current.SendDiagnosticMessage(
            "planned, and every device made, in {0:0} ms, {1:0.0} MB", made.TotalMilliseconds, took / 1e6);
        Assert.Equal(28_000, addresses);
        Assert.True(made < TimeSpan.FromSeconds(1), $"took {made}");
        Assert.True(took < 30_000_000, $"{took} B");
        GC.KeepAlive(fleet);
    }

    [Fact]
    public void An_inventory_of_28_000_devices_is_written_and_loaded_within_a_second_each()
    {
        var fleet = SimulatedFleetTests.Load("lan", 28_000);
        string text = "";
        DeviceInventory? inventory = null;
        var written = ProcessorTime.Of(() => text = FleetInventoryTests.Write(fleet, 2222));
        var loaded = ProcessorTime.Of(() => inventory = FleetInventoryTests.Read(text));

        TestContext.Current.SendDiagnosticMessage("written in {0:0} ms, loaded in {1:0} ms", written.TotalMilliseconds, loaded.TotalMilliseconds);
        Assert.Equal(28_000, inventory!.Devices.Count);
        Assert.True(written < TimeSpan.FromSeconds(1), $"written in {written}");
        Assert.True(loaded < TimeSpan.FromSeconds(1), $"loaded in {loaded}");
    }

    private static int Addresses(SimulatedFleet fleet) =>
        Enumerable.Range(0, fleet.Count).Select(i => fleet[i].Address).Distinct().Count();
}
