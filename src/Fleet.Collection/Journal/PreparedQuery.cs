using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;

namespace Fleet.Collection.Journal;

/// <summary>
/// One query, prepared once on each of the connections that it keeps open: as many as have ever read at the same time.
/// Its parameters are <c>@p0</c>, <c>@p1</c> and so on.
/// </summary>
internal sealed class PreparedQuery(DbDataSource source, string sql)
{
    private readonly ConcurrentBag<DbCommand> _free = [];
    private volatile bool _closed;

    /// <summary>Reads every row. A connection on which anything fails is not used again.</summary>
    public async Task<List<T>> ReadAsync<T>(Func<DbDataReader, T> read, CancellationToken cancellation, params object[] values)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var command = _free.TryTake(out var free) ? free : await OpenAsync(values.Length, cancellation).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            var rows = new List<T>();
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }
            }

            Return(command);
            return rows;
        }
        catch
        {
            Close(command);
            throw;
        }
    }

    /// <summary>Closes what is not in use now, and the rest when it is done.</summary>
    public void Close()
    {
        _closed = true;
        while (_free.TryTake(out var command))
        {
            Close(command);
        }
    }

    private async Task<DbCommand> OpenAsync(int parameters, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private void Return(DbCommand command)
    {
        _free.Add(command);
        if (_closed)
        {
            Close();
        }
    }

    private static void Close(DbCommand command)
    {
        var connection = command.Connection;
        command.Dispose();
        connection?.Dispose();
    }
}
