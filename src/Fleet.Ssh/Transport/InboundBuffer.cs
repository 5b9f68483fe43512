using System.Buffers;

namespace Fleet.Ssh.Transport;

/// <summary>Holds what has been received and not been handled; while there is nothing, it holds no memory.</summary>
internal sealed class InboundBuffer
{
    private const int Smallest = 4 * 1024;
    private const int Usual = 64 * 1024;

    private byte[] _bytes = [];
    private int _start;
    private int _end;
    private int _size = Smallest;

    /// <summary>What has been received and not been consumed.</summary>
    public Span<byte> Received => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether so little is held that more may come while it waits to be handled.</summary>
    public bool HasRoom => _end - _start < Smallest;

    /// <summary>Where to receive to.</summary>
    /// <param name="most">Bytes that may be held, a packet of the greatest length.</param>
    /// <exception cref="SshProtocolException">That many are held, and they are no whole packet.</exception>
    public Memory<byte> Room(int most)
    {
        int length = _end - _start;
        if (_bytes.Length == 0)
            _bytes = ArrayPool<byte>.Shared.Rent(_size);
        else if (_end == _bytes.Length && _start > 0)
            MoveTo(_bytes);
        else if (length >= most)
            throw new SshProtocolException(DisconnectReason.ProtocolError, $"A packet is longer than {most} bytes.");
        else if (_end == _bytes.Length)
            Grow();
        return _bytes.AsMemory(_end);
    }

    /// <summary>Bytes have come.</summary>
    public void Advance(int count)
    {
        _end += count;
        // Who fills the buffer has more to say: the next one will be larger.
        if (_end == _bytes.Length)
            _size = Math.Min(2 * _size, Usual);
    }

    /// <summary>Bytes at the front are done with.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Gives the memory back if it holds nothing.</summary>
    public void Trim()
    {
        if (_start == _end)
            Release();
    }

    /// <summary>Drops what is held.</summary>
    public void Release()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    private void Grow()
    {
        var smaller = _bytes;
        MoveTo(ArrayPool<byte>.Shared.Rent(2 * smaller.Length));
        ArrayPool<byte>.Shared.Return(smaller);
    }

    private void MoveTo(byte[] target)
    {
        Received.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, _end - _start);
    }
}
