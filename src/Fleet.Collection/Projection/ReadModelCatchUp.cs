using Fleet.Collection.Serialization;
using Fleet.Storage;
using Fleet.Storage.Journal;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Projection;

/// <summary>
/// Brings the read tables up to date without an actor system, while nobody writes to the journal: after a crash, or
/// when the read tables were deleted.
/// </summary>
public static class ReadModelCatchUp
{
    private const int BatchSize = 500;

    /// <summary>Applies every event that the read tables lack.</summary>
    /// <param name="folder">The data folder, opened for writing.</param>
    /// <param name="readTables">Its read tables.</param>
    /// <returns>How many events were applied.</returns>
    /// <exception cref="DataFolderException">An event of the journal is damaged.</exception>
    public static int Run(DataFolder folder, ReadTables readTables)
    {
        using var journal = JournalReader.Open(folder);
        var applied = 0;
        foreach (var batch in journal.ReadAll(readTables.Offset).Chunk(BatchSize))
        {
            var facts = new List<CollectionFact?>(batch.Length);
            try
            {
                facts.AddRange(batch.Select(FactOf));
            }
            finally
            {
                // Everything before a damaged event counts.
                if (facts.Count > 0)
                {
                    readTables.Apply([.. facts.OfType<CollectionFact>()], batch[facts.Count - 1].Ordering);
                    applied += facts.Count;
                }
            }
        }

        return applied;
    }

    private static CollectionFact? FactOf(JournalRow row)
    {
        try
        {
            return Facts.Of(Decode(row));
        }
        catch (ArgumentException e)
        {
            throw Damaged(row, e);
        }
    }

    /// <summary>
    /// For commands that only read: brings the read tables of a data folder up to date, unless another process holds the
    /// folder, which then does so itself.
    /// </summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    public static void Ensure(string path)
    {
        using (var reading = DataFolder.OpenForReading(path))
        {
            if (IsUpToDate(reading))
            {
                return;
            }
        }

        try
        {
            using var folder = DataFolder.OpenForWriting(path);
            using var readTables = ReadTables.Open(folder);
            Run(folder, readTables);
        }
        catch (DataFolderHeldException)
        {
            // Its holder fills the read tables.
        }
    }

    private static bool IsUpToDate(DataFolder folder)
    {
        using var journal = JournalReader.Open(folder);
        try
        {
            using var tables = ReadTables.Open(folder);
            return tables.Offset >= journal.LastOrdering;
        }
        catch (DataFolderException)
        {
            // Missing or of an older schema: opened for writing they are made anew, or the error is said again.
            return false;
        }
    }

    internal static object Decode(JournalRow row)
    {
        try
        {
            return EventCodec.FromBytes(row.Payload.Span, row.Manifest);
        }
        catch (FormatException e)
        {
            throw Damaged(row, e);
        }
    }

    private static DataFolderException Damaged(JournalRow row, Exception e) => new(
        $"event {row.SequenceNumber} of {row.PersistenceId} in the journal cannot be read: {e.Message}", e);
}
