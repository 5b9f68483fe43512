using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;

namespace Fleet.Collection.Journal;

/// <summary>
/// The journal of Akka.Persistence.Sql, its tables and its writes, with recoveries that read by two prepared statements.
/// The stock ones build a LINQ query and a stream for every actor, which is most of what a recovery costs.
/// </summary>
public sealed class DirectReadJournal : SqlWriteJournal
{
    // Events marked as deleted count, so that their numbers are never used again.
    private const string HighestSql =
        "SELECT max(sequence_number) FROM journal WHERE persistence_id = @p0 AND sequence_number > @p1";

    private const string EventsSql =
        """
        SELECT sequence_number, message, identifier, manifest, writer_uuid, created FROM journal
        WHERE persistence_id = @p0 AND sequence_number BETWEEN @p1 AND @p2 AND NOT deleted
        ORDER BY sequence_number LIMIT @p3
        """;

    private readonly ConcurrentDictionary<string, Task> _writes = new();
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly int _batch;
    private readonly PreparedQuery _highest;
    private readonly PreparedQuery _events;

    /// <summary>The journal with the configuration of <c>akka.persistence.journal.sql</c>.</summary>
    public DirectReadJournal(Config config)
        : base(config)
    {
        var source = SqlSource.Of(config);
        _batch = config.GetInt("replay-batch-size");
        _highest = new PreparedQuery(source, HighestSql);
        _events = new PreparedQuery(source, EventsSql);
    }

    /// <inheritdoc/>
    public override async Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        // A write of the actor that was there before, however it ends, must not land after its numbers were read.
        if (_writes.TryGetValue(persistenceId, out var write))
        {
            await write.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var rows = await _highest.ReadAsync(
            r => r.IsDBNull(0) ? 0 : r.GetInt64(0), cancellationToken, persistenceId, fromSequenceNr).ConfigureAwait(false);
        return rows[0];
    }

    /// <inheritdoc/>
    public override async Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        var next = fromSequenceNr;
        while (max > 0 && next <= toSequenceNr)
        {
            var size = (int)Math.Min(_batch, max);
            var batch = await _events.ReadAsync(
                r => Read(persistenceId, r), CancellationToken.None, persistenceId, next, toSequenceNr, size).ConfigureAwait(false);
            batch.ForEach(recoveryCallback);
            if (batch.Count < size)
            {
                return;
            }

            max -= size;
            next = batch[^1].SequenceNr + 1;
        }
    }

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var task = base.WriteMessagesAsync(writes, cancellationToken);
        var write = KeyValuePair.Create(writes[0].PersistenceId, (Task)task);
        _writes[write.Key] = write.Value;
        task.ContinueWith(
            _ => _writes.TryRemove(write),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _highest.Close();
        _events.Close();
        base.PostStop();
    }

    private Persistent Read(string persistenceId, DbDataReader row)
    {
        var number = row.GetInt64(0);
        var manifest = row.IsDBNull(3) ? null : row.GetString(3);
        try
        {
            return new Persistent(
                _serialization.Deserialize(row.GetFieldValue<byte[]>(1), row.GetInt32(2), manifest),
                number,
                persistenceId,
                manifest,
                isDeleted: false,
                ActorRefs.NoSender,
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetInt64(5));
        }
        catch (Exception e) when (e is not DbException)
        {
            throw new InvalidDataException($"event {number} of {persistenceId} in the journal cannot be read: {e.Message}");
        }
    }
}
