using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Outputs;

/// <summary>
/// Content-addressed outputs: bytes by their SHA-256, compressed with zstd, each stored once. Writes of many sessions
/// are gathered into one transaction (group commit) by a single writer.
/// </summary>
public sealed class OutputStore : IAsyncDisposable
{
    private const int PageRows = 1000;

    private readonly DataFolder _folder;
    private readonly ReaderPool _readers;
    private readonly OutputTable? _table;
    private readonly GroupCommit? _commits;

    private OutputStore(DataFolder folder, ReaderPool readers, OutputTable? table)
    {
        _folder = folder;
        _readers = readers;
        _table = table;
        _commits = table is null ? null : new GroupCommit(table, Unavailable);
    }

    /// <summary>Opens the store of a data folder; it accepts writes if the folder is writable.</summary>
    /// <exception cref="DataFolderException">The file is missing, damaged or of a newer schema.</exception>
    public static OutputStore Open(DataFolder folder) => Open(folder, Database.BusySeconds);

    /// <param name="folder">The data folder.</param>
    /// <param name="busySeconds">How long a write waits for another process's lock.</param>
    internal static OutputStore Open(DataFolder folder, int busySeconds)
    {
        var readers = new ReaderPool(Database.Outputs, folder);
        readers.Probe();
        return new OutputStore(
            folder, readers, folder.IsWritable ? OutputTable.Open(folder, busySeconds) : null);
    }

    /// <summary>A spool for the outputs of one session.</summary>
    /// <exception cref="InvalidOperationException">The store was opened for reading.</exception>
    public OutputSpool CreateSpool() => _folder.IsWritable ? new OutputSpool(_folder.SpoolFolder) : throw ReadOnly();

    /// <summary>
    /// Stores outputs durably (the transaction is synced to disk). Outputs that are there already are only marked as
    /// seen, so that a concurrent sweep leaves them. Safe to repeat.
    /// </summary>
    /// <param name="outputs">The outputs; their spool must live until the task ends.</param>
    /// <param name="cancellation">Heeded until the write begins, which then takes seconds at most.</param>
    /// <exception cref="StoreUnavailableException">The write failed; the spool still holds the outputs.</exception>
    /// <exception cref="InvalidOperationException">The store was opened for reading.</exception>
    public Task CommitAsync(IReadOnlyList<SpooledOutput> outputs, CancellationToken cancellation) =>
        _commits is null ? throw ReadOnly()
        : outputs.Count == 0 ? Task.CompletedTask
        : _commits.CommitAsync(outputs, cancellation);

    /// <summary>Whether an output is stored.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public bool Contains(OutputHash hash) => Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM output WHERE hash = $hash";
        command.Parameters.AddWithValue("$hash", hash.ToBytes());
        return command.ExecuteScalar() is not null;
    });

    /// <summary>Copies an output's bytes to a stream, block by block; false when there is none of that hash.</summary>
    /// <exception cref="StoreUnavailableException">The stored bytes are damaged: the message names the hash.</exception>
    public bool TryCopyTo(OutputHash hash, Stream destination)
    {
        try
        {
            return Read(connection => OutputReading.TryCopyTo(connection, hash, destination));
        }
        catch (InvalidDataException e)
        {
            throw new StoreUnavailableException(
                $"The stored output {hash} is damaged ({e.Message}): restore {_folder.OutputsFile} from a backup.", e);
        }
    }

    /// <summary>Every stored output, for verification and sweeping; what is stored meanwhile may or may not be listed.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public IEnumerable<StoredOutput> List() => Candidates(long.MaxValue).Select(row => row.Output);

    /// <summary>Deletes outputs that nothing refers to and that were last seen before a moment.</summary>
    /// <param name="isReferenced">Whether an event refers to a hash.</param>
    /// <param name="seenBefore">
    /// Younger ones stay: their event may be on its way. While sessions are being recorded this must lie further back than
    /// an hour (by which <see cref="StoredOutput.LastSeen"/> may lag) and the time from a commit to its event.
    /// </param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be read or written.</exception>
    public int SweepOrphans(Predicate<OutputHash> isReferenced, DateTimeOffset seenBefore)
    {
        if (_table is null)
        {
            throw ReadOnly();
        }

        var before = seenBefore.ToUnixTimeMilliseconds();
        var deleted = 0;
        foreach (var page in Candidates(before).Where(row => !isReferenced(row.Output.Hash)).Chunk(PageRows))
        {
            try
            {
                deleted += _table.Delete(page.Select(row => row.Id), before);
            }
            catch (SqliteException e)
            {
                throw Unavailable(e);
            }
        }

        return deleted;
    }

    /// <summary>Finishes the writes under way and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_commits is not null)
        {
            await _commits.DisposeAsync();
        }

        // The last to close empties the WAL, which a reader may not do.
        _readers.Dispose();
        _table?.Dispose();
    }

    private static InvalidOperationException ReadOnly() => new("The store was opened for reading.");

    /// <summary>Page by page, since a reader that stays in one snapshot would keep the WAL from being reused.</summary>
    private IEnumerable<(long Id, StoredOutput Output)> Candidates(long seenBefore)
    {
        var after = 0L;
        while (true)
        {
            var page = Read(connection => OutputTable.List(connection, after, seenBefore, PageRows));
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < PageRows)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    private T Read<T>(Func<SqliteConnection, T> query)
    {
        using var reader = _readers.Rent();
        try
        {
            return query(reader.Connection);
        }
        catch (SqliteException e)
        {
            throw Unavailable(e);
        }
    }

    private StoreUnavailableException Unavailable(Exception e) => e switch
    {
        SqliteException sqlite => new(Database.Outputs.Describe(sqlite, _folder.OutputsFile), e)
        {
            MayPass = !Database.IsDamage(sqlite),
        },
        IOException => new($"The spool folder {_folder.SpoolFolder} cannot be read: {e.Message}", e) { MayPass = false },
        _ => new($"The outputs could not be stored: {e.Message}", e) { MayPass = false },
    };
}

/// <summary>One stored output.</summary>
/// <param name="Hash">SHA-256 of the bytes.</param>
/// <param name="Bytes">Length of the bytes.</param>
/// <param name="StoredBytes">Length as stored, compressed.</param>
/// <param name="LastSeen">When it was last committed; may lag by up to an hour.</param>
public sealed record StoredOutput(OutputHash Hash, long Bytes, long StoredBytes, DateTimeOffset LastSeen);

/// <summary>The store could not write or read; the message says what and why.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same write may succeed later, as after a full disk or another process's lock.</summary>
    public bool MayPass { get; init; } = true;
}
