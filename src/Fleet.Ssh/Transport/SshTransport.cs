using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Transport;

/// <summary>The transport layer of SSH (RFC 4253) over a connected socket, for either side.</summary>
/// <remarks>
/// One flow of control receives: it waits without a buffer, takes all that is there, and hands message by message to
/// the handler. What is sent meanwhile leaves in one piece when all of them are handled. Anyone may send at any time.
/// </remarks>
public sealed partial class SshTransport : IDisposable
{
    /// <summary>Bytes waiting to be sent above which writers should wait: <see cref="WhenWritableAsync"/>.</summary>
    public const int HighWater = 128 * 1024;

    // A peer that asks and does not read answers is not heard above this.
    private const int MostUnread = 2 * HighWater;
    private const int MostUnreadAtFirst = 16 * 1024;

    // RFC 4253 section 6.1 asks for this, and more is not taken from who has not logged in. MACs come on top.
    private const int LongestPacketAtFirst = 35_000 + 64;
    private const int LongestPacket = Packets.PacketDecoder.LongestPacket + 64;

    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(2);

    [ThreadStatic]
    private static SshWriter? _composed;

    private readonly Socket _socket;
    private readonly TransportRole _role;
    private readonly TransportSettings _settings;
    private readonly ITransportHandler _handler;
    private readonly IOutlet _outlet;
    private readonly TrafficCounter _traffic;
    private readonly OutputQueue _output;
    private readonly PacketSender _sender;
    private readonly CancellationTokenSource _ended = new();
    private Exception? _outputFailure;
    private bool _isTrusted;

    /// <summary>Makes the transport; <see cref="RunAsync"/> brings it to life.</summary>
    /// <param name="socket">A connected socket, which the transport closes.</param>
    /// <param name="role">Our side.</param>
    /// <param name="settings">How we present ourselves.</param>
    /// <param name="handler">Gets the messages.</param>
    /// <param name="traffic">Counts what comes, and what goes if there is no <paramref name="outlet"/>.</param>
    /// <param name="outlet">Sends; <see langword="null"/>: straight to the socket.</param>
    public SshTransport(
        Socket socket,
        TransportRole role,
        TransportSettings settings,
        ITransportHandler handler,
        TrafficCounter traffic,
        IOutlet? outlet = null)
    {
        _socket = socket;
        _role = role;
        _settings = settings;
        _handler = handler;
        _traffic = traffic;
        _outlet = outlet ?? new SocketOutlet(socket, traffic);
        _output = new(_outlet, OnOutputFailed);
        _sender = new(_output);
        _identification = new(isServer: IsServer);
        Ended = _ended.Token;
    }

    /// <summary>The connection has ended, or is about to.</summary>
    public CancellationToken Ended { get; }

    /// <summary>The peer's identification line; empty while it has not come.</summary>
    public string PeerIdentification => Encoding.UTF8.GetString(_identification.Value);

    /// <summary>H of the first key exchange (RFC 4253 section 7.2); empty before its end.</summary>
    public ReadOnlyMemory<byte> SessionId => _sessionId;

    /// <summary>Why the peer says that it disconnected; <see langword="null"/>: it has not said so.</summary>
    public DisconnectMessage? PeerDisconnect { get; private set; }

    /// <summary>How the connection broke; <see langword="null"/>: it has not, it may have been closed.</summary>
    public SocketError? ConnectionError { get; private set; }

    /// <summary>Whether writers should wait.</summary>
    public bool IsFull => _output.Length > HighWater;

    private bool IsServer => _role is TransportRole.Server;

    /// <summary>Speaks SSH until the connection has ended for whatever reason, and closes the socket.</summary>
    /// <exception cref="SshProtocolException">The peer broke the protocol; it has been told so.</exception>
    /// <remarks>What the handler throws ends the connection, and is thrown here.</remarks>
    public async Task RunAsync()
    {
        try
        {
            var opening = _handler.OpenAsync().AsTask();
            await WatchAsync(opening);
            if (await opening)
                await ReceiveAllAsync();
            else
                await LingerAsync();
        }
        catch (SshProtocolException e)
        {
            // Before its identification nothing says that the peer would understand.
            if (_identification.Value.Length > 0)
                SendDisconnect(e);
            await LingerAsync();
            throw;
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
        }
        finally
        {
            End();
        }

        if (_outputFailure is not (null or SocketException or ObjectDisposedException or OperationCanceledException))
            throw _outputFailure;
    }

