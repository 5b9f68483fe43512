using System.Buffers;
using System.Text;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.HostKeys;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Transport;

// Key exchange, the first and all others (RFC 4253 sections 7 to 9).
public sealed partial class SshTransport
{
    // Set under the gate, because whoever sends the byte that is too many starts one.
    private Exchange? _exchange;
    private byte[] _sessionId = [];
    private bool _isEncrypted;
    private bool _isStrict;
    private bool _wantsExtInfo;
    private bool _isEnded;

    private string StrictMarker => IsServer ? KexInit.StrictServer : KexInit.StrictClient;

    private void SendIdentification()
    {
        lock (_output.Gate)
            _output.Writer.Write(IdentificationLine.Bytes(_settings.Identification));
        _output.Flush();
    }

    private async ValueTask StartFirstExchangeAsync()
    {
        await _handler.IdentifiedAsync();
        Rekey();
    }

    // Under the gate. Does nothing if one is going on.
    private void StartExchange()
    {
        if (_exchange is not null || _isEnded)
            return;
        string[] markers = _isEncrypted ? [] : IsServer ? [StrictMarker] : [KexInit.ExtensionInfoClient, StrictMarker];
        var ours = KexInit.Of(_settings.Algorithms, markers);
        var message = Compose();
        ours.Write(message);
        _exchange = new(ours, message.Written.ToArray());
        _sender.StartExchange(message.Written);
    }

    private bool IsWrongGuess(MessageNumber number)
    {
        if (_exchange is not { DropsGuess: true } exchange)
            return false;
        exchange.DropsGuess = false;
        return (byte)number is >= 30 and < 50;
    }

    // Later key exchanges are under keys already. There, data that a peer sends although it began one (RFC 4253 section
    // 7.1 forbids it, asyncssh 2.10 does it) does no harm, and is taken.
    private void RequireAllowed(MessageNumber number)
    {
        bool isOfKeyExchange = (byte)number is >= 20 and < 50;
        bool isAnytime = number == MessageNumber.Disconnect || (number <= MessageNumber.Debug && !_isStrict);
        if (!_isEncrypted && !isOfKeyExchange && !isAnytime)
            throw Unexpected(number);
    }

    private void OnKexInit(ReadOnlySpan<byte> payload)
    {
        var peer = KexInit.Read(payload);
        Exchange exchange;
        lock (_output.Gate)
        {
            StartExchange();
            exchange = _exchange!;
        }

        if (exchange.PeerPayload.Length > 0)
            throw Unexpected(MessageNumber.KexInit);
        if (!_isEncrypted)
        {
            _isStrict = peer.KeyExchanges.Contains(IsServer ? KexInit.StrictClient : KexInit.StrictServer);
            _wantsExtInfo = IsServer && peer.KeyExchanges.Contains(KexInit.ExtensionInfoClient);
            if (_isStrict && _sequenceNumber != 0)
                throw new SshProtocolException(
                    DisconnectReason.ProtocolError, "KEXINIT is not the first message, as strict key exchange wants it.");
        }

        exchange.PeerPayload = payload.ToArray();
        var agreed = IsServer ? AgreedAlgorithms.Of(peer, exchange.Ours) : AgreedAlgorithms.Of(exchange.Ours, peer);
        exchange.Agreed = agreed;
        exchange.DropsGuess = peer.FirstPacketFollows && agreed.GuessWasWrong;
        if (!IsServer)
            SendKexDhInit(exchange, agreed);
    }

    private void SendKexDhInit(Exchange exchange, AgreedAlgorithms agreed)
    {
        exchange.Agreement = KeyAgreement.Start(agreed.KeyExchange);
        var message = Compose();
        new KexDhInitMessage(exchange.Agreement.PublicValue.Span).Write(message, exchange.Agreement.IsMpint);
        Send(message);
    }

    private ValueTask OnKexDhInitAsync(ReadOnlySpan<byte> payload)
    {
        if (_exchange is not { Agreed: { } agreed, Agreement: null } exchange)
            throw Unexpected(MessageNumber.KexDhInit);
        exchange.Agreement = KeyAgreement.Start(agreed.KeyExchange);
        var value = KexDhInitMessage.Read(payload, exchange.Agreement.IsMpint).PublicValue.ToArray();
        return ReplyAsync(exchange, agreed, exchange.Agreement, value);
    }

