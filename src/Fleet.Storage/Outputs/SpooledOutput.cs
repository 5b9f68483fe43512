namespace Fleet.Storage.Outputs;

/// <summary>An output that is whole but not yet stored. It can be stored until its spool is disposed.</summary>
public sealed class SpooledOutput
{
    private readonly SpillFile? _file;
    private readonly Func<OutputHash?>? _findEarlier;

    internal SpooledOutput(
        OutputHash hash, long bytes, IReadOnlyList<Block> blocks, SpillFile? file, Func<OutputHash?>? findEarlier)
    {
        Hash = hash;
        Bytes = bytes;
        Blocks = blocks;
        _file = file;
        _findEarlier = findEarlier;
    }

    /// <summary>SHA-256 of the bytes.</summary>
    public OutputHash Hash { get; }

    /// <summary>Length of the bytes before compression.</summary>
    public long Bytes { get; }

    /// <summary>The output's pieces, in order; at least one.</summary>
    internal IReadOnlyList<Block> Blocks { get; }

    /// <summary>Length as it is stored.</summary>
    internal long StoredBytes => Blocks.Sum(b => (long)b.Length);

    /// <summary>The stored bytes of one of <see cref="Blocks"/>.</summary>
    /// <exception cref="IOException">The spool's file cannot be read.</exception>
    internal byte[] Read(Block block) => block.Memory ?? _file!.Read(block.Position, block.Length);

    /// <summary>
    /// An output that this one probably resembles. It only saves space, so whatever hinders the search is no reason not
    /// to store the output.
    /// </summary>
    internal OutputHash? FindEarlier()
    {
        try
        {
            return _findEarlier?.Invoke();
        }
        catch (Exception)
        {
            return null;
        }
    }
}
