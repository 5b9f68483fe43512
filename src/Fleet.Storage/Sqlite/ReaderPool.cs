using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Sqlite;

/// <summary>Read-only connections to one database, kept for reuse, so that readers neither wait for each other nor for the writer.</summary>
internal sealed class ReaderPool(Database database, DataFolder folder) : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _free = [];
    private volatile bool _disposed;

    /// <summary>Opens a connection, to find out early whether the file can be used.</summary>
    /// <exception cref="DataFolderException">It cannot.</exception>
    public void Probe() => Rent().Dispose();

    /// <exception cref="DataFolderException">The file cannot be opened.</exception>
    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new Lease(this, _free.TryTake(out var connection) ? connection : database.Open(folder));
    }

    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private void Return(SqliteConnection connection)
    {
        _free.Add(connection);
        if (_disposed)
        {
            Dispose();
        }
    }

    /// <summary>A connection for one query; disposing it gives it back.</summary>
    internal readonly struct Lease(ReaderPool pool, SqliteConnection connection) : IDisposable
    {
        public SqliteConnection Connection => connection;

        public void Dispose() => pool.Return(connection);
    }
}
