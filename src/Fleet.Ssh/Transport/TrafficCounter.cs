namespace Fleet.Ssh.Transport;

/// <summary>Counts the bytes of any number of connections.</summary>
public sealed class TrafficCounter
{
    private long _received;
    private long _sent;

    /// <summary>Bytes received so far.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Bytes sent so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Bytes have come.</summary>
    public void CountReceived(int bytes) => Interlocked.Add(ref _received, bytes);

    /// <summary>Bytes have gone.</summary>
    public void CountSent(int bytes) => Interlocked.Add(ref _sent, bytes);
}
