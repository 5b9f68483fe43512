using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Transport;

/// <summary>
/// Turns messages into packets on the output queue, and holds back those that may not be sent during a key exchange. To
/// be used under the queue's gate.
/// </summary>
/// <param name="output">Where packets go.</param>
internal sealed class PacketSender(OutputQueue output) : IDisposable
{
    private readonly PacketEncoder _encoder = new();
    private readonly Queue<byte[]> _held = new(0);
    private bool _isHolding;
    private bool _isDisposed;

    /// <summary>Bytes sent under the present keys.</summary>
    public long BytesUnderKeys => _encoder.BytesUnderKeys;

    /// <summary>Sends a message now, or after the key exchange (RFC 4253 section 7.1).</summary>
    public void Send(ReadOnlySpan<byte> payload)
    {
        if (_isDisposed)
            return;
        if (_isHolding && !IsOfKeyExchange(payload[0]))
        {
            _held.Enqueue(payload.ToArray());
            output.Held += payload.Length;
        }
        else
        {
            _encoder.Encode(payload, output.Writer);
        }
    }

    /// <summary>Sends KEXINIT, and holds back what is not of the key exchange until NEWKEYS.</summary>
    public void StartExchange(ReadOnlySpan<byte> kexInit)
    {
        Send(kexInit);
        _isHolding = true;
    }

    /// <summary>Sends NEWKEYS; what follows is under the new keys.</summary>
    /// <param name="protection">The new keys.</param>
    /// <param name="resetSequence">Whether strict key exchange is on.</param>
    /// <param name="first">The message that comes first under the new keys; empty: none.</param>
    public void ChangeKeys(PacketProtection protection, bool resetSequence, ReadOnlySpan<byte> first)
    {
        if (_isDisposed)
        {
            protection.Dispose();
            return;
        }

        Send([(byte)MessageNumber.NewKeys]);
        _encoder.ChangeKeys(protection, resetSequence);
        if (!first.IsEmpty)
            _encoder.Encode(first, output.Writer);
        _isHolding = false;
        while (_held.TryDequeue(out var payload))
            _encoder.Encode(payload, output.Writer);
        output.Held = 0;
    }

    /// <summary>Forgets what is held back: there will be no new keys.</summary>
    public void DropHeld()
    {
        _held.Clear();
        output.Held = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _encoder.Dispose();
        DropHeld();
    }

    // 1 to 19 without the service messages and EXT_INFO, and 20 to 49.
    private static bool IsOfKeyExchange(byte number) => number is <= (byte)MessageNumber.Debug or (>= 20 and < 50);
}
