namespace Fleet.Ssh.Channels;

/// <summary>What we are ready to take on a channel (RFC 4254 section 5.2). To be used under the channel's lock.</summary>
/// <param name="size">Bytes that are taken before any is consumed.</param>
public sealed class ReceiveWindow(int size)
{
    private readonly int _half = size / 2;
    private int _available = size;
    private int _consumed;

    /// <summary>Data has come.</summary>
    /// <exception cref="SshProtocolException">It is more than the peer may send.</exception>
    public void Receive(int bytes)
    {
        if (bytes > _available)
            throw new SshProtocolException(
                DisconnectReason.ProtocolError, $"{bytes} bytes of data came on a channel that had a window of {_available}.");
        _available -= bytes;
    }

    /// <summary>Data has been read.</summary>
    /// <returns>Bytes to widen the peer's window by, 0 while less than half of it was consumed.</returns>
    public int Consume(int bytes)
    {
        _consumed += bytes;
        if (_consumed < _half)
            return 0;
        int adjustment = _consumed;
        _available += adjustment;
        _consumed = 0;
        return adjustment;
    }
}
