using System.Buffers;

namespace Fleet.Storage.Outputs;

/// <summary>
/// Takes the outputs of one session as they arrive: hashes and compresses on the fly, in memory at first and in a file
/// of the spool folder when they grow. Costs at most about 512 KiB of memory whatever arrives. Not thread-safe.
/// Disposing it frees memory and files.
/// </summary>
public sealed class OutputSpool : IDisposable
{
    /// <summary>Compressed bytes of a session that are held in memory.</summary>
    private const int MemoryLimit = 256 << 10;

    private readonly string _folder;
    private readonly List<SpooledOutput> _outputs = [];
    private SpillFile? _file;
    private OutputWriter? _open;
    private byte[]? _buffer;
    private int _inMemory;
    private bool _disposed;

    internal OutputSpool(string folder) => _folder = folder;

    /// <summary>The outputs that are whole, in the order in which they were begun.</summary>
    public IReadOnlyList<SpooledOutput> Outputs => _outputs;

    /// <summary>Starts an output; one at a time.</summary>
    /// <param name="findEarlier">
    /// Finds a stored output that this one probably resembles, such as the same command's before it; it is then stored as
    /// what differs. Asked only if the output is not stored yet, on the store's writing thread. May throw.
    /// </param>
    /// <exception cref="InvalidOperationException">The one before is neither complete nor disposed.</exception>
    public OutputWriter Begin(Func<OutputHash?>? findEarlier = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _open is null
            ? _open = new OutputWriter(this, findEarlier)
            : throw new InvalidOperationException("The output before this one is neither complete nor disposed.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        ReleaseBuffer();
        _file?.Dispose();
    }

    /// <summary>Room for the bytes of the open output that are not yet a block; grows up to a block.</summary>
    internal byte[] Buffer(int used, int wanted)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_buffer is null || (_buffer.Length < wanted && _buffer.Length < Block.Size))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Clamp(wanted, 16 << 10, Block.Size));
            _buffer.AsSpan(0, used).CopyTo(larger);
            ReleaseBuffer();
            _buffer = larger;
        }

        return _buffer;
    }

    /// <summary>Compresses a block of the open output and keeps it.</summary>
    /// <exception cref="StoreUnavailableException">The spool folder cannot be written to.</exception>
    internal Block Keep(ReadOnlySpan<byte> raw)
    {
        var stored = ArrayPool<byte>.Shared.Rent(Block.MaxStored(raw.Length));
        try
        {
            var codec = Block.Compress(raw, stored, out var length);
            if (_inMemory + length <= MemoryLimit)
            {
                _inMemory += length;
                return new Block(codec, length, stored.AsSpan(0, length).ToArray(), 0);
            }

            _file ??= SpillFile.Create(_folder);
            return new Block(codec, length, null, _file.Append(stored.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    internal SpooledOutput Add(OutputHash hash, long bytes, IReadOnlyList<Block> blocks, Func<OutputHash?>? findEarlier)
    {
        var output = new SpooledOutput(hash, bytes, blocks, _file, findEarlier);
        _outputs.Add(output);
        _open = null;
        return output;
    }

    /// <summary>Forgets the open output.</summary>
    internal void Drop(IReadOnlyList<Block> blocks)
    {
        _open = null;
        _inMemory -= blocks.Sum(b => b.Memory?.Length ?? 0);
        if (!_disposed && blocks.FirstOrDefault(b => b.Memory is null) is { Length: > 0 } first)
        {
            _file!.Truncate(first.Position);
        }
    }

    private void ReleaseBuffer()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }
}
