using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Farm.Server;
using Fleet.Ssh;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.Messages;

namespace Fleet.Farm.Tests.Server;

/// <summary>The life of connections: how many, from where, how they end, and what they hold.</summary>
public sealed class ConnectionTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Each_address_of_the_loopback_network_is_served()
    {
        await using var server = new EchoServer();
        foreach (string address in new[] { "127.0.0.1", "127.1.0.1", "127.200.31.250" })
        {
            await using var client = await TestClient.LogInAsync(server.Port, address: address);
            await client.StartAsync(null);
            Assert.Equal("echo> ", await client.PromptAsync());
        }
    }

    [Fact]
    public async Task Another_address_of_this_machine_is_not_served()
    {
        var other = (await Dns.GetHostAddressesAsync(Dns.GetHostName()))
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        Assert.SkipWhen(other is null, "this machine has no address but loopback");
        await using var server = new EchoServer();
        try
        {
            using var socket = await TestClient.DialSocketAsync(server.Port, other.ToString());
            Assert.Empty(await ReadToEndAsync(socket));
            Assert.Equal(1, server.Server.Figures.TurnedAway);
        }
        catch (SocketException e)
        {
            // Where the server may tie itself to the loopback interface.
            Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        }

        await using var open = new EchoServer(limits: new ServerLimits { AllowRemote = true });
        await using var client = await TestClient.LogInAsync(open.Port, address: other.ToString());
    }

    [Fact]
    public async Task Connections_above_the_limit_are_closed_and_later_ones_served()
    {
        await using var server = new EchoServer(limits: new ServerLimits { MostConnections = 20 });
        var clients = new List<TestClient>();
        for (int i = 0; i < 20; i++)
            clients.Add(await TestClient.LogInAsync(server.Port));
        for (int i = 0; i < 200; i++)
        {
            using var socket = await TestClient.DialSocketAsync(server.Port);
            Assert.Empty(await ReadToEndAsync(socket));
        }

        Assert.Equal(200, server.Server.Figures.TurnedAway);
        await clients[0].StartAsync(null);
        Assert.Equal("echo> ", await clients[0].PromptAsync());
        foreach (var client in clients)
            await client.DisposeAsync();
        await server.IsOpenAsync(0);
        await using var later = await TestClient.LogInAsync(server.Port);
    }

    [Fact]
    public async Task Who_does_not_log_in_is_closed_after_a_while()
    {
        await using var server = new EchoServer(limits: new ServerLimits { LoginTime = TimeSpan.FromSeconds(2) });
        using var silent = await TestClient.DialSocketAsync(server.Port);
        using var half = await TestClient.DialSocketAsync(server.Port);
        await half.SendAsync("SSH-2.0-Hal"u8.ToArray());
        await using var encrypted = await TestClient.ConnectAsync(server.Port);
        await using var loggedIn = await TestClient.LogInAsync(server.Port);
        Assert.Equal("SSH-2.0-Echo_1.0\r\n", await ReadToEndAsync(silent));
        await ReadToEndAsync(half);
        Assert.Empty(await encrypted.RestAsync());
        await server.IsOpenAsync(1);
        await loggedIn.StartAsync(null);
        Assert.Equal("echo> ", await loggedIn.PromptAsync());
    }

    [Fact]
    public async Task Peers_that_vanish_at_any_stage_leave_nothing_open()
    {
        await using var server = new EchoServer();
        for (int bytes = 0; bytes < 3000; bytes += 100)
        {
            using var socket = await TestClient.DialSocketAsync(server.Port);
            await socket.SendAsync(new byte[bytes]);
            if (bytes % 200 == 0)
                socket.LingerState = new(enable: true, 0);
        }

        for (int i = 0; i < 5; i++)
        {
            await using var encrypted = await TestClient.ConnectAsync(server.Port);
            await using var loggedIn = await TestClient.LogInAsync(server.Port);
            await loggedIn.StartAsync("print 10000000", window: 100);
            await using var waiting = await TestClient.LogInAsync(server.Port);
            await waiting.StartAsync("wait 60000");
            if (i % 2 == 0)
                waiting.Reset();
        }

        await server.IsOpenAsync(0);
    }

    [Theory]
    [InlineData("opening")]
    [InlineData("Identified")]
    [InlineData("KeyExchange")]
    [InlineData("Encrypted")]
    [InlineData("login")]
    public async Task A_device_that_never_goes_on_ends_when_its_client_leaves(string stage)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task HangAsync(CancellationToken cancellation)
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        var devices = new EchoDevices
        {
            Opening = async cancellation =>
            {
                if (stage == "opening")
                    await HangAsync(cancellation);
                return null;
            },
            Reaching = (at, cancellation) => at.ToString() == stage ? new(HangAsync(cancellation)) : default,
            Authenticating = cancellation => stage == "login" ? new(HangAsync(cancellation)) : default,
        };
        await using var server = new EchoServer(devices);
        await using var client = await TestClient.DialAsync(server.Port);
        var loggingIn = client.LogInAsync();
        await reached.Task.WaitAsync(Soon);
        client.HangUp();
        await Assert.ThrowsAnyAsync<Exception>(() => loggingIn);
        await server.IsOpenAsync(0);
    }

    [Theory]
    [InlineData("opening")]
    [InlineData("Identified")]
    [InlineData("KeyExchange")]
    [InlineData("Encrypted")]
    [InlineData("login")]
    [InlineData("Starting")]
    public async Task A_device_resets_the_connection_at_any_stage(string stage)
    {
        var devices = new EchoDevices
        {
            Opening = _ => stage == "opening" ? throw new ConnectionResetException() : default,
            Reaching = (at, _) => at.ToString() == stage ? throw new ConnectionResetException() : default,
            Authenticating = async cancellation =>
            {
                await Task.Delay(10, cancellation);
                if (stage == "login")
                    throw new ConnectionResetException();
            },
        };
        await using var server = new EchoServer(devices);
        SocketError? error = null;
        try
        {
            await using var client = await TestClient.DialAsync(server.Port);
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await client.LogInAsync();
                await client.StartAsync(null);
            });
            await client.RestAsync();

            // One direction is told of the reset, the other, maybe a moment before, of a mere end.
            for (var i = 0; i < 1000 && client.Transport.ConnectionError is not SocketError.ConnectionReset; i++)
                await Task.Delay(10);
            error = client.Transport.ConnectionError;
        }
        catch (SocketException e)
        {
            error = e.SocketErrorCode; // So early that the client had not connected yet.
        }

        Assert.Equal(SocketError.ConnectionReset, error);
    }

    [Fact]
    public async Task What_a_device_says_instead_of_ssh_is_sent_whole()
    {
        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Garbage()
        {
            yield return "% Connection refused"u8.ToArray();
            await Task.Yield();
            yield return " by remote host\r\n"u8.ToArray();
        }

        var devices = new EchoDevices { Opening = _ => new(Garbage()) };
        await using var server = new EchoServer(devices);
        using var socket = await TestClient.DialSocketAsync(server.Port);
        await socket.SendAsync("SSH-2.0-Client\r\n"u8.ToArray());
        Assert.Equal("% Connection refused by remote host\r\n", await ReadToEndAsync(socket));
        socket.Dispose();
        await server.IsOpenAsync(0);
    }

    [Fact]
    public async Task A_device_that_never_ends_to_talk_is_heard_until_its_client_leaves()
    {
        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Endless()
        {
            while (true)
            {
                await Task.Yield();
                yield return "Welcome to the endless banner\r\n"u8.ToArray();
            }
        }

        var devices = new EchoDevices { Opening = _ => new(Endless()) };
        await using var server = new EchoServer(devices);
        using (var socket = await TestClient.DialSocketAsync(server.Port))
        {
            var buffer = new byte[100_000];
            for (int total = 0; total < 1_000_000;)
                total += await socket.ReceiveAsync(buffer);
        }

        await server.IsOpenAsync(0);
    }

    [Fact]
    public async Task Dropping_an_address_breaks_off_its_connections_and_no_others()
    {
        await using var server = new EchoServer();
        await using var one = await TestClient.LogInAsync(server.Port, address: "127.0.0.1");
        await using var two = await TestClient.LogInAsync(server.Port, address: "127.0.0.2");
        await one.StartAsync("wait 60000");
        server.Server.Drop(IPAddress.Parse("127.0.0.1"));
        Assert.Empty(await one.RestAsync());
        await server.IsOpenAsync(1);
        await two.StartAsync(null);
        Assert.Equal("echo> ", await two.PromptAsync());
    }

    [Fact]
    public async Task A_device_that_fails_loses_its_own_connection_and_is_told_of()
    {
        var devices = new EchoDevices();
        await using var server = SshServer.Start(0, devices);
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Failed += failed.SetResult;
        await using var healthy = await TestClient.LogInAsync(server.Port);
        devices.Running = (_, command, _) =>
            command is null ? throw new InvalidDataException("a defect") : Task.FromResult(3);
        await using var client = await TestClient.LogInAsync(server.Port);
        client.Send(writer => new ChannelRequestMessage(0, ChannelRequestMessage.Shell, true).Write(writer));
        Assert.Empty(await client.RestAsync());
        Assert.Equal(DisconnectReason.ProtocolError, client.Transport.PeerDisconnect?.Reason);
        await using var other = await TestClient.LogInAsync(server.Port);
        uint channel = await other.OpenAsync();
        other.Send(writer => new ChannelRequestMessage(channel, ChannelRequestMessage.Shell, true).Write(writer));
        await other.RestAsync();
        Assert.IsType<InvalidDataException>(await failed.Task.WaitAsync(Soon));
        await healthy.StartAsync("status");
        await EchoServer.UntilAsync(() => server.Figures.Open == 1, () => $"{server.Figures.Open} connections are open");
    }

    [Fact]
    public async Task A_distant_device_answers_a_round_trip_later()
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { Path = new(TimeSpan.FromMilliseconds(50), 0) };
        await using var server = new EchoServer(devices);
        await using var client = await TestClient.LogInAsync(server.Port);
        await client.StartAsync(null);
        await client.PromptAsync();

        // The whole answer one round trip late, not each of its dozen packets: the shortest of some times, as a busy
        // machine adds to each.
        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < 10 && shortest > TimeSpan.FromMilliseconds(500); i++)
        {
            var time = System.Diagnostics.Stopwatch.StartNew();
            client.SendData(0, "print 50000\r"u8.ToArray());
            var text = await client.PromptAsync();
            shortest = time.Elapsed < shortest ? time.Elapsed : shortest;
            Assert.Contains(Encoding.ASCII.GetString(EchoDevices.Print(50_000)), text, StringComparison.Ordinal);
        }

        Assert.InRange(shortest, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task A_narrow_line_carries_no_more_than_its_bandwidth()
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { Path = new(TimeSpan.FromMilliseconds(5), 1_000_000) };
        await using var server = new EchoServer(devices);
        await using var client = await TestClient.LogInAsync(server.Port);
        var time = System.Diagnostics.Stopwatch.StartNew();
        await client.StartAsync("print 500000");
        var messages = new List<byte[]>();
        byte[]? payload;
        while ((payload = await client.NextAsync()) is not null && payload[0] != (byte)MessageNumber.ChannelClose)
            messages.Add(payload);
        Assert.InRange(time.Elapsed, TimeSpan.FromSeconds(0.45), TimeSpan.FromSeconds(20));
        Assert.Equal(500_000, messages.Where(m => m[0] == (byte)MessageNumber.ChannelData).Sum(m => m.Length - 9));
    }

    [Fact]
    public async Task Nothing_in_common_ends_with_a_reason()
    {
        var devices = new EchoDevices();
        devices.Settings = devices.Settings with { Algorithms = AlgorithmOffer.Legacy };
        await using var server = new EchoServer(devices);
        await Assert.ThrowsAsync<SshProtocolException>(() => TestClient.ConnectAsync(server.Port));
        await server.IsOpenAsync(0);
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(Soon) is > 0 and var read)
                bytes.Write(buffer, 0, read);
        }
        catch (SocketException)
        {
            // A reset is an end as well.
        }

        return Encoding.ASCII.GetString(bytes.ToArray());
    }
}
