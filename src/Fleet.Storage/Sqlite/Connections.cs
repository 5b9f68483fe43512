using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Sqlite;

/// <summary>Plain helpers over connections and commands.</summary>
internal static class Connections
{
    /// <summary>Opens a connection that is not pooled, so that closing it closes the file.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public static SqliteConnection Open(string path, SqliteOpenMode mode, int busySeconds)
    {
        try
        {
            return OpenSource(path, mode, busySeconds);
        }
        catch (SqliteException e) when (mode == SqliteOpenMode.ReadOnly
            && e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY
            && new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 })
        {
            // A reader makes the WAL's side files where the last writer has removed them. Where it may not (a read-only
            // file system, someone else's folder), nothing is outside of the file, and it can be read as it is.
            return OpenSource(new Uri(path).AbsoluteUri + "?immutable=1", mode, busySeconds);
        }
    }

    /// <summary>A command whose parameters are <c>$1</c>, <c>$2</c> and so on.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"${i + 1}");
            command.Parameters.Add(new SqliteParameter(name, values[i] ?? DBNull.Value));
        }

        return command;
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        return command.ExecuteScalar();
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        command.ExecuteNonQuery();
    }

    private static SqliteConnection OpenSource(string source, SqliteOpenMode mode, int busySeconds)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = busySeconds,
        }.ConnectionString);
        try
        {
            connection.Open();

            // SQLite opens files lazily: the header and the schema are read only now.
            connection.Scalar("SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
