using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Sqlite;

/// <summary>One of the data folder's SQLite files: how it is made, opened, and what to do when it is damaged.</summary>
/// <param name="FileName">The file's name in the folder.</param>
/// <param name="Schema">The statements that create its tables; <see langword="null"/> when others create them.</param>
/// <param name="Version">The schema's version, kept as <c>user_version</c>.</param>
/// <param name="IsDerived">Whether the content can be had again, so that the file may be deleted.</param>
/// <param name="Remedy">What to do when the file is damaged, as a sentence.</param>
internal sealed record Database(string FileName, string? Schema, int Version, bool IsDerived, string Remedy)
{
    /// <summary>Seconds to wait for another process's lock, such as that of a backup.</summary>
    public const int BusySeconds = 5;

    // SQLITE_IOERR_SHMSIZE: the -shm file could not be made larger.
    private const int NoRoomForSharedMemory = 4874;

    private const string Remake = "The next `fleet collect` makes it again.";
    private const string UpgradeRemedy = "The next `fleet collect` brings it up to date.";
    private const string RestoreRemedy = "Stop fleet and restore the whole data folder from a backup.";

    // Four times SQLite's own. An event of a device with 15 commands has about 1 kB, so that only three fit into 4 kB, and a
    // quarter of each page stays empty.
    public static readonly Database Journal = new("journal.db", null, 0, false, RestoreRemedy) { PageSize = 16384 };

    public static readonly Database Snapshots = new(
        "snapshots.db",
        null,
        0,
        true,
        "Stop fleet and delete snapshots.db with its -wal and -shm files: the actors then recover from the journal alone.");

    public static readonly Database Outputs = new(
        "outputs.db", Fleet.Storage.Outputs.OutputSchema.Sql, Fleet.Storage.Outputs.OutputSchema.Version, false, RestoreRemedy)
    {
        Upgrade = Fleet.Storage.Outputs.OutputSchema.Upgrade,
    };

    public static readonly Database ReadTables = new(
        "read.db",
        ReadSide.ReadSchema.Sql,
        ReadSide.ReadSchema.Version,
        true,
        "Stop fleet and delete read.db with its -wal and -shm files: it is filled again from the journal by the next `fleet collect`.");

    /// <summary>
    /// The statements that bring tables of the version before to <see cref="Version"/>; <see langword="null"/> when there is
    /// no such version or the file is made anew.
    /// </summary>
    public string? Upgrade { get; private init; }

    /// <summary>Bytes of a page of a new file: a power of two from 512 to 65,536 (https://sqlite.org/pragma.html#pragma_page_size).</summary>
    public int PageSize { get; private init; } = 4096;

    public static IReadOnlyList<Database> All { get; } = [Journal, Snapshots, Outputs, ReadTables];

    public string PathIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>
    /// Whether a file of this name is this database or one of its side files. A rollback journal is there while a new
    /// file is switched to WAL, and after a crash then.
    /// </summary>
    public bool Owns(string name) =>
        name == FileName || name == FileName + "-wal" || name == FileName + "-shm" || name == FileName + "-journal";

