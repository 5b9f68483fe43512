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
using Microsoft.Data.Sqlite;

namespace Fleet.Collection.Tests;

/// <summary>The whole of a collector on SQLite files, only the sessions are scripted.</summary>
public sealed class CollectionHostTests : IDisposable
{
    private readonly SampleFolder _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task A_run_is_in_the_read_tables_when_it_ends_and_the_folder_verifies()
    {
        _sample.Sessions.NextBreaks(FailureClass.AuthenticationRejected);
        using var folder = _sample.Open();
        await using (var host = await _sample.StartAsync(folder))
        {
            var summary = await host.RunAsync(SampleFolder.Request(100), default, default);
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
        using var folder = _sample.Open();
        await using (var host = await _sample.StartAsync(folder))
        {
            var acknowledged = 0;
            var request = SampleFolder.Request(100) with
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
            Assert.InRange(_sample.Sessions.Asked.Count, 30, 60);
        }

        await using (var host = await _sample.StartAsync(folder))
        {
            var before = host.ReadTables.FindRun("latest")!;
            Assert.Equal(RunState.Interrupted, before.State);
            Assert.Equal(before.Expected, before.Collected + before.Cancelled);

            var summary = await host.RunAsync(SampleFolder.Request(0) with { Resume = before.Id }, default, default);
            Assert.Equal(before.Id, summary.Run);
            Assert.Equal(100, _sample.Sessions.Asked.Count);
            var run = Assert.Single(host.ReadTables.Runs());
            Assert.Equal((RunState.Completed, 200), (run.State, run.Collected));

            var done = await Assert.ThrowsAsync<RunException>(
                () => host.RunAsync(SampleFolder.Request(0) with { Resume = run.Id }, default, default));
            Assert.Contains("is complete", done.Message, StringComparison.Ordinal);
        }

        Assert.True(StoreVerification.Run(folder).IsClean);
    }

    [Fact]
    public async Task What_is_set_aside_is_not_tried_until_it_is_let_go_and_each_run_is_complete()
    {
        using var folder = _sample.Open();
        await using (var host = await _sample.StartAsync(folder))
        {
            await _sample.FailAsync(host, devices: 2);
            var asked = _sample.Sessions.Asked.Count;
            var summary = await host.RunAsync(SampleFolder.Request(3), default, default);

            Assert.Equal((1, 2, 2), (summary.Progress.Done, summary.Progress.Failed, summary.Progress.NotTried));
            Assert.Equal((asked + 1, 1), (_sample.Sessions.Asked.Count, summary.Progress.Sessions));
            var run = host.ReadTables.FindRun(summary.Run)!;
            Assert.Equal(
                (RunState.Completed, 6, 2, 4, 0, 0),
                (run.State, run.Expected, run.Collected, run.Failed, run.Cancelled, run.Pending));
            var skipped = Assert.Single(host.ReadTables.Failures(run.Id));
            Assert.Equal(("Quarantined", 2, 4), (skipped.Failure, skipped.Devices, skipped.Outputs));

            var device = host.ReadTables.Devices()[0];
            Assert.Equal(("R1", "Unreachable", 9), (device.Name, device.Failure, device.FailuresInARow));
            Assert.Equal((1, "Unreachable"), (device.Quarantine!.Level, device.Quarantine.Failure));
            Assert.Equal(device.LastSession, device.Quarantine.Since);
            Assert.Equal(TimeSpan.FromHours(1), device.Quarantine.Until - device.Quarantine.Since);
        }

        Assert.All(StoreVerification.Run(folder).Checks, c => Assert.Empty(c.Problems));

        await using (var host = await _sample.StartAsync(folder))
        {
            Assert.Equal(["R1"], await host.ReleaseAsync(["R1", "R3"]));
            Assert.Equal(["R2"], host.ReadTables.Devices().Where(d => d.Quarantine is not null).Select(d => d.Name));
            var summary = await host.RunAsync(SampleFolder.Request(2), default, default);
            Assert.Equal((1, 1), (summary.Progress.Done, summary.Progress.NotTried));
        }

        Assert.All(StoreVerification.Run(folder).Checks, c => Assert.Empty(c.Problems));
        Assert.Equal(
            ["SessionFailed", "DeviceQuarantined", "DeviceSkipped", "DeviceReleased", "SessionRecorded"],
            EventHistory.Read(folder, "R1").Skip(8).Select(e => e.Type));
    }

    [Fact]
    public async Task An_interrupted_run_goes_on_though_others_came_in_between()
    {
        using var folder = _sample.Open();
        using var stop = new CancellationTokenSource();
        string interrupted;
        await using (var host = await _sample.StartAsync(folder))
        {
            _sample.Sessions.Next(session =>
            {
                stop.Cancel();
                return Task.FromResult(session.Break(FailureClass.ConnectionLost, after: 1));
            });
            interrupted = (await host.RunAsync(SampleFolder.Request(1), stop.Token, default)).Run;
            Assert.Equal((1, 1), (host.ReadTables.FindRun(interrupted)!.Collected, host.ReadTables.FindRun(interrupted)!.Cancelled));
            await host.RunAsync(SampleFolder.Request(1), default, default);
        }

        await using (var host = await _sample.StartAsync(folder))
        {
            await host.RunAsync(SampleFolder.Request(0) with { Resume = interrupted }, default, default);
            Assert.Equal(["show log"], _sample.Sessions.Asked.Last());
            Assert.Equal((RunState.Completed, 2), (host.ReadTables.FindRun(interrupted)!.State, host.ReadTables.FindRun(interrupted)!.Collected));
        }

        Assert.All(StoreVerification.Run(folder).Checks, c => Assert.Empty(c.Problems));
    }

    [Fact]
    public async Task Read_tables_that_were_deleted_are_filled_again_from_the_journal()
    {
        await _sample.CollectAsync(devices: 20);
        foreach (var file in new DirectoryInfo(_sample.Path).GetFiles("read.db*"))
        {
            file.Delete();
        }

        Fleet.Collection.Projection.ReadModelCatchUp.Ensure(_sample.Path);
        using var reading = DataFolder.OpenForReading(_sample.Path);
        using var tables = ReadTables.Open(reading);
        Assert.Equal(40, tables.FindRun("latest")!.Collected);
        Assert.True(StoreVerification.Run(reading).IsClean);
    }

    [Fact]
    public async Task A_credential_that_is_paused_stays_so_over_a_restart_until_it_is_released_once()
    {
        using var folder = _sample.Open();
        await using (var host = await _sample.StartAsync(folder))
        {
            for (var i = 0; i < 10; i++)
            {
                _sample.Sessions.NextBreaks(FailureClass.AuthenticationRejected);
            }

            await host.RunAsync(SampleFolder.Request(10), default, default);
        }

        await using (var host = await _sample.StartAsync(folder))
        {
            var paused = Assert.Single(host.ReadTables.PausedCredentials());
            Assert.Equal(("lab", 10), (paused.Name, paused.Rejections));
            Assert.True(await host.ReleaseCredentialAsync("lab", "test"));
            Assert.False(await host.ReleaseCredentialAsync("lab", "test"));
            Assert.Empty(host.ReadTables.PausedCredentials());

            var summary = await host.RunAsync(SampleFolder.Request(1), default, default);
            Assert.Equal(1, summary.Progress.Done);
        }

        Assert.True(StoreVerification.Run(folder).IsClean);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_stops_the_read_tables_and_not_the_collection()
    {
        using var folder = _sample.Open();
        await using var host = await _sample.StartAsync(folder);
        var acknowledged = 0;
        var request = SampleFolder.Request(100) with
        {
            Acknowledged = _ =>
            {
                if (Interlocked.Increment(ref acknowledged) == 30)
                {
                    AddUnreadableEvent(folder);
                }
            },
        };

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(() => host.RunAsync(request, default, default));
        Assert.StartsWith(
            "event 1 of device-strange in the journal cannot be read: ", e.Message, StringComparison.Ordinal);
        Assert.Equal(100, acknowledged);
        Assert.NotNull(host.ReadTablesProblem);

        // Everything before it counts, and nothing after it.
        var run = host.ReadTables.FindRun("latest")!;
        Assert.InRange(run.Collected, 30 * 2, 200);
        Assert.Equal(RunState.Open, run.State);
    }

    [Fact]
    public async Task A_journal_that_is_slow_to_start_does_not_keep_the_read_tables_from_following()
    {
        using var folder = _sample.Open();
        using var other = new SqliteConnection($"Data Source={folder.JournalFile};Pooling=False");
        other.Open();
        var transaction = other.BeginTransaction();
        await using var host = await _sample.StartAsync(folder);
        // Longer than the journal for queries waits until the other one has made its tables.
        await Task.Delay(TimeSpan.FromSeconds(6));
        await transaction.RollbackAsync();

        var summary = await host.RunAsync(SampleFolder.Request(5), default, default);

        Assert.Equal(10, host.ReadTables.FindRun(summary.Run)!.Collected);
    }

    [Fact]
    public async Task What_a_run_that_was_cut_off_stored_without_an_event_is_swept_at_the_next_start()
    {
        using var folder = _sample.Open();
        var started = new TaskCompletionSource();
        _sample.Sessions.Next(async session =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, session.Cancellation);
            return session.Collect();
        });
        var (orphan, plan) = (OutputHash.Of("orphan"u8), default(OutputHash));
        await using (var host = await _sample.StartAsync(folder))
        {
            var run = host.RunAsync(SampleFolder.Request(1), default, default);
            await started.Task;
            using var spool = host.Outputs.CreateSpool();
            using var output = spool.Begin();
            output.Write("orphan"u8);
            await host.Outputs.CommitAsync([output.Complete()], default);
            await host.DisposeAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => run);
        }

        await using (var host = await _sample.StartAsync(folder))
        {
            plan = host.ReadTables.FindRun("latest")!.Plan;
            Assert.False(host.Outputs.Contains(orphan));
            Assert.True(host.Outputs.Contains(plan));
        }

        Assert.True(StoreVerification.Run(folder).IsClean);
    }

    private static void AddUnreadableEvent(DataFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.JournalFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO journal (persistence_id, sequence_number, created, deleted, message, manifest, identifier, writer_uuid)
            SELECT 'device-strange', 1, created, 0, x'ffffff', 'zz', identifier, writer_uuid FROM journal LIMIT 1
            """;
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
