using System.Buffers.Binary;
using Fleet.Ssh.Messages;

namespace Fleet.Ssh.Tests.Transport;

/// <summary>Client and server side of the transport against each other.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task Both_sides_agree_and_hear_each_other()
    {
        var (client, server) = await Side.PairAsync();
        await using (client)
        await using (server)
        {
            await Task.WhenAll(client.Encrypted, server.Encrypted);
            Assert.Equal("SSH-2.0-Client", server.Transport.PeerIdentification);
            Assert.Equal("SSH-2.0-Server", client.Transport.PeerIdentification);
            Assert.Equal(server.Transport.SessionId.ToArray(), client.Transport.SessionId.ToArray());
            client.Transport.Send(Numbered(1));
            Assert.Equal(Numbered(1), await server.NextAsync());
            server.Transport.Send(Numbered(2));
            Assert.Equal(Numbered(2), await client.NextAsync());
        }
    }

    [Theory]
    [InlineData(1L << 30, 20_000)]
    [InlineData(20_000, 1L << 30)]
    [InlineData(20_000, 20_000)]
    public async Task Nothing_is_lost_or_reordered_while_keys_change(long clientRekeys, long serverRekeys)
    {
        const int Messages = 5000;
        var (client, server) = await Side.PairAsync(clientRekeys, serverRekeys);
        await using (client)
        await using (server)
        {
            await Task.WhenAll(client.Encrypted, server.Encrypted);
            var sessionId = client.Transport.SessionId.ToArray();
            await Task.WhenAll(
                Task.Run(() => SendAsync(client)),
                Task.Run(() => SendAsync(server)),
                ReceiveAsync(client),
                ReceiveAsync(server));
            Assert.Equal(sessionId, client.Transport.SessionId.ToArray());
        }

        static async Task SendAsync(Side side)
        {
            for (int i = 0; i < Messages; i++)
            {
                await side.Transport.WhenWritableAsync(CancellationToken.None);
                side.Transport.Send(Numbered(i, length: i % 300));
            }
        }

        static async Task ReceiveAsync(Side side)
        {
            for (int i = 0; i < Messages; i++)
                Assert.Equal(Numbered(i, length: i % 300), await side.NextAsync());
        }
    }

    [Fact]
    public async Task Between_our_kexinit_and_newkeys_nothing_else_is_sent()
    {
        var (client, server) = await Side.PairAsync();
        await using (client)
        await using (server)
        {
            await Task.WhenAll(client.Encrypted, server.Encrypted);
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            client.Gate = gate.Task;
            server.Transport.Send(Numbered(1));
            await client.NextAsync();

            // The client does not take KEXINIT now, so the exchange goes on for as long as we want.
            await BeginRekeyAsync(server);
            long before = server.Traffic.Sent;
            for (int i = 2; i < 100; i++)
                server.Transport.Send(Numbered(i, 1000));
            await Task.Delay(50);
            Assert.Equal(before, server.Traffic.Sent);
            server.Transport.Send([(byte)MessageNumber.Ignore, 0, 0, 0, 0]);
            await HasSentMoreAsync(server, before);

            gate.SetResult();
            for (int i = 2; i < 100; i++)
                Assert.Equal(Numbered(i, 1000), await client.NextAsync());
        }
    }

    [Fact]
    public async Task Writers_wait_while_the_peer_does_not_read_or_owes_new_keys()
    {
        var (client, server) = await Side.PairAsync();
        await using (client)
        await using (server)
        {
            await Task.WhenAll(client.Encrypted, server.Encrypted);
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            client.Gate = gate.Task;
            server.Transport.Send(Numbered(0));
            await client.NextAsync();
            await BeginRekeyAsync(server); // So that all that waits is what is held back.
            int sent = 1;
            while (!server.Transport.IsFull)
                server.Transport.Send(Numbered(sent++, 1000));
            // KEXINIT may have been counted, which leaves.
            for (int i = 0; i < 10; i++)
                server.Transport.Send(Numbered(sent++, 1000));
            var writable = server.Transport.WhenWritableAsync(CancellationToken.None).AsTask();
            await Task.Delay(50);
            Assert.False(writable.IsCompleted);
            gate.SetResult();
            await writable.WaitAsync(TimeSpan.FromSeconds(10));
            for (int i = 1; i < sent; i++)
                Assert.Equal(Numbered(i, 1000), await client.NextAsync());
        }
    }

    [Fact]
    public async Task A_host_key_that_is_not_trusted_ends_the_connection()
    {
        var (clientSocket, serverSocket) = await LoopbackPair.ConnectAsync();
        await using var server = Side.Server(serverSocket);
        await using var client = Side.Client(clientSocket, trusts: false);
        Assert.Equal(DisconnectReason.HostKeyNotVerifiable, (await client.FailureAsync()).Reason);
        await server.Running;
        Assert.Equal(DisconnectReason.HostKeyNotVerifiable, server.Transport.PeerDisconnect?.Reason);
    }

    [Fact]
    public async Task A_disconnect_ends_both_sides_without_an_error()
    {
        var (client, server) = await Side.PairAsync();
        await using (client)
        await using (server)
        {
            await Task.WhenAll(client.Encrypted, server.Encrypted);
            var message = Ssh.Transport.SshTransport.Compose();
            new DisconnectMessage(DisconnectReason.ByApplication, "Good bye").Write(message);
            client.Transport.Send(message);
            await server.Running;
            await client.Running;
            Assert.Equal("Good bye", server.Transport.PeerDisconnect?.Description);
        }
    }

    // A message of the connection protocol that tells which one it is.
    /// <summary>Ends when KEXINIT has left.</summary>
    private static async Task BeginRekeyAsync(Side side)
    {
        long before = side.Traffic.Sent;
        side.Transport.Rekey();
        // It is some hundred bytes; what was sent before it is less, and may not have been counted yet.
        await HasSentMoreAsync(side, before + 256);
    }

    private static async Task HasSentMoreAsync(Side side, long before)
    {
        for (int i = 0; i < 2_000 && side.Traffic.Sent <= before; i++)
            await Task.Delay(10);
        Assert.InRange(side.Traffic.Sent, before + 1, long.MaxValue);
    }

    private static byte[] Numbered(int number, int length = 0)
    {
        var payload = new byte[5 + length];
        payload[0] = (byte)MessageNumber.GlobalRequest;
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(1), number);
        return payload;
    }
}
