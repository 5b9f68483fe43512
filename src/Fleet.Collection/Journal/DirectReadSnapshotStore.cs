using System.Data.Common;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;

namespace Fleet.Collection.Journal;

/// <summary>
/// The snapshot store of Akka.Persistence.Sql, its table and its writes, with snapshots that are read by a prepared
/// statement, for the reason of <see cref="DirectReadJournal"/>.
/// </summary>
public sealed class DirectReadSnapshotStore : SqlSnapshotStore
{
    private const string LatestSql =
        """
        SELECT sequence_number, created, snapshot, manifest, serializer_id FROM snapshot
        WHERE persistence_id = @p0 AND sequence_number <= @p1 AND created <= @p2
        ORDER BY sequence_number DESC LIMIT 1
        """;

    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly PreparedQuery _latest;

    /// <summary>The store with the configuration of <c>akka.persistence.snapshot-store.sql</c>.</summary>
    public DirectReadSnapshotStore(Config config)
        : base(config) => _latest = new PreparedQuery(SqlSource.Of(config), LatestSql);

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var rows = await _latest.ReadAsync(
            r => Read(persistenceId, r),
            cancellationToken,
            persistenceId,
            criteria.MaxSequenceNr,
            criteria.MaxTimeStamp.Ticks).ConfigureAwait(false);
        return rows.SingleOrDefault();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _latest.Close();
        base.PostStop();
    }

    private SelectedSnapshot Read(string persistenceId, DbDataReader row)
    {
        var number = row.GetInt64(0);
        try
        {
            return new SelectedSnapshot(
                new SnapshotMetadata(persistenceId, number, new DateTime(row.GetInt64(1))),
                _serialization.Deserialize(
                    row.GetFieldValue<byte[]>(2), row.GetInt32(4), row.IsDBNull(3) ? null : row.GetString(3)));
        }
        catch (Exception e) when (e is not DbException)
        {
            throw new InvalidDataException($"the snapshot of {persistenceId} at event {number} cannot be read: {e.Message}");
        }
    }
}
