namespace Fleet.Farm.Server;

/// <summary>The connection below a channel, for devices that break the protocol.</summary>
public interface IWire
{
    /// <summary>The client's number of the channel.</summary>
    uint Channel { get; }

    /// <summary>Sends a message as a packet, whatever it says. Waits while much is waiting to be sent.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation);

    /// <summary>Sends bytes amid the packets, without encryption and MAC.</summary>
    void SendRaw(ReadOnlySpan<byte> bytes);

    /// <summary>Begins a key exchange, if none is going on.</summary>
    void Rekey();
}
