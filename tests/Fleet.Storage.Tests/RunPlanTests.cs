using System.Diagnostics;
using System.Text;
using CsCheck;
using Fleet.Storage.ReadSide;

namespace Fleet.Storage.Tests;

public sealed class RunPlanTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char["ab Zä\"\\\t\n{}|日é"], 1, 8].Where(s => s.Trim().Length > 0);

    private static readonly Gen<RunPlan> Plans =
        from lists in Name.ArrayUnique[0, 6].Array[1, 4]
        from devices in Gen.Select(Name, Gen.Int[0, 3]).Array[0, 30]
        select new RunPlan([.. devices
            .DistinctBy(d => d.Item1, StringComparer.OrdinalIgnoreCase)
            .Select(d => new PlannedDevice(d.Item1, lists[d.Item2 % lists.Length].ToArray()))]);

    [Fact]
    public void A_plan_comes_back_from_its_bytes_which_are_always_the_same() => Plans.Sample(plan =>
    {
        var bytes = plan.ToBytes();
        var read = RunPlan.FromBytes(bytes);
        Assert.Equal(plan.Devices.Select(d => d.Device), read.Devices.Select(d => d.Device));
        Assert.Equal(plan.Devices.Select(d => d.Commands), read.Devices.Select(d => d.Commands));
        Assert.Equal(bytes, read.ToBytes());
    });

    [Fact]
    public void Bytes_that_were_changed_are_a_plan_or_an_error_but_nothing_else() =>
        Gen.Select(Plans, Gen.Int[0, 10_000], Gen.Byte, Gen.Bool).Sample((plan, at, value, cut) =>
        {
            var bytes = plan.ToBytes();
            at %= bytes.Length;
            if (cut)
            {
                bytes = bytes[..at];
            }
            else
            {
                bytes[at] = value;
            }

            try
            {
                RunPlan.FromBytes(bytes);
            }
            catch (FormatException)
            {
                // What it says it throws.
            }
        });

    [Fact]
    public void The_bytes_can_be_read_by_people()
    {
        string[] commands = ["show version", "show interfaces | include up"];
        var plan = new RunPlan([new("sw1", commands), new("sw2", ["show version"]), new("sw3", [.. commands])]);
        Assert.Equal(5, plan.Outputs);
        Assert.Equal(
            """
            {"fleetPlan":1,"devices":3,"outputs":5}
            {"commands":["show version","show interfaces | include up"]}
            {"device":"sw1","list":0}
            {"commands":["show version"]}
            {"device":"sw2","list":1}
            {"device":"sw3","list":0}

            """,
            Encoding.UTF8.GetString(plan.ToBytes()));
    }

    [Theory]
    [InlineData("", "line 1: it is missing")]
    [InlineData("null\n", "line 1: it is no head of a plan")]
    [InlineData("{\"device\":\"sw1\",\"list\":0}\n", "line 1: it is no head of a plan")]
    [InlineData("{\"fleetPlan\":2,\"devices\":0,\"outputs\":0}\n", "line 1: version 2 is not known; this version of fleet reads 1")]
    [InlineData("{\"fleetPlan\":1,\"devices\":1,\"outputs\":0}\n", "line 1: it announces 1 devices and 0 outputs, but 0 and 0 follow")]
    [InlineData("{\"fleetPlan\":1,\"devices\":1,\"outputs\":0}\n{\"device\":\"sw1\",\"list\":0}\n", "line 2: it is neither")]
    [InlineData("{\"fleetPlan\":1,\"devices\":1,\"outputs\":0}\n{\"device\":\"sw1\",\"lost\":0}\n", "line 2: ")]
    [InlineData("{\"fleetPlan\":1,\"devices\":0,\"outputs\":0}\n\n", "line 2: ")]
    [InlineData("{\"fleetPlan\":1,\"devices\":2,\"outputs\":2}\n{\"commands\":[\"a\"]}\n{\"device\":\"x\",\"list\":0}\n{\"device\":\"X\",\"list\":0}\n", "the device 'X' twice")]
    [InlineData("{\"fleetPlan\":1,\"devices\":1,\"outputs\":2}\n{\"commands\":[\"a\",\"a\"]}\n{\"device\":\"x\",\"list\":0}\n", "repeated command for the device 'x'")]
    [InlineData("{\"fleetPlan\":1,\"devices\":1,\"outputs\":1}\n{\"commands\":[null]}\n{\"device\":\"x\",\"list\":0}\n", "empty or repeated command for the device 'x'")]
    public void What_is_no_plan_is_refused_with_the_line(string text, string reason)
    {
        var e = Assert.Throws<FormatException>(() => RunPlan.FromBytes(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_twice_cannot_be_planned()
    {
        var e = Assert.Throws<ArgumentException>(() => new RunPlan([new("sw1", ["a"]), new("SW1", ["b"])]).ToBytes());
        Assert.Equal("The run's plan has the device 'SW1' twice.", e.Message);
    }

    [Fact]
    public void A_large_fleet_is_planned_quickly()
    {
        string[] commands = [.. Enumerable.Range(0, 15).Select(i => $"show something number {i}")];
        var plan = new RunPlan([.. Enumerable.Range(0, 28_000).Select(i => new PlannedDevice($"sw-{i}.example.net", [.. commands]))]);
        // About 90 ms where nothing else runs; the shortest of some times, as other tests run meanwhile.
        var shortest = long.MaxValue;
        for (var i = 0; i < 5 && shortest > 5000; i++)
        {
            var watch = Stopwatch.StartNew();
            var bytes = plan.ToBytes();
            Assert.Equal(420_000, RunPlan.FromBytes(bytes).Outputs);
            shortest = Math.Min(shortest, watch.ElapsedMilliseconds);
            Assert.InRange(bytes.Length, 1, 2_000_000);
        }

        Assert.InRange(shortest, 0, 5000);
    }
}
