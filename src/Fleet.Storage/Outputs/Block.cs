using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Fleet.Storage.Outputs;

/// <summary>How a block is stored; the numbers stand in the database.</summary>
internal enum Codec
{
    /// <summary>As it is, since it does not shrink.</summary>
    None = 0,

    /// <summary>One zstd frame (RFC 8878) with its checksum.</summary>
    Zstd = 1,
}

/// <summary>
/// A piece of an output of at most <see cref="Size"/> bytes. Each is compressed by itself: that bounds memory, costs
/// about 4 % of the size of large outputs, and is faster than one stream over all of them.
/// </summary>
/// <param name="Codec">How it is stored.</param>
/// <param name="Length">Length as stored, in bytes.</param>
/// <param name="Memory">The stored bytes; <see langword="null"/> when they are in the spool's file.</param>
/// <param name="Position">Where they are in the spool's file.</param>
internal readonly record struct Block(Codec Codec, int Length, byte[]? Memory, long Position)
{
    /// <summary>Largest block, before compression.</summary>
    public const int Size = 256 << 10;

    // On outputs of devices, of some kB as a rule, level 3 takes a third more time and saves nothing.
    private const int Level = 1;

    /// <summary>Compresses a block.</summary>
    /// <param name="raw">The block's bytes.</param>
    /// <param name="stored">Receives the bytes to store; it has <see cref="MaxStored"/> bytes or more.</param>
    /// <param name="length">How many bytes to store.</param>
    public static Codec Compress(ReadOnlySpan<byte> raw, Span<byte> stored, out int length)
    {
        // A compressor is cheap to make (below 1 us); its memory is sized by the block when it is used.
        using var compressor = new Compressor(Level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        length = compressor.Wrap(raw, stored);
        if (length < raw.Length)
        {
            return Codec.Zstd;
        }

        raw.CopyTo(stored);
        length = raw.Length;
        return Codec.None;
    }

    /// <summary>Room that <see cref="Compress"/> needs.</summary>
    public static int MaxStored(int length) => Compressor.GetCompressBound(length);

    /// <summary>Writes a stored block's original bytes to a stream.</summary>
    /// <returns>How many bytes there were.</returns>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public static int CopyTo(Codec codec, ReadOnlySpan<byte> stored, Stream destination)
    {
        if (codec == Codec.None)
        {
            destination.Write(stored);
            return stored.Length;
        }

        if (codec != Codec.Zstd)
        {
            throw new InvalidDataException($"codec {(int)codec} is not known");
        }

        var raw = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            int length;
            try
            {
                using var decompressor = new Decompressor();
                length = decompressor.Unwrap(stored, raw.AsSpan(0, Size));
            }
            catch (ZstdException e)
            {
                throw new InvalidDataException(e.Message, e);
            }

            destination.Write(raw, 0, length);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }
}
