using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Fleet.Ssh;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Transport;
using Fleet.Ssh.Wire;

namespace Fleet.Farm.Tests.Server;

/// <summary>A client on Fleet.Ssh's transport that says what a test wants it to, right or wrong.</summary>
internal sealed class TestClient : ITransportHandler, IAsyncDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;
    private readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _encrypted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pause = Task.CompletedTask;
    private Task _running = Task.CompletedTask;

    private TestClient(Socket socket, TransportSettings settings, IOutlet? outlet)
    {
        _socket = socket;
        Traffic = new();
        Transport = new(socket, new TransportRole.Client(_ => true), settings, this, Traffic, outlet);
    }

    public SshTransport Transport { get; }

    public TrafficCounter Traffic { get; }

    public static TransportSettings Settings { get; } = new()
    {
        Identification = "SSH-2.0-TestClient",
        Algorithms = AlgorithmOffer.Modern,
    };

    /// <summary>Connects.</summary>
    public static async Task<TestClient> DialAsync(
        int port, TransportSettings? settings = null, Func<Socket, IOutlet>? outlet = null, string address = "127.0.0.1")
    {
        var socket = await DialSocketAsync(port, address);
        var client = new TestClient(socket, settings ?? Settings, outlet?.Invoke(socket));
        client._running = client.RunAsync();
        return client;
    }

    /// <summary>Connects, and comes to the end of the first key exchange.</summary>
    public static async Task<TestClient> ConnectAsync(int port, TransportSettings? settings = null)
    {
        var client = await DialAsync(port, settings);
        return await client.TryAsync(() => client._encrypted.Task.WaitAsync(TimeLimit));
    }

    /// <summary>Connects and logs in.</summary>
    public static async Task<TestClient> LogInAsync(
        int port, TransportSettings? settings = null, string address = "127.0.0.1")
    {
        var client = await DialAsync(port, settings, address: address);
        return await client.TryAsync(client.LogInAsync);
    }

    public static async Task<Socket> DialSocketAsync(int port, string address = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), port);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task LogInAsync()
    {
        await _encrypted.Task.WaitAsync(TimeLimit);
        Send(new ServiceRequestMessage(ServiceNames.UserAuth).Write);
        Send(new UserAuthRequestMessage.Password(EchoDevices.User, ServiceNames.Connection, EchoDevices.Password).Write);
        await ExpectAsync(MessageNumber.ServiceAccept);
        await ExpectAsync(MessageNumber.UserAuthSuccess);
        Transport.Trust();
    }

    /// <summary>Vanishes without a word of SSH.</summary>
    public void HangUp() => _socket.Shutdown(SocketShutdown.Both);

    public void Send(Action<SshWriter> write)
    {
        var message = SshTransport.Compose();
        write(message);
        Transport.Send(message);
    }

    public void Send(MessageNumber notice, uint channel) => Send(new ChannelNotice(notice, channel).Write);

    public void SendData(uint channel, byte[] data) => Send(writer => new ChannelDataMessage(channel, data).Write(writer));

    /// <summary>The next message that is not the transport's; <see langword="null"/>: the connection has ended.</summary>
    public Task<byte[]?> NextAsync() => NextAsync(TimeLimit);

    private async Task<byte[]?> NextAsync(TimeSpan limit)
    {
        using var time = new CancellationTokenSource(limit);
        return await _received.Reader.WaitToReadAsync(time.Token) ? await _received.Reader.ReadAsync(time.Token) : null;
    }

    /// <summary>Listens for a while.</summary>
    public async Task ListenAsync(TimeSpan limit)
    {
        try
        {
            while (await NextAsync(limit) is not null)
            {
            }
        }
        catch (OperationCanceledException)
        {
            // Long enough.
        }
    }

    public async Task<byte[]> ExpectAsync(MessageNumber number)
    {
        var payload = await NextAsync();
        Assert.NotNull(payload);
        Assert.Equal(number, (MessageNumber)payload[0]);
        return payload;
    }

    /// <summary>Opens a session and runs a command, or a shell, on it; returns the server's number of it.</summary>
    public async Task<uint> StartAsync(string? command, uint window = 1 << 20, uint largestPacket = 32 * 1024)
    {
        uint channel = await OpenAsync(window, largestPacket);
        if (command is null)
            Send(writer => new ChannelRequestMessage(channel, ChannelRequestMessage.Shell, true).Write(writer));
        else
            Send(writer => new ExecRequest(command).Write(writer, channel, true));
        await ExpectAsync(MessageNumber.ChannelSuccess);
        return channel;
    }

    public async Task<uint> OpenAsync(uint window = 1 << 20, uint largestPacket = 32 * 1024)
    {
        Send(new ChannelOpenMessage(ChannelOpenMessage.Session, 7, window, largestPacket).Write);
        return ChannelOpenConfirmationMessage.Read(await ExpectAsync(MessageNumber.ChannelOpenConfirmation)).Sender;
    }

    /// <summary>Reads data of a channel up to its prompt.</summary>
    public async Task<string> PromptAsync()
    {
        var text = new StringBuilder();
        do
        {
            text.Append(Encoding.ASCII.GetString(ChannelDataMessage.Read(await ExpectAsync(MessageNumber.ChannelData)).Data));
        }
        while (!text.ToString().EndsWith("echo> ", StringComparison.Ordinal));
        return text.ToString();
    }

    /// <summary>Everything that is left to come; then the connection has ended.</summary>
    public async Task<IReadOnlyList<byte[]>> RestAsync()
    {
        var messages = new List<byte[]>();
        while (await NextAsync() is { } payload)
            messages.Add(payload);
        return messages;
    }

    /// <summary>Stops to receive until a task completes; starts with the next message.</summary>
    public void Pause(Task end) => _pause = end;

    /// <summary>Vanishes with a reset.</summary>
    public void Reset() => Transport.Abort(isReset: true);

    public async ValueTask DisposeAsync()
    {
        Transport.Abort(isReset: false);
        await _running;
        _socket.Dispose();
    }

    ValueTask ITransportHandler.EncryptedAsync()
    {
        _encrypted.TrySetResult();
        return default;
    }

    ValueTask ITransportHandler.ReceiveAsync(ReadOnlySpan<byte> payload)
    {
        _received.Writer.TryWrite(payload.ToArray());
        return new(_pause.WaitAsync(Transport.Ended));
    }

    private async Task<TestClient> TryAsync(Func<Task> stage)
    {
        try
        {
            await stage();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await Transport.RunAsync();
            _encrypted.TrySetException(new IOException("The connection ended before the first key exchange did."));
        }
        catch (SshProtocolException e)
        {
            _encrypted.TrySetException(e);
        }
        finally
        {
            _ = _encrypted.Task.Exception;
            _received.Writer.Complete();
        }
    }
}
