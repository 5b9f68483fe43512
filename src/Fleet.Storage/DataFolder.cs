using Fleet.Storage.Sqlite;

namespace Fleet.Storage;

/// <summary>
/// The one folder that a collector keeps everything in. One process at a time may write; others may read.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Version of the folder's layout that this program reads and writes.</summary>
    public const int Format = 1;

    private readonly FolderLock? _lock;
    private bool _disposed;

    private DataFolder(string path, FolderLock? folderLock)
    {
        Path = path;
        _lock = folderLock;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Whether this process holds the folder's lock and may write.</summary>
    public bool IsWritable => _lock is not null;

    /// <summary>The event journal (SQLite, WAL). Its tables are created by Akka.Persistence.Sql.</summary>
    public string JournalFile => Database.Journal.PathIn(Path);

    /// <summary>The actors' snapshots (SQLite, WAL). Their table is created by Akka.Persistence.Sql.</summary>
    public string SnapshotsFile => Database.Snapshots.PathIn(Path);

    /// <summary>The content-addressed outputs (SQLite, WAL).</summary>
    public string OutputsFile => Database.Outputs.PathIn(Path);

    /// <summary>The read tables, which can be rebuilt from the journal (SQLite, WAL).</summary>
    public string ReadTablesFile => Database.ReadTables.PathIn(Path);

    /// <summary>Outputs on their way into the store that are too large to be held in memory.</summary>
    public string SpoolFolder => System.IO.Path.Combine(Path, "spool");

    /// <summary>
    /// Opens the folder for writing, creating it if need be, and takes its lock, which the operating system returns
    /// when the process ends in whatever way.
    /// </summary>
    /// <exception cref="DataFolderException">
    /// Held by another process, not ours, of a newer format, damaged, or not writable.
    /// </exception>
    public static DataFolder OpenForWriting(string path)
    {
        path = FullPath(path);
        FolderLock? folderLock = null;
        try
        {
            PrivateFiles.CreateFolder(path);
            if (!FolderFormat.IsPresent(path))
            {
                FolderFormat.CheckIsFree(path);
            }

            folderLock = FolderLock.Take(path);
            var folder = new DataFolder(path, folderLock);
            folder.Prepare();
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            folderLock?.Dispose();
            throw new DataFolderException($"The data folder {path} cannot be written to: {e.Message}", e);
        }
        catch
        {
            folderLock?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens an existing folder for reading, beside a process that writes or without one. Damage to a database shows
    /// when that database is opened, so that the others can still be read.
    /// </summary>
    /// <exception cref="DataFolderException">No such folder, not ours, or of a newer format.</exception>
    public static DataFolder OpenForReading(string path)
    {
        path = FullPath(path);
        if (!Directory.Exists(path))
        {
            throw new DataFolderException(
                $"There is no data folder {path}: `fleet collect` creates it, or name another one with --data.");
        }

        try
        {
            FolderFormat.Check(path);
        }
        catch (FileNotFoundException)
        {
            throw new DataFolderException(
                $"{path} is no data folder of fleet: it has no file `{FolderFormat.FileName}`. Name another one with --data.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder {path} cannot be read: {e.Message}", e);
        }

        return new DataFolder(path, folderLock: null);
    }

    /// <summary>Empties the write-ahead logs into their databases, as far as nobody uses them, and returns the lock.</summary>
    public void Dispose()
    {
        if (_lock is not null && !_disposed)
        {
            _disposed = true;
            foreach (var database in Database.All)
            {
                database.Checkpoint(Path);
            }

            _lock.Dispose();
        }
    }

    private static string FullPath(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return File.Exists(path)
            ? throw new DataFolderException($"{path} is a file: name a folder with --data.")
            : path;
    }

    /// <summary>
    /// The format file is written last, so that a creation that was cut off is taken up again, while a database that is
    /// missing from a folder with a format file is known to be lost.
    /// </summary>
    private void Prepare()
    {
        var isNew = !FolderFormat.IsPresent(Path);
        if (!isNew)
        {
            FolderFormat.Check(Path);
        }

        foreach (var database in Database.All)
        {
            database.Prepare(Path, mayBeMissing: isNew);
        }

        ClearSpool();
        if (isNew)
        {
            FolderFormat.Write(Path);
        }
    }

    /// <summary>What is in the spool belonged to a process that died: the lock says that there is no other.</summary>
    private void ClearSpool()
    {
        PrivateFiles.CreateFolder(SpoolFolder);
        foreach (var file in Directory.EnumerateFiles(SpoolFolder))
        {
            File.Delete(file);
        }
    }
}

/// <summary>The data folder cannot be used; the message says why and what to do.</summary>
public class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process holds the data folder.</summary>
public sealed class DataFolderHeldException(string message, Exception? inner = null)
    : DataFolderException(message, inner);
