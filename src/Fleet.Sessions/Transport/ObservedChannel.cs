namespace Fleet.Sessions.Transport;

/// <summary>A channel that tells an observer whenever something has come.</summary>
internal sealed class ObservedChannel(ISshChannel channel, ISessionObserver observer) : ISshChannel
{
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        int count = await channel.ReadAsync(buffer, cancellation);
        if (count > 0)
            observer.Heard();
        return count;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        channel.WriteAsync(bytes, cancellation);

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
