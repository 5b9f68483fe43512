using Fleet.Ssh;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Transport;
using Fleet.Ssh.Wire;

namespace Fleet.Farm.Server;

/// <summary>The connection protocol (RFC 4254) from the server's side: session channels, and refusals of all else.</summary>
/// <param name="transport">The connection.</param>
/// <param name="device">Runs on the channels.</param>
/// <param name="failed">Called if the device throws what is no cancellation.</param>
internal sealed class SessionChannels(SshTransport transport, IServedDevice device, Action<Exception> failed)
{
    private const int MostChannels = 10;

    private readonly Lock _gate = new();
    private readonly List<SessionChannel?> _channels = new(1);

    /// <summary>A message of the connection protocol has come.</summary>
    public void Receive(ReadOnlySpan<byte> payload)
    {
        switch ((MessageNumber)payload[0])
        {
            case MessageNumber.ChannelOpen:
                Open(ChannelOpenMessage.Read(payload));
                break;
            case MessageNumber.ChannelData:
                var data = ChannelDataMessage.Read(payload);
                Find(data.Recipient).Receive(data.Data);
                break;
            case MessageNumber.ChannelExtendedData:
                // A client has no standard error to send.
                var extended = ChannelExtendedDataMessage.Read(payload);
                Find(extended.Recipient).Skip(extended.Data.Length);
                break;
            case MessageNumber.ChannelWindowAdjust:
                var adjust = ChannelWindowAdjustMessage.Read(payload);
                Find(adjust.Recipient).Adjust(adjust.BytesToAdd);
                break;
            case MessageNumber.ChannelRequest:
                var request = ChannelRequestMessage.Read(payload);
                Find(request.Recipient).Request(request);
                break;
            case MessageNumber.ChannelEof:
                Find(ChannelNotice.Read(payload).Recipient).ReceiveEnd();
                break;
            case MessageNumber.ChannelClose:
                var channel = Find(ChannelNotice.Read(payload).Recipient);
                channel.ReceiveClose();
                Free(channel);
                break;
            case MessageNumber.ChannelSuccess or MessageNumber.ChannelFailure:
                Find(ChannelNotice.Read(payload).Recipient); // None of our requests wants a reply.
                break;
            case MessageNumber.GlobalRequest:
                // keepalive@openssh.com, too: OpenSSH's own server answers it so.
                if (GlobalRequestMessage.Read(payload).WantReply)
                    SendGlobalFailure();
                break;
            default:
                transport.SendUnimplemented();
                break;
        }
    }

    /// <summary>The connection has ended: ends the programs, and waits for them.</summary>
    public async Task EndAsync()
    {
        SessionChannel?[] channels;
        lock (_gate)
            channels = [.. _channels];
        foreach (var channel in channels)
        {
            if (channel is null)
                continue;
            channel.Dispose();
            await channel.Running;
        }
    }

    private void Open(ChannelOpenMessage request)
    {
        if (request.Type != ChannelOpenMessage.Session)
        {
            Refuse(request, ChannelOpenFailureReason.UnknownChannelType, "Only sessions are opened here.");
            return;
        }

        if (request.MaximumPacket == 0)
        {
            Refuse(request, ChannelOpenFailureReason.AdministrativelyProhibited, "No data fits in packets of 0 bytes.");
            return;
        }

        if (TryAdd(request) is not { } channel)
        {
            Refuse(request, ChannelOpenFailureReason.ResourceShortage, $"{MostChannels} channels are open, and no more are allowed.");
            return;
        }

        if (!device.Settings.ConfirmsChannels)
            return;
        var message = SshTransport.Compose();
        channel.Confirmation.Write(message);
        transport.Send(message);
    }

    private SessionChannel? TryAdd(ChannelOpenMessage request)
    {
        lock (_gate)
        {
            int number = _channels.IndexOf(null);
            if (number < 0)
            {
                number = _channels.Count;
                if (number == MostChannels)
                    return null;
                _channels.Add(null);
            }

            return _channels[number] = new SessionChannel(transport, (uint)number, request, device, failed, Free);
        }
    }

    private void Refuse(ChannelOpenMessage request, ChannelOpenFailureReason reason, string description)
    {
        var message = SshTransport.Compose();
        new ChannelOpenFailureMessage(request.Sender, reason, description).Write(message);
        transport.Send(message);
    }

    private SessionChannel Find(uint number)
    {
        lock (_gate)
        {
            if (number < _channels.Count && _channels[(int)number] is { IsOver: false } channel)
                return channel;
        }

        throw new SshProtocolException(DisconnectReason.ProtocolError, $"There is no channel {number}.");
    }

    // The number can be used again when both sides have closed the channel and its program has ended.
    private void Free(SessionChannel channel)
    {
        lock (_gate)
        {
            if (channel is { IsOver: true, IsRunning: false } && _channels[(int)channel.Number] == channel)
                _channels[(int)channel.Number] = null;
        }
    }

    private void SendGlobalFailure()
    {
        var message = SshTransport.Compose();
        GlobalReply.Write(message, isSuccess: false);
        transport.Send(message);
    }
}
