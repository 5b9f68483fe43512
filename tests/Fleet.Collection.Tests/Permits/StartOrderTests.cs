using Fleet.Collection.Runs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Tests.Permits;

public sealed class StartOrderTests
{
    [Fact]
    public void Every_line_has_somebody_waiting_however_the_inventory_is_sorted()
    {
        var order = Order(("ams", 100), ("fra", 100), ("lon", 3));

        Assert.Equal(["ams0", "fra0", "lon0", "ams1", "fra1", "lon1", "ams2", "fra2", "lon2", "ams3"], Start(order, 10));
        order.Leave("fra0");
        order.Leave("fra1");
        Assert.Equal(["fra3", "fra4"], Start(order, 10));
        Assert.Equal((10, 203 - 12), (order.Waiting, order.Count));
    }

    [Fact]
    public void Lines_that_are_held_back_do_not_keep_the_others_from_starting()
    {
        var order = Order([.. Enumerable.Range(0, 50).Select(i => ($"dead{i:00}-", 10)), ("alive", 10)]);

        // Nobody but the last line ever gets a permit.
        for (var i = 0; i < 10; i++)
        {
            Assert.Contains($"alive{i}", Start(order, 20));
            order.Leave($"alive{i}");
        }

        Assert.Equal(50, order.Waiting);
    }

    [Fact]
    public void Whoever_leaves_twice_or_never_waited_changes_nothing()
    {
        var order = Order(("ams", 10));
        Start(order, 2);
        order.Leave("ams0");
        order.Leave("ams0");
        order.Leave("ams9");

        Assert.Equal(1, order.Waiting);
        order.Clear();
        order.Leave("ams1");
        Assert.Empty(Start(order, 5));
    }

    private static StartOrder Order(params (string Site, int Devices)[] sites) => new(
        sites.SelectMany(s => Enumerable.Range(0, s.Devices).Select(i => new PlannedDevice(s.Site + i, ["show version"]))),
        device => (device[..device.IndexOfAny([.. "0123456789"])] is "dead" ? device[..7] : device[..3], "lab"));

    private static List<string> Start(StartOrder order, int ahead)
    {
        var started = new List<string>();
        while (order.TryStart(ahead, out var device))
        {
            started.Add(device.Device);
        }

        return started;
    }
}
