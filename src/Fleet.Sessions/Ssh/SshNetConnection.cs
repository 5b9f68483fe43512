using System.Collections.Concurrent;
using System.Net.Sockets;
using Fleet.Sessions.Transport;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Connection;

namespace Fleet.Sessions.Ssh;

/// <summary>A connection that is logged in, and its channels.</summary>
/// <remarks>
/// SSH.NET has one thread for each connection that reads the socket and raises all events here. What a channel
/// receives is put into the channel's buffer on that thread; while the buffer is full the thread waits, so that the
/// device is held back by TCP. SSH.NET itself would take in everything: its windows are 2 GiB.
/// </remarks>
internal sealed class SshNetConnection : ISshConnection, IDisposable
{
    /// <summary>How long a device may take to close a channel or the connection.</summary>
    public static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(3);

    private readonly SshClient _client;
    private readonly Session _session;
    private readonly Socket _socket;
    private readonly Allowance _allowance;
    private readonly DirectWrites _direct;
    private readonly string _peer;
    private readonly SemaphoreSlim _opening = new(1);
    private readonly ConcurrentDictionary<uint, SshNetChannel> _channels = new();
    private volatile SshNetChannel? _opened;
    private volatile RequestInfo? _terminal;
    private volatile bool _isRequestRefused;
    private int _isDisposed;

    public SshNetConnection(SshClient client, Socket socket, Allowance allowance, string peer)
    {
        (_client, _socket, _allowance, _peer) = (client, socket, allowance, peer);
        _session = SshNetSession.Of(client);
        _direct = new DirectWrites(allowance, () =>
            SshNetSession.IsBetweenKeyExchanges(_session) && socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite));
        _session.ChannelOpenConfirmationReceived += (_, e) => OnOpened(e.Message);
        _session.ChannelWindowAdjustReceived += (_, e) => OnWindow(e.Message.LocalChannelNumber, e.Message.BytesToAdd);
        _session.ChannelFailureReceived += (_, e) => OnRefused(e.Message.LocalChannelNumber);
        _session.ChannelDataReceived += (_, e) => OnData(e.Message);
        _session.ChannelExtendedDataReceived += (_, e) => OnExtendedData(e.Message);
        _session.ChannelEofReceived += (_, e) => OnEnd(e.Message.LocalChannelNumber);
        _session.ChannelCloseReceived += (_, e) => OnEnd(e.Message.LocalChannelNumber);
        _session.Disconnected += (_, _) => OnLost(null);
        _session.ErrorOccured += (_, e) => OnLost(e.Exception);
    }

    public Task<ISshChannel> OpenShellAsync(int columns, int rows, CancellationToken cancellation) =>
        OpenAsync(
            channel =>
            {
                var shell = StartShell();
                channel.Attach(() => shell, [shell], shell);
            },
            cancellation,
            SshNetSession.NewTerminalRequest("vt100", columns, rows));

    public Task<ISshChannel> ExecuteAsync(string command, CancellationToken cancellation) =>
        OpenAsync(
            channel =>
            {
                var running = _client.CreateCommand(command);
                try
                {
                    // Ends with the channel, of which the events tell.
                    _ = running.ExecuteAsync(CancellationToken.None)
                        .ContinueWith(t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
                    if (_isRequestRefused)
                        throw new SessionException(FailureClass.CommandRejected, $"{_peer} runs no command by exec");
                    var input = new Lazy<Stream>(running.CreateInputStream);
                    channel.Attach(
                        () => input.Value, [running.OutputStream, running.ExtendedOutputStream], running);
                }
                catch
                {
                    running.Dispose();
                    throw;
                }
            },
            cancellation);

    public async ValueTask DisposeAsync()
    {
        await BlockingThreads.Shared.TryRunAsync(Dispose, CloseTime);
        _socket.Dispose();
    }

    /// <summary>Disconnects; blocks.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        // First of all, as SSH.NET's thread may wait for room in one of them, and disconnecting waits for that thread.
        foreach (var channel in _channels.Values)
            channel.Discard();
        _client.Dispose();
        foreach (var channel in _channels.Values)
            channel.Release();
    }

    private async Task<ISshChannel> OpenAsync(
        Action<SshNetChannel> open,
        CancellationToken cancellation,
        RequestInfo? terminal = null)
    {
        var channel = new SshNetChannel(_peer, _allowance, _direct);
        // One at a time: the channel that is confirmed next is this one.
        await _opening.WaitAsync(cancellation);
        try
        {
            _isRequestRefused = false;
            (_opened, _terminal) = (channel, terminal);
            await BlockingThreads.Shared.RunAsync(() => open(channel), cancellation);
            return channel;
        }
        catch (Exception e) when (e is SshConnectionException or SshOperationTimeoutException or ObjectDisposedException)
        {
            throw Failures.Lost(_peer, e, _allowance);
        }
        catch (Exception e) when (e is SshException or InvalidOperationException)
        {
            throw new SessionException(FailureClass.HandshakeFailed, $"{_peer} opened no channel: {e.Message}", e);
        }
        finally
        {
            _opened = null;
            _opening.Release();
        }
    }

    /// <summary>
    /// Asks for a shell on the channel that opens. The terminal is asked for by <see cref="OnOpened"/>, just before: SSH.NET
    /// itself would wait for it first, which costs a round trip and is no use (OpenSSH's client does not wait either).
    /// So what SSH.NET takes for the shell's answer is the terminal's.
    /// </summary>
    private ShellStream StartShell()
    {
        ShellStream? shell = null;
        try
        {
            shell = _client.CreateShellStreamNoTerminal(bufferSize: 4096);
            if (!_isRequestRefused)
                return shell;
        }
        catch (SshException) when (_isRequestRefused)
        {
        }

        shell?.Dispose();
        throw new SessionException(FailureClass.HandshakeFailed, $"{_peer} gives no shell on a pseudo-terminal");
    }

    // Before SSH.NET goes on with the channel.
    private void OnOpened(ChannelOpenConfirmationMessage message)
    {
        if (_opened is not { } channel)
            return;
        channel.OnWindow(message.InitialWindowSize);
        _channels[message.LocalChannelNumber] = channel;
        if (_terminal is { } terminal)
            SshNetSession.Send(_session, new ChannelRequestMessage(message.RemoteChannelNumber, terminal));
    }

    private void OnRefused(uint number)
    {
        _isRequestRefused = true;
        if (_channels.TryGetValue(number, out var channel))
            channel.OnEnd(new SessionException(FailureClass.HandshakeFailed, $"{_peer} refused what the channel was opened for"));
    }

    private void OnWindow(uint number, uint bytes)
    {
        if (_channels.TryGetValue(number, out var channel))
            channel.OnWindow(bytes);
    }

    private void OnData(ChannelDataMessage message)
    {
        _allowance.TakeOutput(message.Size);
        if (_channels.TryGetValue(message.LocalChannelNumber, out var channel))
            channel.OnData(message.Data.AsSpan(message.Offset, message.Size));
    }

    private void OnExtendedData(ChannelExtendedDataMessage message)
    {
        _allowance.TakeOutput(message.Data.Length);
        if (_channels.TryGetValue(message.LocalChannelNumber, out var channel))
            channel.OnData(message.Data);
    }

    private void OnEnd(uint number)
    {
        if (_channels.TryGetValue(number, out var channel))
            channel.OnEnd(null);
    }

    private void OnLost(Exception? e)
    {
        foreach (var channel in _channels.Values)
            channel.OnEnd(Failures.Lost(_peer, e, _allowance));
    }
}
