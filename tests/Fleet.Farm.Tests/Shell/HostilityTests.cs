using System.Text;
using Fleet.Farm.Faults;
using Fleet.Farm.Fleets;
using Fleet.Farm.Server;
using Fleet.Farm.Tests.Server;
using Fleet.Ssh;
using Fleet.Ssh.Messages;

namespace Fleet.Farm.Tests.Shell;

/// <summary>What hostile devices send, and that they do it in the middle of one output only.</summary>
public class HostilityTests
{
    private const uint Channel = 7;

    [Theory]
    [InlineData(FaultKind.IdleFlood, MessageNumber.Ignore, MessageNumber.Debug, MessageNumber.Unimplemented,
        MessageNumber.ChannelWindowAdjust, MessageNumber.ChannelData)]
    [InlineData(FaultKind.RequestFlood, MessageNumber.GlobalRequest)]
    [InlineData(FaultKind.KeyExchangeFlood, MessageNumber.KexInit)]
    [InlineData(FaultKind.WindowIgnored, MessageNumber.ChannelData)]
    [InlineData(FaultKind.TinyPackets, MessageNumber.ChannelData)]
    [InlineData(FaultKind.PromptFlood, MessageNumber.ChannelData)]
    [InlineData(FaultKind.EndlessLine, MessageNumber.ChannelData)]
    [InlineData(FaultKind.CursorFlood, MessageNumber.ChannelData)]
    public async Task A_flood_goes_on_until_the_connection_breaks(FaultKind kind, params MessageNumber[] numbers)
    {
        var (farm, wire) = await FloodAsync(kind);
        Assert.Equal([kind], farm.Faults);
        Assert.Equal(1000, wire.Messages.Count);
        Assert.Equal(numbers.Order(), wire.Messages.Select(m => (MessageNumber)m[0]).Distinct().Order());
        Assert.False(farm.Outputs[^1].Whole);
    }

    [Fact]
    public async Task Tiny_packets_carry_one_byte()
    {
        var (_, wire) = await FloodAsync(FaultKind.TinyPackets);
        Assert.All(wire.Messages, m => Assert.Equal(1, ChannelDataMessage.Read(m).Data.Length));
    }

