using Fleet.Ssh;
using Fleet.Ssh.Channels;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Transport;

namespace Fleet.Farm.Server;

/// <summary>A session channel (RFC 4254 section 6): its windows, its end, and the program that runs on it.</summary>
/// <remarks>The receiver of the connection and the program use it at the same time.</remarks>
internal sealed class SessionChannel : ISessionChannel, IDisposable
{
    private const int LargestPacket = 32 * 1024;

    private readonly SshTransport _transport;
    private readonly IServedDevice _device;
    private readonly Action<Exception> _failed;
    private readonly Action<SessionChannel> _over;
    private readonly SessionSetup _setup = new();
    private readonly ChannelInput _input;
    private readonly CancellationTokenSource _ended = new();
    private readonly uint _peer;
    private readonly int _largestData;

    // Guards what follows, and that nothing is sent after CLOSE.
    private readonly Lock _gate = new();
    private readonly SendWindow _window;
    private bool _hasClosed;
    private bool _owesClose;
    private bool _isStartDue;
    private int _failuresDue;
    private volatile bool _isOver;
    private volatile bool _isRunning;

    /// <summary>Makes the channel that a client asked for.</summary>
    /// <param name="transport">The connection.</param>
    /// <param name="number">Our number of the channel.</param>
    /// <param name="request">The client's request.</param>
    /// <param name="device">Runs on the channel.</param>
    /// <param name="failed">Called if the device throws what is no cancellation.</param>
    /// <param name="over">Called when the program has ended.</param>
    public SessionChannel(
        SshTransport transport,
        uint number,
        ChannelOpenMessage request,
        IServedDevice device,
        Action<Exception> failed,
        Action<SessionChannel> over)
    {
        _transport = transport;
        _device = device;
        _failed = failed;
        _over = over;
        _peer = request.Sender;
        _window = new(request.InitialWindow);
        _largestData = (int)Math.Min(request.MaximumPacket, LargestPacket);
        _input = new(device.Settings.ChannelWindow, SendAdjust);
        Number = number;
        Wire = new Wire(transport, _peer);
    }

    /// <summary>Our number of the channel.</summary>
    public uint Number { get; }

    /// <summary>Both sides have closed it.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether a program runs.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Ends with the program; it does not fail.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Our answer to the client's request.</summary>
    public ChannelOpenConfirmationMessage Confirmation => new(_peer, Number, (uint)_device.Settings.ChannelWindow, LargestPacket);

    /// <inheritdoc/>
    public IWire Wire { get; }

    /// <inheritdoc/>
    public TerminalSize? Terminal => _setup.Terminal;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Environment => _setup.Environment;

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        _input.ReadAsync(buffer, cancellation == _ended.Token ? default : cancellation);

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        WriteAsync(bytes, isError: false, cancellation);

    /// <inheritdoc/>
    public ValueTask WriteErrorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        WriteAsync(bytes, isError: true, cancellation);

    /// <summary>Data has come.</summary>
    public void Receive(ReadOnlySpan<byte> data) => _input.Receive(data);

    /// <summary>Data has come that nobody reads.</summary>
    public void Skip(int bytes) => _input.Skip(bytes);

    /// <summary>The client sends no more.</summary>
    public void ReceiveEnd() => _input.Complete();

    /// <summary>The client takes more.</summary>
    public void Adjust(uint bytes)
    {
        lock (_gate)
            _window.Adjust(bytes);
    }

    /// <summary>A request has come (RFC 4254 section 6).</summary>
    public void Request(in ChannelRequestMessage request)
    {
        bool isStart = !_setup.IsOver && request.Type is ChannelRequestMessage.Shell or ExecRequest.Type;
        if (isStart)
            Start(request.Type == ExecRequest.Type ? ExecRequest.Read(request.Data).Command : null, request.WantReply);
        else
            Reply(request.WantReply, _setup.TryApply(request.Type, request.Data));
    }

    /// <summary>The client has closed the channel (RFC 4254 section 5.3).</summary>
    public void ReceiveClose()
    {
        lock (_gate)
        {
            // A client that has read our CLOSE may open another channel, so this one's program has to be over by then.
            _owesClose = _isRunning && !_hasClosed;
            if (!_owesClose)
                SendClose();
        }

        _isOver = true;
        Dispose();
    }

