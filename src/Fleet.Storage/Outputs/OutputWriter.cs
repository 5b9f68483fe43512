using System.Security.Cryptography;

namespace Fleet.Storage.Outputs;

/// <summary>One output on its way into a spool. Disposed without <see cref="Complete"/>, it is dropped.</summary>
public sealed class OutputWriter : IDisposable
{
    private readonly OutputSpool _spool;
    private readonly Func<OutputHash?>? _findEarlier;
    private readonly List<Block> _blocks = new(capacity: 1);
    private IncrementalHash? _hash;
    private long _bytes;
    private int _buffered;
    private bool _closed;

    internal OutputWriter(OutputSpool spool, Func<OutputHash?>? findEarlier)
    {
        _spool = spool;
        _findEarlier = findEarlier;
    }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="StoreUnavailableException">The spool folder cannot be written to.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        while (bytes.Length > 0)
        {
            if (_buffered == Block.Size)
            {
                // Only now is it known that the output has more than one block.
                _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                KeepBlock();
            }

            var part = bytes[..Math.Min(bytes.Length, Block.Size - _buffered)];
            part.CopyTo(_spool.Buffer(_buffered, _buffered + part.Length).AsSpan(_buffered));
            _buffered += part.Length;
            _bytes += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>The output is whole: it gets its hash and joins <see cref="OutputSpool.Outputs"/>.</summary>
    /// <exception cref="StoreUnavailableException">The spool folder cannot be written to.</exception>
    public SpooledOutput Complete()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        OutputHash hash;
        if (_hash is null)
        {
            hash = OutputHash.Of(Buffered);
            KeepBlock();
        }
        else
        {
            KeepBlock();
            hash = new OutputHash(_hash.GetHashAndReset());
        }

        Close();
        return _spool.Add(hash, _bytes, _blocks, _findEarlier);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_closed)
        {
            Close();
            _spool.Drop(_blocks);
        }
    }

    private ReadOnlySpan<byte> Buffered => _spool.Buffer(_buffered, _buffered).AsSpan(0, _buffered);

    private void KeepBlock()
    {
        _blocks.Add(_spool.Keep(Buffered));
        _hash?.AppendData(Buffered);
        _buffered = 0;
    }

    private void Close()
    {
        _closed = true;
        _hash?.Dispose();
    }
}