    [Fact]
    public async Task A_flood_of_prompts_never_ends_in_a_whole_one()
    {
        var (_, wire) = await FloodAsync(FaultKind.PromptFlood);
        Assert.All(wire.Messages, m => Assert.False(Text(m).EndsWith("r1#", StringComparison.Ordinal)));
        Assert.Contains("\r\nr1#\r\nr1#\r\n", Text(wire.Messages[0]), StringComparison.Ordinal);
        Assert.Contains("r1#r1#r1#", Text(wire.Messages[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_line_has_no_end_of_line()
    {
        var (_, wire) = await FloodAsync(FaultKind.EndlessLine);
        Assert.All(wire.Messages, m => Assert.DoesNotContain('\n', Text(m)));
    }

    [Fact]
    public async Task Keys_are_exchanged_again_and_again()
    {
        var (_, wire) = await FloodAsync(FaultKind.RekeyStorm);
        Assert.Equal(1000, wire.Rekeys);
    }

    [Theory]
    [InlineData(FaultKind.BadMac, 64)]
    [InlineData(FaultKind.BadLength, uint.MaxValue)]
    public async Task Bytes_that_are_no_packet_begin_with_a_length(FaultKind kind, uint length)
    {
        var (_, wire) = await PlayOnceAsync(kind);
        byte[] head = [.. wire.Raw.Take(4)];
        Assert.Equal(length, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head));
        Assert.Empty(wire.Messages);
    }

    [Fact]
    public async Task Garbage_says_to_be_longer_than_it_is()
    {
        var (_, wire) = await PlayOnceAsync(FaultKind.GarbagePacket);
        Assert.Throws<SshProtocolException>(() => ChannelExtendedDataMessage.Read(Assert.Single(wire.Messages)));
    }

    [Fact]
    public async Task A_compressed_packet_is_no_message()
    {
        var (_, wire) = await PlayOnceAsync(FaultKind.CompressedPacket);
        Assert.False(Enum.IsDefined((MessageNumber)Assert.Single(wire.Messages)[0]));
    }

    [Fact]
    public async Task One_half_of_the_channel_is_closed()
    {
        var (_, wire) = await PlayOnceAsync(FaultKind.HalfClosed);
        Assert.Equal(new(MessageNumber.ChannelEof, Channel), ChannelNotice.Read(Assert.Single(wire.Messages)));
    }

    [Fact]
    public async Task A_window_is_widened_to_2_to_the_32nd()
    {
        var farm = new FakeFarm();
        await using var user = Conversation.Begin(Device(FaultKind.WindowOverflow), farm);
        await user.HearAsync();
        var adjust = ChannelWindowAdjustMessage.Read(Assert.Single(user.Channel.Wire.Messages));
        int window = Conversation.Connect(Device(FaultKind.WindowOverflow)).Settings.ChannelWindow;
        Assert.Equal(1L << 32, window + (long)adjust.BytesToAdd);
    }

    [Fact]
    public async Task A_disconnection_is_explained_at_length()
    {
        await using var user = Conversation.Begin(Device(FaultKind.LongDisconnect));
        await user.HearAsync();
        Assert.Equal(30_000, DisconnectMessage.Read(Assert.Single(user.Channel.Wire.Messages)).Description.Length);
    }

    [Fact]
    public async Task A_page_without_lines_follows_each_key()
    {
        await using var user = await Conversation.AtPromptAsync(Device(FaultKind.EndlessPager));
        Assert.EndsWith("--More-- ", await user.TypeAsync("show lines\r"), StringComparison.Ordinal);
        for (int i = 0; i < 10; i++)
            Assert.Equal("\r\n--More-- ", await user.TypeAsync(" "));
    }

    [Fact]
    public async Task Traps_are_set_one_after_the_other()
    {
        var time = new ImpatientTime();
        await using var user = await Conversation.AtPromptAsync(Device(FaultKind.PatternTraps), time: time);
        user.Channel.Type("show lines\r");
        var said = new StringBuilder();
        while (said.Length < 20_000)
        {
            await Task.Delay(10);
            said.Append(Encoding.Latin1.GetString(user.Channel.TakeOutput()));
        }

        Assert.Contains("\r\n" + new string('a', 500) + "!\r\n", said.ToString(), StringComparison.Ordinal);
        Assert.True(time.Waited > TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(FaultKind.WindowTiny, 1)]
    [InlineData(FaultKind.WindowClosed, 0)]
    public void A_window_is_as_the_fault_says(FaultKind kind, int window) =>
        Assert.Equal(window, Conversation.Connect(Device(kind)).Settings.ChannelWindow);

    [Fact]
    public async Task A_fault_that_the_server_plays_is_reported_once()
    {
        var farm = new FakeFarm();
        IServedDevice device = Conversation.Connect(Device(FaultKind.ChannelSilent), farm);
        Assert.False(device.Settings.ConfirmsChannels);
        await device.ReachAsync(ConnectionStage.Encrypted, CancellationToken.None);
        Assert.Equal([FaultKind.ChannelSilent], farm.Faults);
    }

    private static SimulatedDevice Device(FaultKind kind) => Conversation.Device("cisco_iosxe", faults: kind);

    private static string Text(byte[] message) => Encoding.Latin1.GetString(ChannelDataMessage.Read(message).Data);

    /// <summary>Has the device play until the connection breaks.</summary>
    private static Task<(FakeFarm Farm, TestWire Wire)> FloodAsync(FaultKind kind) => PlayAsync(
        kind, async user => await ((Task)user.Running).WaitAsync(TimeSpan.FromSeconds(20))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));

    /// <summary>Has the device send what it sends once, and time to send more.</summary>
    private static Task<(FakeFarm Farm, TestWire Wire)> PlayOnceAsync(FaultKind kind) => PlayAsync(kind, async user =>
    {
        var wire = user.Channel.Wire;
        await EchoServer.UntilAsync(() => wire.Raw.Count > 0 || wire.Messages.Count > 0, () => "nothing was sent");
        await Task.Delay(100);
        Assert.False(user.Running.IsCompleted);
    });

    private static async Task<(FakeFarm Farm, TestWire Wire)> PlayAsync(FaultKind kind, Func<Conversation, Task> waiting)
    {
        var farm = new FakeFarm();
        await using var user = await Conversation.AtPromptAsync(Device(kind), farm, time: new ImpatientTime());
        Assert.EndsWith("r1#", await user.TypeAsync("show version\r"), StringComparison.Ordinal);
        Assert.Empty(user.Channel.Wire.Messages);
        user.Channel.Type("show lines\r");
        await waiting(user);
        return (farm, user.Channel.Wire);
    }
}
