using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Sqlite;

/// <summary>A prepared statement that is used again and again; its parameters are <c>$1</c>, <c>$2</c> and so on.</summary>
internal sealed class Statement
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql)
    {
        var parameters = 0;
        while (sql.Contains($"${parameters + 1}", StringComparison.Ordinal))
        {
            parameters++;
        }

        _command = connection.Command(sql, new object?[parameters]);
        _command.Prepare();
    }

    /// <summary>Runs the statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Runs a query.</summary>
    /// <returns>What is read from the first row; the type's default when there is none.</returns>
    public T? Row<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>Runs a query and reads every row.</summary>
    public void Rows(Action<SqliteDataReader> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        while (reader.Read())
        {
            read(reader);
        }
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
