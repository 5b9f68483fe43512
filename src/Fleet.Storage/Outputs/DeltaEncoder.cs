using System.Buffers;
using System.Buffers.Binary;
using Fleet.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Fleet.Storage.Outputs;

/// <summary>
/// Stores a new output as what differs from an earlier one, its base. A base is always stored whole, so that no output
/// needs more than one other to be read, and nothing is ever rewritten: where an output has moved too far from its base, it
/// is stored whole and is the base of those to come. Outputs of more than one block take no part.
/// </summary>
internal sealed class DeltaEncoder
{
    // By the base as dictionary, 5 kB of an output in which a line or two have changed become some 80 bytes. Higher levels
    // save no more; at lower ones the search does not reach back over a block and its base.
    private const int Level = 3;

    // What a dictionary in zstd's own format begins with (RFC 8878, section 5). As it is an output of a device here, and a
    // rare one, it is simply no base.
    private const uint DictionaryMagic = 0xEC30A437;

    private readonly Statement _findBase;

    public DeltaEncoder(SqliteConnection connection) => _findBase = new(
        connection,
        $"""
        SELECT b.id, b.hash, c.codec, c.content
        FROM output earlier JOIN output b ON b.id = coalesce(earlier.base, earlier.id) JOIN output_chunk c ON c.id = b.id
        WHERE earlier.hash = $1 AND b.chunks = 1 AND b.base IS NULL AND c.codec <> {(int)Codec.Delta}
        """);

    /// <summary>
    /// An output's delta; <see langword="null"/> where it is better stored whole, because it has no earlier output that
    /// resembles it and is sound.
    /// </summary>
    /// <exception cref="IOException">The spool's file cannot be read.</exception>
    public Delta? TryEncode(SpooledOutput output)
    {
        if (output.Blocks is not [var block]
            || output.FindEarlier() is not { } earlier
            || _findBase.Row(r => new Base(r), earlier.ToBytes()) is not { } basis
            || basis.TryRead() is not { } dictionary)
        {
            return null;
        }

        var raw = ArrayPool<byte>.Shared.Rent(Block.Size);
        try
        {
            var length = Block.Decompress(block.Codec, output.Read(block), default, raw);
            return TryCompress(raw.AsSpan(0, length), dictionary, block.Length / 2) is { } content
                ? new Delta(basis.Id, content)
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    private static byte[]? TryCompress(ReadOnlySpan<byte> raw, byte[] dictionary, int limit)
    {
        var stored = ArrayPool<byte>.Shared.Rent(Block.MaxStored(raw.Length));
        try
        {
            using var compressor = new Compressor(Level);
            compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            compressor.LoadDictionary(dictionary);
            var length = compressor.Wrap(raw, stored);
            return length <= limit ? stored.AsSpan(0, length).ToArray() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    /// <summary>An output that is stored whole, in one block.</summary>
    private sealed class Base(SqliteDataReader row)
    {
        private readonly OutputHash _hash = row.Hash(1);
        private readonly Codec _codec = (Codec)row.GetInt32(2);
        private readonly byte[] _stored = row.GetFieldValue<byte[]>(3);

        public long Id { get; } = row.GetInt64(0);

        /// <summary>Its bytes; <see langword="null"/> where they are not what they were, or no dictionary.</summary>
        public byte[]? TryRead()
        {
            var raw = ArrayPool<byte>.Shared.Rent(Block.Size);
            try
            {
                var bytes = raw.AsSpan(0, Block.Decompress(_codec, _stored, default, raw));
                var isDictionary = BinaryPrimitives.TryReadUInt32LittleEndian(bytes, out var magic) && magic == DictionaryMagic;
                return isDictionary || OutputHash.Of(bytes) != _hash ? null : bytes.ToArray();
            }
            catch (InvalidDataException)
            {
                return null;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(raw);
            }
        }
    }
}

/// <summary>An output as it differs from another.</summary>
/// <param name="Base">The other's id.</param>
/// <param name="Content">What to store, by <see cref="Codec.Delta"/>.</param>
internal sealed record Delta(long Base, byte[] Content);
