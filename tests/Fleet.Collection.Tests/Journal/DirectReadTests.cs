using Akka.Persistence;
using CsCheck;
using Fleet.Collection.Devices;
using Fleet.Collection.Serialization;
using Microsoft.Data.Sqlite;

namespace Fleet.Collection.Tests.Journal;

public sealed class DirectReadTests : IAsyncDisposable
{
    private static readonly Gen<string> Id = Gen.Int[1, 2].Select(i => $"device-r{i}");

    private static readonly Gen<SnapshotSelectionCriteria> Criteria = Gen.OneOf(
        Gen.Const(SnapshotSelectionCriteria.Latest),
        Gen.Long[0, 30].Select(n => new SnapshotSelectionCriteria(n)),
        Gen.Int[-1, 1].Select(days => new SnapshotSelectionCriteria(long.MaxValue, DateTime.UtcNow.AddDays(days))));

    private readonly TwoJournals _journals = new();

    public ValueTask DisposeAsync() => _journals.DisposeAsync();

    [Fact]
    public async Task Whatever_was_written_and_deleted_is_replayed_as_the_stock_plugin_does()
    {
        var round = 0;
        await Gen.Select(Step.List[1, 12], Question.List[5, 10]).SampleAsync(
            async (steps, questions) =>
            {
                var prefix = $"{Interlocked.Increment(ref round)}-";
                var next = new Dictionary<string, long>();
                foreach (var step in steps)
                {
                    await step(_journals, prefix, next);
                }

                foreach (var (id, from, to, max) in questions)
                {
                    var ours = await _journals.ReplayAsync(TwoJournals.Whose.Ours, prefix + id, from, to, max);
                    var stock = await _journals.ReplayAsync(TwoJournals.Whose.Stock, prefix + id, from, to, max);
                    Assert.Null(stock.Failure);
                    Assert.Equal((stock.Highest, stock.Failure), (ours.Highest, ours.Failure));
                    Assert.Equal(stock.Events.Select(Everything), ours.Events.Select(Everything));
                }
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public async Task Whatever_snapshots_there_are_the_same_one_is_loaded_as_by_the_stock_store()
    {
        var round = 0;
        await Gen.Select(Gen.Select(Gen.Long[1, 30], Some.State).List[0, 5], Gen.Select(Criteria, Gen.Long[0, 30]).List[3, 6]).SampleAsync(
            async (snapshots, questions) =>
            {
                var id = $"device-{Interlocked.Increment(ref round)}";
                foreach (var (number, state) in snapshots)
                {
                    await _journals.SaveSnapshotAsync(number % 2 == 0 ? TwoJournals.Whose.Ours : TwoJournals.Whose.Stock, id, number, state);
                }

                foreach (var (criteria, to) in questions)
                {
                    var ours = (LoadSnapshotResult)await _journals.LoadSnapshotAsync(TwoJournals.Whose.Ours, id, criteria, to);
                    var stock = (LoadSnapshotResult)await _journals.LoadSnapshotAsync(TwoJournals.Whose.Stock, id, criteria, to);
                    Assert.Equal(stock.Snapshot?.Metadata, ours.Snapshot?.Metadata);
                    Assert.Equal(stock.Snapshot?.Metadata.Timestamp, ours.Snapshot?.Metadata.Timestamp);
                    Assert.Equal(BytesOf(stock.Snapshot?.Snapshot), BytesOf(ours.Snapshot?.Snapshot));
                }
            },
            iter: 40,
            threads: 1);
    }

    [Theory]
    [InlineData("message = x'ffffffff'", "is damaged")]
    [InlineData("manifest = 'zz'", "'zz' is not known")]
    [InlineData("identifier = 4711", "4711")]
    [InlineData("identifier = NULL", "")]
    public async Task An_event_that_cannot_be_read_fails_the_recovery_and_is_named(string damage, string reason)
    {
        await WriteAsync("device-r1", 3);
        await WriteAsync("device-r2", 3);
        _journals.Execute($"UPDATE journal SET {damage} WHERE persistence_id = 'device-r1' AND sequence_number = 2");

        var damaged = await ReplayAsync("device-r1");
        var whole = await ReplayAsync("device-r2");

        Assert.StartsWith("event 2 of device-r1 in the journal cannot be read: ", damaged.Failure!.Message);
        Assert.Contains(reason, damaged.Failure.Message);
        Assert.Equal((3, null), (whole.Events.Count, whole.Failure));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_fails_the_recovery_and_is_named()
    {
        await _journals.SaveSnapshotAsync(TwoJournals.Whose.Ours, "device-r1", 50, DeviceState.Empty);
        _journals.Execute("UPDATE snapshot SET manifest = 'zz'", snapshots: true);

        var answer = await _journals.LoadSnapshotAsync(
            TwoJournals.Whose.Ours, "device-r1", SnapshotSelectionCriteria.Latest, long.MaxValue);

        Assert.StartsWith(
            "the snapshot of device-r1 at event 50 cannot be read: ", Assert.IsType<LoadSnapshotFailed>(answer).Cause.Message);
    }

    [Fact]
    public async Task A_recovery_waits_for_a_write_of_the_same_actor_that_hangs_and_for_no_other()
    {
        await WriteAsync("device-r1", 1);
        await WriteAsync("device-r2", 1);
        Task late;
        Task<TwoJournals.Replay> waiting;
        using (var lockHolder = _journals.Open())
        {
            using var transaction = lockHolder.BeginTransaction(deferred: false);
            late = WriteAsync("device-r1", 1, first: 2);
            waiting = ReplayAsync("device-r1");

            Assert.Single((await ReplayAsync("device-r2")).Events);
            await Task.Delay(100);
            Assert.False(waiting.IsCompleted);
            Assert.False(late.IsCompleted);
        }

        await late;
        var replay = await waiting;
        Assert.Equal((2, 2), (replay.Events.Count, replay.Highest));
    }

    [Fact]
    public async Task Recoveries_fail_while_the_table_cannot_be_read_and_go_on_after_that()
    {
        await WriteAsync("device-r1", 2);
        Assert.Equal(2, (await ReplayAsync("device-r1")).Events.Count);

        _journals.Execute("ALTER TABLE journal RENAME TO away");
        Assert.IsType<SqliteException>((await ReplayAsync("device-r1")).Failure);

        _journals.Execute("ALTER TABLE away RENAME TO journal");
        Assert.Equal(2, (await ReplayAsync("device-r1")).Events.Count);
    }

    /// <summary>Writes or deletes; keeps the next sequence number of each actor.</summary>
    private static readonly Gen<Func<TwoJournals, string, Dictionary<string, long>, Task>> Step = Gen.Frequency(
        (4, Gen.Select(Id, Some.DeviceEvent.List[1, 4], Gen.Bool, (id, events, ours) =>
            (Func<TwoJournals, string, Dictionary<string, long>, Task>)(async (journals, prefix, next) =>
            {
                var number = next.GetValueOrDefault(id, 1);
                await journals.WriteAsync(Of(ours), prefix + id, number, events);
                next[id] = number + events.Count;
            }))),
        (1, Gen.Select(Id, Gen.Long[1, 20], Gen.Bool, (id, to, ours) =>
            (Func<TwoJournals, string, Dictionary<string, long>, Task>)((journals, prefix, _) =>
                journals.DeleteEventsAsync(Of(ours), prefix + id, to)))));

    private static readonly Gen<(string Id, long From, long To, long Max)> Question = Gen.Select(
        Id,
        Gen.Long[0, 25],
        Gen.OneOf(Gen.Const(long.MaxValue), Gen.Long[0, 25]),
        Gen.OneOf(Gen.Const(long.MaxValue), Gen.Long[0, 12]));

    private static TwoJournals.Whose Of(bool ours) => ours ? TwoJournals.Whose.Ours : TwoJournals.Whose.Stock;

    private static object Everything(IPersistentRepresentation e) =>
        (e.PersistenceId, e.SequenceNr, e.Manifest, e.WriterGuid, e.Timestamp, e.IsDeleted, e.Sender, BytesOf(e.Payload));

    private static string? BytesOf(object? message) =>
        message is null ? null : Convert.ToHexString(EventCodec.ToBytes(message));

    private Task WriteAsync(string id, int count, long first = 1) => _journals.WriteAsync(
        TwoJournals.Whose.Ours, id, first, [.. Enumerable.Range(0, count).Select(_ => (object)Some.DeviceEvent.Single())]);

    private Task<TwoJournals.Replay> ReplayAsync(string id) =>
        _journals.ReplayAsync(TwoJournals.Whose.Ours, id, 1, long.MaxValue, long.MaxValue);
}
