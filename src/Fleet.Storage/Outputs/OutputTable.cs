using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Outputs;

/// <summary>The statements on the tables of outputs.db. Writing is serialized; the connection is its own.</summary>
internal sealed class OutputTable : IDisposable
{
    /// <summary>How far <c>last_seen</c> may lag: a sweep that follows soon after another then writes nothing.</summary>
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromHours(1);

    private readonly Lock _writing = new();
    private readonly SqliteConnection _connection;
    private readonly Statement _find;
    private readonly Statement _touch;
    private readonly Statement _insert;
    private readonly Statement _insertChunk;
    private readonly Statement _delete;
    private readonly Statement _deleteChunks;
    private readonly DeltaEncoder _deltas;
    private long _nextId;

    private OutputTable(SqliteConnection connection)
    {
        _connection = connection;
        connection.Execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -32768;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864
            """);
        _find = new(connection, "SELECT id, last_seen FROM output WHERE hash = $1");
        _touch = new(connection, "UPDATE output SET last_seen = $2 WHERE id = $1");
        _insert = new(connection, "INSERT INTO output VALUES ($1, $2, $3, $4, $5, $6, $7)");
        _insertChunk = new(connection, "INSERT INTO output_chunk VALUES ($1, $2, $3)");
        _delete = new(
            connection,
            """
            DELETE FROM output
            WHERE id = $1 AND last_seen < $2 AND NOT EXISTS (SELECT 1 FROM output delta WHERE delta.base = $1) RETURNING chunks
            """);
        _deleteChunks = new(connection, "DELETE FROM output_chunk WHERE id >= $1 AND id < $1 + $2");
        _deltas = new(connection);
        _nextId = (long)connection.Scalar("SELECT coalesce(max(id), 0) + 1 FROM output_chunk")!;
    }

    /// <exception cref="DataFolderException">The file cannot be used.</exception>
    public static OutputTable Open(DataFolder folder, int busySeconds) =>
        Database.Outputs.Open(folder, connection => new OutputTable(connection), busySeconds);

    /// <summary>Stores outputs in one transaction: durable when it returns, nothing stored when it throws.</summary>
    public void Store(IEnumerable<SpooledOutput> outputs, DateTimeOffset now)
    {
        lock (_writing)
        {
            using var transaction = new WriteTransaction(_connection);
            var seen = now.ToUnixTimeMilliseconds();
            foreach (var output in outputs)
            {
                var hash = output.Hash.ToBytes();
                if (_find.Row(r => (Id: r.GetInt64(0), Seen: r.GetInt64(1)), hash) is not { Id: > 0 } stored)
                {
                    Insert(output, hash, seen);
                }
                else if (stored.Seen < seen - SeenPrecision.TotalMilliseconds)
                {
                    _touch.Run(stored.Id, seen);
                }
            }

            transaction.Commit();
        }
    }

    /// <summary>
    /// Deletes outputs, except those that were seen since, and bases: the conditions are in the statement, so that a commit
    /// either comes first and keeps the output or comes later and stores it anew. A base can go when its deltas have gone.
    /// </summary>
    public int Delete(IEnumerable<long> ids, long seenBefore)
    {
        lock (_writing)
        {
            using var transaction = new WriteTransaction(_connection);
            var deleted = 0;
            foreach (var id in ids)
            {
                var chunks = _delete.Row(r => r.GetInt64(0), id, seenBefore);
                if (chunks > 0)
                {
                    _deleteChunks.Run(id, chunks);
                    deleted++;
                }
            }

            transaction.Commit();
            return deleted;
        }
    }

    /// <summary>The next outputs by id that were last seen before a moment.</summary>
    public static List<(long Id, StoredOutput Output)> List(
        SqliteConnection connection, long afterId, long seenBefore, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT id, hash, bytes, stored_bytes, last_seen FROM output
            WHERE id > $after AND last_seen < $before ORDER BY id LIMIT $limit
            """;
        command.Parameters.AddWithValue("$after", afterId);
        command.Parameters.AddWithValue("$before", seenBefore);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        var rows = new List<(long, StoredOutput)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), new StoredOutput(
                reader.Hash(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.Time(4))));
        }

        return rows;
    }

    public void Dispose() => _connection.Dispose();

    private void Insert(SpooledOutput output, byte[] hash, long seen)
    {
        var id = _nextId;
        if (_deltas.TryEncode(output) is { } delta)
        {
            _insertChunk.Run(_nextId++, (int)Codec.Delta, delta.Content);
            _insert.Run(id, hash, output.Bytes, (long)delta.Content.Length, 1, seen, delta.Base);
            return;
        }

        foreach (var block in output.Blocks)
        {
            _insertChunk.Run(_nextId++, (int)block.Codec, output.Read(block));
        }

        _insert.Run(id, hash, output.Bytes, output.StoredBytes, output.Blocks.Count, seen, null);
    }
}
