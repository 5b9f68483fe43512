using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits.Limits;
using Fleet.LoadTests.Collector;
using Fleet.LoadTests.Processes;

namespace Fleet.LoadTests.OnDemand;

/// <summary>
/// A collector in this process, which is asked for one device at a time: each request is a run of its own, which has ended
/// when everything that it collected is durable and can be read. What a run costs is thus a part of every request.
/// </summary>
internal sealed class OnDemandCollector : IAsyncDisposable
{
    private readonly InProcessCollector _collector;
    private int _asked = -1;

    private OnDemandCollector(InProcessCollector collector) => _collector = collector;

    /// <summary>Starts a collector on a farm.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="parallelism">Sessions at once.</param>
    public static async Task<OnDemandCollector> StartAsync(RunningFarm farm, string data, Parallelism parallelism) =>
        new(await InProcessCollector.StartAsync(
            farm.InventoryFile, farm.KnownHostsFile, data, FleetSettings.Load(null) with { Parallelism = parallelism }));

    /// <summary>Collects the next device of the farm, in turns.</summary>
    public async Task<DeviceOutcome> CollectAsync()
    {
        var devices = _collector.Devices;
        var device = devices[(int)((uint)Interlocked.Increment(ref _asked) % devices.Count)];
        IDeviceEvent? last = null;
        var summary = await _collector.RunAsync([device], e => Volatile.Write(ref last, e));
        if (summary.Progress.Failed == 0)
        {
            return new DeviceOutcome(null, null, summary.Progress.Bytes);
        }

        return Volatile.Read(ref last) switch
        {
            SessionFailed e => new DeviceOutcome(e.Failure.ToString(), e.Reason, summary.Progress.Bytes),
            DeviceSkipped e => new DeviceOutcome(e.Failure.ToString(), e.Reason, summary.Progress.Bytes),
            _ => new DeviceOutcome("CommandRejected", null, summary.Progress.Bytes),
        };
    }

    public ValueTask DisposeAsync() => _collector.DisposeAsync();
}
