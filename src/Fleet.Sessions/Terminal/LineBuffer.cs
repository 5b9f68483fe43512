using System.Buffers;

namespace Fleet.Sessions.Terminal;

/// <summary>Finished lines that wait to be passed on: written at the end, dropped from the front.</summary>
internal sealed class LineBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>What has been written and not dropped.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Drops the first bytes.</summary>
    public void Drop(int count)
    {
        Written[count..].CopyTo(_bytes);
        _length -= count;
    }

    /// <summary>Drops everything.</summary>
    public void Clear() => _length = 0;

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void Reserve(int count)
    {
        count = Math.Max(count, 1);
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
    }
}
