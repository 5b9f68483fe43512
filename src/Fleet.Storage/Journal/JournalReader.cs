using Fleet.Storage.Outputs;
using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Journal;

/// <summary>
/// Reads the journal's table (the default mapping of Akka.Persistence.Sql on SQLite) for verification and for
/// <c>fleet events</c>, without an actor system. A journal that nobody has written to yet has no events. Not thread-safe.
/// </summary>
/// <remarks>Every method throws <see cref="StoreUnavailableException"/> when the file cannot be read.</remarks>
public sealed class JournalReader : IDisposable
{
    private const int PageRows = 500;
    private const string Columns = "ordering, persistence_id, sequence_number, manifest, message, created";

    private readonly string _file;
    private readonly SqliteConnection _connection;

    private JournalReader(string file, SqliteConnection connection)
    {
        _file = file;
        _connection = connection;
    }

    /// <summary>Opens the journal of a data folder.</summary>
    /// <exception cref="DataFolderException">The file is missing or damaged.</exception>
    public static JournalReader Open(DataFolder folder) =>
        new(folder.JournalFile, Database.Journal.Open(folder));

    /// <summary>One line for people about why the journal could not be written or read by others, and what to do.</summary>
    public static string Describe(Exception cause) => cause.GetBaseException() switch
    {
        SqliteException e => Database.Journal.Describe(e, Database.Journal.FileName),
        TimeoutException or OperationCanceledException => $"{Database.Journal.FileName} does not answer: check its disk.",
        var other => other.Message,
    };

    /// <summary>Whether what failed may succeed later, as after a full disk or another process's lock.</summary>
    public static bool MayPass(Exception cause) =>
        cause.GetBaseException() is not SqliteException e || !Database.IsDamage(e);

    /// <summary>Ordering number of the last event; 0 when there is none.</summary>
    public long LastOrdering => Query("SELECT coalesce(max(ordering), 0) FROM journal", r => r.GetInt64(0)).SingleOrDefault();

    /// <summary>Every event after an ordering number, in order; deleted ones are left out.</summary>
    public IEnumerable<JournalRow> ReadAll(long after = 0)
    {
        // Page by page, since a reader that stays in one snapshot would keep the WAL from being reused.
        List<JournalRow> page;
        do
        {
            page = Query(
                $"SELECT {Columns} FROM journal WHERE ordering > $1 AND NOT deleted ORDER BY ordering LIMIT {PageRows}",
                Row,
                after);
            foreach (var row in page)
            {
                yield return row;
                after = row.Ordering;
            }
        }
        while (page.Count == PageRows);
    }

    /// <summary>The events of one actor, in order; deleted ones are left out.</summary>
    public IEnumerable<JournalRow> Read(string persistenceId) => Query(
        $"SELECT {Columns} FROM journal WHERE persistence_id = $1 AND NOT deleted ORDER BY sequence_number",
        Row,
        persistenceId);

    /// <summary>Actors whose sequence numbers are not 1, 2, 3 and so on without gaps, each with a line that says what is wrong.</summary>
    public IReadOnlyList<string> FindBrokenSequences() => Query(
        // Rows marked as deleted count: after a purge Akka keeps the last one, so that the sequence may start with it.
        """
        SELECT persistence_id, sequence_number, previous, min(ordering), count(*) FROM (
            SELECT persistence_id, sequence_number, ordering, deleted,
                lag(sequence_number) OVER (PARTITION BY persistence_id ORDER BY ordering) AS previous
            FROM journal)
        WHERE (previous IS NULL AND sequence_number <> 1 AND NOT deleted) OR sequence_number <> previous + 1
        GROUP BY persistence_id ORDER BY persistence_id
        """,
        r =>
        {
            var (id, number, more) = (r.GetString(0), r.GetInt64(1), r.GetInt64(4) - 1);
            var wrong = r.IsDBNull(2) ? $"starts with event {number}" : $"has event {number} after event {r.GetInt64(2)}";
            return $"{id}: {wrong} at ordering {r.GetInt64(3)}{(more > 0 ? $", and {more} more breaks" : "")}";
        });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static JournalRow Row(SqliteDataReader r) => new(
        r.GetInt64(0),
        r.GetString(1),
        r.GetInt64(2),
        r.Text(3) ?? "",
        r.GetFieldValue<byte[]>(4),
        new DateTimeOffset(r.GetInt64(5), TimeSpan.Zero)); // .NET ticks, UTC

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        try
        {
            var rows = new List<T>();
            if (_connection.Scalar("SELECT 1 FROM sqlite_schema WHERE name = 'journal'") is not null)
            {
                using var command = _connection.Command(sql, values);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    rows.Add(read(reader));
                }
            }

            return rows;
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException(Database.Journal.Describe(e, _file), e);
        }
    }
}

/// <summary>One event as it stands in the journal.</summary>
/// <param name="Ordering">Place in the whole journal.</param>
/// <param name="PersistenceId">The actor.</param>
/// <param name="SequenceNumber">Place among the actor's events, from 1.</param>
/// <param name="Manifest">The event's type, as the serializer names it.</param>
/// <param name="Payload">The serialized event.</param>
/// <param name="Written">When it was written.</param>
public sealed record JournalRow(
    long Ordering,
    string PersistenceId,
    long SequenceNumber,
    string Manifest,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset Written);
