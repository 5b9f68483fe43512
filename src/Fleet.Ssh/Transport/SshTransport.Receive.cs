using System.Net.Sockets;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Transport;

// Receives packets and hands them on.
public sealed partial class SshTransport
{
    private readonly InboundBuffer _inbound = new();
    private readonly PacketDecoder _decoder = new();
    private readonly IdentificationLine _identification;
    private Task? _readable;
    private uint _sequenceNumber;

    private async Task ReceiveAllAsync()
    {
        SendIdentification();
        while (PeerDisconnect is null && await FillAsync())
        {
            await HandleReceivedAsync();
            _inbound.Trim();
            await WhenHeardAsync();
        }
    }

    // Waits until something has come, and receives it. False: the peer has closed, or we have.
    private async ValueTask<bool> FillAsync()
    {
        try
        {
            if (_readable is null)
                await ReadableAsync();
            else
                await _readable;
            _readable = null;

            var room = _inbound.Room(_isTrusted ? LongestPacket : LongestPacketAtFirst);
            int received = await _socket.ReceiveAsync(room, SocketFlags.None);
            _traffic.CountReceived(received);
            _inbound.Advance(received);
            return received > 0;
        }
        catch (SocketException e)
        {
            Note(e.SocketErrorCode);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    // Receiving nothing returns when there is something: who waits so needs no buffer.
    private async ValueTask ReadableAsync() => await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

    private async ValueTask HandleReceivedAsync()
    {
        _output.Cork();
        try
        {
            while (PeerDisconnect is null && TryHandleNext(out var handled))
            {
                if (handled.IsCompleted)
                {
                    handled.GetAwaiter().GetResult();
                    continue;
                }

                _output.Uncork();
                await WatchAsync(handled.AsTask());
                _output.Cork();
            }
        }
        finally
        {
            _output.Uncork();
        }
    }

    // Waits for what the handler does, and notices meanwhile when the peer leaves.
    private async Task WatchAsync(Task work)
    {
        while (!work.IsCompleted && _inbound.HasRoom)
        {
            _readable ??= ReadableAsync().AsTask();
            if (await Task.WhenAny(work, _readable) == _readable && !await FillAsync())
            {
                Abort(isReset: false);
                break;
            }
        }

        await work;
    }

    private bool TryHandleNext(out ValueTask handled)
    {
        if (_identification.Value.Length == 0)
        {
            int taken = _identification.Take(_inbound.Received);
            _inbound.Consume(taken);
            handled = _identification.Value.Length > 0 ? StartFirstExchangeAsync() : default;
            return taken > 0;
        }

        if (!_decoder.TryDecode(_inbound.Received, out var packet))
        {
            handled = default;
            return false;
        }

        _sequenceNumber = packet.SequenceNumber;
        handled = HandleAsync(_inbound.Received.Slice(packet.PayloadStart, packet.PayloadLength));
        _inbound.Consume(packet.Consumed);
        if (_decoder.BytesUnderKeys >= _settings.RekeyBytes)
            Rekey();
        return true;
    }

    private ValueTask HandleAsync(ReadOnlySpan<byte> payload)
    {
        var number = (MessageNumber)payload[0];
        if (IsWrongGuess(number))
            return default;
        RequireAllowed(number);
        switch (number)
        {
            case MessageNumber.Disconnect:
                PeerDisconnect = DisconnectMessage.Read(payload);
                return default;
            case MessageNumber.Ignore or MessageNumber.Debug or MessageNumber.Unimplemented:
                return default;
            case MessageNumber.ExtInfo:
                ExtInfoMessage.Read(payload);
                return default;
            case MessageNumber.KexInit:
                OnKexInit(payload);
                return default;
            case MessageNumber.KexDhInit when IsServer:
                return OnKexDhInitAsync(payload);
            case MessageNumber.KexDhReply when !IsServer:
                OnKexDhReply(payload);
                return default;
            case MessageNumber.NewKeys:
                return OnNewKeysAsync(payload);
            case MessageNumber.ServiceRequest or MessageNumber.ServiceAccept or >= MessageNumber.UserAuthRequest:
                return _handler.ReceiveAsync(payload);
            default:
                if (!_isEncrypted)
                    throw Unexpected(number);
                SendUnimplemented();
                return default;
        }
    }

    // A peer that does not read our answers is not heard either. What is held back until the end of a key exchange is
    // not waited for, as that end has to be heard; it has a bound that honest peers do not come to.
    private async ValueTask WhenHeardAsync()
    {
        int most = _isTrusted ? MostUnread : MostUnreadAtFirst;
        if (_output.Held > 4 * most)
            throw new SshProtocolException(
                DisconnectReason.ProtocolError, "The peer asks more and more while it owes its part of a key exchange.");
        if (_output.Leaving > most)
            await _output.WaitAsync(most, withHeld: false, Ended);
    }
}
