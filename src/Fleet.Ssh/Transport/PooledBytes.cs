using System.Buffers;

namespace Fleet.Ssh.Transport;

/// <summary>Collects bytes in memory of the pool; while there are none, it holds no memory.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    /// <summary>Gives the memory back, with what it holds.</summary>
    public void Release()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + count, 2 * _bytes.Length));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