    /// <summary>Ends the program: there is no client any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _hasClosed = true;
            _window.Wake();
        }

        _ = _ended.CancelAsync();
        _input.Abort(_ended.Token);
    }

    private void Start(string? command, bool wantReply)
    {
        _setup.IsOver = true;
        _isStartDue = true;
        _isRunning = true;
        Running = RunAsync(command, wantReply);
    }

    private async Task RunAsync(string? command, bool wantReply)
    {
        try
        {
            await _device.ReachAsync(ConnectionStage.Starting, _ended.Token);
            ReplyToStart(wantReply);
            Exit(await _device.RunAsync(this, command, _ended.Token));
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            _failed(e);
        }

        bool owesClose;
        lock (_gate)
        {
            _isRunning = false;
            owesClose = _owesClose;
        }

        _over(this);
        if (owesClose)
            SendNow(MessageNumber.ChannelClose);
    }

    private void Exit(int status)
    {
        lock (_gate)
        {
            if (_hasClosed)
                return;
            var message = SshTransport.Compose();
            new ExitStatusRequest((byte)status).Write(message, _peer);
            _transport.Send(message);
            Send(MessageNumber.ChannelEof);
            // The client may open another channel as soon as it has read this.
            _isRunning = false;
            SendClose();
        }
    }

    private void SendClose()
    {
        lock (_gate)
        {
            Send(MessageNumber.ChannelClose);
            _hasClosed = true;
        }
    }

    private void SendAdjust(int bytes)
    {
        lock (_gate)
        {
            if (_hasClosed)
                return;
            var message = SshTransport.Compose();
            new ChannelWindowAdjustMessage(_peer, (uint)bytes).Write(message);
            _transport.Send(message);
        }
    }

    private void Reply(bool wantReply, bool isSuccess)
    {
        if (!wantReply)
            return;
        lock (_gate)
        {
            // Answers come in the order of the requests, and the start has not been answered. What comes after it fails.
            if (_isStartDue)
                _failuresDue++;
            else
                Send(isSuccess ? MessageNumber.ChannelSuccess : MessageNumber.ChannelFailure);
        }
    }

    private void ReplyToStart(bool wantReply)
    {
        lock (_gate)
        {
            _isStartDue = false;
            if (wantReply)
                Send(MessageNumber.ChannelSuccess);
            for (; _failuresDue > 0; _failuresDue--)
                Send(MessageNumber.ChannelFailure);
        }
    }

    // Under the gate.
    private void Send(MessageNumber notice)
    {
        if (!_hasClosed)
            SendNow(notice);
    }

    private void SendNow(MessageNumber notice)
    {
        var message = SshTransport.Compose();
        new ChannelNotice(notice, _peer).Write(message);
        _transport.Send(message);
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, bool isError, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellation);
        var rest = WriteNow(bytes, isError);
        return rest.IsEmpty && !_transport.IsFull ? default : WriteRestAsync(rest, isError, cancellation);
    }

    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> rest, bool isError, CancellationToken cancellation)
    {
        while (true)
        {
            await _transport.WhenWritableAsync(cancellation);
            if (rest.IsEmpty)
                return;
            Task opened;
            lock (_gate)
                opened = _hasClosed ? Task.CompletedTask : _window.OpenedAsync();
            await opened.WaitAsync(cancellation);
            rest = WriteNow(rest, isError);
        }
    }

    // Sends what window and output take now, and returns the rest.
    private ReadOnlyMemory<byte> WriteNow(ReadOnlyMemory<byte> bytes, bool isError)
    {
        lock (_gate)
        {
            if (_hasClosed)
                throw new OperationCanceledException(_ended.Token);
            while (!bytes.IsEmpty && !_transport.IsFull)
            {
                int taken = _window.Take(Math.Min(bytes.Length, _largestData));
                if (taken == 0)
                    break;
                SendData(bytes.Span[..taken], isError);
                bytes = bytes[taken..];
            }
        }

        return bytes;
    }

    private void SendData(ReadOnlySpan<byte> data, bool isError)
    {
        var message = SshTransport.Compose();
        if (isError)
            new ChannelExtendedDataMessage(_peer, ChannelExtendedDataMessage.StandardError, data).Write(message);
        else
            new ChannelDataMessage(_peer, data).Write(message);
        _transport.Send(message);
    }
}
