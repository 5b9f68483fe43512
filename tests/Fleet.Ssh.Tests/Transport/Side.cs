using System.Net.Sockets;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.HostKeys;
using Fleet.Ssh.Transport;

namespace Fleet.Ssh.Tests.Transport;

/// <summary>One side of a connection, whose messages are kept for the test.</summary>
internal sealed class Side : ITransportHandler, IAsyncDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);
    private static readonly HostKey Key = Ssh.HostKeys.HostKey.FromSeed(HostKeyType.Ed25519, "transport tests"u8);

    private readonly System.Threading.Channels.Channel<byte[]> _received =
        System.Threading.Channels.Channel.CreateUnbounded<byte[]>();

    private readonly TaskCompletionSource _encrypted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Side(Socket socket, TransportRole role, long rekeyBytes)
    {
        var settings = new TransportSettings
        {
            Identification = role is TransportRole.Server ? "SSH-2.0-Server" : "SSH-2.0-Client",
            Algorithms = AlgorithmOffer.Modern,
            RekeyBytes = rekeyBytes,
        };
        Transport = new(socket, role, settings, this, Traffic);
        Running = Transport.RunAsync();
    }

    public SshTransport Transport { get; }

    public TrafficCounter Traffic { get; } = new();

    /// <summary>Ends, or fails, as the transport's run does.</summary>
    public Task Running { get; }

    public Task Encrypted => _encrypted.Task.WaitAsync(TimeLimit);

    /// <summary>Messages are not taken until this completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static Side Server(Socket socket, long rekeyBytes = 1L << 30) =>
        new(socket, new TransportRole.Server(_ => Key), rekeyBytes);

    public static Side Client(Socket socket, long rekeyBytes = 1L << 30, bool trusts = true) =>
        new(socket, new TransportRole.Client(blob => trusts && blob.Span.SequenceEqual(Key.PublicBlob.Span)), rekeyBytes);

    public static async Task<(Side Client, Side Server)> PairAsync(long clientRekeys = 1L << 30, long serverRekeys = 1L << 30)
    {
        var (client, server) = await LoopbackPair.ConnectAsync();
        return (Client(client, clientRekeys), Server(server, serverRekeys));
    }

    public async Task<byte[]> NextAsync()
    {
        using var time = new CancellationTokenSource(TimeLimit);
        return await _received.Reader.ReadAsync(time.Token);
    }

    public async Task<SshProtocolException> FailureAsync() =>
        await Assert.ThrowsAsync<SshProtocolException>(() => Running.WaitAsync(TimeLimit));

    public async ValueTask DisposeAsync()
    {
        Transport.Abort(isReset: false);
        await Running.ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }

    ValueTask ITransportHandler.EncryptedAsync()
    {
        Transport.Trust();
        _encrypted.SetResult();
        return default;
    }

    ValueTask ITransportHandler.ReceiveAsync(ReadOnlySpan<byte> payload)
    {
        _received.Writer.TryWrite(payload.ToArray());
        return Gate.IsCompleted ? default : new(Gate.WaitAsync(Transport.Ended));
    }
}