    /// <summary>Begins a message. It is written and sent before anything else happens on this thread.</summary>
    public static SshWriter Compose()
    {
        _composed ??= new SshWriter(1024);
        _composed.Clear();
        return _composed;
    }

    /// <summary>
    /// Sends a message: at once, at the end of the turn in which packets are handled, or after a key exchange. Never
    /// blocks; does nothing if the connection has ended.
    /// </summary>
    public void Send(SshWriter message) => Send(message.Written);

    /// <inheritdoc cref="Send(SshWriter)"/>
    public void Send(ReadOnlySpan<byte> payload)
    {
        lock (_output.Gate)
        {
            _sender.Send(payload);
            if (_sender.BytesUnderKeys >= _settings.RekeyBytes)
                StartExchange();
        }

        _output.Flush();
    }

    /// <summary>Sends bytes before our identification (RFC 4253 section 4.2).</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public ValueTask SendPlainAsync(ReadOnlyMemory<byte> bytes) => _outlet.SendAsync(bytes);

    /// <summary>Sends bytes as they are amid the packets: what the peer cannot make sense of.</summary>
    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        lock (_output.Gate)
            _output.Writer.Write(bytes);
        _output.Flush();
    }

    /// <summary>Answers that the message being handled is not known (RFC 4253 section 11.4).</summary>
    public void SendUnimplemented()
    {
        var message = Compose();
        new UnimplementedMessage(_sequenceNumber).Write(message);
        Send(message);
    }

    /// <summary>Waits until <see cref="IsFull"/> is no longer true, or the connection has ended.</summary>
    public async ValueTask WhenWritableAsync(CancellationToken cancellation)
    {
        while (IsFull && !_ended.IsCancellationRequested)
            await _output.WaitAsync(HighWater, withHeld: true, cancellation);
    }

    /// <summary>Asks for new keys (RFC 4253 section 9).</summary>
    public void Rekey()
    {
        lock (_output.Gate)
            StartExchange();
        _output.Flush();
    }

    /// <summary>
    /// The peer has logged in, or is the server that we logged in to: it may send longer packets, and is heard while much
    /// waits to be sent. To be called before channels are used.
    /// </summary>
    public void Trust() => _isTrusted = true;

    /// <summary>Closes the connection at once. May be called at any time, from anywhere.</summary>
    /// <param name="isReset">With a TCP reset, so that the peer sees that something went wrong.</param>
    public void Abort(bool isReset)
    {
        try
        {
            if (isReset)
                _socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        _socket.Dispose();
        _output.Close();
        // Not on this thread: programs go on from their waits here, and the caller may hold locks.
        _ = _ended.CancelAsync();
    }

    /// <summary>Frees what a transport holds that was never run; one that was has done so.</summary>
    public void Dispose() => End();

    private void OnOutputFailed(Exception e)
    {
        _outputFailure = e;
        if (e is SocketException broken)
            Note(broken.SocketErrorCode);
        Abort(isReset: false);
    }

    // Only the direction that uses the socket first is told of a reset; to the other the connection has just ended.
    private void Note(SocketError error)
    {
        if (error is SocketError.ConnectionReset || (ConnectionError is null && !_ended.IsCancellationRequested))
            ConnectionError = error;
    }

    private void SendDisconnect(SshProtocolException e)
    {
        var message = Compose();
        new DisconnectMessage(e.Reason, e.Message).Write(message);
        Send(message);
    }

    // Closing a socket with unread bytes resets the connection, and the peer may lose our last words: it is read to its
    // end, for a while.
    private async Task LingerAsync()
    {
        using var time = new Timer(static transport => ((SshTransport)transport!).Abort(isReset: false), this, LingerTime, Timeout.InfiniteTimeSpan);
        lock (_output.Gate)
            _sender.DropHeld();
        try
        {
            await _output.WaitAsync(0, withHeld: false, CancellationToken.None);
            await _outlet.FinishAsync();
            _socket.Shutdown(SocketShutdown.Send);
            do
            {
                _inbound.Release();
            }
            while (await FillAsync());
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It did not want to hear them.
        }
    }

    private void End()
    {
        Abort(isReset: false);
        lock (_output.Gate)
        {
            if (_isEnded)
                return;
            _isEnded = true;
            _sender.Dispose();
            _exchange?.Dispose();
        }

        _decoder.Dispose();
        _inbound.Release();
        _ = _readable?.ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }
}
