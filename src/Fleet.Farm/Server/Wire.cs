using Fleet.Ssh.Transport;

namespace Fleet.Farm.Server;

/// <inheritdoc cref="IWire"/>
internal sealed class Wire(SshTransport transport, uint channel) : IWire
{
    /// <inheritdoc/>
    public uint Channel => channel;

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        transport.Send(payload.Span);
        if (transport.IsFull)
            await transport.WhenWritableAsync(cancellation);
    }

    /// <inheritdoc/>
    public void SendRaw(ReadOnlySpan<byte> bytes) => transport.SendRaw(bytes);

    /// <inheritdoc/>
    public void Rekey() => transport.Rekey();
}
