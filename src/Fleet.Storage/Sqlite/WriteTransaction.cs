using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Sqlite;

/// <summary>
/// A transaction that takes the write lock at once (an upgrade later could not wait for it). Rolled back if it is
/// disposed without <see cref="Commit"/>. Unlike the provider's own it does not have to be set on prepared commands.
/// </summary>
internal readonly struct WriteTransaction : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <exception cref="SqliteException">The lock is held by another process for too long.</exception>
    public WriteTransaction(SqliteConnection connection)
    {
        _connection = connection;
        connection.Execute("BEGIN IMMEDIATE");
    }

    public void Commit() => _connection.Execute("COMMIT");

    public void Dispose()
    {
        // SQLite has rolled back by itself after some errors (a full disk, say).
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            SQLitePCL.raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        }
    }
}
