using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Inspection;
using Fleet.Collection.Runs;
using Fleet.Collection.Tests.Actors;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Storage;
using Fleet.Storage.Outputs;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Tests;

/// <summary>The whole of a collector on SQLite files, only the sessions are scripted.</summary>
public sealed class CollectionHostTests : IDisposable
{
    private static readonly string[] Commands = ["show version", "show log"];

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("fleet-host-");
    private readonly ScriptedSessions _sessions = new();
    private readonly FleetSettings _settings = FleetSettings.Load(null, new Dictionary<string, string>()) with
    {
        Parallelism = 10,
        Retry = new RetryPolicy { MinBackoff = TimeSpan.FromMilliseconds(1) },
    };

    public void Dispose() => _path.Delete(recursive: true);

    [Fact]
    public async Task A_run_is_in_the_read_tables_when_it_ends_and_the_folder_verifies()
    {
        _sessions.NextBreaks(FailureClass.AuthenticationRejected);
        using var folder = Open();
        await using (var host = await StartAsync(folder))
        {
            var summary = await host.RunAsync(Request(100), default, default);
            var run = host.ReadTables.FindRun("latest")!;

            Assert.Equal(summary.Run, run.Id);
            Assert.Equal(RunState.Completed, run.State);
            Assert.Equal((200, 198, 2, 0, 0), (run.Expected, run.Collected, run.Failed, run.Cancelled, run.Pending));
            Assert.Equal(198, host.ReadTables.Outcomes(run.Id).Count(o => o.Failure is null));
        }

        var report = StoreVerification.Run(folder);
        Assert.All(report.Checks, c => Assert.Empty(c.Problems));
        Assert.Single(EventHistory.Read(folder, "R1"));
    }

    [Fact]
    public async Task A_resumed_run_collects_only_what_is_missing()
    {
        using var stop = new CancellationTokenSource();
        using var folder = Open();
        await using (var host = await StartAsync(folder))
        {
            var acknowledged = 0;
            var request = Request(100) with
            {
                Acknowledged = _ =>
                {
                    if (Interlocked.Increment(ref acknowledged) == 30)
                    {
                        stop.Cancel();
                    }
                },
            };
            var summary = await host.RunAsync(request, stop.Token, default);
            Assert.True(summary.Interrupted);
            Assert.InRange(_sessions.Asked.Count, 30, 60);
        }

        await using (var host = await StartAsync(folder))
        {
            var before = host.ReadTables.FindRun("latest")!;
            Assert.Equal(RunState.Interrupted, before.State);
            Assert.Equal(before.Expected, before.Collected + before.Cancelled);

            var summary = await host.RunAsync(Request(0) with { Resume = before.Id }, default, default);
            Assert.Equal(before.Id, summary.Run);
            Assert.Equal(100, _sessions.Asked.Count);
            var run = Assert.Single(host.ReadTables.Runs());
            Assert.Equal((RunState.Completed, 200), (run.State, run.Collected));

            var done = await Assert.ThrowsAsync<RunException>(
                () => host.RunAsync(Request(0) with { Resume = run.Id }, default, default));
            Assert.Contains("is complete", done.Message, StringComparison.Ordinal);
        }

        Assert.True(StoreVerification.Run(folder).IsClean);
    }

    [Fact]
    public async Task Read_tables_that_were_deleted_are_filled_again_from_the_journal()
    {
        using (var folder = Open())
        await using (var host = await StartAsync(folder))
        {
            await host.RunAsync(Request(20), default, default);
        }

        foreach (var file in _path.GetFiles("read.db*"))
        {
            file.Delete();
        }

        Fleet.Collection.Projection.ReadModelCatchUp.Ensure(_path.FullName);
        using var reading = DataFolder.OpenForReading(_path.FullName);
        using var tables = ReadTables.Open(reading);
        Assert.Equal(40, tables.FindRun("latest")!.Collected);
        Assert.True(StoreVerification.Run(reading).IsClean);
    }

    [Fact]
    public async Task What_a_run_that_was_cut_off_stored_without_an_event_is_swept_at_the_next_start()
    {
        using var folder = Open();
        var started = new TaskCompletionSource();
        _sessions.Next(async session =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, session.Cancellation);
            return session.Collect();
        });
        var (orphan, plan) = (OutputHash.Of("orphan"u8), default(OutputHash));
        await using (var host = await StartAsync(folder))
        {
            var run = host.RunAsync(Request(1), default, default);
            await started.Task;
            using var spool = host.Outputs.CreateSpool();
            using var output = spool.Begin();
            output.Write("orphan"u8);
            await host.Outputs.CommitAsync([output.Complete()], default);
            await host.DisposeAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => run);
        }

        await using (var host = await StartAsync(folder))
        {
            plan = host.ReadTables.FindRun("latest")!.Plan;
            Assert.False(host.Outputs.Contains(orphan));
            Assert.True(host.Outputs.Contains(plan));
        }

        Assert.True(StoreVerification.Run(folder).IsClean);
    }

    private DataFolder Open() => DataFolder.OpenForWriting(_path.FullName);

    private Task<CollectionHost> StartAsync(DataFolder folder)
    {
        var devices = Enumerable.Range(1, 100).Select(i => new Device
        {
            Name = $"R{i}",
            Host = "192.0.2.1",
            Platform = "linux",
            Credential = "lab",
            Commands = Commands,
        });
        var credentials = new Dictionary<string, Credential> { ["lab"] = new() { Name = "lab", Username = "admin" } };
        return CollectionHost.StartAsync(
            folder,
            _settings,
            new DeviceDirectory(
                new DeviceInventory([.. devices], credentials), PlatformCatalog.Load(null, out _), new NoSecrets()),
            _sessions);
    }

    private static RunRequest Request(int devices) =>
        new([.. Enumerable.Range(1, devices).Select(i => new PlannedDevice($"R{i}", Commands))], "test");
}
