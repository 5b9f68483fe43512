using System.Diagnostics;
using Fleet.Ssh;
using Fleet.Ssh.Messages;

namespace Fleet.Farm.Tests.Server;

/// <summary>Flow control in both directions (RFC 4254 section 5.2), and the slow and the greedy.</summary>
public sealed class WindowTests
{
    [Fact]
    public async Task No_more_is_sent_than_the_client_takes()
    {
        await using var server = new EchoServer();
        await using var client = await TestClient.LogInAsync(server.Port);
        uint channel = await client.StartAsync("print 1000", window: 300, largestPacket: 100);
        for (int i = 0; i < 3; i++)
            Assert.Equal(100, await DataLengthAsync(client));
        client.Send(new GlobalRequestMessage("are-you-there", true).Write);
        await client.ExpectAsync(MessageNumber.RequestFailure); // And no data before it.

        client.Send(new ChannelWindowAdjustMessage(channel, 50).Write);
        Assert.Equal(50, await DataLengthAsync(client));
        client.Send(new ChannelWindowAdjustMessage(channel, 650).Write);
        int rest = 0;
        while (rest < 650)
            rest += await DataLengthAsync(client);
        Assert.Equal(650, rest);
        await client.ExpectAsync(MessageNumber.ChannelRequest);
        await client.ExpectAsync(MessageNumber.ChannelEof);
        await client.ExpectAsync(MessageNumber.ChannelClose);
    }

    [Fact]
    public async Task The_window_is_widened_when_half_of_it_was_read()
    {
        await using var server = new EchoServer();
        await using var client = await TestClient.LogInAsync(server.Port);
        uint channel = await client.StartAsync("hash");
        var data = new byte[16 * 1024];
        client.SendData(channel, data);
        client.SendData(channel, data);
        var adjust = ChannelWindowAdjustMessage.Read(await client.ExpectAsync(MessageNumber.ChannelWindowAdjust));
        Assert.Equal(32u * 1024, adjust.BytesToAdd);
    }

    [Fact]
    public async Task A_client_that_ignores_the_window_is_disconnected()
    {
        await using var server = new EchoServer();
        await using var client = await TestClient.LogInAsync(server.Port);
        uint channel = await client.StartAsync("wait 60000");
        var data = new byte[32 * 1024];
        client.SendData(channel, data);
        client.SendData(channel, data);
        client.SendData(channel, [1]);
        Assert.Empty(await client.RestAsync());
        Assert.Equal(DisconnectReason.ProtocolError, client.Transport.PeerDisconnect?.Reason);
        await server.IsOpenAsync(0);
    }

    [Fact]
    public async Task A_window_above_the_greatest_number_is_an_error()
    {
        await using var server = new EchoServer();
        await using var client = await TestClient.LogInAsync(server.Port);
        uint channel = await client.OpenAsync(window: uint.MaxValue - 10);
        client.Send(new ChannelWindowAdjustMessage(channel, 10).Write);
        client.Send(new ChannelWindowAdjustMessage(channel, 1).Write);
        Assert.Empty(await client.RestAsync());
        Assert.Equal(DisconnectReason.ProtocolError, client.Transport.PeerDisconnect?.Reason);
    }

    [Fact]
    public async Task What_arrives_after_our_close_is_ignored()
    {
        await using var server = new EchoServer();
        await using var client = await TestClient.LogInAsync(server.Port);
        uint channel = await client.StartAsync("status 1");
        await client.ExpectAsync(MessageNumber.ChannelRequest);
        await client.ExpectAsync(MessageNumber.ChannelEof);
        await client.ExpectAsync(MessageNumber.ChannelClose);
        client.SendData(channel, [1, 2, 3]);
        client.Send(writer => new ExecRequest("status 2").Write(writer, channel, true));
        client.Send(new ChannelWindowAdjustMessage(channel, 1).Write);
        client.Send(MessageNumber.ChannelClose, channel);
        Assert.Equal(channel, await client.OpenAsync());
    }

    [Fact]
    public async Task A_slow_reader_holds_the_program_back()
    {
        long written = 0;
        var devices = new EchoDevices
        {
            Running = async (channel, _, cancellation) =>
            {
                var part = EchoDevices.Print(1000);
                while (true)
                {
                    await channel.WriteAsync(part, cancellation);
                    Interlocked.Add(ref written, part.Length);
                }
            },
        };
        await using var server = new EchoServer(devices);
        var pause = new TaskCompletionSource();
        await using (var client = await TestClient.LogInAsync(server.Port))
        {
            await client.StartAsync("anything", window: uint.MaxValue);
            client.Pause(pause.Task);
            // The kernel's buffers of both ends fill up, a few megabytes; then the program waits.
            await EchoServer.UntilAsync(
                () =>
                {
                    long before = Interlocked.Read(ref written);
                    Thread.Sleep(100);
                    return before == Interlocked.Read(ref written);
                },
                () => "the program goes on and on");
            long held = Interlocked.Read(ref written) - server.Server.Figures.BytesSent;
            Assert.True(held < 256 * 1024, $"{held} bytes are with the connection");

            pause.SetResult();
            long soFar = Interlocked.Read(ref written);
            await EchoServer.UntilAsync(() => Interlocked.Read(ref written) > soFar + 1_000_000, () => "it does not go on");
        }

        await server.IsOpenAsync(0);
    }

    [Fact]
    public async Task A_client_that_only_asks_is_not_heard_without_end()
    {
        await using var server = new EchoServer();
        await using var client = await TestClient.LogInAsync(server.Port);
        var pause = new TaskCompletionSource();
        client.Pause(pause.Task);
        var time = Stopwatch.StartNew();
        // Each answer is as long as its question: when neither end reads, both stop.
        while (!client.Transport.IsFull)
        {
            Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), "the server takes questions without end");
            client.Send(new GlobalRequestMessage("anyone-there@example.com", true).Write);
        }

        Assert.InRange(server.Server.Figures.BytesReceived, 1, 100_000_000);
        pause.SetResult();
        await client.ExpectAsync(MessageNumber.RequestFailure);
    }

    private static async Task<int> DataLengthAsync(TestClient client) =>
        ChannelDataMessage.Read(await client.ExpectAsync(MessageNumber.ChannelData)).Data.Length;
}