    private async ValueTask ReplyAsync(
        Exchange exchange, AgreedAlgorithms agreed, IKeyAgreement agreement, byte[] clientValue)
    {
        if (!_isEncrypted)
            await _handler.ExchangingAsync();
        var secret = agreement.Agree(clientValue);
        var hostKey = ((TransportRole.Server)_role).HostKey(HostKey.TypeFor(agreed.HostKey));
        var hash = ExchangeHash.Compute(
            agreement,
            _identification.Value,
            Encoding.UTF8.GetBytes(_settings.Identification),
            exchange.PeerPayload,
            exchange.OurPayload,
            hostKey.PublicBlob.Span,
            clientValue,
            agreement.PublicValue.Span,
            secret);
        var signature = hostKey.Sign(agreed.HostKey, hash);
        var message = Compose();
        new KexDhReplyMessage(hostKey.PublicBlob.Span, agreement.PublicValue.Span, signature)
            .Write(message, agreement.IsMpint);
        Send(message);
        ChangeKeys(exchange, agreed, secret, hash);
    }

    private void OnKexDhReply(ReadOnlySpan<byte> payload)
    {
        if (_exchange is not { Agreed: { } agreed, Agreement: { } agreement, Inbound: null } exchange)
            throw Unexpected(MessageNumber.KexDhReply);
        var reply = KexDhReplyMessage.Read(payload, agreement.IsMpint);
        var secret = agreement.Agree(reply.PublicValue);
        var hash = ExchangeHash.Compute(
            agreement,
            Encoding.UTF8.GetBytes(_settings.Identification),
            _identification.Value,
            exchange.OurPayload,
            exchange.PeerPayload,
            reply.HostKey,
            agreement.PublicValue.Span,
            reply.PublicValue,
            secret);
        if (!PublicKey.Read(reply.HostKey).Verify(agreed.HostKey, hash, reply.Signature))
            throw new SshProtocolException(DisconnectReason.KeyExchangeFailed, "The host key's signature is wrong.");
        if (!((TransportRole.Client)_role).Trusts(reply.HostKey.ToArray()))
            throw new SshProtocolException(DisconnectReason.HostKeyNotVerifiable, "The host key is not trusted.");
        ChangeKeys(exchange, agreed, secret, hash);
    }

    // Sends NEWKEYS, from which on our packets are under the new keys; the peer's will be after its own.
    private void ChangeKeys(Exchange exchange, AgreedAlgorithms agreed, byte[] secret, byte[] hash)
    {
        if (_sessionId.Length == 0)
            _sessionId = hash;
        var keys = new SessionKeys(exchange.Agreement!.Hash, secret, hash, _sessionId);
        PacketProtection Protect(bool toServer) => PacketProtection.Create(
            toServer ? agreed.CipherToServer : agreed.CipherToClient,
            toServer ? agreed.MacToServer : agreed.MacToClient,
            keys,
            toServer,
            encrypts: toServer != IsServer);

        exchange.Inbound = Protect(toServer: IsServer);
        var outbound = Protect(toServer: !IsServer);
        var first = Compose();
        // RFC 8308 section 2.4: the first message after the server's first NEWKEYS.
        if (!_isEncrypted && _wantsExtInfo)
            new ExtInfoMessage(_settings.Algorithms.HostKeys).Write(first);
        lock (_output.Gate)
            _sender.ChangeKeys(outbound, _isStrict, first.Written);
        _output.Flush();
    }

    private ValueTask OnNewKeysAsync(ReadOnlySpan<byte> payload)
    {
        if (payload.Length != 1 || _exchange is not { Inbound: { } inbound } exchange)
            throw Unexpected(MessageNumber.NewKeys);
        exchange.Inbound = null;
        _decoder.ChangeKeys(inbound, _isStrict);
        lock (_output.Gate)
            _exchange = null;
        exchange.Dispose();
        if (_isEncrypted)
            return default;
        _isEncrypted = true;
        return _handler.EncryptedAsync();
    }

    private static SshProtocolException Unexpected(MessageNumber number) =>
        new(DisconnectReason.ProtocolError, $"Message {(byte)number} was not expected now.");
}
