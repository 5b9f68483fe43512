using Fleet.Ssh;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Transport;
using Fleet.Ssh.Wire;

namespace Fleet.Farm.Tests.Server.Fuzz;

/// <summary>Sends mutated messages in well encrypted packets: before the login, in it, and on channels.</summary>
internal static class PacketFuzz
{
    private static readonly byte[][] Login =
    [
        Message(new ServiceRequestMessage(ServiceNames.UserAuth).Write),
        Message(new UserAuthRequestMessage.None(EchoDevices.User, ServiceNames.Connection).Write),
        Message(new UserAuthRequestMessage.Password("mallory", ServiceNames.Connection, "guess").Write),
        Message(new UserAuthRequestMessage.PublicKey(
            EchoDevices.User, ServiceNames.Connection, "ssh-ed25519", new byte[51], new byte[83]).Write),
        Message(new UserAuthRequestMessage.KeyboardInteractive(EchoDevices.User, ServiceNames.Connection).Write),
        Message(new UserAuthInfoResponseMessage(["guess"]).Write),
        Message(new UserAuthRequestMessage.Password(EchoDevices.User, ServiceNames.Connection, EchoDevices.Password).Write),
    ];

    private static readonly byte[][] Session =
    [
        Message(new GlobalRequestMessage("keepalive@openssh.com", true).Write),
        Message(new ChannelOpenMessage("session", 3, 100_000, 32_768).Write),
        Message(writer => new PtyRequest("vt100", 80, 24, 0, 0, new byte[] { 53, 0, 0, 0, 1, 0 }).Write(writer, 0, true)),
        Message(writer => new EnvRequest("LANG", "C").Write(writer, 0, true)),
        Message(writer => new ChannelRequestMessage(0, ChannelRequestMessage.Shell, true).Write(writer)),
        Message(writer => new WindowChangeRequest(132, 40, 0, 0).Write(writer, 0)),
        Message(writer => new ChannelDataMessage(0, "size\rprint 5000\r"u8).Write(writer)),
        Message(new ChannelWindowAdjustMessage(0, 50_000).Write),
        Message(writer => new ChannelExtendedDataMessage(0, 1, "what?"u8).Write(writer)),
        Message(writer => new ChannelRequestMessage(0, "signal", false, "\0\0\0\u0003INT"u8).Write(writer)),
        Message(new ChannelOpenMessage("session", 4, 10, 10).Write),
        Message(writer => new ExecRequest("cat").Write(writer, 1, true)),
        Message(writer => new ChannelDataMessage(1, new byte[30_000]).Write(writer)),
        Message(new ChannelNotice(MessageNumber.ChannelEof, 1).Write),
        Message(new ChannelOpenMessage("direct-tcpip", 5, 10, 10).Write),
        Message(writer => new ChannelDataMessage(0, "exit 3\r"u8).Write(writer)),
        Message(new ChannelNotice(MessageNumber.ChannelClose, 0).Write),
        Message(new ChannelNotice(MessageNumber.ChannelClose, 1).Write),
    ];

    /// <summary>One connection.</summary>
    /// <returns>Messages that were sent.</returns>
    public static async Task<int> PlayAsync(int port, Mutator mutator)
    {
        await using var client = await TestClient.ConnectAsync(port);
        bool isLoggedIn = mutator.OneIn(2);
        if (isLoggedIn)
            await client.LogInAsync();
        var script = isLoggedIn ? Session : [.. Login, .. Session];
        var messages = mutator.Mutate(script, payload => mutator.OneIn(6) ? Any(mutator) : mutator.Mutate(payload));
        if (mutator.OneIn(3))
            messages.InsertRange(mutator.Next(messages.Count + 1), Games(mutator));
        foreach (var message in messages.Where(message => message.Length > 0))
            client.Transport.Send(message);
        if (mutator.OneIn(8))
            client.Transport.Rekey();
        // Some stay to hear the answers, some leave with a word, some without.
        switch (mutator.Next(4))
        {
            case 0:
                client.Send(new DisconnectMessage(DisconnectReason.ByApplication, "").Write);
                await client.RestAsync();
                break;
            case 1:
                await client.ListenAsync(TimeSpan.FromMilliseconds(10));
                break;
            case 2:
                client.Reset();
                break;
        }

        return messages.Count;
    }

    // Any message at all, key exchange included.
    private static byte[] Any(Mutator mutator) => [(byte)mutator.Next(256), .. mutator.Bytes(mutator.Next(200))];

    // Windows that overflow, data beyond them, channels without end.
    private static IEnumerable<byte[]> Games(Mutator mutator) => Enumerable.Range(0, mutator.Next(20)).Select(i =>
        mutator.Next(4) switch
        {
            0 => Message(new ChannelWindowAdjustMessage((uint)mutator.Next(2), uint.MaxValue - 100_000).Write),
            1 => Message(writer => new ChannelDataMessage((uint)mutator.Next(2), mutator.Bytes(mutator.Next(32_000))).Write(writer)),
            2 => Message(new ChannelOpenMessage("session", (uint)i, (uint)mutator.Next(1000), (uint)mutator.Next(3)).Write),
            _ => Message(new ChannelNotice((MessageNumber)(96 + mutator.Next(5)), (uint)mutator.Next(3)).Write),
        });

    private static byte[] Message(Action<SshWriter> write)
    {
        var writer = new SshWriter();
        write(writer);
        return writer.Written.ToArray();
    }
}
