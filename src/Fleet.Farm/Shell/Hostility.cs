using System.Text;
using Fleet.Farm.Faults;
using Fleet.Ssh;
using Fleet.Ssh.Messages;
using Fleet.Ssh.Wire;

namespace Fleet.Farm.Shell;

/// <summary>What a hostile device does on a channel, mostly for as long as the client stays.</summary>
/// <param name="terminal">The channel.</param>
/// <param name="prompt">The device's prompt.</param>
/// <param name="time">The clock.</param>
internal sealed partial class Hostility(Terminal terminal, string prompt, TimeProvider time)
{
    /// <summary>The window that channels have otherwise.</summary>
    public const int ChannelWindow = 64 * 1024;

    private const int LargestData = 32 * 1024;

    /// <summary>What begins with a shell.</summary>
    public static IReadOnlyList<FaultKind> OfShells { get; } = [FaultKind.LongDisconnect, FaultKind.WindowOverflow];

    /// <summary>What begins in the middle of an output.</summary>
    public static IReadOnlyList<FaultKind> OfOutputs { get; } =
    [
        FaultKind.WindowIgnored,
        FaultKind.TinyPackets,
        FaultKind.IdleFlood,
        FaultKind.RequestFlood,
        FaultKind.RekeyStorm,
        FaultKind.KeyExchangeFlood,
        FaultKind.BadMac,
        FaultKind.BadLength,
        FaultKind.GarbagePacket,
        FaultKind.CompressedPacket,
        FaultKind.PromptFlood,
        FaultKind.EndlessLine,
        FaultKind.PatternTraps,
        FaultKind.CursorFlood,
        FaultKind.EndlessPager,
        FaultKind.HalfClosed,
    ];

    /// <summary>Does it.</summary>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public Task PlayAsync(FaultKind kind) => kind switch
    {
        FaultKind.LongDisconnect => SendAsync(
            w => new DisconnectMessage(DisconnectReason.ByApplication, new string('x', 30_000)).Write(w)),
        // To exactly 2^32, which is 0 to who adds without looking.
        FaultKind.WindowOverflow => SendAsync(
            w => new ChannelWindowAdjustMessage(Channel, unchecked((uint)-ChannelWindow)).Write(w)),
        FaultKind.WindowIgnored => FloodAsync(DataOf(Lines(LargestData))),
        FaultKind.TinyPackets => FloodAsync([.. Encoding.ASCII.GetBytes("all work and no play\r\n").Select(b => Data([b]))]),
        FaultKind.IdleFlood => FloodAsync(IdlePackets()),
        FaultKind.RequestFlood => FloodAsync(
            Message(w => new GlobalRequestMessage("keepalive@nobody.invalid", WantReply: true).Write(w))),
        FaultKind.RekeyStorm => RekeyAsync(),
        FaultKind.KeyExchangeFlood => FloodAsync(Message(WriteKexInit)),
        FaultKind.BadMac => SendRawAsync([0, 0, 0, 64, .. new byte[64 + 64]]),
        FaultKind.BadLength => SendRawAsync([0xff, 0xff, 0xff, 0xff, .. new byte[64 + 64]]),
        FaultKind.GarbagePacket => SendAsync(WriteGarbage),
        FaultKind.CompressedPacket => SendAsync(w => w.WriteBytes(Compressed(Data(Lines(1000))))),
        FaultKind.PromptFlood => FloodAsync(DataOf(Prompts())),
        FaultKind.EndlessLine => FloodAsync(DataOf(Encoding.ASCII.GetBytes(new string('a', LargestData - 1) + "#"))),
        FaultKind.PatternTraps => SetTrapsAsync(),
        FaultKind.CursorFlood => FloodAsync(DataOf(Movements())),
        FaultKind.EndlessPager => AskAsync(),
        FaultKind.HalfClosed => SendAsync(w => new ChannelNotice(MessageNumber.ChannelEof, Channel).Write(w)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private uint Channel => terminal.Wire.Channel;

    private async Task FloodAsync(params byte[][] messages)
    {
        while (true)
        {
            foreach (byte[] message in messages)
                await terminal.Wire.SendAsync(message, terminal.Cancellation);
            await Task.Yield(); // Others want to be served, too.
        }
    }

    private async Task SendAsync(Action<SshWriter> write) =>
        await terminal.Wire.SendAsync(Message(write), terminal.Cancellation);

    private Task SendRawAsync(byte[] bytes)
    {
        terminal.Wire.SendRaw(bytes);
        return Task.CompletedTask;
    }

    private async Task RekeyAsync()
    {
        while (true)
        {
            terminal.Wire.Rekey();
            await Task.Delay(TimeSpan.FromMilliseconds(1), time, terminal.Cancellation);
        }
    }

    private async Task SetTrapsAsync()
    {
        while (true)
        {
            foreach (byte[] trap in Traps)
            {
                terminal.Write(trap);
                await terminal.FlushAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, terminal.Cancellation);
            }
        }
    }

    private async Task AskAsync()
    {
        do
        {
            terminal.Take(terminal.Keys.Length);
            terminal.WriteText("\n--More-- ");
        }
        while (await terminal.WaitForKeysAsync());
    }

    private byte[] Data(byte[] text) => Message(w => new ChannelDataMessage(Channel, text).Write(w));

    private byte[][] DataOf(byte[] text) => [.. text.Chunk(LargestData).Select(Data)];

    private static byte[] Message(Action<SshWriter> write)
    {
        var writer = new SshWriter();
        write(writer);
        return writer.Written.ToArray();
    }
}
