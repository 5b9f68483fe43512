namespace Fleet.EndToEnd.Tests.Sweeps;

[Collection(Alone.Name)]
public sealed class SweepTests(ITestOutputHelper report)
{
    [Fact]
    public async Task Five_hundred_devices_are_collected_from_one_server_at_a_parallelism_of_50()
    {
        var devices = Sweep.Devices(500);
        using var work = new UserFolder();
        work.WriteInventory(devices);

        using var collection = RunningCollection.Start(work, Sweep.Collect);
        var (exitCode, error) = await collection.EndAsync();

        Assert.True(exitCode == 0, error);
        report.WriteLine(collection.Summary!.ToJsonString());
        Assert.Equal(500, collection.Summary["devices"]!.GetValue<int>());
        Assert.Equal(500, collection.Summary["collected"]!.GetValue<int>());
        Assert.Equal(1500, collection.Summary["outputs"]!.GetValue<int>());
        Assert.Equal(
            devices.Select(d => d.Name), collection.Sessions.Select(s => s.Device).Order(StringComparer.Ordinal));
        var run = collection.Summary["run"]!.GetValue<string>();
        var outputs = await Sweep.ExportAsync(work, run, devices);
        Assert.Equal(1500, outputs.Count);
        Assert.All(outputs, o => Bytes.Equal(Sweep.Print(o.Key.Command), o.Value, $"{o.Key}"));
        Assert.All(
            collection.Sessions,
            s => Assert.All(s.Outputs, o => Assert.True(Sweep.IsTrue(o, outputs[new(s.Device, o.Command)]))));
        Assert.Equal(RunNumbers.Complete(1500), await Sweep.NumbersAsync(work, run));
        await work.RunAsync("verify");
    }
}
