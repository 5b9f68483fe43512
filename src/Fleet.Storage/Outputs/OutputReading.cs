using System.Buffers;
using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Outputs;

/// <summary>Brings back the bytes of a stored output, whether it is stored whole or as a delta.</summary>
internal static class OutputReading
{
    /// <summary>Copies an output's bytes to a stream, block by block; false when there is none of that hash.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are damaged, or those of its base are.</exception>
    public static bool TryCopyTo(SqliteConnection connection, OutputHash hash, Stream destination)
    {
        // One statement, so that a sweep cannot take the chunks away between two of them.
        using var command = connection.Command(
            """
            SELECT o.bytes, c.codec, c.content, o.base, b.hash, d.codec, d.content
            FROM output o LEFT JOIN output_chunk c ON c.id >= o.id AND c.id < o.id + o.chunks
            LEFT JOIN output b ON b.id = o.base LEFT JOIN output_chunk d ON d.id = b.id
            WHERE o.hash = $1 ORDER BY c.id
            """,
            hash.ToBytes());
        using var reader = command.ExecuteReader();
        var (expected, copied) = (-1L, 0L);
        while (reader.Read())
        {
            expected = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
            {
                copied += Copy(reader, destination);
            }
        }

        return expected < 0 || expected == copied
            ? expected >= 0
            : throw new InvalidDataException($"{copied} of {expected} bytes are there");
    }

    private static int Copy(SqliteDataReader row, Stream destination)
    {
        var (raw, basis) = (ArrayPool<byte>.Shared.Rent(Block.Size), Array.Empty<byte>());
        try
        {
            var codec = (Codec)row.GetInt32(1);
            var basisLength = 0;
            if (codec == Codec.Delta)
            {
                basis = ArrayPool<byte>.Shared.Rent(Block.Size);
                basisLength = ReadBase(row, basis);
            }

            var length = Block.Decompress(codec, Blob(row, 2), basis.AsSpan(0, basisLength), raw);
            destination.Write(raw, 0, length);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(basis);
        }
    }

    private static int ReadBase(SqliteDataReader row, byte[] raw)
    {
        if (row.IsDBNull(5))
        {
            throw new InvalidDataException(row.IsDBNull(4)
                ? $"its base, which has the number {row.Text(3) ?? "?"}, is missing"
                : $"its base, output {row.Hash(4)}, has no bytes");
        }

        var hash = row.Hash(4);
        try
        {
            var codec = (Codec)row.GetInt32(5);
            var length = codec == Codec.Delta
                ? throw new InvalidDataException("it is not stored whole")
                : Block.Decompress(codec, Blob(row, 6), default, raw);
            return OutputHash.Of(raw.AsSpan(0, length)) == hash
                ? length
                : throw new InvalidDataException("its bytes have another hash");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"its base, output {hash}, is damaged: {e.Message}", e);
        }
    }

    /// <summary>The bytes where SQLite has them, without a copy on the managed heap for each block.</summary>
    private static ReadOnlySpan<byte> Blob(SqliteDataReader row, int column) =>
        SQLitePCL.raw.sqlite3_column_blob(row.Handle, column);
}
