using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Sqlite;

/// <summary>The kinds of columns that the project's tables have.</summary>
internal static class ReaderExtensions
{
    public static string? Text(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Time(this SqliteDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static OutputHash Hash(this SqliteDataReader reader, int column) =>
        new(reader.GetFieldValue<byte[]>(column));
}
