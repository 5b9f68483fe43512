using System.Net.Sockets;
using Fleet.Ssh.Algorithms;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Tests.Transport;

/// <summary>What a peer may and may not say at the beginning.</summary>
public sealed class FirstExchangeTests
{
    private const string Curve = "curve25519-sha256";
    private static readonly byte[] Ignore = [(byte)MessageNumber.Ignore, 0, 0, 0, 0];

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("SSH-1.5-Old\r\n")]
    [InlineData("SSH-2.0-N\0ul\r\n")]
    [InlineData("\n")]
    public async Task What_is_no_identification_ends_the_connection(string line)
    {
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync(line);
            client.HangUp();
            await server.FailureAsync();
        }
    }

    [Fact]
    public async Task An_identification_of_255_bytes_is_taken_and_a_longer_one_is_not()
    {
        string longest = "SSH-2.0-" + new string('x', 253 - 8) + "\r\n";
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync(longest);
            Assert.Equal("SSH-2.0-Server\r\n", await client.LineAsync());
            Assert.Equal((byte)MessageNumber.KexInit, (await client.NextAsync())[0]);
            Assert.Equal(longest.TrimEnd(), server.Transport.PeerIdentification);
        }

        var (other, second) = await ServerAsync();
        using (other)
        await using (second)
        {
            await other.SendAsync(new string('x', 256));
            other.HangUp();
            Assert.Contains("255", (await second.FailureAsync()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_client_takes_lines_before_the_identification_but_not_without_end()
    {
        var (clientSocket, serverSocket) = await LoopbackPair.ConnectAsync();
        using (var server = new PlainPeer(serverSocket))
        await using (var client = Side.Client(clientSocket))
        {
            await server.SendAsync("Welcome\r\nto this router\nSSH-1.99-Router\n");
            Assert.Equal("SSH-2.0-Client\r\n", await server.LineAsync());
            Assert.Equal((byte)MessageNumber.KexInit, (await server.NextAsync())[0]);
            Assert.Equal("SSH-1.99-Router", client.Transport.PeerIdentification);
        }

        (clientSocket, serverSocket) = await LoopbackPair.ConnectAsync();
        using (var server = new PlainPeer(serverSocket))
        await using (var client = Side.Client(clientSocket))
        {
            await server.SendAsync(string.Concat(Enumerable.Repeat("Welcome\r\n", 1000)));
            server.HangUp();
            await client.FailureAsync();
        }
    }

    [Fact]
    public async Task Strict_key_exchange_allows_no_message_before_kexinit()
    {
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync("SSH-2.0-Client\r\n");
            await client.SendAsync(Ignore, PlainPeer.KexInit(false, [Curve], KexInit.StrictClient));
            await RefusedAsync(client, server);
        }
    }

    [Theory]
    [InlineData(MessageNumber.Ignore)]
    [InlineData(MessageNumber.Debug)]
    [InlineData(MessageNumber.Unimplemented)]
    [InlineData(MessageNumber.KexDhReply)]
    [InlineData((MessageNumber)40)]
    public async Task Strict_key_exchange_allows_no_message_that_is_not_expected(MessageNumber number)
    {
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync("SSH-2.0-Client\r\n");
            await client.SendAsync(PlainPeer.KexInit(false, [Curve], KexInit.StrictClient), [(byte)number, 0, 0, 0, 0]);
            await RefusedAsync(client, server);
        }
    }

    [Theory]
    [InlineData(MessageNumber.ServiceRequest)]
    [InlineData(MessageNumber.ExtInfo)]
    [InlineData(MessageNumber.NewKeys)]
    [InlineData(MessageNumber.UserAuthRequest)]
    [InlineData(MessageNumber.ChannelOpen)]
    [InlineData((MessageNumber)255)]
    public async Task Nothing_of_later_is_taken_before_there_are_keys(MessageNumber number)
    {
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync("SSH-2.0-Client\r\n");
            await client.SendAsync(Ignore, [(byte)number]);
            await RefusedAsync(client, server);
        }
    }

    [Fact]
    public async Task Without_strict_key_exchange_ignored_messages_are_ignored()
    {
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync("SSH-2.0-Client\r\n");
            await client.SendAsync(Ignore, PlainPeer.KexInit(false, [Curve]), Ignore, Init());
            await RepliedAsync(client);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_guess_is_dropped_and_a_right_one_is_not(bool isRight)
    {
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync("SSH-2.0-Client\r\n");
            // The server's first choice is the curve.
            if (isRight)
                await client.SendAsync(PlainPeer.KexInit(true, [Curve, "ecdh-sha2-nistp256"]), Init());
            else
                await client.SendAsync(
                    PlainPeer.KexInit(true, ["ecdh-sha2-nistp256", Curve]),
                    [(byte)MessageNumber.KexDhInit, 1, 2, 3],
                    Init("ecdh-sha2-nistp256"));
            await RepliedAsync(client);
        }
    }

    [Fact]
    public async Task A_value_that_the_method_forbids_ends_the_connection()
    {
        var (client, server) = await ServerAsync();
        using (client)
        await using (server)
        {
            await client.SendAsync("SSH-2.0-Client\r\n");
            var writer = new SshWriter();
            new KexDhInitMessage(new byte[32]).Write(writer, isMpint: false); // A point of low order: K would be 0.
            await client.SendAsync(PlainPeer.KexInit(false, [Curve]), writer.Written.ToArray());
            client.HangUp();
            await server.FailureAsync();
        }
    }

    private static async Task<(PlainPeer Client, Side Server)> ServerAsync()
    {
        var (client, server) = await LoopbackPair.ConnectAsync();
        return (new PlainPeer(client), Side.Server(server));
    }

    private static byte[] Init(string method = Curve)
    {
        using var agreement = KeyAgreement.Start(method);
        var writer = new SshWriter();
        new KexDhInitMessage(agreement.PublicValue.Span).Write(writer, agreement.IsMpint);
        return writer.Written.ToArray();
    }

    private static async Task RepliedAsync(PlainPeer client)
    {
        await client.LineAsync();
        Assert.Equal((byte)MessageNumber.KexInit, (await client.NextAsync())[0]);
        Assert.Equal((byte)MessageNumber.KexDhReply, (await client.NextAsync())[0]);
        Assert.Equal((byte)MessageNumber.NewKeys, (await client.NextAsync())[0]);
    }

    private static async Task RefusedAsync(PlainPeer client, Side server)
    {
        await client.LineAsync();
        Assert.Equal((byte)MessageNumber.KexInit, (await client.NextAsync())[0]);
        var disconnect = DisconnectMessage.Read(await client.NextAsync());
        Assert.Equal(DisconnectReason.ProtocolError, disconnect.Reason);
        client.HangUp();
        await server.FailureAsync();
    }
}
