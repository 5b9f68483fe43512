namespace Fleet.Storage;

/// <summary>
/// The one folder that a collector keeps everything in. One process at a time may write; others may read.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Version of the folder's layout and schemas that this program reads and writes.</summary>
    public const int Format = 1;

    private DataFolder(string path, bool writable)
    {
        Path = path;
        IsWritable = writable;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Whether this process holds the folder's lock and may write.</summary>
    public bool IsWritable { get; }

    /// <summary>The event journal (SQLite, WAL).</summary>
    public string JournalFile => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>The actors' snapshots (SQLite, WAL).</summary>
    public string SnapshotsFile => System.IO.Path.Combine(Path, "snapshots.db");

    /// <summary>The content-addressed outputs (SQLite, WAL).</summary>
    public string OutputsFile => System.IO.Path.Combine(Path, "outputs.db");

    /// <summary>The read tables, which can be rebuilt from the journal (SQLite, WAL).</summary>
    public string ReadTablesFile => System.IO.Path.Combine(Path, "read.db");

    /// <summary>Outputs on their way into the store that are too large to be held in memory.</summary>
    public string SpoolFolder => System.IO.Path.Combine(Path, "spool");

    /// <summary>Opens the folder for writing, creating it if need be, and takes its lock.</summary>
    /// <exception cref="DataFolderException">Held by another process, of a newer format, damaged, or not writable.</exception>
    public static DataFolder OpenForWriting(string path) => throw new NotImplementedException();

    /// <summary>
    /// Opens an existing folder for reading, beside a process that writes or without one.
    /// </summary>
    /// <exception cref="DataFolderException">No such folder, of a newer format, or damaged.</exception>
    public static DataFolder OpenForReading(string path) => throw new NotImplementedException();

    /// <summary>Returns the lock.</summary>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>The data folder cannot be used; the message says why and what to do.</summary>
public class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process holds the data folder.</summary>
public sealed class DataFolderHeldException(string message) : DataFolderException(message);
