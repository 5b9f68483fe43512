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

    /// <summary>The same, with the bytes of another output, its base, as the dictionary.</summary>
    Delta = 2,
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

    /// <summary>Brings back a block's original bytes.</summary>
    /// <param name="codec">How it is stored.</param>
    /// <param name="stored">The stored bytes.</param>
    /// <param name="basis">The original bytes of the base, for <see cref="Codec.Delta"/>.</param>
    /// <param name="raw">Receives them; it has <see cref="Size"/> bytes or more.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public static int Decompress(Codec codec, ReadOnlySpan<byte> stored, ReadOnlySpan<byte> basis, Span<byte> raw)
    {
        if (codec is Codec.None && stored.Length <= Size)
        {
            stored.CopyTo(raw);
            return stored.Length;
        }

        if (codec is not (Codec.Zstd or Codec.Delta))
        {
            throw new InvalidDataException(
                codec is Codec.None ? $"{stored.Length} bytes are more than a block has" : $"codec {(int)codec} is not known");
        }

        try
        {
            using var decompressor = new Decompressor();
            if (codec == Codec.Delta)
            {
                decompressor.LoadDictionary(basis);
            }

            return decompressor.Unwrap(stored, raw[..Size]);
        }
        catch (ZstdException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
