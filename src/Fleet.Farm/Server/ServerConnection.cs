using System.Net;
using System.Net.Sockets;
using Fleet.Ssh;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Transport;

namespace Fleet.Farm.Server;

/// <summary>One connection to a device, from its accepting to its end: the stages, the login, then channels.</summary>
internal sealed class ServerConnection : ITransportHandler, IAsyncDisposable
{
    private readonly IServedDevice _device;
    private readonly ServerCounters _counters;
    private readonly SshTransport _transport;
    private readonly UserAuthentication _authentication;
    private readonly SessionChannels _channels;
    private readonly Timer _loginTimer;
    private bool _isLoggedIn;

    public ServerConnection(
        SshServer server,
        Socket socket,
        IPAddress address,
        IServedDevice device,
        ServerCounters counters,
        TimeSpan loginTime)
    {
        _device = device;
        _counters = counters;
        Address = address;
        var settings = device.Settings;
        _transport = new(
            socket,
            new TransportRole.Server(settings.HostKey),
            new TransportSettings
            {
                Identification = settings.Identification,
                Algorithms = settings.Algorithms,
                RekeyBytes = settings.RekeyBytes,
            },
            this,
            counters.Traffic,
            settings.Path == NetworkPath.Direct ? null : new DistantOutlet(socket, settings.Path, counters.Traffic));
        _authentication = new(_transport, device.Settings, AuthenticateAsync, counters, OnLoggedIn);
        _channels = new(_transport, device, OnProgramFailed);
        _loginTimer = new(
            static connection => ((ServerConnection)connection!)._transport.Abort(isReset: false),
            this,
            loginTime,
            Timeout.InfiniteTimeSpan);

        void OnProgramFailed(Exception e)
        {
            if (e is ConnectionResetException)
            {
                Reset();
                return;
            }

            server.OnFailed(e);
            _transport.Abort(isReset: false);
        }
    }

    /// <summary>The address that the client connected to.</summary>
    public IPAddress Address { get; }

    /// <summary>Serves the connection to its end.</summary>
    /// <remarks>Whatever a peer does is no exception; what the device should not have thrown is.</remarks>
    public async Task RunAsync()
    {
        try
        {
            await _transport.RunAsync();
        }
        catch (ConnectionResetException)
        {
            // On purpose.
        }
        catch (SshProtocolException)
        {
            _counters.CountProtocolError();
        }
    }

    /// <summary>Breaks the connection off.</summary>
    public void Reset() => _transport.Abort(isReset: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _loginTimer.DisposeAsync();
        await _channels.EndAsync();
        await _device.DisposeAsync();
    }

    async ValueTask<bool> ITransportHandler.OpenAsync()
    {
        try
        {
            if (await _device.OpenAsync(_transport.Ended) is not { } instead)
                return true;
            await foreach (var part in instead.WithCancellation(_transport.Ended))
                await _transport.SendPlainAsync(part);
        }
        catch (ConnectionResetException)
        {
            Reset();
            throw;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer does not want to read on.
        }

        return false;
    }

    ValueTask ITransportHandler.IdentifiedAsync() => ReachAsync(ConnectionStage.Identified);

    ValueTask ITransportHandler.ExchangingAsync() => ReachAsync(ConnectionStage.KeyExchange);

    ValueTask ITransportHandler.EncryptedAsync() => ReachAsync(ConnectionStage.Encrypted);

    ValueTask ITransportHandler.ReceiveAsync(ReadOnlySpan<byte> payload)
    {
        switch ((MessageNumber)payload[0])
        {
            case MessageNumber.ServiceRequest:
                return _authentication.StartAsync(ServiceRequestMessage.Read(payload));
            case >= MessageNumber.UserAuthRequest and < MessageNumber.GlobalRequest:
                return _authentication.ReceiveAsync(payload);
            case >= MessageNumber.GlobalRequest when _isLoggedIn:
                _channels.Receive(payload);
                return default;
            case >= MessageNumber.GlobalRequest:
                throw new SshProtocolException(DisconnectReason.ProtocolError, "A channel was asked for before the login.");
            default:
                _transport.SendUnimplemented();
                return default;
        }
    }

    private async ValueTask ReachAsync(ConnectionStage stage)
    {
        try
        {
            await _device.ReachAsync(stage, _transport.Ended);
        }
        catch (ConnectionResetException)
        {
            Reset();
            throw;
        }
    }

    private async ValueTask<bool> AuthenticateAsync(AuthenticationAttempt attempt)
    {
        try
        {
            return await _device.AuthenticateAsync(attempt, _transport.Ended);
        }
        catch (ConnectionResetException)
        {
            Reset();
            throw;
        }
    }

    private void OnLoggedIn()
    {
        _isLoggedIn = true;
        _loginTimer.Dispose();
        _transport.Trust();
        _counters.CountLogin();
    }
}