    /// <summary>
    /// Makes the file ready to be written: creates it private and empty, switches it to WAL before anyone else uses it,
    /// and creates its tables. A file of an older schema is brought up to date, or made anew if it is derived.
    /// </summary>
    /// <param name="folder">The data folder, whose lock is held.</param>
    /// <param name="mayBeMissing">Whether the folder is new; otherwise a missing file is an error unless it is derived.</param>
    /// <exception cref="DataFolderException">Missing, damaged, of a newer schema, or not writable.</exception>
    public void Prepare(string folder, bool mayBeMissing)
    {
        var path = PathIn(folder);
        if (!mayBeMissing && !IsDerived)
        {
            CheckIsThere(path);
        }

        if (!TryPrepare(path))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => Owns(Path.GetFileName(f))))
            {
                File.Delete(file);
            }

            TryPrepare(path);
        }
    }

    /// <summary>
    /// Moves everything from the write-ahead log into the file, so that a folder that nobody writes to consists of plain
    /// files that can be copied and read anywhere. Not having done it loses nothing.
    /// </summary>
    public void Checkpoint(string folder)
    {
        var path = PathIn(folder);
        try
        {
            using var connection = Connections.Open(path, SqliteOpenMode.ReadWrite, busySeconds: 1);
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // In use, damaged or deleted: whoever opens it next deals with that.
        }
    }

    /// <summary>Opens the file, whose tables are there, for reading.</summary>
    /// <exception cref="DataFolderException">Missing, damaged, of another schema, or not readable.</exception>
    public SqliteConnection Open(DataFolder folder) => Open(folder, SqliteOpenMode.ReadOnly, c => c, BusySeconds);

    /// <summary>Opens the file, whose tables are there, for writing.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="prepare">Makes what uses the connection, and disposes it.</param>
    /// <param name="busySeconds">How long to wait for another process's lock, here and in every statement.</param>
    /// <exception cref="DataFolderException">Missing, damaged, of another schema, or not writable.</exception>
    public T Open<T>(DataFolder folder, Func<SqliteConnection, T> prepare, int busySeconds = BusySeconds) =>
        Open(folder, SqliteOpenMode.ReadWrite, prepare, busySeconds);

    /// <summary>Whether an error of SQLite will not pass by itself, because the file is damaged.</summary>
    public static bool IsDamage(SqliteException error) =>
        error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;

    /// <summary>One line for people about an error of SQLite in this database, and what to do.</summary>
    public string Describe(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            $"{path} is locked by another process (a backup or an SQLite shell?): let that finish.",
        _ when error.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL || error.SqliteExtendedErrorCode == NoRoomForSharedMemory =>
            $"There is no space left on the disk of {path}: make room.",
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => $"{path} is damaged. {Remedy}",
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
            $"{path} cannot be written to: check the permissions of the file and its folder.",
        SQLitePCL.raw.SQLITE_CANTOPEN =>
            $"{path} cannot be opened: check the permissions of the file and its folder.",
        SQLitePCL.raw.SQLITE_IOERR =>
            $"Reading or writing {path} failed (SQLite error {error.SqliteExtendedErrorCode}): check the disk and its free space.",
        _ => $"{path}: {error.Message}",
    };

    /// <returns>Whether the database can be used; otherwise it is of an older schema and can be made anew.</returns>
    private bool TryPrepare(string path)
    {
        try
        {
            PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            using var connection = Connections.Open(path, SqliteOpenMode.ReadWrite, BusySeconds);
            connection.Execute($"PRAGMA page_size = {PageSize}");
            if (connection.Scalar("PRAGMA journal_mode = WAL") is not "wal")
            {
                throw new DataFolderException(
                    $"The file system of {path} does not support SQLite's WAL mode, as network file systems do not: "
                    + "use a folder on a local disk with --data.");
            }

            // Small, and first read by actors in the middle of a run, who can only give up.
            if (this == Snapshots && connection.Scalar("PRAGMA quick_check(1)") is not "ok")
            {
                throw new DataFolderException($"{path} is damaged. {Remedy}");
            }

            if (Schema is not null)
            {
                var version = UserVersion(connection);
                if (version == 0)
                {
                    connection.Execute($"BEGIN IMMEDIATE; {Schema}; PRAGMA user_version = {Version}; COMMIT");
                }
                else if (version == Version - 1 && Upgrade is not null)
                {
                    connection.Execute($"BEGIN IMMEDIATE; {Upgrade}; PRAGMA user_version = {Version}; COMMIT");
                }
                else if (version < Version && IsDerived)
                {
                    return false;
                }
                else
                {
                    CheckVersion(path, version);
                }
            }

            return true;
        }
        catch (SqliteException e)
        {
            throw Translate(e, path);
        }
    }

    /// <summary>A database that was made once is never empty: switching it to WAL writes its first page.</summary>
    private void CheckIsThere(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            throw new DataFolderException(
                $"{path} is {(File.Exists(path) ? "empty" : "missing")}. {(IsDerived ? Remake : RestoreRemedy)}");
        }
    }

    private void CheckVersion(string path, long version)
    {
        if (version > Version)
        {
            throw new DataFolderException(
                $"{path} was written by a newer version of fleet (schema {version}, this one reads up to {Version}): "
                + $"use that version{(IsDerived ? $", or delete {FileName} with its -wal and -shm files; the next `fleet collect` makes it again" : "")}.");
        }

        if (version < Version)
        {
            throw new DataFolderException(
                $"{path} is of an older schema ({version}; this version of fleet reads {Version}). "
                + (IsDerived ? Remake : version == Version - 1 && Upgrade is not null ? UpgradeRemedy : RestoreRemedy));
        }
    }

    private T Open<T>(DataFolder folder, SqliteOpenMode mode, Func<SqliteConnection, T> prepare, int busySeconds)
    {
        var path = PathIn(folder.Path);
        CheckIsThere(path);

        SqliteConnection? connection = null;
        try
        {
            connection = Connections.Open(path, mode, busySeconds);
            if (Schema is not null)
            {
                CheckVersion(path, UserVersion(connection));
            }

            return prepare(connection);
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw Translate(e, path);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private static long UserVersion(SqliteConnection connection) => (long)connection.Scalar("PRAGMA user_version")!;

    private DataFolderException Translate(SqliteException error, string path) => new(Describe(error, path), error);
}
